import { EditError } from '../errors.js';
import {
  geometryType,
  positions,
  readGeometry,
  sentDimensions,
  type Dimensions,
  type Geometry,
} from '../geometry/esri.js';
import { project, readSpatialReference, type Wkid } from '../geometry/project.js';
import { normaliseGuid } from '../guid.js';
import { asArray, isRecord, member } from '../json.js';
import {
  dimensionsOf,
  findField,
  globalIdField,
  isSystemField,
  objectIdField,
  type Attributes,
  type LayerDefinition,
} from './layer-definition.js';
import { checkDomains } from './subtypes.js';
import { isUntrustedHtml, toFieldValue } from './values.js';

/** Which of the rules for values are in force. */
export interface ValueRules {
  readonly validateDomains: boolean;
  readonly rejectHtml: boolean;
}

/** @returns the attributes a client sent; those of a feature that is no feature are empty */
export function sentAttributes(feature: unknown): Record<string, unknown> {
  const attributes = isRecord(feature) ? feature['attributes'] : undefined;
  return isRecord(attributes) ? attributes : {};
}

/** @returns the ObjectID a client sent, undefined for none */
export function sentObjectId(feature: unknown): number | undefined {
  const value = member(sentAttributes(feature), objectIdField);
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return Number.isInteger(number) ? Number(number) : undefined;
}

/** @returns the GlobalID a client sent, as we keep it, undefined for none or one that is no GUID */
export function sentGlobalId(feature: unknown): string | undefined {
  return normaliseGuid(member(sentAttributes(feature), globalIdField));
}

/**
 * The GlobalID that an edit is keyed by.
 * @throws {EditError} 1020 when it is missing, 1021 when it is empty, 1016 when it is no GUID
 */
export function requiredGlobalId(feature: unknown): string {
  const value = member(sentAttributes(feature), globalIdField);
  if (value === undefined) throw new EditError(1020, 'The feature has no GlobalID.');
  if (value === null || value === '') throw new EditError(1021, 'The GlobalID of the feature is empty.');
  const globalId = normaliseGuid(value);
  if (globalId === undefined) throw new EditError(1016, `Unable to set the value of field ${globalIdField}.`);
  return globalId;
}

/**
 * Reads the attributes that a client may write. Unknown fields are ignored, and so is what it says about fields that
 * the service alone writes.
 * @param current the stored row, or the defaults for a new one: naming a value that is there already is no change
 * @throws {EditError} 1016, 1006, 1001 or 1023
 */
export function readAttributes(
  definition: LayerDefinition,
  feature: unknown,
  more: { current: Attributes; rules: ValueRules },
): Attributes {
  const attributes: Attributes = {};
  for (const [name, sent] of Object.entries(sentAttributes(feature))) {
    const field = findField(definition, name);
    if (field === undefined || isSystemField(definition, field)) continue;
    const value = toFieldValue(field, sent);
    if (more.rules.rejectHtml && isUntrustedHtml(value))
      throw new EditError(1006, `Field ${field.name} holds untrusted HTML.`);
    if (value === null && !field.nullable) throw new EditError(1001, `Field ${field.name} is not nullable.`);
    if (!field.editable && value !== (more.current[field.name] ?? null))
      throw new EditError(1023, `Field ${field.name} is not editable.`);
    attributes[field.name] = value;
  }
  if (more.rules.validateDomains) checkDomains(definition, attributes, { ...more.current, ...attributes });
  return attributes;
}

/**
 * Reads the geometry of an edit.
 * @param wkid spatial reference of a geometry that names none
 * @returns undefined when the client sent none
 * @throws {EditError} 1015 for one that the layer cannot hold, 1014 without heights and 1002 without measures where it has them
 */
export function readEditGeometry(
  definition: LayerDefinition,
  feature: unknown,
  wkid: Wkid,
): Geometry | null | undefined {
  const sent = isRecord(feature) ? feature['geometry'] : undefined;
  if (definition.geometryType === null || sent === undefined) return undefined;
  if (sent === null || isEmpty(sent)) return null;
  const dimensions = dimensionsOf(definition);
  const geometry = readGeometry(sent, dimensions);
  if (geometry === undefined || geometryType(geometry) !== definition.geometryType) {
    throw new EditError(1015, `The geometry could not be set: ${definition.geometryType} expected.`);
  }
  checkDimensions(sent, geometry, dimensions);
  const own = isRecord(sent) ? readSpatialReference(sent['spatialReference']) : undefined;
  return project(geometry, own ?? wkid, definition.wkid);
}

function checkDimensions(sent: unknown, geometry: Geometry, wanted: Dimensions): void {
  if (!isRecord(sent) || 'curveRings' in geometry || 'curvePaths' in geometry) return;
  const has = sentDimensions(sent);
  const heights = 'x' in geometry ? [geometry.z] : positions(geometry).map((position) => position[2]);
  if (wanted.hasZ && (!has.hasZ || !heights.every(Number.isFinite)))
    throw new EditError(1014, 'The geometry has no z values.');
  if (wanted.hasM && !has.hasM) throw new EditError(1002, 'The geometry has no m values.');
}

/** Esri JSON writes an empty geometry as x null or NaN, or without parts. */
function isEmpty(value: unknown): boolean {
  if (!isRecord(value)) return false;
  if ('x' in value) return value['x'] === null || value['x'] === 'NaN';
  const parts = value['rings'] ?? value['paths'] ?? value['points'] ?? value['curveRings'] ?? value['curvePaths'];
  return Array.isArray(parts) && asArray(parts).length === 0;
}

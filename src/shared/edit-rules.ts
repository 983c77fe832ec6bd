/**
 * What a layer says of the values that it takes, before anything is sent: required, length, range, coded values, type, dates, editable. Pure.
 * https://developers.arcgis.com/rest/services-reference/enterprise/layer-feature-service/ (fields, domains, capabilities)
 */
import type { Attributes, Field, Geometry, LayerSchema } from './esri.js';
import type { JsonValue } from './json.js';
import type { FeatureOperation } from './records.js';
import { fieldOf, isOfSubtypes, valueOf } from './subtypes.js';

/** Why a layer would not take a value. */
export type ValueProblem =
  | { readonly kind: 'required' }
  /** `by`: characters too many. */
  | { readonly kind: 'too-long'; readonly limit: number; readonly by: number }
  | { readonly kind: 'out-of-range'; readonly min: number; readonly max: number }
  | { readonly kind: 'not-in-list' }
  | { readonly kind: 'not-a-number' }
  | { readonly kind: 'not-whole' }
  | { readonly kind: 'not-a-date' }
  | { readonly kind: 'wrong-type' }
  | { readonly kind: 'read-only' };

/** Why a layer would not take an edit: one of its values, or all of it. */
export type EditProblem =
  | (ValueProblem & { readonly field: string; readonly alias: string })
  | { readonly kind: 'no-such-field'; readonly field: string; readonly alias: string }
  | { readonly kind: 'wrong-shape' }
  | { readonly kind: 'not-allowed'; readonly operation: FeatureOperation };

export interface EditToCheck {
  readonly operation: FeatureOperation;
  /** Add: the whole row. Update: what it changes. */
  readonly attributes: Attributes;
  /** The whole row with the edit in it, where it is known: an update need not say of which subtype the row is. */
  readonly row?: Attributes;
  /** Present only where it is new or changed. */
  readonly geometry?: Geometry | null;
}

const WHOLE: Readonly<Record<string, readonly [min: number, max: number]>> = {
  esriFieldTypeSmallInteger: [-32_768, 32_767],
  esriFieldTypeInteger: [-2_147_483_648, 2_147_483_647],
  esriFieldTypeBigInteger: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
};
const FRACTIONAL: ReadonlySet<string> = new Set(['esriFieldTypeDouble', 'esriFieldTypeSingle']);
const DATES: Readonly<Record<string, RegExp>> = {
  esriFieldTypeDateOnly: /^\d{4}-\d\d-\d\d$/,
  esriFieldTypeTimeOnly: /^\d\d:\d\d(?::\d\d(?:\.\d+)?)?$/,
  esriFieldTypeTimestampOffset: /^\d{4}-\d\d-\d\dT.*(?:Z|[+-]\d\d:?\d\d)$/,
};
const GUID = /^\{?[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\}?$/i;

/** Everything that the layer would not take of an edit; empty when nothing is known to stand against it. */
export function problemsOf(edit: EditToCheck, layer: LayerSchema): readonly EditProblem[] {
  const { operation, row = edit.attributes } = edit;
  const found: EditProblem[] = allows(layer, operation) ? [] : [{ kind: 'not-allowed', operation }];
  if (operation === 'delete') return found;
  for (const [name, value] of Object.entries(edit.attributes)) {
    const field = layer.fields.find((one) => one.name.toLowerCase() === name.toLowerCase());
    if (field === undefined) found.push({ kind: 'no-such-field', field: name, alias: name });
    else if (isOwn(field, layer)) found.push(...named(field, checkValue(fieldOf(field, layer.subtypes, row), value)));
  }
  found.push(...leftBehind(edit.attributes, row, layer));
  if (operation === 'add') found.push(...forgotten(edit.attributes, layer));
  if (edit.geometry != null && !fits(edit.geometry, layer)) found.push({ kind: 'wrong-shape' });
  return found;
}

/** Why a field would not take a value; null where nothing is known to stand against it. */
export function checkValue(field: Field, value: JsonValue): ValueProblem | null {
  if (!field.editable) return { kind: 'read-only' };
  if (value === null) return field.nullable ? null : { kind: 'required' };
  if (typeof value === 'object' || typeof value === 'boolean') return { kind: 'wrong-type' };
  return checkType(field, value) ?? checkDomain(field, value);
}

function checkType({ type, length }: Field, value: string | number): ValueProblem | null {
  const whole = WHOLE[type];
  if (whole !== undefined || FRACTIONAL.has(type)) {
    const number = typeof value === 'string' && value.trim() === '' ? NaN : Number(value);
    if (!Number.isFinite(number)) return { kind: 'not-a-number' };
    if (whole === undefined) return null;
    if (!Number.isInteger(number)) return { kind: 'not-whole' };
    return number < whole[0] || number > whole[1] ? { kind: 'out-of-range', min: whole[0], max: whole[1] } : null;
  }
  if (type === 'esriFieldTypeDate')
    return Number.isFinite(typeof value === 'number' ? value : Date.parse(value)) ? null : { kind: 'not-a-date' };
  const pattern = DATES[type];
  if (pattern !== undefined) return typeof value === 'string' && pattern.test(value) ? null : { kind: 'not-a-date' };
  if (type === 'esriFieldTypeGUID')
    return typeof value === 'string' && GUID.test(value) ? null : { kind: 'wrong-type' };
  const by = type === 'esriFieldTypeString' && length !== undefined && length > 0 ? String(value).length - length : 0;
  return by > 0 && length !== undefined ? { kind: 'too-long', limit: length, by } : null;
}

function checkDomain({ domain }: Field, value: string | number): ValueProblem | null {
  if (domain?.type === 'codedValue')
    return domain.codedValues.some(({ code }) => String(code) === String(value)) ? null : { kind: 'not-in-list' };
  if (domain?.type !== 'range') return null;
  const [min, max] = domain.range;
  const number = Number(value);
  return number < min || number > max ? { kind: 'out-of-range', min, max } : null;
}

/** Values that were fine in the subtype that the row was of. What the edit names itself is looked at anyway. */
function leftBehind(attributes: Attributes, row: Attributes, layer: LayerSchema): readonly EditProblem[] {
  const { subtypes } = layer;
  if (subtypes === undefined || valueOf(attributes, subtypes.field) === undefined) return [];
  return layer.fields
    .filter((field) => field.editable && isOfSubtypes(field, subtypes) && valueOf(attributes, field.name) === undefined)
    .flatMap((field) => {
      const value = valueOf(row, field.name) ?? null;
      return value === null ? [] : named(field, checkValue(fieldOf(field, subtypes, row), value));
    });
}

/** Required fields that a new row does not name. What has a default is filled in by the service. */
function forgotten(attributes: Attributes, layer: LayerSchema): readonly EditProblem[] {
  const names = new Set(Object.keys(attributes).map((name) => name.toLowerCase()));
  return layer.fields
    .filter((field) => field.editable && !field.nullable && field.defaultValue === undefined && isOwn(field, layer))
    .filter(({ name }) => !names.has(name.toLowerCase()))
    .flatMap((field) => named(field, { kind: 'required' }));
}

/** A field of the data, not one that the service fills in by itself. */
function isOwn({ name, type }: Field, layer: LayerSchema): boolean {
  return (
    name !== layer.objectIdField &&
    name !== layer.globalIdField &&
    type !== 'esriFieldTypeOID' &&
    type !== 'esriFieldTypeGlobalID' &&
    !layer.editorTracking.includes(name)
  );
}

function named({ name, alias }: Field, problem: ValueProblem | null): readonly EditProblem[] {
  return problem === null ? [] : [{ ...problem, field: name, alias: alias === '' ? name : alias }];
}

/** A layer that lists no capability of editing says nothing against it. */
function allows({ capabilities }: LayerSchema, operation: FeatureOperation): boolean {
  const told = capabilities.filter((token) => ['CREATE', 'UPDATE', 'DELETE', 'EDITING'].includes(token));
  const needed = { add: 'CREATE', update: 'UPDATE', delete: 'DELETE' }[operation];
  const isWhole = told.includes('EDITING') && told.length === 1;
  return told.length === 0 || isWhole || told.includes(needed);
}

function fits(geometry: Geometry, { geometryType }: LayerSchema): boolean {
  switch (geometryType) {
    case undefined:
      return false;
    case 'esriGeometryPoint':
      return 'x' in geometry;
    case 'esriGeometryMultipoint':
      return 'points' in geometry;
    case 'esriGeometryPolyline':
      return 'paths' in geometry || 'curvePaths' in geometry;
    case 'esriGeometryPolygon':
      return 'rings' in geometry || 'curveRings' in geometry;
    default:
      return true;
  }
}

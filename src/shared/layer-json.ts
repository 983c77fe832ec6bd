/** Parts of a layer's REST description, as a service or a file holds them. Every key is doubted: what is wrong is left out. Pure. */
import type { CodedValue, Domain, Envelope, Field, Relationship, SpatialReference } from './esri.js';
import { asArray, asBoolean, asNumber, asString, isObject, pick, type JsonObject, type JsonValue } from './json.js';
import type { Subtype, Subtypes } from './subtypes.js';

/** An envelope whose four sides are numbers, or undefined. Empty services write "NaN" or null. */
export function readEnvelope(value: unknown): Envelope | undefined {
  if (!isObject(value)) return undefined;
  const [xmin, ymin, xmax, ymax] = ['xmin', 'ymin', 'xmax', 'ymax'].map((side) => asNumber(pick(value, side)));
  if (xmin === undefined || ymin === undefined || xmax === undefined || ymax === undefined) return undefined;
  const spatialReference = readSpatialReference(pick(value, 'spatialReference'));
  return { xmin, ymin, xmax, ymax, ...(spatialReference ? { spatialReference } : {}) };
}

/** A spatial reference by wkid or wkt, or undefined. */
export function readSpatialReference(value: unknown): SpatialReference | undefined {
  if (!isObject(value)) return undefined;
  const wkid = asNumber(pick(value, 'wkid'));
  const latestWkid = asNumber(pick(value, 'latestWkid'));
  const wkt = asString(pick(value, 'wkt'));
  if (wkid === undefined && latestWkid === undefined && wkt === undefined) return undefined;
  return {
    ...(wkid === undefined ? {} : { wkid }),
    ...(latestWkid === undefined ? {} : { latestWkid }),
    ...(wkt === undefined ? {} : { wkt }),
  };
}

/** A field as REST describes it, or undefined for what names none. */
export function readField(value: unknown): Field | undefined {
  if (!isObject(value)) return undefined;
  const name = asString(pick(value, 'name'));
  if (name === undefined || name === '' || name === '__proto__') return undefined;
  const length = asNumber(pick(value, 'length'));
  const domain = readDomain(pick(value, 'domain'));
  const defaultValue = readScalar(pick(value, 'defaultValue'));
  return {
    name,
    type: asString(pick(value, 'type')) ?? 'esriFieldTypeString',
    alias: asString(pick(value, 'alias')) ?? name,
    nullable: asBoolean(pick(value, 'nullable')) ?? true,
    editable: asBoolean(pick(value, 'editable')) ?? true,
    ...(length === undefined ? {} : { length }),
    ...(domain ? { domain } : {}),
    ...(defaultValue === undefined || defaultValue === null ? {} : { defaultValue }),
  };
}

/** A domain as REST describes it, or undefined. */
export function readDomain(value: unknown): Domain | undefined {
  if (!isObject(value)) return undefined;
  const name = asString(pick(value, 'name')) ?? '';
  switch (pick(value, 'type')) {
    case 'codedValue':
      return {
        type: 'codedValue',
        name,
        codedValues: asArray(pick(value, 'codedValues')).flatMap((entry) => readCodedValue(entry) ?? []),
      };
    case 'range': {
      const [min, max] = asArray(pick(value, 'range')).map(asNumber);
      return min === undefined || max === undefined ? undefined : { type: 'range', name, range: [min, max] };
    }
    case 'inherited':
      return { type: 'inherited' };
    default:
      return undefined;
  }
}

function readCodedValue(value: unknown): CodedValue | undefined {
  if (!isObject(value)) return undefined;
  const code = pick(value, 'code');
  if (typeof code !== 'string' && typeof code !== 'number') return undefined;
  return { code, name: asString(pick(value, 'name')) ?? String(code) };
}

function readScalar(value: unknown): JsonValue | undefined {
  return value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? value
    : undefined;
}

/** A relationship as REST describes it, or undefined for what lacks one of its ends. */
export function readRelationship(value: unknown): Relationship | undefined {
  if (!isObject(value)) return undefined;
  const id = asNumber(pick(value, 'id'));
  const relatedTableId = asNumber(pick(value, 'relatedTableId'));
  const keyField = asString(pick(value, 'keyField'));
  if (id === undefined || relatedTableId === undefined || keyField === undefined) return undefined;
  return {
    id,
    name: asString(pick(value, 'name')) ?? '',
    relatedTableId,
    role: asString(pick(value, 'role')) ?? 'esriRelRoleOrigin',
    cardinality: asString(pick(value, 'cardinality')) ?? 'esriRelCardinalityOneToMany',
    keyField,
    composite: asBoolean(pick(value, 'composite')) ?? false,
  };
}

/** What a layer's description tells of its subtypes, or null. Services of 10.x list subtypes among their `types` only. */
export function readSubtypes(told: JsonObject): Subtypes | null {
  const own = asString(pick(told, 'subtypeField')) ?? '';
  const drawn = asString(pick(told, 'typeIdField')) ?? '';
  const subtypes = asArray(pick(told, 'subtypes')).flatMap((one) => readSubtype(one) ?? []);
  if (own !== '' && subtypes.length > 0) return { field: own, isClosed: true, values: subtypes };
  const types = asArray(pick(told, 'types')).flatMap((one) => readSubtype(one) ?? []);
  const field = drawn === '' ? own : drawn;
  if (field === '' || types.length === 0) return null;
  return { field, isClosed: field.toLowerCase() === own.toLowerCase(), values: types };
}

function readSubtype(value: unknown): Subtype | undefined {
  if (!isObject(value)) return undefined;
  const id = pick(value, 'code', 'id');
  if (typeof id !== 'string' && typeof id !== 'number') return undefined;
  const listed = pick(value, 'domains');
  const domains = Object.entries(isObject(listed) ? listed : {}).flatMap(([name, domain]) => {
    const read = readDomain(domain);
    return read === undefined ? [] : [[name, read] as const];
  });
  return { code: id, name: asString(pick(value, 'name')) ?? String(id), domains: Object.fromEntries(domains) };
}

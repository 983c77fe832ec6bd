/** Rows as services write them, read into this library's form: field names as the layer spells them, GlobalIDs in key form. Pure. */
import type { Geometry, KeyedFeature, LayerSchema } from './esri.js';
import { toGlobalId } from './ids.js';
import { isObject, pick, type JsonValue } from './json.js';

/** Says what is wrong with a reply: throws. */
export type Complain = (what: string) => never;

/** Digits that `parseJson` kept as text; only a BigInteger needs them all. */
const DIGITS = /^-?\d{16,19}$/;
const NUMBERS: ReadonlySet<string> = new Set([
  'esriFieldTypeDouble',
  'esriFieldTypeSingle',
  'esriFieldTypeInteger',
  'esriFieldTypeSmallInteger',
  'esriFieldTypeOID',
  'esriFieldTypeDate',
]);

/** Reads rows of one layer; each reader remembers how this reply spells the field names. */
export function rowReader(layer: LayerSchema, complain: Complain): (row: unknown) => KeyedFeature {
  const fieldNames = new Map(layer.fields.map((field) => [field.name.toLowerCase(), field.name]));
  const numbers = new Set(layer.fields.filter((field) => NUMBERS.has(field.type)).map((field) => field.name));
  const spelled = new Map<string, string | null>();
  const nameOf = (key: string): string | null => {
    let name = spelled.get(key);
    if (name === undefined) {
      name = key === '__proto__' ? null : (fieldNames.get(key.toLowerCase()) ?? key);
      spelled.set(key, name);
    }
    return name;
  };
  return (row) => {
    if (!isObject(row)) complain(`layer ${String(layer.layerId)} (${layer.name}) holds a row that is no object.`);
    const given = pick(row, 'attributes');
    if (!isObject(given)) complain(`layer ${String(layer.layerId)} (${layer.name}) holds a row without attributes.`);
    const attributes: Record<string, JsonValue> = {};
    for (const key of Object.keys(given)) {
      const name = nameOf(key);
      if (name === null) continue;
      // What JSON.parse made is JSON.
      const value = given[key] as JsonValue;
      attributes[name] = typeof value === 'string' && numbers.has(name) && DIGITS.test(value) ? Number(value) : value;
    }
    const globalId = attributes[layer.globalIdField];
    if (typeof globalId !== 'string' || globalId.trim() === '')
      complain(`layer ${String(layer.layerId)} (${layer.name}) holds a row without GlobalID.`);
    return { globalId: toGlobalId(globalId), attributes, ...readGeometry(pick(row, 'geometry')) };
  };
}

function readGeometry(value: unknown): { readonly geometry?: Geometry | null } {
  if (value === undefined) return {};
  // Its inner shape is the server's word: the geometry types are told apart where they are used.
  return { geometry: isObject(value) ? value : null };
}

import { normaliseGuid } from '../guid.js';
import {
  field,
  globalIdField,
  objectIdField,
  tracking,
  type AttributeValue,
  type Field,
  type FieldType,
} from './layer-definition.js';

/** A field with the property of the source that fills it. */
export interface InferredField {
  readonly field: Field;
  readonly property: string;
  /** @returns a value of the source as the field keeps it */
  readonly read: (value: unknown) => AttributeValue;
}

const reserved = new Set(
  [objectIdField, globalIdField, 'FID', ...Object.values(tracking)].map((name) => name.toLowerCase()),
);
const isoDate = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;
const maxSmallest = 256;

/**
 * Makes fields of the properties of GeoJSON features: the narrowest type that holds every value.
 * @param records the properties of all features
 */
export function inferFields(records: readonly Record<string, unknown>[]): InferredField[] {
  const properties = new Set(records.flatMap((record) => Object.keys(record)));
  const taken = new Set(reserved);
  return [...properties].flatMap((property) => {
    if (reserved.has(property.toLowerCase())) return [];
    const values = records.map((record) => record[property]).filter((value) => value !== null && value !== undefined);
    const type = inferType(values);
    const read = reader(type);
    const name = freeName(property, taken);
    const longest = Math.max(0, ...values.map((value) => String(read(value) ?? '').length));
    const length =
      type === 'esriFieldTypeString' ? { length: Math.max(maxSmallest, Math.ceil(longest / 256) * 256) } : {};
    return [{ field: field(name, type, { alias: property, ...length }), property, read }];
  });
}

/** @returns the GlobalID that a source record carries, as we keep it */
export function givenGlobalId(record: Record<string, unknown>): string | undefined {
  const entry = Object.entries(record).find(([name]) => name.toLowerCase() === globalIdField.toLowerCase());
  return normaliseGuid(entry?.[1]);
}

function inferType(values: readonly unknown[]): FieldType {
  if (values.length === 0) return 'esriFieldTypeString';
  if (values.every((value) => typeof value === 'boolean')) return 'esriFieldTypeSmallInteger';
  if (values.every((value) => typeof value === 'number')) {
    return values.every((value) => Number.isInteger(value) && Math.abs(value) < 2 ** 31)
      ? 'esriFieldTypeInteger'
      : 'esriFieldTypeDouble';
  }
  const isDate = (value: unknown): boolean =>
    typeof value === 'string' && isoDate.test(value) && Number.isFinite(Date.parse(value));
  return values.every(isDate) ? 'esriFieldTypeDate' : 'esriFieldTypeString';
}

function reader(type: FieldType): (value: unknown) => AttributeValue {
  return (value) => {
    if (value === null || value === undefined) return null;
    switch (type) {
      case 'esriFieldTypeSmallInteger':
      case 'esriFieldTypeInteger':
      case 'esriFieldTypeDouble':
        return Number(value);
      case 'esriFieldTypeDate':
        return typeof value === 'string' ? Date.parse(value) : null;
      default:
        return typeof value === 'string' ? value : JSON.stringify(value);
    }
  };
}

/** Names that ArcGIS takes: letters, digits and underscores, beginning with a letter, at most 31 of them. */
function freeName(property: string, taken: Set<string>): string {
  const plain = property
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9_]/g, '_');
  const base = (/^[A-Za-z]/.test(plain) ? plain : `F${plain}`).slice(0, 28);
  let name = base;
  for (let n = 1; taken.has(name.toLowerCase()); n++) name = `${base}_${n}`;
  taken.add(name.toLowerCase());
  return name;
}

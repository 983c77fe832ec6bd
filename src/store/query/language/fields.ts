/** Fields of a row as typed values: what the service or a form wrote into the JSON is read with tolerance. */
import type { Field, LayerSchema } from '../../../shared/esri.js';
import { toGlobalId } from '../../../shared/ids.js';
import type { JsonValue } from '../../../shared/json.js';
import { fieldNamed } from '../../rows/attributes.js';
import type { Computed } from './computed.js';
import { dayOf, parseMoment, parseTime } from './dates.js';
import { parseNumber } from './numbers.js';
import type { Source } from './source.js';
import type { Value, ValueType } from './syntax.js';

export function fieldOperand(source: Source, layer: LayerSchema, { name, at }: { name: string; at: number }): Computed {
  const field = fieldNamed(layer, name);
  if (!field) return source.refuse(at, `${layer.name} has no field ${JSON.stringify(name)}`);
  const type = typeOf(field);
  const read = READERS[type];
  const key = field.name;
  return { type, at, value: (row) => (Object.hasOwn(row, key) ? read(row[key] ?? null) : null) };
}

function typeOf(field: Field): ValueType {
  switch (field.type) {
    case 'esriFieldTypeOID':
    case 'esriFieldTypeInteger':
    case 'esriFieldTypeSmallInteger':
    case 'esriFieldTypeBigInteger':
      return 'integer';
    case 'esriFieldTypeDouble':
    case 'esriFieldTypeSingle':
      return 'double';
    case 'esriFieldTypeString':
      return 'text';
    case 'esriFieldTypeGUID':
    case 'esriFieldTypeGlobalID':
      return 'guid';
    case 'esriFieldTypeDate':
    case 'esriFieldTypeTimestampOffset':
      return 'timestamp';
    case 'esriFieldTypeDateOnly':
      return 'date';
    case 'esriFieldTypeTimeOnly':
      return 'time';
    default:
      return 'unsupported';
  }
}

const READERS: Readonly<Record<ValueType, (value: JsonValue) => Value>> = {
  integer: readNumber,
  double: readNumber,
  text: (value) => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : null),
  guid: (value) => (typeof value === 'string' ? toGlobalId(value) : null),
  timestamp: readMoment,
  date: (value) => {
    const ms = readMoment(value);
    return ms === null ? null : dayOf(ms);
  },
  time: (value) => (typeof value === 'string' ? (parseTime(value) ?? null) : null),
  // Whether there is anything is all that can be asked.
  unsupported: (value) => (value === null ? null : ''),
  interval: () => null,
  null: () => null,
};

/** BigIntegers beyond 2^53 come as texts. */
function readNumber(value: JsonValue): number | bigint | null {
  return typeof value === 'number' ? value : typeof value === 'string' ? parseNumber(value) : null;
}

function readMoment(value: JsonValue): number | null {
  return typeof value === 'number' ? value : typeof value === 'string' ? (parseMoment(value)?.ms ?? null) : null;
}

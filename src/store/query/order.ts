/** orderByFields: `NAME`, `POP DESC`. */
import { GdbError } from '../../shared/errors.js';
import type { Attributes, Field } from '../../shared/esri.js';
import type { JsonValue } from '../../shared/json.js';

export type RowOrder = (a: Attributes, b: Attributes) => number;

/**
 * Compares attributes; numbers by value, texts by code unit whatever the language of the device, nulls before all others. Null: no order.
 * `what` is the layer's name, for the error `unsupported-query`.
 */
export function rowOrder(
  what: string,
  fields: readonly Field[],
  orderByFields: readonly string[] | undefined,
): RowOrder | null {
  const terms = (orderByFields ?? []).map((text) => {
    const term = parseTerm(fields, text);
    if (!term) throw new GdbError('unsupported-query', `Cannot order ${what} by "${text}".`);
    return term;
  });
  if (terms.length === 0) return null;
  return (a, b) => {
    for (const { name, read, sign } of terms) {
      const result = compareValues(read(a[name] ?? null), read(b[name] ?? null));
      if (result !== 0) return sign * result;
    }
    return 0;
  };
}

interface Term {
  readonly name: string;
  readonly read: (value: JsonValue) => JsonValue | bigint;
  readonly sign: 1 | -1;
}

function parseTerm(fields: readonly Field[], text: string): Term | null {
  const trimmed = text.trim();
  const direction = /\s(asc|desc)$/i.exec(trimmed);
  const name = trimmed.slice(0, direction?.index).trim();
  const field = fields.find((one) => one.name === name) ?? fields.find((one) => sameName(one.name, name));
  if (!field) return null;
  const read = field.type === 'esriFieldTypeBigInteger' ? readBigInteger : (value: JsonValue) => value;
  return { name: field.name, read, sign: direction?.[1]?.toLowerCase() === 'desc' ? -1 : 1 };
}

function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** Beyond 2^53 they come as texts. */
function readBigInteger(value: JsonValue): JsonValue | bigint {
  return typeof value === 'string' && /^-?\d{1,19}$/.test(value) ? BigInt(value) : value;
}

function compareValues(a: JsonValue | bigint, b: JsonValue | bigint): number {
  if (a === null || b === null) return (a === null ? 0 : 1) - (b === null ? 0 : 1);
  if (isNumber(a) && isNumber(b)) return a < b ? -1 : a > b ? 1 : 0;
  const [left, right] = [textOf(a), textOf(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

function isNumber(value: JsonValue | bigint): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}

function textOf(value: JsonValue | bigint): string {
  return typeof value === 'string' ? value : typeof value === 'bigint' ? String(value) : JSON.stringify(value);
}

/** orderByFields: `NAME`, `POP DESC`. */
import { GdbError } from '../../shared/errors.js';
import type { Feature, LayerSchema } from '../../shared/esri.js';
import type { JsonValue } from '../../shared/json.js';
import { fieldNamed } from '../rows/attributes.js';

/** Compares rows; numbers by value, texts by code unit whatever the language of the device, nulls before all others. Null: no order. */
export function rowOrder(
  layer: LayerSchema,
  orderByFields: readonly string[] | undefined,
): ((a: Feature, b: Feature) => number) | null {
  const terms = (orderByFields ?? []).map((text) => parseTerm(layer, text));
  if (terms.length === 0) return null;
  return (a, b) => {
    for (const { name, sign } of terms) {
      const result = compareValues(a.attributes[name] ?? null, b.attributes[name] ?? null);
      if (result !== 0) return sign * result;
    }
    return 0;
  };
}

function parseTerm(layer: LayerSchema, text: string): { readonly name: string; readonly sign: 1 | -1 } {
  const match = /^\s*(\S+)(?:\s+(asc|desc))?\s*$/i.exec(text);
  const field = fieldNamed(layer, match?.[1] ?? text);
  if (!match || !field) throw new GdbError('unsupported-query', `Cannot order ${layer.name} by "${text}".`);
  return { name: field.name, sign: match[2]?.toLowerCase() === 'desc' ? -1 : 1 };
}

function compareValues(a: JsonValue, b: JsonValue): number {
  if (a === null || b === null) return (a === null ? 0 : 1) - (b === null ? 0 : 1);
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [left, right] = [textOf(a), textOf(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

function textOf(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

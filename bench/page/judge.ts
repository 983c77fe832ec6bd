/** Compares what a store answers with the data it was given. */
import type { Feature } from '../../src/shared/esri.js';
import type { Viewport } from '../data/model.js';

/** What is wrong with these rows, or null. Stores may add fields of their own beside attributes and geometry. */
export function differences(expected: readonly Feature[], found: readonly Feature[]): string | null {
  const byId = new Map(found.map((row) => [idOf(row), row]));
  for (const row of expected) {
    const other = byId.get(idOf(row));
    if (!other) return `row ${String(idOf(row))} is missing`;
    if (!isSame(row.attributes, other.attributes) || !isSame(row.geometry, other.geometry))
      return `row ${String(idOf(row))} is ${JSON.stringify(other)}, not ${JSON.stringify(row)}`;
  }
  return null;
}

/** What is wrong with the rows of a viewport, or null. */
export function wrongRows({ must, may }: Viewport, rows: readonly Feature[]): string | null {
  const found = new Set(rows.map(idOf));
  const allowed = new Set<unknown>(may);
  const missing = must.filter((id) => !found.has(id)).length;
  const extra = [...found].filter((id) => !allowed.has(id)).length;
  if (missing + extra === 0 && found.size === rows.length) return null;
  return `viewport: ${String(missing)} rows missing, ${String(extra)} too many, ${String(rows.length - found.size)} twice`;
}

function idOf(row: Feature): unknown {
  return row.attributes['OBJECTID'];
}

/** By content, whatever the order of the keys. */
function isSame(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b);
  const [left, right] = [Object.entries(a), new Map(Object.entries(b))];
  return left.length === right.size && left.every(([name, value]) => right.has(name) && isSame(value, right.get(name)));
}

/**
 * Chunks without the names of attributes, which every row repeats: of rows with a dozen fields they are half. Memory holds nearly twice as many, and
 * they are parsed a little faster. Making them takes longer than parsing the chunk, so it is done when nobody waits.
 */
import { isObject } from '../../shared/json.js';
import { decodeRow, type Chunk } from './unpack.js';

/** The chunk with its rows as lists; as it is, where they have not all the same names, or hold what would not be the same when it was written anew. */
export function slim(chunk: Chunk): Chunk {
  if (chunk.form !== null) return chunk;
  const rows: string[] = [];
  const starts = new Uint32Array(chunk.n + 1);
  let names: readonly string[] = [];
  let length = 0;
  for (let row = 0; row < chunk.n; row++) {
    const { attributes, geometry } = decodeRow(chunk, row);
    // A service may have sent anything.
    if (!isObject(attributes)) return chunk;
    const own = Object.keys(attributes);
    if (row === 0) names = own;
    const values = Object.values(attributes);
    if (!isSame(names, own) || !values.every(isExact) || !isExact(geometry)) return chunk;
    const json = JSON.stringify(geometry === undefined ? values : [...values, geometry]);
    rows.push(json);
    length += json.length;
    starts[row + 1] = length;
  }
  const blank = Object.fromEntries(names.map((name) => [name, null]));
  const text = rows.join('');
  // Letters that a service escapes are written as themselves here: the engine then keeps two bytes for each of the text.
  const width = /[^\0-\xff]/.test(text) ? 2 : 1;
  return { ...chunk, text, width, starts, form: { names, blank } };
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, i) => name === b[i]);
}

/** False for numbers that JSON can be read as, but not written from. */
function isExact(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0);
  return typeof value !== 'object' || value === null || Object.values(value).every(isExact);
}

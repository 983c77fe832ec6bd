/** Rows out of chunks: one at a time, never the whole chunk for one row. */
import type { Feature } from '../../shared/esri.js';
import type { PackedChunk } from '../schema.js';

const decoder = new TextDecoder();

/** The feature at `rowNo`. */
export function decodeRow(chunk: PackedChunk, rowNo: number): Feature {
  return parseRow(chunk.bytes.subarray(chunk.off[rowNo], chunk.off[rowNo + 1]));
}

/** A row out of its JSON. What a service wrote beside attributes and geometry is kept on disk, and not shown. */
export function parseRow(json: Uint8Array): Feature {
  return shownOf(JSON.parse(decoder.decode(json)) as Feature);
}

/** Several rows, parsed as one list. */
export function parseRows(rows: readonly Uint8Array[]): readonly Feature[] {
  const list = new Uint8Array(rows.reduce((size, json) => size + json.length + 1, 1));
  let end = 0;
  for (const json of rows) {
    list[end] = end === 0 ? OPEN_BRACKET : COMMA;
    list.set(json, end + 1);
    end += json.length + 1;
  }
  if (end === 0) return [];
  list[end] = CLOSE_BRACKET;
  return (JSON.parse(decoder.decode(list)) as readonly Feature[]).map(shownOf);
}

const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const COMMA = 0x2c;

function shownOf({ attributes, geometry }: Feature): Feature {
  return geometry === undefined ? { attributes } : { attributes, geometry };
}

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

/** A row of a chunk. */
export interface RowOfChunk {
  readonly chunk: PackedChunk;
  readonly row: number;
}

/** Several rows as they were written, parsed as one list: one call for a map, not one for each of its rows. Only attributes and geometry are to be shown. */
export function decodeRows(rows: readonly RowOfChunk[]): readonly Feature[] {
  if (rows.length === 0) return [];
  let size = 1;
  for (let i = 0; i < rows.length; i++) {
    const { chunk, row } = rows[i] as RowOfChunk;
    size += sizeOfRow(chunk, row) + 1;
  }
  const list = new Uint8Array(size);
  let end = 0;
  for (let i = 0; i < rows.length; i++) {
    const { chunk, row } = rows[i] as RowOfChunk;
    const { bytes, off } = chunk;
    const length = sizeOfRow(chunk, row);
    list[end] = end === 0 ? OPEN_BRACKET : COMMA;
    // A view of its own costs less than `subarray`.
    list.set(new Uint8Array(bytes.buffer, bytes.byteOffset + (off[row] as number), length), end + 1);
    end += length + 1;
  }
  list[end] = CLOSE_BRACKET;
  return JSON.parse(decoder.decode(list)) as readonly Feature[];
}

/** Bytes of a row's JSON. */
export function sizeOfRow({ off }: PackedChunk, row: number): number {
  return (off[row + 1] as number) - (off[row] as number);
}

const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const COMMA = 0x2c;

function shownOf({ attributes, geometry }: Feature): Feature {
  return geometry === undefined ? { attributes } : { attributes, geometry };
}

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
  const { attributes, geometry } = JSON.parse(decoder.decode(json)) as Feature;
  return geometry === undefined ? { attributes } : { attributes, geometry };
}

/** Rows out of chunks: one at a time, never the whole chunk for one row. */
import type { Feature } from '../../shared/esri.js';
import { lost } from '../errors.js';
import type { PackedChunk } from '../schema.js';
import { crc32c } from './crc32c.js';

const decoder = new TextDecoder();

/** Throws `storage-lost` when a chunk is not what was written. */
export function verifyChunk(chunk: PackedChunk | undefined, where: string): PackedChunk {
  if (!chunk) throw lost(`chunk ${where} is missing`);
  if (crc32c(chunk.box, chunk.gid, chunk.oid, chunk.off, chunk.bytes) !== chunk.crc) {
    throw lost(`chunk ${where} is damaged`);
  }
  return chunk;
}

/** The feature at `rowNo`. */
export function decodeRow(chunk: PackedChunk, rowNo: number): Feature {
  return parseRow(chunk.bytes.subarray(chunk.off[rowNo], chunk.off[rowNo + 1]));
}

/** A row out of its JSON. What a service wrote beside attributes and geometry is kept on disk, and not shown. */
export function parseRow(json: Uint8Array): Feature {
  const { attributes, geometry } = JSON.parse(decoder.decode(json)) as Feature;
  return geometry === undefined ? { attributes } : { attributes, geometry };
}

/** Rows into chunks. */
import type { Box } from '../rows/box.js';
import type { PackedChunk } from '../schema.js';
import { crc32c } from './crc32c.js';
import { hilbertOrder } from './hilbert.js';
import { KEY_BYTES } from './row-key.js';

/** A chunk is closed before it grows beyond this: records of 72 to 160 KB write and read best. */
const CHUNK_BYTES = 128 * 1024;
/** Bytes of a row beside its JSON: box, keys, offset. */
const ROW_OVERHEAD = 60;
/** `rowNo` is 16 bits. */
const MAX_ROWS = 65_535;

/** A row ready to be packed. */
export interface PackableRow {
  readonly key: Uint8Array;
  /** NaN when it has none. */
  readonly objectId: number;
  readonly box: Box | null;
  /** Its feature as JSON, UTF-8. */
  readonly json: Uint8Array;
}

/** Chunks of these rows, in Hilbert order; rows without geometry keep theirs. */
export function packRows(rows: readonly PackableRow[]): PackedChunk[] {
  const chunks: PackedChunk[] = [];
  let batch: PackableRow[] = [];
  let size = 0;
  for (const index of hilbertOrder(rows.map((row) => row.box))) {
    const row = rows[index];
    if (!row) continue;
    const bytes = row.json.length + ROW_OVERHEAD;
    if (batch.length > 0 && (size + bytes > CHUNK_BYTES || batch.length === MAX_ROWS)) {
      chunks.push(packChunk(batch));
      batch = [];
      size = 0;
    }
    batch.push(row);
    size += bytes;
  }
  if (batch.length > 0) chunks.push(packChunk(batch));
  return chunks;
}

function packChunk(rows: readonly PackableRow[]): PackedChunk {
  const n = rows.length;
  const box = new Float64Array(4 * n).fill(NaN);
  const gid = new Uint8Array(KEY_BYTES * n);
  const oid = new Float64Array(n);
  const off = new Uint32Array(n + 1);
  const bytes = new Uint8Array(rows.reduce((sum, row) => sum + row.json.length, 0));
  rows.forEach((row, i) => {
    if (row.box) box.set(row.box, 4 * i);
    gid.set(row.key, KEY_BYTES * i);
    oid[i] = row.objectId;
    const start = off[i] ?? 0;
    bytes.set(row.json, start);
    off[i + 1] = start + row.json.length;
  });
  return { v: 1, n, box, gid, oid, off, bytes, crc: crc32c(box, gid, oid, off, bytes) };
}

/** The envelope of a chunk's rows; all NaN when none has a geometry. */
export function chunkBox(chunk: PackedChunk): Float64Array {
  const bounds = new Float64Array([Infinity, Infinity, -Infinity, -Infinity]);
  for (let i = 0; i < chunk.n; i++) {
    const [xmin = NaN, ymin = NaN, xmax = NaN, ymax = NaN] = chunk.box.subarray(4 * i, 4 * i + 4);
    if (Number.isNaN(xmin)) continue;
    bounds[0] = Math.min(bounds[0] ?? xmin, xmin);
    bounds[1] = Math.min(bounds[1] ?? ymin, ymin);
    bounds[2] = Math.max(bounds[2] ?? xmax, xmax);
    bounds[3] = Math.max(bounds[3] ?? ymax, ymax);
  }
  return bounds[0] === Infinity ? bounds.fill(NaN) : bounds;
}

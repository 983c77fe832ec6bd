/** Rows into chunks. */
import type { Box } from '../rows/box.js';
import type { PackedChunk } from '../schema.js';
import { envelopeOf } from './boxes.js';
import { hilbertOrderOf, type CurveSquare } from './hilbert.js';
import { KEY_BYTES } from './row-key.js';
import { RowWindow } from './row-window.js';
import { checksumOf } from './verify.js';

/** A chunk is closed before it grows beyond this: Chromium keeps records below 64 KB in its log, which is slow; larger ones hold more that a map does not show. */
const CHUNK_BYTES = 84_000;
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

/** Rows as a window, for those who have them one by one. */
export function toWindow(rows: readonly PackableRow[]): RowWindow {
  const window = new RowWindow();
  for (const { key, objectId, box, json } of rows) {
    const index = window.add(window.addBlock(json), 0, json.length);
    window.keys.set(key, index * KEY_BYTES);
    window.objectIds[index] = objectId;
    window.setBox(index, box);
  }
  return window;
}

/** Chunks of these rows, in Hilbert order; rows without geometry keep theirs. */
export function packRows(rows: readonly PackableRow[]): PackedChunk[] {
  return [...packWindow(toWindow(rows))].map(({ chunk }) => chunk);
}

/** Chunks of a window, one at a time, in Hilbert order; rows without geometry keep theirs. `rows`: indexes of the window's rows in it. */
export function* packWindow(
  window: RowWindow,
  square?: CurveSquare,
): Generator<{ readonly chunk: PackedChunk; readonly rows: Uint32Array }, void, undefined> {
  const order = hilbertOrderOf(window.boxes, window.length, square);
  let first = 0;
  let size = 0;
  for (let i = 0; i < order.length; i++) {
    const bytes = window.sizeOf(order[i] ?? 0) + ROW_OVERHEAD;
    if (i > first && (size + bytes > CHUNK_BYTES || i - first === MAX_ROWS)) {
      yield packChunk(window, order.subarray(first, i));
      first = i;
      size = 0;
    }
    size += bytes;
  }
  if (order.length > first) yield packChunk(window, order.subarray(first));
}

function packChunk(window: RowWindow, rows: Uint32Array): { readonly chunk: PackedChunk; readonly rows: Uint32Array } {
  const n = rows.length;
  const box = new Float64Array(4 * n);
  const gid = new Uint8Array(KEY_BYTES * n);
  const oid = new Float64Array(n);
  const off = new Uint32Array(n + 1);
  let size = 0;
  for (let i = 0; i < n; i++) {
    size += window.sizeOf(rows[i] as number);
    off[i + 1] = size;
  }
  const bytes = new Uint8Array(size);
  window.copyColumns(rows, { box, gid, oid });
  for (let i = 0; i < n; i++) bytes.set(window.jsonOf(rows[i] as number), off[i]);
  const pieces = { v: 1, n, box, gid, oid, off, bytes } as const;
  return { chunk: { ...pieces, checksum: checksumOf('chunk', pieces) }, rows };
}

/** The envelope of a chunk's rows; all NaN when none has a geometry. */
export function chunkBox({ box, n }: PackedChunk): Float64Array {
  return envelopeOf(box, 0, n);
}

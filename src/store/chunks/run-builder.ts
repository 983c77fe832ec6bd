/** A run in the making: windows of rows go in, chunks come out; at the end its buckets and the entry for `meta`. */
import type { PackedChunk, Run } from '../schema.js';
import { buildBuckets, type Buckets } from './buckets.js';
import { KeyTable, TOMBSTONE } from './key-table.js';
import { chunkBox, packRows, type PackableRow } from './pack.js';
import { KEY_BYTES } from './row-key.js';

export interface NumberedChunk {
  readonly chunkNo: number;
  readonly chunk: PackedChunk;
}

export class RunBuilder {
  readonly n: number;
  readonly #table = new KeyTable();
  readonly #boxes: Float64Array[] = [];

  constructor(n: number) {
    this.n = n;
  }

  /** Rows clustered together; GlobalIDs at most once each. Chunks to be written, numbered. */
  addRows(rows: readonly PackableRow[]): NumberedChunk[] {
    return packRows(rows).map((chunk) => {
      const chunkNo = this.#boxes.length;
      this.#boxes.push(chunkBox(chunk));
      for (let rowNo = 0; rowNo < chunk.n; rowNo++) {
        const key = chunk.gid.subarray(KEY_BYTES * rowNo, KEY_BYTES * (rowNo + 1));
        this.#table.add(key, chunk.oid[rowNo] ?? NaN, { chunkNo, rowNo });
      }
      return { chunkNo, chunk };
    });
  }

  addTombstone(key: Uint8Array): void {
    this.#table.add(key, NaN, { chunkNo: TOMBSTONE, rowNo: 0 });
  }

  /** `overlays`: the run lies over older ones. */
  finish(overlays: boolean): { readonly run: Run; readonly buckets: Buckets } {
    const buckets = buildBuckets(this.#table);
    const boxes = new Float64Array(4 * this.#boxes.length);
    this.#boxes.forEach((box, i) => {
      boxes.set(box, 4 * i);
    });
    const { gidStarts, oidStarts, dead, nRows } = buckets;
    const run: Run = { n: this.n, nRows, nChunks: this.#boxes.length, overlays, boxes, gidStarts, oidStarts, dead };
    return { run, buckets };
  }
}

/** A run in the making: windows of rows go in, chunks come out; at the end its buckets and the entry for `meta`. */
import type { PackedChunk, Run } from '../schema.js';
import { buildBuckets, type Buckets } from './buckets.js';
import { KeyTable, TOMBSTONE } from './key-table.js';
import { chunkBox, packWindow, toWindow, type PackableRow } from './pack.js';
import { KEY_BYTES } from './row-key.js';
import type { RowWindow } from './row-window.js';

export interface NumberedChunk {
  readonly chunkNo: number;
  readonly chunk: PackedChunk;
}

export class RunBuilder {
  readonly n: number;
  readonly #table = new KeyTable();
  readonly #boxes: Float64Array[] = [];
  /** Rows so far. Words on a row are numbered: a row's odd, a tombstone's between those of the rows around it. */
  #arrived = 0;

  constructor(n: number) {
    this.n = n;
  }

  /** Rows clustered together. Chunks to be written, numbered. */
  addRows(rows: readonly PackableRow[]): NumberedChunk[] {
    return [...this.addWindow(toWindow(rows))];
  }

  /** Rows clustered together; of two with the same GlobalID the later counts. Chunks to be written, numbered, made one at a time. */
  *addWindow(window: RowWindow): Generator<NumberedChunk, void, undefined> {
    const arrival = this.#arrived;
    this.#arrived += window.length;
    for (const { chunk, rows } of packWindow(window)) {
      const chunkNo = this.#boxes.length;
      this.#boxes.push(chunkBox(chunk));
      for (let rowNo = 0; rowNo < chunk.n; rowNo++) {
        const key = chunk.gid.subarray(KEY_BYTES * rowNo, KEY_BYTES * (rowNo + 1));
        const place = { chunkNo, rowNo, arrival: 2 * (arrival + (rows[rowNo] ?? 0)) + 1 };
        this.#table.add(key, chunk.oid[rowNo] ?? NaN, place);
      }
      yield { chunkNo, chunk };
    }
  }

  /** The run deletes this row. `after`: how many rows came before this word; all so far unless given. */
  addTombstone(key: Uint8Array, after: number = this.#arrived): void {
    this.#table.add(key, NaN, { chunkNo: TOMBSTONE, rowNo: 0, arrival: 2 * after });
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

/**
 * A run in the making: windows of rows go in, chunks and buckets go to disk. Its number was handed out under the fence and is never given again,
 * so these writes need no check of their own.
 */
import { buffersOf, letGo } from '../../shared/let-go.js';
import { boxesAround, widened } from '../chunks/boxes.js';
import { TOMBSTONE, type PlacedKeys } from '../chunks/key-pages.js';
import type { CurveSquare } from '../chunks/hilbert.js';
import { chunkBox, packWindow } from '../chunks/pack.js';
import { KEY_BYTES } from '../chunks/row-key.js';
import type { RowWindow } from '../chunks/row-window.js';
import type { Pace } from '../load/pace.js';
import type { WriteQueue } from '../load/write-queue.js';
import type { MappedRun, PackedChunk } from '../schema.js';
import type { Session } from '../work.js';
import { RunKeys } from './run-keys.js';

/** Chunks a transaction: 2 to 3 MB. */
const CHUNKS_PER_WRITE = 32;

export interface RunWriting {
  readonly session: Session;
  readonly queue: WriteQueue;
  readonly pace: Pace;
}

/** Where a run's records lie. */
export interface RunPlace {
  readonly layerId: number;
  readonly run: number;
}

/** A row that the run deletes. */
export interface Tombstone {
  readonly key: Uint8Array;
  /** How many rows came before this word. */
  readonly after: number;
}

export class RunWriter {
  readonly #writing: RunWriting;
  readonly #place: RunPlace;
  readonly #keys: RunKeys;
  /** xmin, ymin, xmax, ymax of each chunk. */
  readonly #boxes: Float64Array[] = [];
  /** Rows so far. Words on a row are numbered: a row's odd, a tombstone's between those of the rows around it. */
  #arrived = 0;
  /** Windows that were clustered each by itself. */
  #windows = 0;

  constructor(writing: RunWriting, place: RunPlace) {
    this.#writing = writing;
    this.#place = place;
    this.#keys = new RunKeys(writing, place);
  }

  /** Rows clustered together, which are gone afterwards. Packs and writes: what is written is not waited for, so that the next rows are read meanwhile. `square`: what the curve fills. */
  async write(window: RowWindow, square?: CurveSquare): Promise<void> {
    if (!square && window.length > 0) this.#windows++;
    const chunkNos = new Int32Array(window.length);
    const rowNos = new Uint16Array(window.length);
    let batch: NumberedChunk[] = [];
    for (const { chunk, rows } of packWindow(window, square)) {
      const chunkNo = this.#boxes.length;
      this.#boxes.push(chunkBox(chunk));
      for (let rowNo = 0; rowNo < rows.length; rowNo++) {
        chunkNos[rows[rowNo] ?? 0] = chunkNo;
        rowNos[rows[rowNo] ?? 0] = rowNo;
      }
      batch.push({ chunkNo, chunk });
      if (batch.length === CHUNKS_PER_WRITE) {
        await this.#put(batch);
        batch = [];
      }
      await this.#writing.pace.breathe();
    }
    if (batch.length > 0) await this.#put(batch);
    window.letGo();
    await this.#keys.add(this.#placed(window, chunkNos, rowNos));
    await this.#writing.pace.breathe();
  }

  /** After the last window. `overlays`: the run lies over older ones. */
  async finish(tombstones: readonly Tombstone[], overlays: boolean): Promise<MappedRun> {
    if (tombstones.length > 0) await this.#keys.add(placedTombstones(tombstones));
    const { starts: gidStarts, oidStarts, dead, nRows } = await this.#keys.merge();
    const boxes = new Float32Array(4 * this.#boxes.length);
    this.#boxes.forEach((box, i) => {
      boxes.set(widened(box), 4 * i);
    });
    const windows = Math.max(1, this.#windows);
    const nChunks = this.#boxes.length;
    const around = boxesAround(boxes);
    return { n: this.#place.run, nRows, nChunks, overlays, boxes, around, gidStarts, oidStarts, dead, windows };
  }

  async #put(batch: readonly NumberedChunk[]): Promise<void> {
    const { session, queue } = this.#writing;
    const { layerId, run } = this.#place;
    await queue.add(() =>
      session.connection.run({ stores: ['chunk'], mode: 'readwrite', durability: 'relaxed' }, async (tx) => {
        const store = tx.objectStore('chunk');
        const puts = batch.map(({ chunkNo, chunk }) => store.put(chunk, [layerId, run, chunkNo]));
        // What was put is a copy.
        letGo(batch.flatMap(({ chunk }) => buffersOf(chunk)));
        await Promise.all(puts);
      }),
    );
  }

  #placed(window: RowWindow, chunkNo: Int32Array, rowNo: Uint16Array): PlacedKeys {
    const { length, keys, objectIds } = window;
    const first = this.#arrived;
    this.#arrived += length;
    const arrival = new Uint32Array(length);
    for (let i = 0; i < length; i++) arrival[i] = 2 * (first + i) + 1;
    return { length, keys, objectIds, chunkNo, rowNo, arrival };
  }
}

interface NumberedChunk {
  readonly chunkNo: number;
  readonly chunk: PackedChunk;
}

function placedTombstones(tombstones: readonly Tombstone[]): PlacedKeys {
  const { length } = tombstones;
  const keys = new Uint8Array(KEY_BYTES * length);
  tombstones.forEach(({ key }, i) => {
    keys.set(key, KEY_BYTES * i);
  });
  return {
    length,
    keys,
    objectIds: new Float64Array(length).fill(NaN),
    chunkNo: new Int32Array(length).fill(TOMBSTONE),
    rowNo: new Uint16Array(length),
    arrival: Uint32Array.from(tombstones, ({ after }) => 2 * after),
  };
}

/** Rows that wait to be packed together: columns, not objects, since there are a hundred thousand of them. */
import { hold, release } from '../../shared/held-buffers.js';
import { letGo } from '../../shared/let-go.js';
import type { Box } from '../rows/box.js';
import { KEY_BYTES } from './row-key.js';

const FIRST_CAPACITY = 1024;

/** Rows in a block, and what was read of them, by their places. */
export interface ReadBatch {
  readonly blockNo: number;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  readonly read: { readonly keys: Uint8Array; readonly objectIds: Float64Array; readonly boxes: Float64Array };
}

export class RowWindow {
  #length = 0;
  #bytes = 0;
  #blocks: Uint8Array[] = [];
  /** Buffers of blocks that others may read as well. */
  readonly #held = new Set<ArrayBufferLike>();
  #keys = new Uint8Array(KEY_BYTES * FIRST_CAPACITY);
  #objectIds = new Float64Array(FIRST_CAPACITY);
  #boxes = new Float64Array(4 * FIRST_CAPACITY);
  #places = new Uint32Array(3 * FIRST_CAPACITY);

  /** Rows in it. */
  get length(): number {
    return this.#length;
  }

  /** Bytes of JSON in it. */
  get bytes(): number {
    return this.#bytes;
  }

  /** 16 bytes a row. */
  get keys(): Uint8Array {
    return this.#keys;
  }

  /** NaN where a row has none. */
  get objectIds(): Float64Array {
    return this.#objectIds;
  }

  /** xmin, ymin, xmax, ymax of each row; NaN without geometry. */
  get boxes(): Float64Array {
    return this.#boxes;
  }

  /** Bytes that rows will point into. They are kept as they are. */
  addBlock(bytes: Uint8Array): number {
    return this.#blocks.push(bytes) - 1;
  }

  /** The same of bytes in a buffer that others may hold too: see {@link letGo}. */
  addHeldBlock(bytes: Uint8Array): number {
    const { buffer } = bytes;
    if (!this.#held.has(buffer)) {
      hold(buffer);
      this.#held.add(buffer);
    }
    return this.addBlock(bytes);
  }

  /** A row whose JSON lies at `start` to `end` of a block. Its key is the caller's to set, in `keys`. Returns its index. */
  add(blockNo: number, start: number, end: number): number {
    const index = this.#length++;
    if (this.#length > this.#objectIds.length) this.#grow();
    this.#places[3 * index] = blockNo;
    this.#places[3 * index + 1] = start;
    this.#places[3 * index + 2] = end;
    this.#bytes += end - start;
    return index;
  }

  /** Rows `first` to `last` (exclusive) of a batch whose keys are read. */
  addRead({ blockNo, starts, ends, read }: ReadBatch, first: number, last: number): void {
    const index = this.#length;
    this.#length += last - first;
    while (this.#length > this.#objectIds.length) this.#grow();
    this.#keys.set(read.keys.subarray(KEY_BYTES * first, KEY_BYTES * last), KEY_BYTES * index);
    this.#objectIds.set(read.objectIds.subarray(first, last), index);
    this.#boxes.set(read.boxes.subarray(4 * first, 4 * last), 4 * index);
    for (let i = first; i < last; i++) {
      const at = 3 * (index + i - first);
      const start = starts[i] ?? 0;
      const end = ends[i] ?? start;
      this.#places[at] = blockNo;
      this.#places[at + 1] = start;
      this.#places[at + 2] = end;
      this.#bytes += end - start;
    }
  }

  setBox(index: number, box: Box | null): void {
    if (box) this.#boxes.set(box, 4 * index);
    else this.#boxes.fill(NaN, 4 * index, 4 * index + 4);
  }

  /** Length of a row's JSON. */
  sizeOf(index: number): number {
    return (this.#places[3 * index + 2] ?? 0) - (this.#places[3 * index + 1] ?? 0);
  }

  /** A row's JSON. */
  jsonOf(index: number): Uint8Array {
    const block = this.#blocks[this.#places[3 * index] ?? 0];
    if (!block) return new Uint8Array(0);
    const start = this.#places[3 * index + 1] ?? 0;
    // A view of its own costs less than `subarray`.
    return new Uint8Array(block.buffer, block.byteOffset + start, this.sizeOf(index));
  }

  /** Boxes, keys and ObjectIDs of these rows, in this order. */
  copyColumns(
    rows: Uint32Array,
    to: { readonly box: Float64Array; readonly gid: Uint8Array; readonly oid: Float64Array },
  ): void {
    // A key is four words.
    const from = new Uint32Array(this.#keys.buffer);
    const gid = new Uint32Array(to.gid.buffer);
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i] as number;
      to.oid[i] = this.#objectIds[row] as number;
      for (let part = 0; part < 4; part++) {
        to.box[4 * i + part] = this.#boxes[4 * row + part] as number;
        gid[4 * i + part] = from[4 * row + part] as number;
      }
    }
  }

  /** Once its rows are packed: all but keys and ObjectIDs is empty afterwards, and so are the buffers that nobody else holds. */
  letGo(): void {
    this.#blocks = [];
    release(this.#held);
    this.#held.clear();
    letGo([this.#boxes.buffer, this.#places.buffer]);
  }

  #grow(): void {
    const capacity = this.#objectIds.length * 2;
    const before = [this.#keys, this.#objectIds, this.#boxes, this.#places].map(({ buffer }) => buffer);
    this.#keys = copyInto(new Uint8Array(KEY_BYTES * capacity), this.#keys);
    this.#objectIds = copyInto(new Float64Array(capacity), this.#objectIds);
    this.#boxes = copyInto(new Float64Array(4 * capacity), this.#boxes);
    this.#places = copyInto(new Uint32Array(3 * capacity), this.#places);
    letGo(before);
  }
}

function copyInto<T extends { set(from: ArrayLike<number>): void }>(target: T, from: ArrayLike<number>): T {
  target.set(from);
  return target;
}

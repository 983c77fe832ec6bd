/** Rows that wait to be packed together: columns, not objects, since there are a hundred thousand of them. */
import type { Box } from '../rows/box.js';
import { KEY_BYTES } from './row-key.js';

const FIRST_CAPACITY = 1024;

export class RowWindow {
  #length = 0;
  #bytes = 0;
  #blocks: Uint8Array[] = [];
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
    return block.subarray(this.#places[3 * index + 1], this.#places[3 * index + 2]);
  }

  #grow(): void {
    const capacity = this.#objectIds.length * 2;
    this.#keys = copyInto(new Uint8Array(KEY_BYTES * capacity), this.#keys);
    this.#objectIds = copyInto(new Float64Array(capacity), this.#objectIds);
    this.#boxes = copyInto(new Float64Array(4 * capacity), this.#boxes);
    this.#places = copyInto(new Uint32Array(3 * capacity), this.#places);
  }
}

function copyInto<T extends { set(from: ArrayLike<number>): void }>(target: T, from: ArrayLike<number>): T {
  target.set(from);
  return target;
}

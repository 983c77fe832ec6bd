/** Where each row of a run lies, gathered while it is written: 34 bytes a row. */
import { KEY_BYTES } from './row-key.js';

/** `chunkNo` of a row that the run deletes. */
export const TOMBSTONE = -1;

export interface Place {
  readonly chunkNo: number;
  readonly rowNo: number;
}

export class KeyTable {
  #length = 0;
  #keys = new Uint8Array(KEY_BYTES * 1024);
  #oids = new Float64Array(1024);
  #chunkNo = new Int32Array(1024);
  #rowNo = new Uint16Array(1024);
  #arrival = new Uint32Array(1024);

  get length(): number {
    return this.#length;
  }

  /** All keys, KEY_BYTES each, in the order of arrival. */
  get keys(): Uint8Array {
    return this.#keys;
  }

  /** `arrival`: of two rows with the same GlobalID the one that came later counts; without it, the one added later. */
  add(key: Uint8Array, objectId: number, place: Place & { readonly arrival?: number }): void {
    if (this.#length === this.#oids.length) this.#grow();
    this.#keys.set(key, this.#length * KEY_BYTES);
    this.#oids[this.#length] = objectId;
    this.#chunkNo[this.#length] = place.chunkNo;
    this.#rowNo[this.#length] = place.rowNo;
    this.#arrival[this.#length] = place.arrival ?? this.#length;
    this.#length++;
  }

  objectId(index: number): number {
    return this.#oids[index] ?? NaN;
  }

  place(index: number): Place {
    return { chunkNo: this.#chunkNo[index] ?? TOMBSTONE, rowNo: this.#rowNo[index] ?? 0 };
  }

  arrival(index: number): number {
    return this.#arrival[index] ?? 0;
  }

  #grow(): void {
    const capacity = this.#oids.length * 2;
    this.#keys = copyInto(new Uint8Array(KEY_BYTES * capacity), this.#keys);
    this.#oids = copyInto(new Float64Array(capacity), this.#oids);
    this.#chunkNo = copyInto(new Int32Array(capacity), this.#chunkNo);
    this.#rowNo = copyInto(new Uint16Array(capacity), this.#rowNo);
    this.#arrival = copyInto(new Uint32Array(capacity), this.#arrival);
  }
}

function copyInto<T extends { set(from: ArrayLike<number>): void }>(target: T, from: ArrayLike<number>): T {
  target.set(from);
  return target;
}

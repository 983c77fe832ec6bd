/** Splits one list into its rows, gathered into batches of JSON of their own, whatever the borders of the pieces. */
import { CLOSE_LIST, COMMA, isSpace, OPEN_LIST, OPEN_OBJECT, QUOTE } from './bytes.js';
import { damaged } from './faults.js';
import { NestedScanner } from './scan-nested.js';

/** A batch is handed on before it grows beyond one of these: what is parsed at once must not hold up a page. */
const BATCH_ROWS = 1000;
const BATCH_BYTES = 256 * 1024;

/** Neighbours in a list. */
export interface RowBatch {
  /** `[row,row,...]`, as it came. */
  readonly bytes: Uint8Array;
  /** Where each row starts and ends in `bytes`. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** Where in the body `bytes` lie. */
  readonly bodyOffset: number;
}

export class RowScanner {
  readonly #emit: (batch: RowBatch) => void;
  readonly #nested = new NestedScanner();
  #block = new Uint8Array(0);
  #length = 0;
  #starts: number[] = [];
  #ends: number[] = [];
  #bodyOffset = 0;
  #hasValue = false;
  #count = 0;
  #done = false;

  /** `bodyOffset`: of the first byte after the list's opening bracket. */
  constructor(bodyOffset: number, emit: (batch: RowBatch) => void) {
    this.#emit = emit;
    this.#begin(bodyOffset);
  }

  /** True when the closing bracket was met. */
  get isDone(): boolean {
    return this.#done;
  }

  /** Rows so far. */
  get count(): number {
    return this.#count;
  }

  /** Index of the closing bracket, or the length of `bytes` when the list goes on. `base`: where in the body `bytes` start. */
  scan(bytes: Uint8Array, start: number, base: number): number {
    const end = bytes.length;
    let index = start;
    let kept = start;
    while (index < end) {
      if (this.#nested.isOpen) {
        index = this.#nested.scan(bytes, index);
        this.#endIfClosed(this.#length + index - kept);
        continue;
      }
      const byte = bytes[index];
      if (byte === COMMA || byte === CLOSE_LIST) {
        this.#separate(this.#length + index - kept);
        if (byte === CLOSE_LIST) {
          this.#keep(bytes.subarray(kept, index));
          this.#finish(base + index);
          return index;
        }
        const size = this.#length + index - kept;
        if (this.#starts.length >= BATCH_ROWS || size >= BATCH_BYTES) {
          this.#keep(bytes.subarray(kept, index));
          this.#send();
          kept = index + 1;
          this.#begin(base + kept);
        }
      } else if (!this.#hasValue && !isSpace(byte)) {
        this.#hasValue = true;
        this.#count++;
        this.#starts.push(this.#length + index - kept);
        if (byte === OPEN_OBJECT || byte === OPEN_LIST) this.#nested.enter();
        else if (byte === QUOTE) this.#nested.enterString();
      }
      index++;
    }
    this.#keep(bytes.subarray(kept, end));
    return index;
  }

  #endIfClosed(position: number): void {
    if (!this.#nested.isOpen) this.#ends.push(position);
  }

  /** A number, true, false or null ends where the next begins. */
  #separate(position: number): void {
    if (this.#ends.length < this.#starts.length) this.#ends.push(position);
    this.#hasValue = false;
  }

  #begin(bodyOffset: number): void {
    this.#bodyOffset = bodyOffset - 1;
    this.#block = new Uint8Array(BATCH_BYTES + 64 * 1024);
    this.#block[0] = OPEN_LIST;
    this.#length = 1;
    this.#starts = [];
    this.#ends = [];
  }

  #keep(piece: Uint8Array): void {
    const size = this.#length + piece.length + 1;
    if (size > this.#block.length) {
      const larger = new Uint8Array(Math.max(size, this.#block.length * 2));
      larger.set(this.#block.subarray(0, this.#length));
      this.#block = larger;
    }
    this.#block.set(piece, this.#length);
    this.#length += piece.length;
  }

  #finish(bodyOffset: number): void {
    this.#done = true;
    if (this.#starts.length > 0) this.#send();
    else if (this.#count > 0 || !isBlank(this.#block.subarray(1, this.#length)))
      throw damaged(bodyOffset, 'a list lacks a value');
    this.#block = new Uint8Array(0);
  }

  #send(): void {
    this.#block[this.#length++] = CLOSE_LIST;
    // A few rows must not keep a large block alive.
    const isSmall = this.#length * 2 < this.#block.length;
    const bytes = isSmall ? this.#block.slice(0, this.#length) : this.#block.subarray(0, this.#length);
    this.#emit({ bytes, starts: this.#starts, ends: this.#ends, bodyOffset: this.#bodyOffset });
  }
}

function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((byte) => isSpace(byte));
}

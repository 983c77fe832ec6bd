/** Splits one list into its rows, whatever the borders of the pieces. Rows of a known shape are read in the same pass. */
import { CLOSE_LIST, COMMA, isSpace, OPEN_LIST, OPEN_OBJECT, QUOTE } from './bytes.js';
import { damaged } from './faults.js';
import { MAX_READ_ROWS, type ReadRows, type RowShape } from './row-shape.js';
import { NestedScanner } from './scan-nested.js';

/** Neighbours in a list, with nothing but commas and space between them. */
export interface RowBatch {
  /** Holds the rows, as they came. */
  readonly bytes: Uint8Array;
  /** Where each row starts and ends in `bytes`. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** Where in the body `bytes` lie. */
  readonly bodyOffset: number;
  /** What was read of them, to be used before the scan goes on; null: nothing. */
  readonly read: ReadRows | null;
}

/** What comes next in the list. `plain`: the rest of a number or word. */
type Place = 'first' | 'row' | 'nested' | 'plain' | 'separator';

export class RowScanner {
  readonly #emit: (batch: RowBatch) => void;
  readonly #shape: RowShape | null;
  readonly #nested = new NestedScanner();
  #place: Place = 'first';
  #starts: number[] = [];
  #ends: number[] = [];
  /** The beginning of a row that goes on in the next piece. */
  #begun: Uint8Array[] = [];
  #begunOffset = 0;
  /** Bytes of the longest row that was read. */
  #longest = 0;
  #count = 0;
  #done = false;

  /** `shape`: that of the rows, where their layer is known. */
  constructor(shape: RowShape | null, emit: (batch: RowBatch) => void) {
    this.#shape = shape;
    this.#emit = emit;
  }

  /** True when the closing bracket was met. */
  get isDone(): boolean {
    return this.#done;
  }

  /** Rows so far. */
  get count(): number {
    return this.#count;
  }

  /**
   * Index of the closing bracket, or the length of `bytes` when the list goes on. `base`: where in the body `bytes` start. The batches hold views of
   * `bytes`: they must not change any more. The scanner itself keeps none.
   */
  scan(bytes: Uint8Array, start: number, base: number): number {
    let index = start;
    let rowStart = start;
    while (index < bytes.length && !this.#done) {
      switch (this.#place) {
        case 'first':
        case 'row':
          index = this.#readRows(bytes, index, base);
          rowStart = index;
          index = this.#beginRow(bytes, index, base);
          break;
        case 'nested':
          index = this.#nested.scan(bytes, index);
          if (!this.#nested.isOpen) this.#endRow(bytes, rowStart, index, base);
          break;
        case 'plain':
          if (endsPlain(bytes[index])) this.#endRow(bytes, rowStart, index, base);
          else index++;
          break;
        case 'separator':
          index = this.#separate(bytes, index, base);
      }
    }
    if (this.#place === 'nested' || this.#place === 'plain') this.#keepBegun(bytes.subarray(rowStart), base + rowStart);
    this.#send(bytes, base);
    return index;
  }

  /** Rows of the known shape, and the commas between them. Index of the first that is not. */
  #readRows(bytes: Uint8Array, start: number, base: number): number {
    const shape = this.#shape;
    let index = start;
    // The last rows are not tried: engines are slow again for a while after code read over the end.
    while (shape && bytes.length - index > 2 * this.#longest) {
      const end = shape.read(bytes, index, this.#starts.length);
      // Without its separator a row might go on in the next piece.
      if (end < 0 || bytes[end] !== COMMA) break;
      shape.rows.isRead[this.#starts.length] = 1;
      this.#push(index, end);
      if (end - index > this.#longest) this.#longest = end - index;
      index = end + 1;
      this.#place = 'row';
      if (this.#starts.length === MAX_READ_ROWS) this.#send(bytes, base);
    }
    return index;
  }

  /** Where a row, or the end of an empty list, is expected. */
  #beginRow(bytes: Uint8Array, index: number, base: number): number {
    const byte = bytes[index];
    if (byte === undefined) return index;
    if (isSpace(byte)) return index + 1;
    if (byte === CLOSE_LIST && this.#place === 'first') {
      this.#done = true;
      return index;
    }
    if (byte === COMMA || byte === CLOSE_LIST) this.#fail(bytes, index, base, 'a list lacks a value');
    this.#place = 'nested';
    if (byte === OPEN_OBJECT || byte === OPEN_LIST) this.#nested.enter();
    else if (byte === QUOTE) this.#nested.enterString();
    else this.#place = 'plain';
    return index + 1;
  }

  #endRow(bytes: Uint8Array, start: number, end: number, base: number): void {
    this.#place = 'separator';
    if (this.#begun.length > 0) {
      this.#endBegun(bytes.subarray(start, end));
      return;
    }
    if (this.#shape) this.#shape.rows.isRead[this.#starts.length] = 0;
    this.#push(start, end);
    if (this.#starts.length === MAX_READ_ROWS) this.#send(bytes, base);
  }

  #separate(bytes: Uint8Array, index: number, base: number): number {
    const byte = bytes[index];
    if (byte === CLOSE_LIST) {
      this.#done = true;
      return index;
    }
    if (byte === COMMA) this.#place = 'row';
    else if (!isSpace(byte)) this.#fail(bytes, index, base, 'it is no JSON there');
    return index + 1;
  }

  #push(start: number, end: number): void {
    this.#starts.push(start);
    this.#ends.push(end);
    this.#count++;
  }

  /** Copied: the piece's buffer may be let go of before the row ends. */
  #keepBegun(piece: Uint8Array, bodyOffset: number): void {
    if (this.#begun.length === 0) this.#begunOffset = bodyOffset;
    this.#begun.push(piece.slice());
  }

  /** A row of several pieces is a batch of its own. */
  #endBegun(last: Uint8Array): void {
    const pieces = [...this.#begun, last];
    this.#begun = [];
    const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
    let at = 0;
    for (const piece of pieces) {
      bytes.set(piece, at);
      at += piece.length;
    }
    this.#count++;
    this.#emit({ bytes, starts: [0], ends: [bytes.length], bodyOffset: this.#begunOffset, read: null });
  }

  /** What came before is looked at first: a fault in it is named rather than this one. */
  #fail(bytes: Uint8Array, index: number, base: number, what: string): never {
    this.#send(bytes, base);
    throw damaged(base + index, what);
  }

  #send(bytes: Uint8Array, base: number): void {
    if (this.#starts.length === 0) return;
    const batch = { bytes, starts: this.#starts, ends: this.#ends, bodyOffset: base, read: this.#shape?.rows ?? null };
    this.#starts = [];
    this.#ends = [];
    this.#emit(batch);
  }
}

function endsPlain(byte: number | undefined): boolean {
  return byte === COMMA || byte === CLOSE_LIST || isSpace(byte);
}

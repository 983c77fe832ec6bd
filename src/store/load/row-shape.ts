/**
 * Rows that look like the row before them are read without being parsed: the same names in the same order, nothing between them, as services
 * write them. Every byte is still held against JSON's grammar; what differs in any way is left to JSON.parse.
 */
import type { LayerSchema } from '../../shared/esri.js';
import { KEY_BYTES } from '../chunks/row-key.js';
import { CLOSE_OBJECT, QUOTE } from './bytes.js';
import { BoxReader } from './read-box.js';
import { liesAt, NumberReader, skipPlain } from './scan-values.js';

/** Rows that {@link ReadRows} has room for. */
export const MAX_READ_ROWS = 1000;

/** What was read of the rows of a batch, by their places in it. */
export class ReadRows {
  /** 1 where a row was read. */
  readonly isRead: Uint8Array = new Uint8Array(MAX_READ_ROWS);
  readonly keys: Uint8Array = new Uint8Array(KEY_BYTES * MAX_READ_ROWS);
  /** NaN where a row has none. */
  readonly objectIds: Float64Array = new Float64Array(MAX_READ_ROWS);
  /** xmin, ymin, xmax, ymax; NaN without geometry. */
  readonly boxes: Float64Array = new Float64Array(4 * MAX_READ_ROWS);
}

const encoder = new TextEncoder();
const GEOMETRY = encoder.encode(',"geometry":');
const NULL = encoder.encode('null');
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const HYPHEN = 0x2d;
/** Every whole number of so many characters is exact. */
const MAX_SAFE_DIGITS = 15;
/** Value of each byte as a hexadecimal digit; -1 for none. */
const HEX = Int8Array.from({ length: 256 }, (_, byte) =>
  '0123456789abcdef'.indexOf(String.fromCharCode(byte).toLowerCase()),
);

export class RowShape {
  readonly rows: ReadRows = new ReadRows();
  readonly #layer: LayerSchema;
  /** Its long numbers are for those who know that JSON.parse would round them. */
  readonly #hasBigIntegers: boolean;
  readonly #number = new NumberReader();
  readonly #box = new BoxReader();
  /** What stands before each value. */
  #before: readonly Uint8Array[] = [];
  #globalIdAt = -1;
  #objectIdAt = -1;

  constructor(layer: LayerSchema) {
    this.#layer = layer;
    this.#hasBigIntegers = layer.fields.some((field) => field.type === 'esriFieldTypeBigInteger');
  }

  /** The attributes that the next rows will have, in the form in which rows are read here. */
  expect(names: readonly string[]): void {
    this.#before = names.map((name, at) =>
      encoder.encode(`${at === 0 ? '{"attributes":{' : ','}${JSON.stringify(name)}:`),
    );
    this.#globalIdAt = names.indexOf(this.#layer.globalIdField);
    this.#objectIdAt = names.indexOf(this.#layer.objectIdField);
  }

  /** Reads the row at `start` into `rows`, at this place. The index after it, or -1 when it is of another shape or not whole. */
  read(bytes: Uint8Array, start: number, place: number): number {
    const before = this.#before;
    this.rows.objectIds[place] = NaN;
    let index = start;
    for (let at = 0; at < before.length; at++) {
      const literal = before[at] as Uint8Array;
      if (!liesAt(literal, bytes, index)) return -1;
      index += literal.length;
      if (at === this.#globalIdAt) index = this.#readGlobalId(bytes, index, place);
      else if (at === this.#objectIdAt) index = this.#readObjectId(bytes, index, place);
      else index = this.#skip(bytes, index);
      if (index < 0) return -1;
    }
    if (index === start || bytes[index] !== CLOSE_OBJECT) return -1;
    return this.#readGeometry(bytes, index + 1, place);
  }

  #skip(bytes: Uint8Array, start: number): number {
    const end = skipPlain(bytes, start);
    return this.#hasBigIntegers && end - start > MAX_SAFE_DIGITS && bytes[start] !== QUOTE ? -1 : end;
  }

  #readGeometry(bytes: Uint8Array, start: number, place: number): number {
    const { boxes } = this.rows;
    let index = start;
    if (liesAt(GEOMETRY, bytes, index)) {
      index += GEOMETRY.length;
      if (liesAt(NULL, bytes, index)) {
        index += NULL.length;
        boxes.fill(NaN, 4 * place, 4 * place + 4);
      } else index = this.#box.read(bytes, index, boxes, 4 * place);
    } else boxes.fill(NaN, 4 * place, 4 * place + 4);
    return index >= 0 && bytes[index] === CLOSE_OBJECT ? index + 1 : -1;
  }

  #readObjectId(bytes: Uint8Array, index: number, place: number): number {
    const end = this.#number.read(bytes, index);
    if (end < 0) return skipPlain(bytes, index);
    if (!this.#number.isExact && this.#hasBigIntegers) return -1;
    this.rows.objectIds[place] = this.#number.isExact ? this.#number.value : this.#number.settle();
    return end;
  }

  /** A GUID, with braces or without. */
  #readGlobalId(bytes: Uint8Array, start: number, place: number): number {
    const { keys } = this.rows;
    const braces = bytes[start + 1] === OPEN_BRACE ? 1 : 0;
    const end = start + 38 + 2 * braces;
    if (end > bytes.length || bytes[start] !== QUOTE || bytes[end - 1] !== QUOTE) return -1;
    if (braces === 1 && bytes[end - 2] !== CLOSE_BRACE) return -1;
    let index = start + 1 + braces;
    for (let byte = 0; byte < KEY_BYTES; byte++) {
      if ((byte === 4 || byte === 6 || byte === 8 || byte === 10) && bytes[index++] !== HYPHEN) return -1;
      const high = HEX[bytes[index] as number] as number;
      const low = HEX[bytes[index + 1] as number] as number;
      // Negative when either is.
      if ((high | low) < 0) return -1;
      keys[place * KEY_BYTES + byte] = high * 16 + low;
      index += 2;
    }
    return end;
  }
}

/** Steps over one JSON value in bytes, by JSON's own grammar. Every function answers the index after the value, or -1: not there, not whole, not plain. */
import { BACKSLASH, QUOTE } from './bytes.js';

const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
/** Whole numbers up to so many digits, and their quotients by powers of ten, are exact. */
const EXACT_DIGITS = 15;
const POWERS = Float64Array.from({ length: 23 }, (_, power) => Number(`1e${String(power)}`));
/** What a wrong last digit is at most, relative to the number. */
const SLACK = 1e-14;
const ESCAPES = new Set(new TextEncoder().encode('"\\/bfnrt'));

const decoder = new TextDecoder();

/** True when `literal` lies at `index`. */
export function liesAt(literal: Uint8Array, bytes: Uint8Array, index: number): boolean {
  const { length } = literal;
  if (index + length > bytes.length) return false;
  for (let i = 0; i < length; i++) if (bytes[index + i] !== literal[i]) return false;
  return true;
}

/** A text; `index` is after its opening quote. */
export function skipText(bytes: Uint8Array, index: number): number {
  const end = bytes.length;
  while (index < end) {
    const byte = bytes[index++] as number;
    if (byte === QUOTE) return index;
    if (byte < 0x20) return -1;
    if (byte === BACKSLASH) {
      index = skipEscape(bytes, index);
      if (index < 0) return -1;
    }
  }
  return -1;
}

function skipEscape(bytes: Uint8Array, index: number): number {
  const byte = bytes[index] ?? 0;
  if (ESCAPES.has(byte)) return index + 1;
  if (byte !== 0x75) return -1;
  for (let i = 1; i <= 4; i++) if (!isHex(bytes[index + i] ?? 0)) return -1;
  return index + 5;
}

function isHex(byte: number): boolean {
  const lower = byte | 0x20;
  return (byte >= ZERO && byte <= 0x39) || (lower >= 0x61 && lower <= 0x66);
}

const NULL = Uint8Array.of(0x6e, 0x75, 0x6c, 0x6c);
const TRUE = Uint8Array.of(0x74, 0x72, 0x75, 0x65);
const FALSE = Uint8Array.of(0x66, 0x61, 0x6c, 0x73, 0x65);

/** A text, a number, true, false or null. */
export function skipPlain(bytes: Uint8Array, index: number): number {
  const byte = bytes[index];
  if (byte === QUOTE) return skipText(bytes, index + 1);
  const word = byte === 0x6e ? NULL : byte === 0x74 ? TRUE : byte === 0x66 ? FALSE : null;
  if (word) return liesAt(word, bytes, index) ? index + word.length : -1;
  return skipNumber(bytes, index);
}

function skipDigits(bytes: Uint8Array, index: number): number {
  const end = bytes.length;
  while (index < end && ((bytes[index] as number) - ZERO) >>> 0 <= 9) index++;
  return index;
}

export function skipNumber(bytes: Uint8Array, start: number): number {
  const first = bytes[start] === MINUS ? start + 1 : start;
  let index = skipDigits(bytes, first);
  if (index === first || (bytes[first] === ZERO && index > first + 1)) return -1;
  if (bytes[index] === POINT) {
    const decimals = ++index;
    index = skipDigits(bytes, index);
    if (index === decimals) return -1;
  }
  return skipExponent(bytes, index);
}

function skipExponent(bytes: Uint8Array, index: number): number {
  if (((bytes[index] ?? 0) | 0x20) !== 0x65) return index;
  const sign = bytes[index + 1];
  const digits = sign === MINUS || sign === 0x2b ? index + 2 : index + 1;
  const end = skipDigits(bytes, digits);
  return end === digits ? -1 : end;
}

/** A number that is read while it is stepped over. One reader for many numbers: making an object of each would cost more than reading it. */
export class NumberReader {
  /** The number; {@link isExact} or a hair's breadth from it. */
  value = 0;
  isExact = true;
  #bytes: Uint8Array = NULL;
  #start = 0;
  #end = 0;

  read(bytes: Uint8Array, start: number): number {
    const isNegative = bytes[start] === MINUS;
    const first = isNegative ? start + 1 : start;
    const length = bytes.length;
    let index = first;
    let mantissa = 0;
    let digit: number;
    while (index < length && (digit = ((bytes[index] as number) - ZERO) >>> 0) <= 9) {
      mantissa = mantissa * 10 + digit;
      index++;
    }
    let digits = index - first;
    if (digits === 0 || (bytes[first] === ZERO && digits > 1)) return -1;
    let decimals = 0;
    if (bytes[index] === POINT) {
      const point = ++index;
      while (index < length && (digit = ((bytes[index] as number) - ZERO) >>> 0) <= 9) {
        mantissa = mantissa * 10 + digit;
        index++;
      }
      decimals = index - point;
      if (decimals === 0) return -1;
      digits += decimals;
    }
    const end = skipExponent(bytes, index);
    if (end < 0) return -1;
    this.#bytes = bytes;
    this.#start = start;
    this.#end = end;
    this.isExact = end === index && decimals < POWERS.length && digits <= EXACT_DIGITS;
    if (end > index || decimals >= POWERS.length) {
      this.settle();
      return end;
    }
    const size = decimals === 0 ? mantissa : mantissa / (POWERS[decimals] as number);
    this.value = isNegative ? -size : size;
    return end;
  }

  /** True when the number, once exact, may be less than `bound`. */
  mayBeBelow(bound: number): boolean {
    return this.value - Math.abs(this.value) * SLACK < bound;
  }

  mayBeAbove(bound: number): boolean {
    return this.value + Math.abs(this.value) * SLACK > bound;
  }

  /** Makes the value exactly what JSON.parse would. */
  settle(): number {
    this.value = Number(decoder.decode(this.#bytes.subarray(this.#start, this.#end)));
    this.isExact = true;
    return this.value;
  }
}

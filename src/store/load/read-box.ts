/** The envelope of a geometry, read from its bytes: the same as {@link boxOf} of the parsed one. */
import { CLOSE_LIST, CLOSE_OBJECT, COMMA, OPEN_LIST, OPEN_OBJECT, QUOTE } from './bytes.js';
import { liesAt, NumberReader, skipNumber, skipPlain, skipText } from './scan-values.js';

const literal = (text: string): Uint8Array => new TextEncoder().encode(text);
const X = literal('"x":');
const Y = literal('"y":');
const PLAIN = ['"z":', '"m":', '"hasZ":', '"hasM":'].map(literal);
const LISTS = ['"paths":', '"rings":', '"points":'].map(literal);
const REFERENCE = literal('"spatialReference":');
/** Rings of vertices: list, ring, vertex. */
const MAX_DEPTH = 3;

export class BoxReader {
  readonly #number = new NumberReader();
  #xmin = Infinity;
  #ymin = Infinity;
  #xmax = -Infinity;
  #ymax = -Infinity;

  /**
   * Reads the geometry at `start` and puts xmin, ymin, xmax, ymax at `at` of `boxes`, NaN where it is empty. Returns the index after it; -1 for
   * what is not whole, no JSON, or out of the ordinary.
   */
  read(bytes: Uint8Array, start: number, boxes: Float64Array, at: number): number {
    this.#xmin = this.#ymin = Infinity;
    this.#xmax = this.#ymax = -Infinity;
    const end = this.#object(bytes, start);
    if (end < 0) return -1;
    boxes[at] = this.#xmin;
    boxes[at + 1] = this.#ymin;
    boxes[at + 2] = this.#xmax;
    boxes[at + 3] = this.#ymax;
    for (let side = at; side < at + 4; side++)
      if (!Number.isFinite(boxes[side])) {
        boxes.fill(NaN, at, at + 4);
        break;
      }
    return end;
  }

  #object(bytes: Uint8Array, start: number): number {
    if (bytes[start] !== OPEN_OBJECT) return -1;
    let hasX = false;
    let hasY = false;
    let hasLists = false;
    let index = start + 1;
    for (;;) {
      if (liesAt(X, bytes, index)) {
        if (hasX) return -1;
        hasX = true;
        index = this.#number.read(bytes, index + X.length);
        if (index >= 0) this.#xmin = this.#xmax = this.#exact();
      } else if (liesAt(Y, bytes, index)) {
        if (hasY) return -1;
        hasY = true;
        index = this.#number.read(bytes, index + Y.length);
        if (index >= 0) this.#ymin = this.#ymax = this.#exact();
      } else {
        const list = startsWith(LISTS, bytes, index);
        if (list) {
          if (hasLists) return -1;
          hasLists = true;
          index = this.#list(bytes, index + list.length);
        } else index = skipOther(bytes, index);
      }
      if (index < 0) return -1;
      const byte = bytes[index++];
      if (byte === CLOSE_OBJECT) return hasLists === (hasX || hasY) || hasX !== hasY ? -1 : index;
      if (byte !== COMMA) return -1;
    }
  }

  #exact(): number {
    return this.#number.isExact ? this.#number.value : this.#number.settle();
  }

  /** A list of vertices, or of such lists. */
  #list(bytes: Uint8Array, start: number): number {
    let depth = 0;
    let index = start;
    for (;;) {
      if (bytes[index] !== OPEN_LIST) return -1;
      const next = bytes[index + 1];
      if (next === OPEN_LIST && depth < MAX_DEPTH) {
        depth++;
        index++;
        continue;
      }
      index = next === CLOSE_LIST ? index + 2 : this.#vertex(bytes, index + 1);
      if (index < 0) return -1;
      while (depth > 0 && bytes[index] === CLOSE_LIST) {
        depth--;
        index++;
      }
      if (depth === 0) return index;
      if (bytes[index] !== COMMA) return -1;
      index++;
    }
  }

  /** `index` is after the vertex's bracket. */
  #vertex(bytes: Uint8Array, start: number): number {
    const number = this.#number;
    let index = number.read(bytes, start);
    if (index < 0 || bytes[index] !== COMMA) return -1;
    if (number.mayBeBelow(this.#xmin)) this.#xmin = Math.min(this.#xmin, this.#exact());
    if (number.mayBeAbove(this.#xmax)) this.#xmax = Math.max(this.#xmax, this.#exact());
    index = number.read(bytes, index + 1);
    if (index < 0) return -1;
    if (number.mayBeBelow(this.#ymin)) this.#ymin = Math.min(this.#ymin, this.#exact());
    if (number.mayBeAbove(this.#ymax)) this.#ymax = Math.max(this.#ymax, this.#exact());
    while (bytes[index] === COMMA) {
      index = skipPlain(bytes, index + 1);
      if (index < 0) return -1;
    }
    return bytes[index] === CLOSE_LIST ? index + 1 : -1;
  }
}

function startsWith(literals: readonly Uint8Array[], bytes: Uint8Array, index: number): Uint8Array | null {
  for (const one of literals) if (liesAt(one, bytes, index)) return one;
  return null;
}

/** A member that says nothing of where the geometry lies. */
function skipOther(bytes: Uint8Array, index: number): number {
  const plain = startsWith(PLAIN, bytes, index);
  if (plain) return skipPlain(bytes, index + plain.length);
  return liesAt(REFERENCE, bytes, index) ? skipReference(bytes, index + REFERENCE.length) : -1;
}

/** `{"wkid":102100,"latestWkid":3857}` */
function skipReference(bytes: Uint8Array, start: number): number {
  if (bytes[start] !== OPEN_OBJECT) return -1;
  let index = start + 1;
  for (;;) {
    if (bytes[index] !== QUOTE) return -1;
    index = skipText(bytes, index + 1);
    if (index < 0 || bytes[index] !== 0x3a) return -1;
    index = skipNumber(bytes, index + 1);
    if (index < 0) return -1;
    const byte = bytes[index++];
    if (byte === CLOSE_OBJECT) return index;
    if (byte !== COMMA) return -1;
  }
}

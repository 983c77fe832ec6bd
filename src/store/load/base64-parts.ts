/** A JSON text of base64 on its way into parts: decoded as it comes, cut anywhere, never more than a part of it in memory. */
import { PART_SIZE } from '../../shared/parts.js';
import { BACKSLASH, QUOTE } from './bytes.js';
import { damaged, unusable } from './faults.js';

const PAD = 0x3d;
const UNICODE = 0x75;
const INVALID = -1;
const SPACE = -2;
/** What each byte stands for. */
const SEXTETS = new Int8Array(256).fill(INVALID);
const LETTERS = new TextEncoder().encode('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/');
for (const [sextet, letter] of LETTERS.entries()) SEXTETS[letter] = sextet;
for (const space of [0x09, 0x0a, 0x0c, 0x0d, 0x20]) SEXTETS[space] = SPACE;
/** Letters after a backslash that base64 can hold: writers of JSON may escape the slash, and break lines. */
const ESCAPES: ReadonlyMap<number, number> = new Map([
  [0x2f, 0x2f],
  [0x6e, 0x0a],
  [0x72, 0x0d],
  [0x74, 0x09],
  [0x66, 0x0c],
]);
/** A part grows to its full size: most contents are smaller. */
const FIRST_BYTES = 64 * 1024;

export class Base64Parts {
  readonly #emit: (part: ArrayBuffer) => void;
  #part = new Uint8Array(FIRST_BYTES);
  #filled = 0;
  #bits = 0;
  #sextets = 0;
  #pads = 0;
  #size = 0;
  #escape: 'none' | 'letter' | number[] = 'none';
  #done = false;

  /** `emit` gets each part, as large as PART_SIZE but the last. */
  constructor(emit: (part: ArrayBuffer) => void) {
    this.#emit = emit;
  }

  /** True when the closing quote was met. */
  get isDone(): boolean {
    return this.#done;
  }

  /** Bytes so far. */
  get size(): number {
    return this.#size + this.#filled;
  }

  /**
   * Index after the closing quote, or the length of `bytes` when the text goes on. `base`: where in the body `bytes` start. Throws `bad-reply` with the
   * byte for what is no base64, `network` for what is no JSON.
   */
  scan(bytes: Uint8Array, start: number, base: number): number {
    let index = start;
    while (index < bytes.length) {
      const byte = bytes[index++] as number;
      const sextet = SEXTETS[byte] as number;
      if (sextet >= 0 && this.#escape === 'none' && this.#pads === 0) this.#take(sextet);
      else if (byte === QUOTE && this.#escape === 'none') {
        this.#end(base + index - 1);
        return index;
      } else this.#unusual(byte, base + index - 1);
    }
    return index;
  }

  #unusual(byte: number, offset: number): void {
    if (this.#escape === 'letter') {
      if (byte === UNICODE) {
        this.#escape = [];
        return;
      }
      this.#escape = 'none';
      this.#letter(ESCAPES.get(byte) ?? 0, offset);
    } else if (this.#escape !== 'none') {
      this.#escape.push(byte);
      if (this.#escape.length < 4) return;
      const letter = parseInt(String.fromCharCode(...this.#escape), 16);
      this.#escape = 'none';
      this.#letter(letter, offset);
    } else if (byte === BACKSLASH) this.#escape = 'letter';
    else if (byte < 0x20) throw damaged(offset, 'it is no JSON there');
    else this.#letter(byte, offset);
  }

  #letter(letter: number, offset: number): void {
    const sextet = letter < 256 ? (SEXTETS[letter] as number) : INVALID;
    if (sextet === SPACE) return;
    if (letter === PAD && this.#pads < 2) this.#pads++;
    else if (sextet >= 0 && this.#pads === 0) this.#take(sextet);
    else throw noBase64(offset);
  }

  #take(sextet: number): void {
    this.#bits = (this.#bits << 6) | sextet;
    this.#sextets++;
    if ((this.#sextets & 3) !== 0) return;
    this.#put((this.#bits >> 16) & 0xff);
    this.#put((this.#bits >> 8) & 0xff);
    this.#put(this.#bits & 0xff);
    this.#bits = 0;
  }

  #put(byte: number): void {
    if (this.#filled === this.#part.length) this.#grow();
    this.#part[this.#filled++] = byte;
    if (this.#filled === PART_SIZE) this.#flush();
  }

  #grow(): void {
    const larger = new Uint8Array(Math.min(PART_SIZE, this.#part.length * 2));
    larger.set(this.#part);
    this.#part = larger;
  }

  #flush(): void {
    const whole = this.#filled === this.#part.length;
    this.#emit(whole ? this.#part.buffer : this.#part.slice(0, this.#filled).buffer);
    this.#size += this.#filled;
    this.#filled = 0;
    this.#part = new Uint8Array(FIRST_BYTES);
  }

  /** As `atob` has it: the last letters may lack their padding, but not be one alone. */
  #end(offset: number): void {
    const left = this.#sextets & 3;
    if (left === 1 || (this.#pads > 0 && ((left + this.#pads) & 3) !== 0)) throw noBase64(offset);
    if (left === 2) this.#put((this.#bits >> 4) & 0xff);
    if (left === 3) {
      this.#put((this.#bits >> 10) & 0xff);
      this.#put((this.#bits >> 2) & 0xff);
    }
    if (this.#filled > 0) this.#flush();
    // Thousands of photos may follow, and each of them keeps its size alone.
    this.#part = new Uint8Array(0);
    this.#done = true;
  }
}

function noBase64(offset: number): Error {
  return unusable(offset, 'The bytes of an attachment are not base64.');
}

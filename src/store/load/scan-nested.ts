/** Finds the end of one JSON value whose pieces come bit by bit. Counts brackets and heeds strings; whether it is JSON, JSON.parse will say. */
import { BACKSLASH, QUOTE } from './bytes.js';

export class NestedScanner {
  #depth = 0;
  #inString = false;
  #escaped = false;

  /** True while a value has begun and not ended. */
  get isOpen(): boolean {
    return this.#depth > 0 || this.#inString;
  }

  /** An opening bracket was read. */
  enter(): void {
    this.#depth++;
  }

  /** An opening quote was read. */
  enterString(): void {
    this.#inString = true;
  }

  /** Index after the value's last byte, or the length of `bytes` when it goes on. */
  scan(bytes: Uint8Array, start: number): number {
    const end = bytes.length;
    let index = start;
    if (this.#escaped && index < end) {
      index++;
      this.#escaped = false;
    }
    let depth = this.#depth;
    let inString = this.#inString;
    while (index < end) {
      if (inString) {
        while (index < end) {
          const byte = bytes[index++];
          if (byte === QUOTE) {
            inString = false;
            break;
          }
          if (byte === BACKSLASH) {
            if (index === end) this.#escaped = true;
            else index++;
          }
        }
        if (!inString && depth === 0) break;
      } else {
        const byte = bytes[index++] as number;
        if (byte === QUOTE) inString = true;
        else if (byte > 0x5a) {
          // `[` and `{`, like `]` and `}`, differ in one bit.
          const bracket = byte | 0x20;
          if (bracket === 0x7b) depth++;
          else if (bracket === 0x7d && --depth === 0) break;
        }
      }
    }
    this.#depth = depth;
    this.#inString = inString;
    return index;
  }
}

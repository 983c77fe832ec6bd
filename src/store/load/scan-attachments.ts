/**
 * Reads the `attachments` of a layer's entry as they come, and stops where the bytes of one begin: a text under the key `data`, which is base64 (protocol 7).
 * Whether all of it is JSON, JSON.parse will say of the rest.
 */
import { BACKSLASH, CLOSE_LIST, CLOSE_OBJECT, COLON, COMMA, OPEN_LIST, OPEN_OBJECT, QUOTE } from './bytes.js';

/** Longer keys are none of ours. */
const LONGEST_KEY = 16;
const DATA = 'data';

export class AttachmentsScanner {
  /** The brackets that are open: true for objects. */
  readonly #open: boolean[] = [];
  #expectsKey = false;
  #inString = false;
  #escaped = false;
  /** Bytes of the key that is read; null within other texts. */
  #key: number[] | null = null;
  #isData = false;
  #atData = false;

  /** True while a value has begun and not ended. */
  get isOpen(): boolean {
    return this.#open.length > 0;
  }

  /** True where a text of bytes begins: the next byte is the first after its quote. */
  get isAtData(): boolean {
    return this.#atData;
  }

  /** The text was read, its closing quote included. */
  afterData(): void {
    this.#atData = false;
    this.#isData = false;
  }

  /** Index after the value's last byte or after the quote that opens a text of bytes; the length of `bytes` when it goes on. */
  scan(bytes: Uint8Array, start: number): number {
    let index = start;
    while (index < bytes.length) {
      const byte = bytes[index++] as number;
      if (this.#inString) this.#read(byte);
      else this.#look(byte);
      if (this.#atData || !this.isOpen) break;
    }
    return index;
  }

  /** An opening bracket was read. */
  enter(byte: number): void {
    this.#open.push(byte === OPEN_OBJECT);
    this.#expectsKey = byte === OPEN_OBJECT;
  }

  #look(byte: number): void {
    switch (byte) {
      case OPEN_OBJECT:
      case OPEN_LIST:
        this.enter(byte);
        this.#isData = false;
        return;
      case CLOSE_OBJECT:
      case CLOSE_LIST:
        this.#open.pop();
        this.#expectsKey = false;
        return;
      case COMMA:
        this.#expectsKey = this.#open.at(-1) === true;
        this.#isData = false;
        return;
      case COLON:
        this.#expectsKey = false;
        return;
      case QUOTE:
        if (this.#isData && this.#isOfAttachment) this.#atData = true;
        else {
          this.#inString = true;
          this.#key = this.#expectsKey ? [] : null;
        }
    }
  }

  /** Directly in an entry of the list, or of one of the lists: elsewhere the key means something else. */
  get #isOfAttachment(): boolean {
    const [first, second] = this.#open;
    const { length } = this.#open;
    return (
      !this.#expectsKey && ((length === 2 && first === false) || (length === 3 && first === true && second === false))
    );
  }

  /** A byte of a key or of another text. */
  #read(byte: number): void {
    if (this.#escaped) this.#escaped = false;
    else if (byte === BACKSLASH) this.#escaped = true;
    else if (byte === QUOTE) {
      this.#inString = false;
      if (this.#key !== null) this.#isData = String.fromCharCode(...this.#key).toLowerCase() === DATA;
      return;
    }
    if (this.#key !== null && this.#key.length < LONGEST_KEY) this.#key.push(byte);
  }
}

/** What is left of a body when the rows are taken out: JSON of its own, that remembers where in the body its bytes were. */
import { findJsonError } from './json-error.js';
import { damaged } from './faults.js';

export class Envelope {
  #pieces: Uint8Array[] = [];
  #length = 0;
  /** Where pieces lie: in the envelope, and in the body. */
  readonly #places: { readonly at: number; readonly bodyOffset: number }[] = [];

  /** Copied: a piece must not keep the whole buffer it came in alive. */
  add(piece: Uint8Array, bodyOffset: number): void {
    if (piece.length === 0) return;
    this.#places.push({ at: this.#length, bodyOffset });
    this.#pieces.push(piece.slice());
    this.#length += piece.length;
  }

  /** The whole, as text. Throws `network` with the byte when it is no JSON. */
  text(bodyLength: number): string {
    const bytes = new Uint8Array(this.#length);
    let at = 0;
    for (const piece of this.#pieces) {
      bytes.set(piece, at);
      at += piece.length;
    }
    this.#pieces = [];
    const text = new TextDecoder().decode(bytes);
    try {
      JSON.parse(text);
      return text;
    } catch {
      throw this.#fault(findJsonError(bytes) ?? bytes.length, bodyLength);
    }
  }

  #fault(index: number, bodyLength: number): Error {
    if (index >= this.#length) return damaged(bodyLength, 'it ended too early');
    const place = this.#places.findLast(({ at }) => at <= index);
    return damaged(place ? place.bodyOffset + index - place.at : 0, 'it is no JSON there');
  }
}

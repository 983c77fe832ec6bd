/** A text of the query language, and where it is wrong. */
import { GdbError } from '../../../shared/errors.js';

/** Longer texts are refused. A list of 20,000 GUIDs fits. */
export const MAX_LENGTH = 1_000_000;

export class Source {
  readonly text: string;
  readonly #what: string;

  /** `what` names the parameter for messages: `where`. */
  constructor(text: string, what: string) {
    this.text = text;
    this.#what = what;
    if (text.length > MAX_LENGTH) this.refuse(MAX_LENGTH, `longer than ${String(MAX_LENGTH)} characters`);
  }

  /** Throws `unsupported-query`. `at` counts UTF-16 units from 0; the message counts from 1. */
  refuse(at: number, why: string): never {
    throw new GdbError('unsupported-query', `${this.#what}, character ${String(at + 1)}: ${why}.`);
  }
}

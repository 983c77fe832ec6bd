/** A place in a list of tokens: look, take, demand. */
import type { Source } from './source.js';
import { tokenise, type Token } from './tokens.js';

/** Deeper nesting is refused: each level costs stack. */
const MAX_DEPTH = 100;

export class Cursor {
  readonly source: Source;
  readonly #tokens: readonly Token[];
  #next = 0;
  #depth = 0;

  constructor(source: Source) {
    this.source = source;
    this.#tokens = tokenise(source);
  }

  get token(): Token {
    return this.#tokens[Math.min(this.#next, this.#tokens.length - 1)] ?? { kind: 'end', text: '', at: 0 };
  }

  get following(): Token | undefined {
    return this.#tokens[this.#next + 1];
  }

  get at(): number {
    return this.token.at;
  }

  /** The token, which is left behind. */
  step(): Token {
    const { token } = this;
    this.#next++;
    return token;
  }

  isSymbol(text: string): boolean {
    return this.token.kind === 'symbol' && this.token.text === text;
  }

  isWord(text: string): boolean {
    return this.token.kind === 'word' && this.token.text.toUpperCase() === text;
  }

  /** The first of these symbols that stands here, left behind; undefined when none does. */
  takeSymbol<S extends string>(...wanted: readonly S[]): S | undefined {
    const found = wanted.find((text) => this.isSymbol(text));
    if (found !== undefined) this.#next++;
    return found;
  }

  takeWord<W extends string>(...wanted: readonly W[]): W | undefined {
    const found = wanted.find((text) => this.isWord(text));
    if (found !== undefined) this.#next++;
    return found;
  }

  needSymbol(text: string): void {
    if (this.takeSymbol(text) === undefined) this.expected(`"${text}"`);
  }

  needWord<W extends string>(...wanted: readonly W[]): W {
    return this.takeWord(...wanted) ?? this.expected(wanted.join(' or '));
  }

  /** The content of a text literal. */
  needText(what: string): string {
    if (this.token.kind !== 'text') this.expected(what);
    return this.step().text;
  }

  expected(what: string): never {
    const { kind, text, at } = this.token;
    const found = kind === 'end' ? 'the end' : kind === 'text' ? 'a text' : JSON.stringify(shorten(text));
    return this.source.refuse(at, `expected ${what}, found ${found}`);
  }

  /** One level of nesting. */
  nested<T>(body: () => T): T {
    if (++this.#depth > MAX_DEPTH) this.source.refuse(this.at, `nested more than ${String(MAX_DEPTH)} levels deep`);
    const result = body();
    this.#depth--;
    return result;
  }
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}...` : text;
}

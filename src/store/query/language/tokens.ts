/** A text of the query language as tokens. */
import type { Source } from './source.js';

/** `at` is the place in the text. A `name` was quoted; `text` comes without quotes, numbers as they are written, symbols are their own kind. */
export interface Token {
  readonly kind: 'word' | 'name' | 'text' | 'number' | 'symbol' | 'end';
  readonly text: string;
  readonly at: number;
}

const SPACE = /\s+/y;
const NUMBER = /(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?/iy;
/** Dots, dollars and the like occur in names of joined and enterprise tables. */
const WORD = /[\p{L}_][\p{L}\p{N}_.$#@]*/uy;
const SYMBOLS: readonly string[] = ['<>', '!=', '<=', '>=', '||', '=', '<', '>', '(', ')', ',', '+', '-', '*', '/'];

/** The tokens, the last of which is `end`. Throws `unsupported-query` at a character that begins none. */
export function tokenise(source: Source): readonly Token[] {
  const { text } = source;
  const tokens: Token[] = [];
  let at = 0;
  while ((at += lengthOf(SPACE, text, at)) < text.length) {
    const token = nextToken(source, at);
    tokens.push(token.token);
    at = token.end;
  }
  tokens.push({ kind: 'end', text: '', at: text.length });
  return tokens;
}

function nextToken(source: Source, at: number): { readonly token: Token; readonly end: number } {
  const { text } = source;
  const first = text[at] ?? '';
  if (first === "'") return quoted(source, 'text', at, at);
  if ((first === 'N' || first === 'n') && text[at + 1] === "'") return quoted(source, 'text', at, at + 1);
  if (first === '"') return quoted(source, 'name', at, at);
  for (const [kind, pattern] of [
    ['number', NUMBER],
    ['word', WORD],
  ] as const) {
    const length = lengthOf(pattern, text, at);
    if (length > 0) return { token: { kind, text: text.slice(at, at + length), at }, end: at + length };
  }
  const symbol = SYMBOLS.find((candidate) => text.startsWith(candidate, at));
  if (symbol === undefined) {
    source.refuse(at, `${JSON.stringify(String.fromCodePoint(text.codePointAt(at) ?? 0))} means nothing here`);
  }
  return { token: { kind: 'symbol', text: symbol, at }, end: at + symbol.length };
}

/** A quote is doubled to stand for itself. */
function quoted(
  source: Source,
  kind: 'text' | 'name',
  at: number,
  open: number,
): { readonly token: Token; readonly end: number } {
  const { text } = source;
  const quote = text[open] ?? '';
  const pieces: string[] = [];
  for (let start = open + 1; ;) {
    const close = text.indexOf(quote, start);
    if (close < 0) source.refuse(at, `this quote is never closed`);
    pieces.push(text.slice(start, close));
    if (text[close + 1] !== quote) return { token: { kind, text: pieces.join(quote), at }, end: close + 1 };
    start = close + 2;
  }
}

function lengthOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex - at : 0;
}

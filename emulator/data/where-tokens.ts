/** A token of a where clause. `at` is its place in the text, for messages. */
export type Token =
  | { kind: 'word'; text: string; at: number }
  | { kind: 'name'; text: string; at: number }
  | { kind: 'text'; text: string; at: number }
  | { kind: 'number'; value: number | bigint; at: number }
  | { kind: 'symbol'; text: string; at: number };

const pattern =
  /\s+|(?<number>\d+(?:\.\d*)?(?:e[+-]?\d+)?|\.\d+)|(?<text>N?'(?:[^']|'')*')|(?<name>"(?:[^"]|"")+")|(?<word>[\p{L}_][\p{L}\p{N}_.$]*)|(?<symbol><>|!=|<=|>=|\|\||[=<>(),+\-*/])/iuy;

/** @returns the tokens of a where clause, or undefined when a character belongs to none */
export function tokenise(text: string): Token[] | undefined {
  const tokens: Token[] = [];
  pattern.lastIndex = 0;
  while (pattern.lastIndex < text.length) {
    const at = pattern.lastIndex;
    const groups = pattern.exec(text)?.groups;
    if (groups === undefined) return undefined;
    if (groups['number'] !== undefined) tokens.push({ kind: 'number', value: readNumber(groups['number']), at });
    else if (groups['text'] !== undefined)
      tokens.push({ kind: 'text', text: unquote(groups['text'].replace(/^n/i, '')), at });
    else if (groups['name'] !== undefined) tokens.push({ kind: 'name', text: unquote(groups['name']), at });
    else if (groups['word'] !== undefined) tokens.push({ kind: 'word', text: groups['word'], at });
    else if (groups['symbol'] !== undefined) tokens.push({ kind: 'symbol', text: groups['symbol'], at });
  }
  return tokens;
}

/** @returns the number, as a bigint where it is whole and beyond 2^53 */
export function readNumber(text: string): number | bigint {
  const number = Number(text);
  return /^\s*-?\d+\s*$/.test(text) && !Number.isSafeInteger(number) ? BigInt(text) : number;
}

function unquote(text: string): string {
  const quote = text[0] ?? '';
  return text.slice(1, -1).replaceAll(quote + quote, quote);
}

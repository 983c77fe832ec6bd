/**
 * LIKE: `%` for any text, `_` for one character. No regular expression and no backtracking: each piece between two `%` is found once, at the
 * first place where it fits, so a match takes at most text times pattern steps.
 */
type Piece = readonly (string | typeof ANY)[];
const ANY = null;

/** A matcher of this pattern. Letters match in their own case only. */
export function likeMatcher(pattern: string, escape: string | null): (text: string) => boolean {
  const pieces = piecesOf(pattern, escape);
  const [first = [], ...others] = pieces;
  const last = others.pop();
  if (pieces.some((piece) => piece.includes(ANY))) {
    return (text) => matchCharacters(Array.from(text), { first, middle: others, last });
  }
  const [start, middle, end] = [first.join(''), others.map((piece) => piece.join('')), last?.join('')];
  return (text) => matchPlain(text, { start, middle, end });
}

/** The pattern between its `%`; escaped characters stand for themselves. */
function piecesOf(pattern: string, escape: string | null): Piece[] {
  const pieces: (string | typeof ANY)[][] = [[]];
  const characters = Array.from(pattern);
  for (let i = 0; i < characters.length; i++) {
    const character = characters[i] ?? '';
    const piece = pieces.at(-1);
    if (character === escape && i + 1 < characters.length) piece?.push(characters[++i] ?? '');
    else if (character === '%') pieces.push([]);
    else piece?.push(character === '_' ? ANY : character);
  }
  return pieces;
}

function matchPlain(
  text: string,
  { start, middle, end }: { start: string; middle: readonly string[]; end: string | undefined },
): boolean {
  if (end === undefined) return text === start;
  if (!text.startsWith(start)) return false;
  let at = start.length;
  for (const piece of middle) {
    const found = text.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return text.length - end.length >= at && text.endsWith(end);
}

function matchCharacters(
  text: readonly string[],
  { first, middle, last }: { first: Piece; middle: readonly Piece[]; last: Piece | undefined },
): boolean {
  if (!fits(text, 0, first)) return false;
  if (last === undefined) return text.length === first.length;
  let at = first.length;
  for (const piece of middle) {
    while (!fits(text, at, piece)) if (++at + piece.length > text.length) return false;
    at += piece.length;
  }
  const end = text.length - last.length;
  return end >= at && fits(text, end, last);
}

function fits(text: readonly string[], at: number, piece: Piece): boolean {
  if (at + piece.length > text.length) return false;
  return piece.every((character, i) => character === ANY || character === text[at + i]);
}

/** Which rows of a long list are drawn, and how much room the others take. Pure. Lengths in px, from the top of the list. */

/** What of the list is to be seen. */
export interface View {
  readonly top: number;
  readonly bottom: number;
}

/** Rows from the first to before `end`. */
export interface Span {
  readonly first: number;
  readonly end: number;
}

/** A drawn row, or the room of rows that are not. */
export type Piece =
  | { readonly kind: 'row'; readonly key: string; readonly index: number }
  | { readonly kind: 'gap'; readonly key: string; readonly size: number };

/** The keys of all rows, in order: an array, or what makes a key when it is asked for. */
export interface RowKeys {
  readonly length: number;
  at(index: number): string | undefined;
  /** -1 where there is no such row. */
  indexOf(key: string): number;
}

/** Rows that are added up together. */
const BLOCK = 64;

/** Where each row begins. Rows are of one height, but for those that were measured; in blocks, so that ten thousand need not be gone through. */
export class Offsets {
  readonly count: number;
  readonly #heights: Float64Array;
  /** Of each block. */
  readonly #sums: Float64Array;

  constructor(count: number, height: number) {
    this.count = count;
    this.#heights = new Float64Array(count);
    this.#sums = new Float64Array(Math.ceil(count / BLOCK));
    this.fill(height);
  }

  /** All rows are as high as this. */
  fill(height: number): void {
    this.#heights.fill(height);
    this.#sums.fill(height * BLOCK);
    const last = this.#sums.length - 1;
    if (last >= 0) this.#sums[last] = height * (this.count - last * BLOCK);
  }

  set(index: number, height: number): void {
    const block = Math.floor(index / BLOCK);
    this.#sums[block] = (this.#sums[block] ?? 0) + height - (this.#heights[index] ?? 0);
    this.#heights[index] = height;
  }

  /** Where a row begins; after the last, where the list ends. */
  at(index: number): number {
    const block = Math.floor(index / BLOCK);
    let place = 0;
    for (let at = 0; at < block; at += 1) place += this.#sums[at] ?? 0;
    for (let at = block * BLOCK; at < index; at += 1) place += this.#heights[at] ?? 0;
    return place;
  }

  /** The row at a place; the first above the list, the last below it. */
  rowAt(place: number): number {
    let row = 0;
    let begin = 0;
    for (const sum of this.#sums) {
      if (begin + sum > place || row + BLOCK >= this.count) break;
      begin += sum;
      row += BLOCK;
    }
    for (; row < this.count - 1; row += 1) {
      begin += this.#heights[row] ?? 0;
      if (begin > place) break;
    }
    return row;
  }
}

/** The rows in the view, with those within `margin` of it as long as they are no more than `limit`. */
export function spanOf(
  offsets: Offsets,
  { top, bottom }: View,
  { margin, limit }: { readonly margin: number; readonly limit: number },
): Span {
  if (offsets.count === 0) return { first: 0, end: 0 };
  const seen = { first: offsets.rowAt(top), end: offsets.rowAt(bottom) + 1 };
  const near = { first: offsets.rowAt(top - margin), end: offsets.rowAt(bottom + margin) + 1 };
  const spare = Math.max(limit - (seen.end - seen.first), 0);
  const above = Math.min(seen.first - near.first, Math.floor(spare / 2));
  return { first: seen.first - above, end: Math.min(near.end, seen.end + spare - above) };
}

/** The rows of the span, and one that is kept wherever it is, with gaps for all others. */
export function piecesOf(
  keys: RowKeys,
  offsets: Offsets,
  { first, end, kept }: Span & { readonly kept: number },
): readonly Piece[] {
  const pieces: Piece[] = [];
  let drawn = 0;
  const draw = (from: number, to: number): void => {
    if (from > drawn) pieces.push(gap(pieces.length, offsets.at(from) - offsets.at(drawn)));
    for (let index = from; index < to; index += 1) {
      const key = keys.at(index);
      if (key !== undefined) pieces.push({ kind: 'row', key, index });
    }
    drawn = to;
  };
  if (kept >= 0 && kept < first) draw(kept, kept + 1);
  draw(first, end);
  if (kept >= end) draw(kept, kept + 1);
  draw(keys.length, keys.length);
  return pieces;
}

/** Gaps are few, and one is as good as another: the place among the pieces tells them apart. */
function gap(at: number, size: number): Piece {
  return { kind: 'gap', key: ` gap ${String(at)}`, size };
}

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

/** Where each row begins, and after the last where the list ends, from the height of each. */
export function offsetsOf(heights: Float64Array): Float64Array {
  const offsets = new Float64Array(heights.length + 1);
  let end = 0;
  for (let index = 0; index < heights.length; index += 1) {
    end += heights[index] ?? 0;
    offsets[index + 1] = end;
  }
  return offsets;
}

/** The row at a place; the first above the list, the last below it. */
export function rowAt(offsets: Float64Array, place: number): number {
  let low = 0;
  let high = offsets.length - 2;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((offsets[middle] ?? 0) <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The rows in the view, with those within `margin` of it as long as they are no more than `limit`. */
export function spanOf(
  offsets: Float64Array,
  { top, bottom }: View,
  { margin, limit }: { readonly margin: number; readonly limit: number },
): Span {
  const count = offsets.length - 1;
  if (count === 0) return { first: 0, end: 0 };
  const seen = { first: rowAt(offsets, top), end: rowAt(offsets, bottom) + 1 };
  const near = { first: rowAt(offsets, top - margin), end: rowAt(offsets, bottom + margin) + 1 };
  const spare = Math.max(limit - (seen.end - seen.first), 0);
  const above = Math.min(seen.first - near.first, Math.floor(spare / 2));
  return { first: seen.first - above, end: Math.min(near.end, seen.end + spare - above) };
}

/** The rows of the span, and one that is kept wherever it is, with gaps for all others. */
export function piecesOf(
  keys: RowKeys,
  offsets: Float64Array,
  { first, end, kept }: Span & { readonly kept: number },
): readonly Piece[] {
  const pieces: Piece[] = [];
  let drawn = 0;
  const draw = (from: number, to: number): void => {
    if (from > drawn) pieces.push(gap(pieces.length, (offsets[from] ?? 0) - (offsets[drawn] ?? 0)));
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

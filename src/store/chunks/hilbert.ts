/** Order along a Hilbert curve: what is near in the area becomes near in the chunks. */
import type { Box } from '../rows/box.js';
import { sortedIndexes } from './sort.js';

/** Cells along each axis: 2^16. */
const ORDER = 16;
const CELLS = 2 ** ORDER;
/** Comes after every place on the curve. */
const LAST = 2 ** 32 - 1;

/** Indexes of the boxes in Hilbert order of their centres; boxes that are null come last, in their own order. */
export function hilbertOrder(boxes: readonly (Box | null)[]): number[] {
  const columns = new Float64Array(4 * boxes.length).fill(NaN);
  boxes.forEach((box, index) => {
    if (box) columns.set(box, 4 * index);
  });
  return [...hilbertOrderOf(columns, boxes.length)];
}

/** The same of the first `count` boxes of columns xmin, ymin, xmax, ymax; NaN for none. `square`: what the curve fills. */
export function hilbertOrderOf(
  boxes: Float64Array,
  count: number,
  square: CurveSquare = squareOf(boxes, count),
): Uint32Array {
  const keys = new Uint32Array(count);
  for (let index = 0; index < count; index++) keys[index] = placeOnCurve(boxes, index, square);
  return sortedIndexes(keys);
}

/** The square that a curve fills. */
export interface CurveSquare {
  readonly xmin: number;
  readonly ymin: number;
  /** Cells for each unit of the coordinates. */
  readonly scale: number;
}

/** The smallest square around the first `count` boxes. */
export function squareOf(boxes: Float64Array, count: number): CurveSquare {
  let [xmin, ymin, xmax, ymax] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let at = 0; at < 4 * count; at += 4) {
    // Nothing is less or more than NaN.
    if ((boxes[at] as number) < xmin) xmin = boxes[at] as number;
    if ((boxes[at + 1] as number) < ymin) ymin = boxes[at + 1] as number;
    if ((boxes[at + 2] as number) > xmax) xmax = boxes[at + 2] as number;
    if ((boxes[at + 3] as number) > ymax) ymax = boxes[at + 3] as number;
  }
  return { xmin, ymin, scale: (CELLS - 1) / Math.max(xmax - xmin, ymax - ymin, Number.MIN_VALUE) };
}

/** Where the centre of a box lies along the curve, 32 bits; what has no box comes last. */
export function placeOnCurve(boxes: Float64Array, index: number, { xmin, ymin, scale }: CurveSquare): number {
  const at = 4 * index;
  if (Number.isNaN(boxes[at] ?? NaN)) return LAST;
  const x = ((boxes[at] ?? NaN) + (boxes[at + 2] ?? NaN)) / 2;
  const y = ((boxes[at + 1] ?? NaN) + (boxes[at + 3] ?? NaN)) / 2;
  return Math.min(LAST - 1, hilbertKey(cell((x - xmin) * scale), cell((y - ymin) * scale)));
}

/** Distance along the curve of a cell: four levels at a time. */
export function hilbertKey(x: number, y: number): number {
  let key = 0;
  let turn = 0;
  for (let shift = ORDER - LEVELS; shift >= 0; shift -= LEVELS) {
    let a = (x >> shift) & NIBBLE;
    let b = (y >> shift) & NIBBLE;
    if (turn & FLIPPED) {
      a ^= NIBBLE;
      b ^= NIBBLE;
    }
    const step = STEPS[turn & SWAPPED ? (b << LEVELS) | a : (a << LEVELS) | b] as number;
    key = key * 256 + (step & 255);
    turn ^= step >> 8;
  }
  return key;
}

/** Levels of the curve that one step descends. */
const LEVELS = 4;
const NIBBLE = 15;
/** How the square below lies: its axes swapped, both turned round, or both. The order of the two does not matter. */
const SWAPPED = 1;
const FLIPPED = 2;
/** Of a square of 16 by 16 cells: the place of each along the curve, and above it how the square below lies. */
const STEPS = Uint16Array.from({ length: 256 }, (_, cell) => descend(cell >> LEVELS, cell & NIBBLE));

function descend(x: number, y: number): number {
  let place = 0;
  let turn = 0;
  for (let bit = LEVELS - 1; bit >= 0; bit--) {
    const flip = turn & FLIPPED ? 1 : 0;
    const [a, b] = turn & SWAPPED ? [y, x] : [x, y];
    const right = ((a >> bit) & 1) ^ flip;
    const up = ((b >> bit) & 1) ^ flip;
    place = place * 4 + ((3 * right) ^ up);
    // Turn the quadrant so that the curve goes on where it left the last one.
    if (up === 0) turn ^= right === 1 ? SWAPPED | FLIPPED : SWAPPED;
  }
  return place | (turn << 8);
}

function cell(value: number): number {
  return Number.isFinite(value) ? Math.max(0, Math.min(CELLS - 1, Math.floor(value))) : 0;
}

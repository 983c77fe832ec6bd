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

/** The same of the first `count` boxes of columns xmin, ymin, xmax, ymax; NaN for none. */
export function hilbertOrderOf(boxes: Float64Array, count: number): Uint32Array {
  let [xmin, ymin, xmax, ymax] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let at = 0; at < 4 * count; at += 4) {
    xmin = Math.min(xmin, orElse(boxes[at], xmin));
    ymin = Math.min(ymin, orElse(boxes[at + 1], ymin));
    xmax = Math.max(xmax, orElse(boxes[at + 2], xmax));
    ymax = Math.max(ymax, orElse(boxes[at + 3], ymax));
  }
  const scale = (CELLS - 1) / Math.max(xmax - xmin, ymax - ymin, Number.MIN_VALUE);
  const keys = new Uint32Array(count);
  for (let index = 0; index < count; index++) {
    const at = 4 * index;
    const x = ((boxes[at] ?? NaN) + (boxes[at + 2] ?? NaN)) / 2;
    const y = ((boxes[at + 1] ?? NaN) + (boxes[at + 3] ?? NaN)) / 2;
    const isPlaced = !Number.isNaN(boxes[at]);
    keys[index] = isPlaced ? Math.min(LAST - 1, hilbertKey(cell((x - xmin) * scale), cell((y - ymin) * scale))) : LAST;
  }
  return sortedIndexes(keys, (a, b) => a - b);
}

function orElse(value: number | undefined, otherwise: number): number {
  return value === undefined || Number.isNaN(value) ? otherwise : value;
}

/** Distance along the curve of a cell. */
export function hilbertKey(x: number, y: number): number {
  let key = 0;
  for (let size = CELLS / 2; size >= 1; size /= 2) {
    const right = (x & size) > 0 ? 1 : 0;
    const up = (y & size) > 0 ? 1 : 0;
    key += size * size * ((3 * right) ^ up);
    // Turn the quadrant so that the curve goes on where it left the last one.
    if (up === 0) {
      if (right === 1) {
        x = CELLS - 1 - x;
        y = CELLS - 1 - y;
      }
      [x, y] = [y, x];
    }
  }
  return key;
}

function cell(value: number): number {
  return Number.isFinite(value) ? Math.max(0, Math.min(CELLS - 1, Math.floor(value))) : 0;
}

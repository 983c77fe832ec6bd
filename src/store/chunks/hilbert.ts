/** Order along a Hilbert curve: what is near in the area becomes near in the chunks. */
import type { Box } from '../rows/box.js';

/** Cells along each axis: 2^16. */
const ORDER = 16;
const CELLS = 2 ** ORDER;

/** Indexes of the boxes in Hilbert order of their centres; boxes that are null come last, in their own order. */
export function hilbertOrder(boxes: readonly (Box | null)[]): number[] {
  const placed: number[] = [];
  const unplaced: number[] = [];
  let [xmin, ymin, xmax, ymax] = [Infinity, Infinity, -Infinity, -Infinity];
  boxes.forEach((box, index) => {
    (box ? placed : unplaced).push(index);
    if (!box) return;
    xmin = Math.min(xmin, box[0]);
    ymin = Math.min(ymin, box[1]);
    xmax = Math.max(xmax, box[2]);
    ymax = Math.max(ymax, box[3]);
  });
  const scale = (CELLS - 1) / Math.max(xmax - xmin, ymax - ymin, Number.MIN_VALUE);
  const keys = new Float64Array(boxes.length);
  for (const index of placed) {
    const box = boxes[index];
    if (!box) continue;
    const x = ((box[0] + box[2]) / 2 - xmin) * scale;
    const y = ((box[1] + box[3]) / 2 - ymin) * scale;
    keys[index] = hilbertKey(cell(x), cell(y));
  }
  placed.sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0) || a - b);
  return [...placed, ...unplaced];
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

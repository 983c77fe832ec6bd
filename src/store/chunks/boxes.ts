/**
 * Boxes in columns xmin, ymin, xmax, ymax: which of them meet an envelope. NaN meets nothing. Those of rows are exact; those of chunks are as
 * large or a trace larger, in half the bytes.
 */
import type { Extent } from '../rows/box.js';

/** Neighbours that one box is put around. */
export const NEIGHBOURS = 40;

/** The envelope of boxes `first` to `end`; all NaN when none of them is anywhere. */
export function envelopeOf(boxes: Columns, first: number, end: number): Float64Array {
  const bounds = new Float64Array([Infinity, Infinity, -Infinity, -Infinity]);
  for (let at = 4 * first; at < 4 * end; at += 4) {
    // Nothing is less or more than NaN.
    for (let side = 0; side < 2; side++) {
      if ((boxes[at + side] as number) < (bounds[side] as number)) bounds[side] = boxes[at + side] as number;
      if ((boxes[at + side + 2] as number) > (bounds[side + 2] as number))
        bounds[side + 2] = boxes[at + side + 2] as number;
    }
  }
  return bounds[0] === Infinity ? bounds.fill(NaN) : bounds;
}

/** The boxes in half the bytes: each encloses the one it was. */
export function widened(boxes: Columns): Float32Array {
  return Float32Array.from(boxes, (side, at) => (at % 4 < 2 ? notAbove(side) : -notAbove(-side)));
}

/** A box around every {@link NEIGHBOURS} of them. */
export function boxesAround(boxes: Float32Array): Float32Array {
  const count = boxes.length / 4;
  const around = new Float32Array(4 * Math.ceil(count / NEIGHBOURS));
  for (let group = 0; group < around.length / 4; group++) {
    const first = group * NEIGHBOURS;
    around.set(envelopeOf(boxes, first, Math.min(count, first + NEIGHBOURS)), 4 * group);
  }
  return around;
}

type Columns = Float64Array | Float32Array;

const SINGLE = new Float32Array(1);
const BITS = new Int32Array(SINGLE.buffer);

/** The largest number of 32 bits that is no larger. */
function notAbove(value: number): number {
  const near = Math.fround(value);
  if (!(near > value)) return near;
  if (near === 0) return -(2 ** -149);
  SINGLE[0] = near;
  BITS[0] = (BITS[0] as number) + (near > 0 ? -1 : 1);
  return SINGLE[0];
}

/** Which of many are looked at. */
export interface Stretch {
  readonly first: number;
  readonly end: number;
}

/** Numbers of the boxes that share a point with the envelope; without one, of all. */
export function meeting(boxes: Columns, envelope: Extent | null, { first, end }: Stretch): readonly number[] {
  const found: number[] = [];
  if (!envelope) {
    for (let no = first; no < end; no++) found.push(no);
    return found;
  }
  const { xmin, ymin, xmax, ymax } = envelope;
  for (let no = first, at = 4 * first; no < end; no++, at += 4) {
    if (
      (boxes[at] as number) <= xmax &&
      (boxes[at + 2] as number) >= xmin &&
      (boxes[at + 1] as number) <= ymax &&
      (boxes[at + 3] as number) >= ymin
    )
      found.push(no);
  }
  return found;
}

/** The same of many: those around them are looked at first. */
export function meetingMany(
  { boxes, around }: { readonly boxes: Float32Array; readonly around: Float32Array },
  envelope: Extent | null,
  { first, end }: Stretch,
): readonly number[] {
  if (!envelope) return meeting(boxes, null, { first, end });
  const groups = meeting(around, envelope, { first: Math.floor(first / NEIGHBOURS), end: around.length / 4 });
  return groups.flatMap((group) =>
    meeting(boxes, envelope, {
      first: Math.max(first, group * NEIGHBOURS),
      end: Math.min(end, (group + 1) * NEIGHBOURS),
    }),
  );
}

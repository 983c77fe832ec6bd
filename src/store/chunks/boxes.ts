/** Boxes in columns xmin, ymin, xmax, ymax: which of them meet an envelope. NaN meets nothing. */
import type { Extent } from '../rows/box.js';

/** Neighbours that one box is put around. */
export const NEIGHBOURS = 40;

/** The envelope of boxes `first` to `end`; all NaN when none of them is anywhere. */
export function envelopeOf(boxes: Float64Array, first: number, end: number): Float64Array {
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

/** A box around every {@link NEIGHBOURS} of them. */
export function boxesAround(boxes: Float64Array): Float64Array {
  const count = boxes.length / 4;
  const around = new Float64Array(4 * Math.ceil(count / NEIGHBOURS));
  for (let group = 0; group < around.length / 4; group++) {
    const first = group * NEIGHBOURS;
    around.set(envelopeOf(boxes, first, Math.min(count, first + NEIGHBOURS)), 4 * group);
  }
  return around;
}

/** Which of many are looked at. */
export interface Stretch {
  readonly first: number;
  readonly end: number;
}

/** Numbers of the boxes that share a point with the envelope; without one, of all. */
export function meeting(boxes: Float64Array, envelope: Extent | null, { first, end }: Stretch): readonly number[] {
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
  { boxes, around }: { readonly boxes: Float64Array; readonly around: Float64Array },
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

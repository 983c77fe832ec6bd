/** A segment cut where a border touches it, and where the pieces lie. */
import { contact, isWithin, type Segment } from './contact.js';
import { placeIn } from './point-in-polygon.js';
import type { Segments } from './segments.js';

/** Where some piece of a segment lies, as seen from a polygon. A piece along the border is neither. */
export interface Pieces {
  readonly inside: boolean;
  readonly outside: boolean;
}

const BOTH: Pieces = { inside: true, outside: true };

/** Pieces of a segment that is longer than nothing. */
export function piecesIn(polygon: Segments, segment: Segment): Pieces {
  const line = new Ruler(segment);
  for (const no of polygon.between(Math.min(segment.y1, segment.y2), Math.max(segment.y1, segment.y2))) {
    const border = polygon.segment(no);
    const met = contact(segment, border);
    if (met.kind === 'cross') return BOTH;
    if (met.kind === 'aligned') line.coverBy(border);
    if (met.kind === 'touch') {
      if (met.first) line.cutAt(border.x1, border.y1);
      if (met.second) line.cutAt(border.x2, border.y2);
    }
  }
  let [inside, outside] = [false, false];
  for (const [x, y] of line.bareMiddles()) {
    const place = placeIn(polygon, x, y);
    if (place === 'inside') inside = true;
    if (place === 'outside') outside = true;
  }
  return { inside, outside };
}

/** True when the lines cover every point of the segment. */
export function isCoveredBy(lines: Segments, segment: Segment): boolean {
  const ruler = new Ruler(segment);
  for (const no of lines.between(Math.min(segment.y1, segment.y2), Math.max(segment.y1, segment.y2))) {
    const other = lines.segment(no);
    if (contact(segment, other).kind === 'aligned') ruler.coverBy(other);
  }
  return ruler.bareMiddles().length === 0;
}

/**
 * A segment as a ruler. Places are measured along the axis on which it is longer, with the coordinates themselves, so that nothing is rounded.
 */
class Ruler {
  readonly #segment: Segment;
  readonly #axis: 0 | 1;
  readonly #cuts: (readonly [number, number])[];
  readonly #covers: (readonly [number, number])[] = [];

  constructor(segment: Segment) {
    const { x1, y1, x2, y2 } = segment;
    this.#segment = segment;
    this.#axis = Math.abs(x2 - x1) >= Math.abs(y2 - y1) ? 0 : 1;
    this.#cuts = [
      [x1, y1],
      [x2, y2],
    ];
  }

  cutAt(x: number, y: number): void {
    this.#cuts.push([x, y]);
  }

  /** `other` is known to lie on the same line. */
  coverBy(other: Segment): void {
    const [from, to] = [
      [other.x1, other.y1],
      [other.x2, other.y2],
    ] as const;
    for (const [x, y] of [from, to]) if (isWithin(this.#segment, x, y)) this.cutAt(x, y);
    this.#covers.push([Math.min(from[this.#axis], to[this.#axis]), Math.max(from[this.#axis], to[this.#axis])]);
  }

  /** A point in each piece between two cuts that nothing covers. */
  bareMiddles(): readonly (readonly [number, number])[] {
    const axis = this.#axis;
    const cuts = this.#cuts.sort((a, b) => a[axis] - b[axis]);
    const covers = this.#covers.sort((a, b) => a[0] - b[0]);
    const middles: (readonly [number, number])[] = [];
    let next = 0;
    let coveredTo = -Infinity;
    for (let i = 1; i < cuts.length; i++) {
      const [from, to] = [cuts[i - 1] ?? [NaN, NaN], cuts[i] ?? [NaN, NaN]];
      if (from[axis] === to[axis]) continue;
      // Covers end at cuts: one that begins before a piece ends has begun before the piece.
      for (let cover = covers[next]; cover && cover[0] <= from[axis]; cover = covers[++next]) {
        coveredTo = Math.max(coveredTo, cover[1]);
      }
      if (coveredTo < to[axis]) middles.push([(from[0] + to[0]) / 2, (from[1] + to[1]) / 2]);
    }
    return middles;
  }
}

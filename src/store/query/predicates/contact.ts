/** How two segments meet. Every decision is exact, whatever the rounding of coordinates. */
import { orient2d } from 'robust-predicates';

/** Ends of a segment. */
export interface Segment {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

export type Contact =
  | { readonly kind: 'none' }
  /** They cross, each in the interior of the other. */
  | { readonly kind: 'cross' }
  /** They lie on one line. Where they overlap is for the caller to see. */
  | { readonly kind: 'aligned' }
  /** An end of one lies on the other. `first`, `second`: that end of `b` lies on `a`. */
  | { readonly kind: 'touch'; readonly first: boolean; readonly second: boolean };

const NONE: Contact = { kind: 'none' };
const CROSS: Contact = { kind: 'cross' };
const ALIGNED: Contact = { kind: 'aligned' };

/** Zero when (x, y) lies on the line through the segment, else its sign tells the side. */
export function sideOf(s: Segment, x: number, y: number): number {
  return orient2d(s.x1, s.y1, s.x2, s.y2, x, y);
}

/** True when the point, known to be on the segment's line, is on the segment. */
export function isWithin(s: Segment, x: number, y: number): boolean {
  return (
    Math.min(s.x1, s.x2) <= x && x <= Math.max(s.x1, s.x2) && Math.min(s.y1, s.y2) <= y && y <= Math.max(s.y1, s.y2)
  );
}

export function isOn(s: Segment, x: number, y: number): boolean {
  return isWithin(s, x, y) && sideOf(s, x, y) === 0;
}

export function contact(a: Segment, b: Segment): Contact {
  if (!boxesMeet(a, b)) return NONE;
  const first = sideOf(a, b.x1, b.y1);
  const second = sideOf(a, b.x2, b.y2);
  if (first === 0 && second === 0) return ALIGNED;
  if (first > 0 === second > 0 && first !== 0 && second !== 0) return NONE;
  const third = sideOf(b, a.x1, a.y1);
  const fourth = sideOf(b, a.x2, a.y2);
  if (third > 0 === fourth > 0 && third !== 0 && fourth !== 0) return NONE;
  if (first !== 0 && second !== 0 && third !== 0 && fourth !== 0) return CROSS;
  return {
    kind: 'touch',
    first: first === 0 && isWithin(a, b.x1, b.y1),
    second: second === 0 && isWithin(a, b.x2, b.y2),
  };
}

/** True when they share at least a point. */
export function meet(a: Segment, b: Segment): boolean {
  const { kind } = contact(a, b);
  // Of segments on one line, boxes that meet say the same as the segments.
  return kind !== 'none';
}

function boxesMeet(a: Segment, b: Segment): boolean {
  return (
    Math.max(a.x1, a.x2) >= Math.min(b.x1, b.x2) &&
    Math.max(b.x1, b.x2) >= Math.min(a.x1, a.x2) &&
    Math.max(a.y1, a.y2) >= Math.min(b.y1, b.y2) &&
    Math.max(b.y1, b.y2) >= Math.min(a.y1, a.y2)
  );
}

/** Do two shapes share at least a point? */
import type { Position } from '../../../shared/esri.js';
import { isOn, meet } from './contact.js';
import { placeIn } from './point-in-polygon.js';
import type { Segments } from './segments.js';
import type { Shape } from './shape.js';

type Drawn = Exclude<Shape, { kind: 'points' }>;

export function intersects(a: Shape, b: Shape): boolean {
  if (a.kind === 'points') return a.points.some((point) => holds(b, point));
  if (b.kind === 'points') return b.points.some((point) => holds(a, point));
  if (a.segments.length < b.segments.length) return drawnIntersect(b, a);
  return drawnIntersect(a, b);
}

/** `large` is the one worth looking up in. */
function drawnIntersect(large: Drawn, small: Drawn): boolean {
  for (let no = 0; no < small.segments.length; no++) {
    const segment = small.segments.segment(no);
    const near = large.segments.between(Math.min(segment.y1, segment.y2), Math.max(segment.y1, segment.y2));
    for (const other of near) if (meet(segment, large.segments.segment(other))) return true;
  }
  // No borders meet: a part of one lies in the other as a whole or not at all.
  return enclosesPartOf(large, small) || enclosesPartOf(small, large);
}

function enclosesPartOf(outer: Drawn, inner: Drawn): boolean {
  return outer.kind === 'polygon' && inner.parts.some(([start]) => start !== undefined && holds(outer, start));
}

/** The point lies on the shape, its border included. */
export function holds(shape: Shape, [x = NaN, y = NaN]: Position): boolean {
  switch (shape.kind) {
    case 'points':
      return shape.points.some((point) => point[0] === x && point[1] === y);
    case 'lines':
      return isOnLines(shape.segments, x, y);
    case 'polygon':
      return placeIn(shape.segments, x, y) !== 'outside';
  }
}

function isOnLines(lines: Segments, x: number, y: number): boolean {
  return lines.at(y).some((no) => isOn(lines.segment(no), x, y));
}

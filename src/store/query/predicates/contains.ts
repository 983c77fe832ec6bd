/**
 * Does a shape contain another: no point of it outside, and some of it not just on the border? The Clementini definition, which Esri follows:
 * a line along the border of a polygon is not contained in it.
 */
import type { Position } from '../../../shared/esri.js';
import { holds } from './intersects.js';
import { isCoveredBy, piecesIn } from './pieces.js';
import { placeIn } from './point-in-polygon.js';
import type { Segments } from './segments.js';
import type { Shape } from './shape.js';

type Polygon = Extract<Shape, { kind: 'polygon' }>;
type Lines = Extract<Shape, { kind: 'lines' }>;

export function contains(a: Shape, b: Shape): boolean {
  switch (b.kind) {
    case 'points':
      return b.points.every((point) => holds(a, point)) && b.points.some((point) => isInterior(a, point));
    case 'lines':
      if (a.kind === 'polygon') return polygonContainsLines(a, b.segments);
      return a.kind === 'lines' && all(b.segments, (no) => isCoveredBy(a.segments, b.segments.segment(no)));
    case 'polygon':
      return a.kind === 'polygon' && polygonContainsPolygon(a, b);
  }
}

function isInterior(shape: Shape, point: Position): boolean {
  switch (shape.kind) {
    case 'points':
      return true;
    case 'lines':
      return !isBoundary(shape, point);
    case 'polygon':
      return placeIn(shape.segments, point[0] ?? NaN, point[1] ?? NaN) === 'inside';
  }
}

/** The ends of lines are their boundary, unless an even number of them meet there. */
function isBoundary({ parts }: Lines, [x, y]: Position): boolean {
  let ends = 0;
  for (const part of parts) for (const end of [part[0], part.at(-1)]) if (end?.[0] === x && end?.[1] === y) ends++;
  return ends % 2 === 1;
}

function polygonContainsLines(a: Polygon, lines: Segments): boolean {
  let inside = false;
  return (
    all(lines, (no) => {
      const pieces = piecesIn(a.segments, lines.segment(no));
      inside ||= pieces.inside;
      return !pieces.outside;
    }) && inside
  );
}

/**
 * The border of b must not leave a, and no border of a, that of a hole, may lie inside b. What then remains to be asked of rings of b that lie on
 * borders of a all along is on which side of them b is: b can fill a hole of a.
 */
function polygonContainsPolygon(a: Polygon, b: Polygon): boolean {
  const ringsInside = new Set<number>();
  const stays = all(b.segments, (no) => {
    const pieces = piecesIn(a.segments, b.segments.segment(no));
    if (pieces.inside) ringsInside.add(b.segments.partOf[no] ?? 0);
    return !pieces.outside;
  });
  if (!stays || !all(a.segments, (no) => !piecesIn(b.segments, a.segments.segment(no)).inside)) return false;
  return b.parts.every((_, ring) => {
    if (ringsInside.has(ring)) return true;
    const point = pointBeside(b.segments, ring);
    return point === null || placeIn(a.segments, point[0], point[1]) !== 'outside';
  });
}

/** A point inside the polygon, next to that ring; null when there is no room for one. */
function pointBeside(polygon: Segments, ring: number): readonly [number, number] | null {
  let low = Infinity;
  for (let no = 0; no < polygon.length; no++) {
    if (polygon.partOf[no] === ring) low = Math.min(low, polygon.segment(no).y1);
  }
  let next = Infinity;
  for (let no = 0; no < polygon.length; no++) {
    const { y1 } = polygon.segment(no);
    if (y1 > low && y1 < next) next = y1;
  }
  const y = (low + next) / 2;
  if (!(y > low && y < next)) return null;
  const crossings = polygon
    .at(y)
    .map((no) => ({ ring: polygon.partOf[no], ...polygon.segment(no) }))
    .filter(({ y1, y2 }) => y1 <= y !== y2 <= y)
    .map(({ ring: of, x1, y1, x2, y2 }) => ({ ring: of, x: x1 + ((y - y1) / (y2 - y1)) * (x2 - x1) }))
    .sort((p, q) => p.x - q.x);
  for (let i = 1; i < crossings.length; i += 2) {
    const [from, to] = [crossings[i - 1], crossings[i]];
    if (!from || !to || (from.ring !== ring && to.ring !== ring)) continue;
    const x = (from.x + to.x) / 2;
    if (x > from.x && x < to.x) return [x, y];
  }
  return null;
}

function all(segments: Segments, test: (no: number) => boolean): boolean {
  for (let no = 0; no < segments.length; no++) if (!test(no)) return false;
  return true;
}

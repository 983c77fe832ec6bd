/** Esri geometries as what predicates work on: points, segments, and nothing that is not a number. */
import type { Geometry, Position } from '../../../shared/esri.js';
import { isObject } from '../../../shared/json.js';
import { Segments } from './segments.js';

/**
 * A geometry taken apart. Rings of a polygon are closed, in any order and direction: what is inside is decided by counting crossings. Lines
 * and rings without any length are points.
 */
export type Shape =
  | { readonly kind: 'points'; readonly points: readonly Position[] }
  | { readonly kind: 'lines'; readonly parts: readonly (readonly Position[])[]; readonly segments: Segments }
  | { readonly kind: 'polygon'; readonly parts: readonly (readonly Position[])[]; readonly segments: Segments };

/** The shape of a geometry; null when it is empty. Of true curves the points on them count, joined by straight lines. */
export function shapeOf(geometry: Geometry | null | undefined): Shape | null {
  if (!geometry) return null;
  if ('xmin' in geometry) return shapeOfEnvelope(geometry);
  if ('x' in geometry) return pointsShape(positions([[geometry.x, geometry.y]]));
  if ('points' in geometry) return pointsShape(positions(geometry.points));
  if ('rings' in geometry || 'curveRings' in geometry) {
    return partsShape(
      'polygon',
      [...(geometry.rings ?? []), ...(geometry.curveRings ?? [])].map(positions).map(closed),
    );
  }
  if ('paths' in geometry || 'curvePaths' in geometry) {
    return partsShape('lines', [...(geometry.paths ?? []), ...(geometry.curvePaths ?? [])].map(positions));
  }
  return null;
}

/** An envelope as a polygon; as a line or a point when it has no width or no height. */
function shapeOfEnvelope({
  xmin,
  ymin,
  xmax,
  ymax,
}: {
  xmin: number;
  ymin: number;
  xmax: number;
  ymax: number;
}): Shape | null {
  if (!(xmin <= xmax && ymin <= ymax)) return null;
  const corners = [
    [xmin, ymin],
    [xmin, ymax],
    [xmax, ymax],
    [xmax, ymin],
  ];
  const flat = xmin === xmax || ymin === ymax;
  return flat
    ? partsShape('lines', [
        positions([
          [xmin, ymin],
          [xmax, ymax],
        ]),
      ])
    : partsShape('polygon', [closed(positions(corners))]);
}

function pointsShape(points: readonly Position[]): Shape | null {
  return points.length === 0 ? null : { kind: 'points', points };
}

function partsShape(kind: 'lines' | 'polygon', parts: readonly (readonly Position[])[]): Shape | null {
  const long = parts.filter((part) => part.length > 1);
  return long.length === 0 ? pointsShape(parts.flat()) : { kind, parts: long, segments: new Segments(long) };
}

/** The finite positions of a list, repeated ones once. A curve is an object whose first array ends where the curve does. */
function positions(list: unknown): readonly Position[] {
  const found: Position[] = [];
  for (const item of Array.isArray(list) ? (list as readonly unknown[]) : []) {
    for (const point of pointsOn(item)) {
      const [x, y] = point;
      const last = found.at(-1);
      if (typeof x !== 'number' || typeof y !== 'number' || !Number.isFinite(x) || !Number.isFinite(y)) continue;
      if (last?.[0] !== x || last[1] !== y) found.push([x, y]);
    }
  }
  return found;
}

/** A position, or the points on a curve: a circular arc `c` tells its end and one in between, others their end. */
function pointsOn(item: unknown): readonly (readonly unknown[])[] {
  if (Array.isArray(item)) return [item as readonly unknown[]];
  if (!isObject(item)) return [];
  const [end, between] = ((item['c'] ?? item['b'] ?? item['a']) as readonly unknown[] | undefined) ?? [];
  return ('c' in item ? [between, end] : [end]).filter((point): point is unknown[] => Array.isArray(point));
}

function closed(ring: readonly Position[]): readonly Position[] {
  const [first] = ring;
  const last = ring.at(-1);
  if (!first || !last || (first[0] === last[0] && first[1] === last[1])) return ring;
  return [...ring, first];
}

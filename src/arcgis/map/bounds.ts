/** The box around a geometry. */
import type { Envelope, Geometry } from '../../shared/esri.js';

/** Null where it has no coordinates. */
export function boundsOf(geometry: Geometry): Envelope | null {
  const { spatialReference } = geometry;
  const reference = spatialReference ? { spatialReference } : {};
  if ('xmin' in geometry) return geometry;
  const points = positionsOf(geometry);
  if (points.length === 0) return null;
  let [xmin, ymin, xmax, ymax] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of points) {
    xmin = Math.min(xmin, x);
    ymin = Math.min(ymin, y);
    xmax = Math.max(xmax, x);
    ymax = Math.max(ymax, y);
  }
  return { xmin, ymin, xmax, ymax, ...reference };
}

function positionsOf(geometry: Geometry): readonly (readonly [number, number])[] {
  if ('x' in geometry) return isNumber(geometry.x) && isNumber(geometry.y) ? [[geometry.x, geometry.y]] : [];
  const found: [number, number][] = [];
  collect(Object.values(geometry), found);
  return found;
}

/** Any nesting of lists that ends in numbers; curves name their end points as lists too. */
function collect(value: unknown, found: [number, number][]): void {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) {
    for (const inner of Object.values(value)) collect(inner, found);
    return;
  }
  const [x, y] = value as unknown[];
  if (isNumber(x) && isNumber(y)) found.push([x, y]);
  else for (const inner of value) collect(inner, found);
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

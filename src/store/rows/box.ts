/** Envelopes of geometries. */
import type { Envelope, Geometry } from '../../shared/esri.js';

/** xmin, ymin, xmax, ymax. */
export type Box = readonly [number, number, number, number];

/** The four bounds of an envelope. */
export type Extent = Pick<Envelope, 'xmin' | 'ymin' | 'xmax' | 'ymax'>;

/** The envelope of a geometry; null when it is empty. True curves count with their control points, which enclose them but for arcs. */
export function boxOf(geometry: Geometry | null | undefined): Box | null {
  if (!geometry) return null;
  if ('xmin' in geometry) return finite([geometry.xmin, geometry.ymin, geometry.xmax, geometry.ymax]);
  if ('x' in geometry) {
    const { x, y } = geometry;
    return typeof x === 'number' && typeof y === 'number' ? finite([x, y, x, y]) : null;
  }
  const bounds: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  // The spatial reference holds numbers too, but no pairs of them.
  extend(bounds, geometry);
  return finite(bounds);
}

/** True when both share at least a point. NaN shares with nothing. */
export function intersects(a: ArrayLike<number>, aStart: number, envelope: Extent): boolean {
  const at = (offset: number): number => a[aStart + offset] ?? NaN;
  return at(0) <= envelope.xmax && at(2) >= envelope.xmin && at(1) <= envelope.ymax && at(3) >= envelope.ymin;
}

function extend(bounds: [number, number, number, number], value: unknown): void {
  if (Array.isArray(value)) {
    const [x, y] = value as readonly unknown[];
    if (typeof x === 'number' && typeof y === 'number') {
      bounds[0] = Math.min(bounds[0], x);
      bounds[1] = Math.min(bounds[1], y);
      bounds[2] = Math.max(bounds[2], x);
      bounds[3] = Math.max(bounds[3], y);
    } else for (const item of value) extend(bounds, item);
  } else if (typeof value === 'object' && value !== null) {
    for (const item of Object.values(value)) extend(bounds, item);
  }
}

function finite(box: Box): Box | null {
  return box.every(Number.isFinite) ? box : null;
}

/** Where features are, for a small map: boxes, middles and new shapes, in the layer's own coordinates. Pure. */
import type { Envelope, Geometry } from './library.js';

export interface Spot {
  readonly x: number;
  readonly y: number;
}

export type Box = Pick<Envelope, 'xmin' | 'ymin' | 'xmax' | 'ymax'>;

/** All positions of a geometry, ring by ring; true curves are left out. */
export function partsOf(geometry: Geometry | null | undefined): readonly (readonly (readonly number[])[])[] {
  if (geometry === null || geometry === undefined) return [];
  if ('rings' in geometry) return geometry.rings ?? [];
  if ('paths' in geometry) return geometry.paths ?? [];
  if ('points' in geometry) return geometry.points.map((point) => [point]);
  if ('x' in geometry && typeof geometry.x === 'number' && typeof geometry.y === 'number') {
    return [[[geometry.x, geometry.y]]];
  }
  return [];
}

export function boxOf(geometries: readonly (Geometry | null | undefined)[]): Box | null {
  const box = { xmin: Infinity, ymin: Infinity, xmax: -Infinity, ymax: -Infinity };
  for (const part of geometries.flatMap((geometry) => partsOf(geometry))) {
    for (const [x = NaN, y = NaN] of part) {
      box.xmin = Math.min(box.xmin, x);
      box.ymin = Math.min(box.ymin, y);
      box.xmax = Math.max(box.xmax, x);
      box.ymax = Math.max(box.ymax, y);
    }
  }
  return box.xmin <= box.xmax && box.ymin <= box.ymax ? box : null;
}

/** A new shape of the layer's kind around a spot; `size` is half the side of a polygon, half the length of a line. */
export function shapeAt(geometryType: string | undefined, { x, y }: Spot, size: number): Geometry | null {
  switch (geometryType) {
    case 'esriGeometryPoint':
      return { x, y };
    case 'esriGeometryMultipoint':
      return { points: [[x, y]] };
    case 'esriGeometryPolyline':
      return {
        paths: [
          [
            [x - size, y],
            [x + size, y],
          ],
        ],
      };
    case 'esriGeometryPolygon': {
      const ring = [
        [x - size, y - size],
        [x - size, y + size],
        [x + size, y + size],
        [x + size, y - size],
        [x - size, y - size],
      ];
      return { rings: [ring] };
    }
    default:
      return null;
  }
}

/** The same shape with its middle at another spot. */
export function movedTo(geometry: Geometry, spot: Spot): Geometry {
  const box = boxOf([geometry]);
  if (box === null) return geometry;
  const dx = spot.x - (box.xmin + box.xmax) / 2;
  const dy = spot.y - (box.ymin + box.ymax) / 2;
  const shift = ([x = 0, y = 0, ...rest]: readonly number[]): number[] => [x + dx, y + dy, ...rest];
  if ('rings' in geometry) return { ...geometry, rings: (geometry.rings ?? []).map((ring) => ring.map(shift)) };
  if ('paths' in geometry) return { ...geometry, paths: (geometry.paths ?? []).map((path) => path.map(shift)) };
  if ('points' in geometry) return { ...geometry, points: geometry.points.map(shift) };
  if ('x' in geometry) return { ...geometry, x: spot.x, y: spot.y };
  return geometry;
}

/**
 * A ring that crosses the date line without the jump across the whole map: its far side is drawn beyond the edge. Only for degrees.
 */
export function unwrapped(part: readonly (readonly number[])[]): readonly (readonly number[])[] {
  let turns = 0;
  return part.map(([x = 0, y = 0], i) => {
    const before = part[i - 1]?.[0] ?? x;
    if (Math.abs(x - before) > 180 && Math.abs(x) <= 180) turns += x < before ? 1 : -1;
    return [x + turns * 360, y];
  });
}

/** `12.3456, -7.8901` */
export function spotWords(geometry: Geometry | null): string {
  const box = boxOf([geometry]);
  if (box === null) return 'No place yet';
  const digits = (value: number): string => value.toFixed(Math.abs(value) > 360 ? 0 : 4);
  return `${digits((box.xmin + box.xmax) / 2)}, ${digits((box.ymin + box.ymax) / 2)}`;
}

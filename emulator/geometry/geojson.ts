import { asArray, isRecord } from '../json.js';
import { straightened } from './curves.js';
import { readGeometry, type Dimensions, type Geometry, type Position } from './esri.js';

/** @returns a GeoJSON geometry as Esri JSON, null for none, or undefined when it is no geometry that a layer can hold */
export function fromGeoJson(value: unknown, dimensions?: Dimensions): Geometry | null | undefined {
  if (value === null || value === undefined) return null;
  if (!isRecord(value)) return undefined;
  const coordinates = asArray(value['coordinates']);
  switch (value['type']) {
    case 'Point':
      return coordinates.length === 0
        ? null
        : readGeometry({ x: coordinates[0], y: coordinates[1], z: coordinates[2] }, dimensions);
    case 'MultiPoint':
      return readGeometry({ points: coordinates }, dimensions);
    case 'LineString':
      return readGeometry({ paths: [coordinates] }, dimensions);
    case 'MultiLineString':
      return readGeometry({ paths: coordinates }, dimensions);
    case 'Polygon':
      return wound(readGeometry({ rings: coordinates }, dimensions), [coordinates.length]);
    case 'MultiPolygon':
      return wound(
        readGeometry({ rings: coordinates.flatMap(asArray) }, dimensions),
        coordinates.map((one) => asArray(one).length),
      );
    default:
      return undefined;
  }
}

/** @returns an Esri geometry in WGS 84 as GeoJSON */
export function toGeoJson(curved: Geometry | null): Record<string, unknown> | null {
  if (curved === null) return null;
  const geometry = straightened(curved);
  if ('rings' in geometry) return polygons(geometry.rings);
  if ('paths' in geometry) {
    const [only, ...more] = geometry.paths;
    return more.length === 0
      ? { type: 'LineString', coordinates: only }
      : { type: 'MultiLineString', coordinates: geometry.paths };
  }
  if ('points' in geometry) return { type: 'MultiPoint', coordinates: geometry.points };
  return { type: 'Point', coordinates: [geometry.x, geometry.y] };
}

/** Esri tells shells (clockwise) from holes by their turn, GeoJSON by their place. */
function wound(geometry: Geometry | undefined, ringsPerPolygon: readonly number[]): Geometry | undefined {
  if (geometry === undefined || !('rings' in geometry)) return geometry;
  const shells = new Set<number>();
  let at = 0;
  for (const count of ringsPerPolygon) {
    shells.add(at);
    at += count;
  }
  return { rings: geometry.rings.map((ring, i) => (clockwise(ring) === shells.has(i) ? ring : ring.toReversed())) };
}

function polygons(rings: readonly (readonly Position[])[]): Record<string, unknown> {
  const shells: Position[][][] = [];
  for (const ring of rings) {
    const turned = ring.toReversed();
    if (clockwise(ring) || shells.length === 0) shells.push([turned]);
    else shells.at(-1)?.push(turned);
  }
  const [only, ...more] = shells;
  return more.length === 0 ? { type: 'Polygon', coordinates: only } : { type: 'MultiPolygon', coordinates: shells };
}

function clockwise(ring: readonly Position[]): boolean {
  let twice = 0;
  ring.slice(1).forEach(([x = 0, y = 0], i) => {
    const [px = 0, py = 0] = ring[i] ?? [];
    twice += (x - px) * (y + py);
  });
  return twice > 0;
}

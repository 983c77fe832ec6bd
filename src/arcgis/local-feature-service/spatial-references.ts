/** Which spatial references are the same, and how to get from one to another. */
import { GdbError } from '../../shared/errors.js';
import type { Envelope, Geometry, Position, SpatialReference } from '../../shared/esri.js';
import { readSpatialReference } from '../../shared/layer-json.js';
import { isObject } from '../../shared/json.js';

/**
 * Converts x and y. Null where it does not know one of the two. A page that needs more than longitude and latitude to Web Mercator and back hands in
 * one made with proj4: `(from, to) => (x, y) => proj4(names[from.wkid], names[to.wkid], [x, y])`.
 */
export type ProjectionFactory = (from: SpatialReference, to: SpatialReference) => Projection | null;
export type Projection = (x: number, y: number) => readonly [number, number];

const WEB_MERCATOR = new Set([3857, 102100, 102113, 900913]);
const EARTH_RADIUS = 6_378_137;
const DEGREE = Math.PI / 180;
/** Web Mercator ends here: the map is a square. */
const MAX_LATITUDE = 85.051_128_779_806_6;

/** `102100`, `{"wkid":102100}` or a wkt, as `inSR` and `outSR` carry it. */
export function parseReference(text: string | undefined): SpatialReference | undefined {
  if (text === undefined) return undefined;
  if (/^\d+$/.test(text)) return { wkid: Number(text) };
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return readSpatialReference(value);
  } catch {
    return { wkt: text };
  }
  return undefined;
}

/** `esri/geometry/SpatialReference`: what a service knows, and more. */
export interface ViewReference {
  readonly wkid?: number | null | undefined;
  readonly latestWkid?: number | null | undefined;
  readonly wkt?: string | null | undefined;
}

/** What a service needs to know of one of the SDK's; null for one that has neither a number nor a text. */
export function plainReference(reference: ViewReference | null | undefined): SpatialReference | null {
  const { wkid, latestWkid, wkt } = reference ?? {};
  if (!wkid) return wkt ? { wkt } : null;
  return { wkid, ...(latestWkid ? { latestWkid } : {}) };
}

export function isSameReference(a: SpatialReference, b: SpatialReference): boolean {
  const [first, second] = [wkidsOf(a), wkidsOf(b)];
  if (first.length > 0 && second.length > 0) {
    return first.some((wkid) => second.includes(wkid)) || (first.some(isMercator) && second.some(isMercator));
  }
  return a.wkt !== undefined && a.wkt === b.wkt;
}

/** Whether coordinates are degrees. */
export function isGeographic(reference: SpatialReference): boolean {
  return wkidsOf(reference).some((wkid) => wkid >= 4001 && wkid <= 4999) || /^\s*GEOGCS/i.test(reference.wkt ?? '');
}

/** How to convert; null where both are the same. Throws `unsupported-query` where nobody knows how. */
export function findProjection(
  from: SpatialReference,
  to: SpatialReference,
  extra?: ProjectionFactory,
): Projection | null {
  if (isSameReference(from, to)) return null;
  const known = projectionOrNull(from, to, extra);
  if (known !== null) return known;
  throw new GdbError(
    'unsupported-query',
    `The copy on this device is in the spatial reference ${nameOf(from)}, the map asks for ${nameOf(to)}: take the area offline in that of the map.`,
  );
}

/** The same, but null as well where nobody knows how. */
export function projectionOrNull(
  from: SpatialReference,
  to: SpatialReference,
  extra?: ProjectionFactory,
): Projection | null {
  return isSameReference(from, to) ? null : (extra?.(from, to) ?? between(from, to));
}

/** Throws as `findProjection`. Z and M stay as they are. */
export function projectGeometry(geometry: Geometry, project: Projection): Geometry {
  if ('xmin' in geometry) return projectEnvelope(geometry, project);
  if ('x' in geometry) {
    if (typeof geometry.x !== 'number' || typeof geometry.y !== 'number') return geometry;
    const [x, y] = project(geometry.x, geometry.y);
    return { ...geometry, x, y };
  }
  const move = (position: Position): Position => {
    const [x = 0, y = 0, ...rest] = position;
    return [...project(x, y), ...rest];
  };
  const part = (positions: readonly Position[]): readonly Position[] => positions.map(move);
  if ('points' in geometry) return { ...geometry, points: part(geometry.points) };
  if ('curvePaths' in geometry || 'curveRings' in geometry) {
    throw new GdbError(
      'unsupported-query',
      'True curves on this device cannot be converted to another spatial reference.',
    );
  }
  if ('paths' in geometry) return { ...geometry, paths: geometry.paths.map(part) };
  if ('rings' in geometry) return { ...geometry, rings: geometry.rings.map(part) };
  return geometry;
}

/** The edges of an envelope are no straight lines elsewhere, so points along them are converted too. */
export function projectEnvelope({ xmin, ymin, xmax, ymax }: Envelope, project: Projection): Envelope {
  const steps = Array.from({ length: 9 }, (_, i) => i / 8);
  const points = steps.flatMap((t) => {
    const [x, y] = [xmin + t * (xmax - xmin), ymin + t * (ymax - ymin)];
    return [project(x, ymin), project(x, ymax), project(xmin, y), project(xmax, y)];
  });
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  return { xmin: Math.min(...xs), ymin: Math.min(...ys), xmax: Math.max(...xs), ymax: Math.max(...ys) };
}

function between(from: SpatialReference, to: SpatialReference): Projection | null {
  if (isWgs84(from) && wkidsOf(to).some(isMercator)) return toMercator;
  if (wkidsOf(from).some(isMercator) && isWgs84(to)) return toDegrees;
  return null;
}

function toMercator(longitude: number, latitude: number): readonly [number, number] {
  const bounded = Math.min(MAX_LATITUDE, Math.max(-MAX_LATITUDE, latitude));
  return [longitude * DEGREE * EARTH_RADIUS, Math.log(Math.tan(Math.PI / 4 + (bounded * DEGREE) / 2)) * EARTH_RADIUS];
}

function toDegrees(x: number, y: number): readonly [number, number] {
  return [x / EARTH_RADIUS / DEGREE, (2 * Math.atan(Math.exp(y / EARTH_RADIUS)) - Math.PI / 2) / DEGREE];
}

function wkidsOf({ wkid, latestWkid }: SpatialReference): readonly number[] {
  return [wkid, latestWkid].filter((id) => id !== undefined);
}

function isMercator(wkid: number): boolean {
  return WEB_MERCATOR.has(wkid);
}

function isWgs84(reference: SpatialReference): boolean {
  return wkidsOf(reference).includes(4326);
}

function nameOf(reference: SpatialReference): string {
  return String(reference.latestWkid ?? reference.wkid ?? 'of its own');
}

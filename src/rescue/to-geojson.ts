/** Unsent rows as GeoJSON (RFC 7946): degrees where the spatial reference is known to this page, else its own coordinates, named in `crs`. */
import type { Geometry, Position, SpatialReference } from '../shared/esri.js';
import type { LayerSchema } from '../shared/esri.js';
import type { EditedRow } from './current-rows.js';

const DEGREES = new Set([4326, 4258, 4269]);
const WEB_MERCATOR = new Set([3857, 102100, 102113, 900913]);
const RADIUS = 6378137;

type Convert = (position: Position) => readonly number[];

export function toGeoJson(
  layers: readonly { readonly layer: LayerSchema; readonly rows: readonly EditedRow[] }[],
  spatialReference: SpatialReference | null,
): string {
  const wkid = spatialReference?.latestWkid ?? spatialReference?.wkid ?? 4326;
  const convert: Convert = WEB_MERCATOR.has(wkid) ? toDegrees : (position) => position;
  const isKnown = WEB_MERCATOR.has(wkid) || DEGREES.has(wkid);
  const features = layers.flatMap(({ layer, rows }) =>
    rows.map(({ globalId, operation, feature, user, time, refused }) => ({
      type: 'Feature',
      id: globalId,
      geometry: toGeometry(feature.geometry ?? null, convert),
      properties: {
        ...feature.attributes,
        'gdb:layer': layer.name,
        'gdb:operation': operation,
        'gdb:user': user,
        'gdb:time': time,
        ...(refused !== '' && { 'gdb:refused': refused }),
      },
    })),
  );
  const crs = isKnown ? {} : { crs: { type: 'name', properties: { name: `urn:ogc:def:crs:EPSG::${String(wkid)}` } } };
  return JSON.stringify({ type: 'FeatureCollection', ...crs, features });
}

function toDegrees([x = 0, y = 0, ...rest]: Position): readonly number[] {
  const latitude = (Math.atan(Math.exp(y / RADIUS)) * 360) / Math.PI - 90;
  return [((x / RADIUS) * 180) / Math.PI, latitude, ...rest.slice(0, 1)];
}

/** Null for what GeoJSON has no word for: true curves, empty points. */
function toGeometry(geometry: Geometry | null, convert: Convert): unknown {
  if (!geometry) return null;
  if ('x' in geometry) {
    const { x, y } = geometry;
    return typeof x === 'number' && typeof y === 'number' ? { type: 'Point', coordinates: convert([x, y]) } : null;
  }
  if ('points' in geometry) return { type: 'MultiPoint', coordinates: geometry.points.map(convert) };
  if ('paths' in geometry) {
    return { type: 'MultiLineString', coordinates: geometry.paths.map((path) => path.map(convert)) };
  }
  if ('rings' in geometry) {
    const polygons = polygonsOf(geometry.rings);
    return { type: 'MultiPolygon', coordinates: polygons.map((rings) => rings.map((ring) => ring.map(convert))) };
  }
  return null;
}

type Ring = readonly Position[];

/** Esri's outer rings run clockwise; each hole goes to an outer ring around it. GeoJSON wants them the other way round. */
function polygonsOf(rings: readonly Ring[]): readonly (readonly Ring[])[] {
  const outer = rings.filter((ring) => area(ring) <= 0).map((ring) => [ring]);
  for (const hole of rings.filter((ring) => area(ring) > 0)) {
    const around = outer.find(([ring]) => ring !== undefined && contains(ring, hole[0] ?? []));
    if (around) around.push(hole);
    else outer.push([[...hole].reverse()]);
  }
  return outer.map((polygon) => polygon.map((ring) => [...ring].reverse()));
}

/** Negative for a clockwise ring. */
function area(ring: Ring): number {
  return ring.reduce((sum, [x = 0, y = 0], i) => {
    const [nextX = 0, nextY = 0] = ring[(i + 1) % ring.length] ?? [];
    return sum + x * nextY - nextX * y;
  }, 0);
}

function contains(ring: Ring, [x = 0, y = 0]: Position): boolean {
  let isInside = false;
  for (const [i, [ax = 0, ay = 0]] of ring.entries()) {
    const [bx = 0, by = 0] = ring[(i + 1) % ring.length] ?? [];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) isInside = !isInside;
  }
  return isInside;
}

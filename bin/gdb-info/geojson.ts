/** Features as GeoJSON (RFC 7946), written piece by piece: a layer may be larger than memory. */
import type { MobileFeature, MobileGeodatabase, MobileLayer } from '../../src/geodatabase/index.js';
import type { Geometry, Position } from '../../src/shared/esri.js';
import { isPositionIn } from './rings.js';

type Coordinates = Position | readonly Coordinates[];
interface GeoJsonGeometry {
  readonly type: string;
  readonly coordinates: Coordinates;
}

const webMercator = [3857, 102100, 102113, 900913];
const earthRadius = 6378137;

export async function* featureCollections(
  file: MobileGeodatabase,
  layers: readonly MobileLayer[],
  warn: (text: string) => void,
): AsyncGenerator<string> {
  for (const layer of layers) {
    const project = projectionOf(layer, warn);
    let unread = 0;
    let separator = '';
    yield `{"type":"FeatureCollection","name":${JSON.stringify(layer.name)},"features":[`;
    for await (const feature of file.features(layer.layerId)) {
      if (feature.geometryError) unread++;
      yield separator + JSON.stringify(toGeoJson(feature, layer, project));
      separator = ',\n';
    }
    yield ']}\n';
    if (unread > 0) warn(`${unread} shapes of ${layer.name} hold what is not known; their features have no geometry.`);
  }
}

function toGeoJson({ attributes, geometry }: MobileFeature, { objectIdField }: MobileLayer, project: Project): object {
  const id = objectIdField === null ? undefined : attributes[objectIdField];
  const properties = { ...attributes };
  return { type: 'Feature', id, geometry: geometry ? geometryOf(geometry, project) : null, properties };
}

type Project = (position: Position) => Position;

/** GeoJSON is in degrees of WGS 84. What cannot be brought there stays as it is, and is said to. */
function projectionOf({ name, spatialReference, geometryType }: MobileLayer, warn: (text: string) => void): Project {
  const wkid = spatialReference?.latestWkid ?? spatialReference?.wkid;
  if (wkid !== undefined && webMercator.includes(wkid)) return toDegrees;
  if (wkid !== 4326 && geometryType !== null)
    warn(`${name} is not in WGS 84 (${wkid ?? 'spatial reference unknown'}): its coordinates are written as they are.`);
  return (position) => position;
}

function toDegrees([x = 0, y = 0, ...others]: Position): Position {
  const degrees = 180 / Math.PI;
  return [(x / earthRadius) * degrees, (2 * Math.atan(Math.exp(y / earthRadius)) - Math.PI / 2) * degrees, ...others];
}

function geometryOf(geometry: Geometry, project: Project): GeoJsonGeometry | null {
  // GeoJSON has a place for z and none for m.
  const place = (position: Position, hasZ = true): Position => project(position.slice(0, hasZ ? 3 : 2));
  if ('x' in geometry) {
    const { x, y, z } = geometry;
    if (typeof x !== 'number' || typeof y !== 'number') return null;
    return { type: 'Point', coordinates: place(z === undefined || z === null ? [x, y] : [x, y, z]) };
  }
  if ('points' in geometry)
    return { type: 'MultiPoint', coordinates: geometry.points.map((point) => place(point, geometry.hasZ)) };
  if ('paths' in geometry) {
    const lines = (geometry.paths ?? []).map((path) => path.map((position) => place(position, geometry.hasZ)));
    return oneOrMany('LineString', lines);
  }
  if (!('rings' in geometry)) return null;
  const rings = (geometry.rings ?? []).map((ring) => ring.map((position) => position.slice(0, geometry.hasZ ? 3 : 2)));
  const polygons = groupRings(rings).map((polygon) => polygon.map((ring) => ring.toReversed().map(project)));
  return oneOrMany('Polygon', polygons);
}

function oneOrMany(type: string, parts: readonly Coordinates[]): GeoJsonGeometry | null {
  const [first] = parts;
  if (first === undefined) return null;
  return parts.length === 1 ? { type, coordinates: first } : { type: `Multi${type}`, coordinates: parts };
}

type Ring = readonly Position[];

/** Outer rings run clockwise in Esri JSON, holes the other way: each hole goes to the outer ring around it. */
function groupRings(rings: readonly Ring[]): readonly (readonly Ring[])[] {
  const polygons = rings.filter((ring) => area(ring) <= 0).map((ring) => [ring]);
  for (const hole of rings.filter((ring) => area(ring) > 0)) {
    const around = polygons.find(([outer = []]) => hole.every((position) => isPositionIn(position, outer)));
    // A hole in nothing is land all the same.
    if (around) around.push(hole);
    else polygons.push([hole.toReversed()]);
  }
  return polygons;
}

/** Twice the area; negative for a ring that runs clockwise. */
function area(ring: Ring): number {
  const [[originX = 0, originY = 0] = []] = ring;
  return ring.slice(1).reduce((sum, [x = 0, y = 0], i) => {
    const [beforeX = 0, beforeY = 0] = ring[i] ?? [];
    return sum + (beforeX - originX) * (y - originY) - (x - originX) * (beforeY - originY);
  }, 0);
}

import { asArray, isRecord } from '../json.js';

/** `[x, y]` or more; what follows y is carried along. */
export type Position = readonly number[];

/** The geometries of a feature, in Esri's JSON without a spatial reference. */
export type Geometry =
  | { readonly x: number; readonly y: number }
  | { readonly points: readonly Position[] }
  | { readonly paths: readonly (readonly Position[])[] }
  | { readonly rings: readonly (readonly Position[])[] };

/** The geometry types a layer can have. */
export type GeometryType =
  'esriGeometryPoint' | 'esriGeometryMultipoint' | 'esriGeometryPolyline' | 'esriGeometryPolygon';

/** A rectangle along the axes. */
export interface Envelope {
  readonly xmin: number;
  readonly ymin: number;
  readonly xmax: number;
  readonly ymax: number;
}

/** @returns the type of a geometry */
export function geometryType(geometry: Geometry): GeometryType {
  if ('rings' in geometry) return 'esriGeometryPolygon';
  if ('paths' in geometry) return 'esriGeometryPolyline';
  return 'points' in geometry ? 'esriGeometryMultipoint' : 'esriGeometryPoint';
}

/** @returns the geometry in hostile JSON, or undefined when it is none; rings are closed */
export function readGeometry(value: unknown): Geometry | undefined {
  if (!isRecord(value)) return undefined;
  if ('rings' in value) {
    const rings = readPaths(value['rings'], 3)?.map(closed);
    return rings && rings.every((ring) => ring.length >= 4) ? { rings } : undefined;
  }
  if ('paths' in value) {
    const paths = readPaths(value['paths'], 2);
    return paths && { paths };
  }
  if ('points' in value) {
    const points = readPositions(value['points'], 1);
    return points && { points };
  }
  const { x, y } = value;
  return Number.isFinite(x) && Number.isFinite(y) ? { x: Number(x), y: Number(y) } : undefined;
}

/** @returns the geometry without measures and heights, which no layer of ours has */
function readPositions(value: unknown, least: number): Position[] | undefined {
  const positions = asArray(value).map((one) => asArray(one).slice(0, 2));
  const valid = positions.every((position) => position.length === 2 && position.every((n) => Number.isFinite(n)));
  return valid && positions.length >= least ? (positions as Position[]) : undefined;
}

function readPaths(value: unknown, least: number): Position[][] | undefined {
  const paths = asArray(value).map((one) => readPositions(one, least));
  return paths.length > 0 && paths.every((path) => path !== undefined) ? paths : undefined;
}

function closed(ring: Position[]): Position[] {
  const [first, last] = [ring[0], ring.at(-1)];
  if (first === undefined || last === undefined) return ring;
  return first[0] === last[0] && first[1] === last[1] ? ring : [...ring, first];
}

/** @returns all vertices of a geometry */
export function positions(geometry: Geometry): readonly Position[] {
  if ('rings' in geometry) return geometry.rings.flat();
  if ('paths' in geometry) return geometry.paths.flat();
  return 'points' in geometry ? geometry.points : [[geometry.x, geometry.y]];
}

/** @returns the smallest rectangle around a geometry */
export function envelopeOf(geometry: Geometry): Envelope {
  let [xmin, ymin, xmax, ymax] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x = NaN, y = NaN] of positions(geometry)) {
    xmin = Math.min(xmin, x);
    ymin = Math.min(ymin, y);
    xmax = Math.max(xmax, x);
    ymax = Math.max(ymax, y);
  }
  return { xmin, ymin, xmax, ymax };
}

/** @returns the rectangle as a polygon */
export function envelopeRing({ xmin, ymin, xmax, ymax }: Envelope): Geometry {
  return {
    rings: [
      [
        [xmin, ymin],
        [xmin, ymax],
        [xmax, ymax],
        [xmax, ymin],
        [xmin, ymin],
      ],
    ],
  };
}

/** @returns the geometry with every vertex moved by `move` */
export function mapPositions(geometry: Geometry, move: (position: Position) => Position): Geometry {
  if ('rings' in geometry) return { rings: geometry.rings.map((ring) => ring.map(move)) };
  if ('paths' in geometry) return { paths: geometry.paths.map((path) => path.map(move)) };
  if ('points' in geometry) return { points: geometry.points.map(move) };
  const [x = NaN, y = NaN] = move([geometry.x, geometry.y]);
  return { x, y };
}

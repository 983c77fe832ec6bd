import { asArray, isRecord } from '../json.js';
import { mapCurves, readCurves, straightened } from './curves.js';

/** `[x, y]`, then the height where there are heights, then the measure where there are measures (null for none). */
export type Position = readonly number[];

/** A vertex of a true curve: where it ends, or how the curve runs there: `{"c":[end, through]}`, `{"a":...}`, `{"b":...}`. */
export type CurveVertex = Position | Readonly<Record<string, readonly unknown[]>>;

/** The geometries of a feature, in Esri's JSON without a spatial reference. */
export type Geometry =
  | { readonly x: number; readonly y: number; readonly z?: number; readonly m?: number }
  | { readonly points: readonly Position[] }
  | { readonly paths: readonly (readonly Position[])[] }
  | { readonly rings: readonly (readonly Position[])[] }
  | CurvedGeometry;

/** A geometry with true curves. */
export type CurvedGeometry =
  | { readonly curvePaths: readonly (readonly CurveVertex[])[] }
  | { readonly curveRings: readonly (readonly CurveVertex[])[] };

/** Which dimensions beside x and y there are. */
export interface Dimensions {
  readonly hasZ: boolean;
  readonly hasM: boolean;
}

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
  if ('rings' in geometry || 'curveRings' in geometry) return 'esriGeometryPolygon';
  if ('paths' in geometry || 'curvePaths' in geometry) return 'esriGeometryPolyline';
  return 'points' in geometry ? 'esriGeometryMultipoint' : 'esriGeometryPoint';
}

const flat: Dimensions = { hasZ: false, hasM: false };

/**
 * Reads hostile JSON.
 * @param dimensions that are kept; what is not there becomes NaN
 * @returns the geometry, or undefined when it is none; rings are closed, true curves stay as they are
 */
export function readGeometry(value: unknown, dimensions: Dimensions = flat): Geometry | undefined {
  if (!isRecord(value)) return undefined;
  if ('curveRings' in value || 'curvePaths' in value) return readCurves(value);
  const pick = picker(sentDimensions(value), dimensions);
  if ('rings' in value) {
    const rings = readPaths(value['rings'], 3, pick)?.map(closed);
    return rings && rings.every((ring) => ring.length >= 4) ? { rings } : undefined;
  }
  if ('paths' in value) {
    const paths = readPaths(value['paths'], 2, pick);
    return paths && { paths };
  }
  if ('points' in value) {
    const points = readPositions(value['points'], 1, pick);
    return points && { points };
  }
  const { x, y, z, m } = value;
  if (!Number.isFinite(x) || !Number.isFinite(y)) return undefined;
  const height = dimensions.hasZ ? { z: number(z) } : {};
  return { x: Number(x), y: Number(y), ...height, ...(dimensions.hasM ? { m: number(m) } : {}) };
}

/** @returns which dimensions a geometry says, or shows, to have */
export function sentDimensions(value: Record<string, unknown>): Dimensions {
  if ('x' in value) return { hasZ: typeof value['z'] === 'number', hasM: 'm' in value };
  const part = asArray(value['points'] ?? asArray(value['rings'] ?? value['paths'])[0])[0];
  const length = asArray(part).length;
  const [hasZ, hasM] = [value['hasZ'], value['hasM']].map((flag) => (typeof flag === 'boolean' ? flag : undefined));
  return { hasZ: hasZ ?? (length > 2 && hasM !== true), hasM: hasM ?? length > 3 };
}

type Pick = (position: readonly unknown[]) => Position | undefined;

function picker(sent: Dimensions, kept: Dimensions): Pick {
  return (position) => {
    const [x, y] = position;
    if (!Number.isFinite(x) || !Number.isFinite(y)) return undefined;
    const height = sent.hasZ ? number(position[2]) : NaN;
    const measure = sent.hasM ? number(position[sent.hasZ ? 3 : 2]) : NaN;
    return [Number(x), Number(y), ...(kept.hasZ ? [height] : []), ...(kept.hasM ? [measure] : [])];
  };
}

function number(value: unknown): number {
  return typeof value === 'number' ? value : NaN;
}

function readPositions(value: unknown, least: number, pick: Pick): Position[] | undefined {
  const positions = asArray(value).map((one) => pick(asArray(one)));
  const valid = positions.filter((position) => position !== undefined);
  return valid.length === positions.length && valid.length >= least ? valid : undefined;
}

function readPaths(value: unknown, least: number, pick: Pick): Position[][] | undefined {
  const paths = asArray(value).map((one) => readPositions(one, least, pick));
  return paths.length > 0 && paths.every((path) => path !== undefined) ? paths : undefined;
}

function closed(ring: Position[]): Position[] {
  const [first, last] = [ring[0], ring.at(-1)];
  if (first === undefined || last === undefined) return ring;
  return first[0] === last[0] && first[1] === last[1] ? ring : [...ring, first];
}

/** @returns all vertices of a geometry */
export function positions(curved: Geometry): readonly Position[] {
  const geometry = straightened(curved);
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

/** @returns the geometry with every vertex moved by `move`, which sees x and y; heights and measures stay */
export function mapPositions(geometry: Geometry, move: (position: Position) => Position): Geometry {
  const shift = (position: Position): Position => [...move(position), ...position.slice(2)];
  if ('rings' in geometry) return { rings: geometry.rings.map((ring) => ring.map(shift)) };
  if ('paths' in geometry) return { paths: geometry.paths.map((path) => path.map(shift)) };
  if ('points' in geometry) return { points: geometry.points.map(shift) };
  if ('x' in geometry) {
    const [x = NaN, y = NaN] = move([geometry.x, geometry.y]);
    return { ...geometry, x, y };
  }
  return mapCurves(geometry, shift);
}

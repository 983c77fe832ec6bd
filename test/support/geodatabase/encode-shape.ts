/** The SHAPE encoding, written from the same description as the decoder and from nothing of its code. For tests alone. */
import type { Geometry, Position } from '../../../src/shared/esri.js';
import type { Grid } from '../../../src/geodatabase/shape/decode-shape.js';

export interface Encoded {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Places whose content means nothing. */
  readonly garbage: readonly number[];
}

interface Flat {
  readonly kind: number;
  readonly entity: number;
  readonly parts: readonly (readonly Position[])[];
}

/** @param entity byte 9, for lines: they come as 2 and as 4 */
export function encodeShape(
  geometry: Geometry,
  grid: Grid,
  { hasZ = false, hasM = false, entity }: { hasZ?: boolean; hasM?: boolean; entity?: number } = {},
): Encoded {
  const flat = flatten(geometry, hasZ);
  const toRaw = ([x = 0, y = 0, ...rest]: Position): number[] => [
    wholeOf(x, grid.falseX, grid.xyUnits),
    wholeOf(y, grid.falseY, grid.xyUnits),
    hasZ ? wholeOf(rest[0] ?? 0, grid.falseZ, grid.zUnits) : 0,
    hasM ? wholeOf(rest[hasZ ? 1 : 0] ?? 0, grid.falseM, grid.mUnits) : 0,
  ];
  const parts = flat.parts.map((part) => part.map(toRaw));
  const points = parts.flatMap((part, i) => (i === 0 || flat.kind === 2 ? part : [[-1, 0, 0, 0], ...part]));
  const isMultipart = parts.length > 1;

  const out: number[] = [0x64, grid.srid & 255, (grid.srid >> 8) & 255, (grid.srid >> 16) & 255];
  for (let shift = 0; shift < 32; shift += 8) out.push((points.length >>> shift) & 255);
  out.push((flat.kind << 2) | (hasZ ? 2 : 0) | (hasM ? 1 : 0));
  const bit = isMultipart ? 0x40 : 0;
  out.push(points.length === 0 ? 0 : (entity ?? flat.entity) | bit);
  if (points.length > 10) {
    const places = parts.flat();
    const side = (axis: number, pick: (...values: number[]) => number): number =>
      places.reduce((best, place) => pick(best, place[axis] ?? 0), places[0]?.[axis] ?? 0);
    for (const value of [side(0, Math.min), side(1, Math.min), side(0, Math.max), side(1, Math.max)])
      out.push(...signed(value));
  }
  if (isMultipart && flat.kind !== 2) {
    out.push(...signed(parts.length - 1));
    for (const part of parts.slice(0, -1)) out.push(...signed(part.length + 1));
  }
  const coordinates = [
    ...deltas(points, [0, 1]),
    ...(hasZ ? deltas(points, [2]) : []),
    ...(hasM ? deltas(points, [3]) : []),
  ];
  const slot = out.length;
  const length = signed(coordinates.length);
  out.push(...length, ...Array<number>(4 - length.length).fill(0xaa), 1, (hasZ ? 1 : 0) | (hasM ? 2 : 0), 0, 0);
  const unused = Array.from({ length: 4 - length.length }, (_, i) => slot + length.length + i);
  return { bytes: Uint8Array.from([...out, ...coordinates]), garbage: [...unused, slot + 6, slot + 7] };
}

/** On grids finer than a number can say, the nearest whole is not always the one it came from. */
function wholeOf(value: number, origin: number, units: number): number {
  const nearest = Math.round((value - origin) * units);
  return [nearest, nearest - 1, nearest + 1].find((whole) => whole / units + origin === value) ?? nearest;
}

function flatten(geometry: Geometry, hasZ: boolean): Flat {
  if ('x' in geometry) {
    const { x, y, z, m } = geometry;
    const position = [Number(x), Number(y), ...(hasZ ? [z ?? 0] : []), ...(m === undefined || m === null ? [] : [m])];
    return { kind: 1, entity: 1, parts: x === null ? [] : [[position]] };
  }
  if ('points' in geometry)
    return { kind: 2, entity: 1, parts: geometry.points.length > 0 ? geometry.points.map((point) => [point]) : [] };
  if ('paths' in geometry) return { kind: 5, entity: 4, parts: geometry.paths ?? [] };
  if ('rings' in geometry)
    return { kind: 6, entity: 8, parts: (geometry.rings ?? []).map((ring) => ring.toReversed()) };
  throw new Error('No shape for this geometry.');
}

function* deltas(points: readonly (readonly number[])[], axes: readonly number[]): Generator<number> {
  const before = [0, 0, 0, 0];
  for (const point of points)
    for (const axis of axes) {
      yield* signed((point[axis] ?? 0) - (before[axis] ?? 0));
      before[axis] = point[axis] ?? 0;
    }
}

function signed(value: number): number[] {
  let rest = Math.abs(value);
  const bytes = [(rest % 64) | (value < 0 ? 0x40 : 0)];
  for (rest = Math.floor(rest / 64); rest > 0; rest = Math.floor(rest / 128)) {
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) | 0x80;
    bytes.push(rest % 128);
  }
  return bytes;
}

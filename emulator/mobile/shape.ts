import type { WireRow } from '../data/wire-feature.js';

/** How coordinates become whole numbers in a file. */
export interface Grid {
  readonly srid: number;
  readonly falseX: number;
  readonly falseY: number;
  readonly xyUnits: number;
}

export const falseZ: number = -100_000;
export const zUnits: number = 10_000;

/** @returns the grid of a spatial reference: to a nanodegree, or to a tenth of a millimetre */
export function gridOf(wkid: number): Grid {
  if (wkid === 4326) return { srid: wkid, falseX: -400, falseY: -400, xyUnits: 1e9 };
  return { srid: wkid, falseX: -20_037_700, falseY: -30_241_100, xyUnits: 10_000 };
}

const kinds = { point: 1, multipoint: 2, line: 5, area: 6 } as const;

interface Parts {
  readonly kind: keyof typeof kinds;
  readonly parts: readonly (readonly (readonly number[])[])[];
}

/** @returns a geometry in Esri JSON as the bytes of a SHAPE column; rings run the other way round there */
export function encodeShape(
  geometry: NonNullable<WireRow['geometry']>,
  grid: Grid,
  { hasZ, hasM }: { hasZ: boolean; hasM: boolean },
): Uint8Array {
  const { kind, parts } = partsOf(geometry, hasZ);
  const whole = parts.map((part) =>
    part.map(([x = 0, y = 0, ...more]) => [
      Math.round((x - grid.falseX) * grid.xyUnits),
      Math.round((y - grid.falseY) * grid.xyUnits),
      hasZ ? dimension(more[0]) : 0,
      hasM ? dimension(more[hasZ ? 1 : 0]) : 0,
    ]),
  );
  // Between two parts lies a point off the grid.
  const points = whole.flatMap((part, i) => (i === 0 || kind === 'multipoint' ? part : [[-1, 0, 0, 0], ...part]));
  const several = parts.length > 1 ? 0x40 : 0;
  const entity = { point: 1, multipoint: 1, line: 4, area: 8 }[kind];
  const out: number[] = [0x64, ...little(grid.srid, 3), ...little(points.length, 4)];
  out.push((kinds[kind] << 2) | (hasZ ? 2 : 0) | (hasM ? 1 : 0), points.length === 0 ? 0 : entity | several);
  if (points.length > 10) {
    const places = whole.flat();
    for (const pick of [Math.min, Math.max])
      for (const axis of [0, 1])
        out.push(...signed(places.reduce((side, at) => pick(side, at[axis] ?? 0), places[0]?.[axis] ?? 0)));
  }
  if (several > 0 && kind !== 'multipoint') {
    out.push(...signed(parts.length - 1));
    for (const part of whole.slice(0, -1)) out.push(...signed(part.length + 1));
  }
  const axes = [[0, 1], ...(hasZ ? [[2]] : []), ...(hasM ? [[3]] : [])];
  const coordinates = axes.flatMap((some) => deltas(points, some));
  const length = signed(coordinates.length);
  out.push(...length, ...new Array<number>(4 - length.length).fill(0), 1, (hasZ ? 1 : 0) | (hasM ? 2 : 0), 0, 0);
  return Uint8Array.from([...out, ...coordinates]);
}

function dimension(value: number | null | undefined): number {
  return Math.round(((Number.isFinite(value) ? Number(value) : 0) - falseZ) * zUnits);
}

function partsOf(geometry: NonNullable<WireRow['geometry']>, hasZ: boolean): Parts {
  const { x, y, z, m, points, paths, rings } = geometry as {
    readonly [key in 'x' | 'y' | 'z' | 'm']?: number | null;
  } & { points?: number[][]; paths?: number[][][]; rings?: number[][][] };
  if (rings !== undefined) return { kind: 'area', parts: rings.map((ring) => [...ring].reverse()) };
  if (paths !== undefined) return { kind: 'line', parts: paths };
  if (points !== undefined) return { kind: 'multipoint', parts: points.map((point) => [point]) };
  const place = [Number(x), Number(y), ...(hasZ ? [z ?? 0] : []), m ?? 0];
  return { kind: 'point', parts: typeof x === 'number' ? [[place]] : [] };
}

function deltas(points: readonly (readonly number[])[], axes: readonly number[]): number[] {
  const before = [0, 0, 0, 0];
  return points.flatMap((point) =>
    axes.flatMap((axis) => {
      const step = signed((point[axis] ?? 0) - (before[axis] ?? 0));
      before[axis] = point[axis] ?? 0;
      return step;
    }),
  );
}

/** Six bits and the sign, then seven at a time; numbers are too large for shifts. */
function signed(value: number): number[] {
  const bytes = [(Math.abs(value) % 64) | (value < 0 ? 0x40 : 0)];
  for (let rest = Math.floor(Math.abs(value) / 64); rest > 0; rest = Math.floor(rest / 128)) {
    bytes.push((bytes.pop() ?? 0) | 0x80, rest % 128);
  }
  return bytes;
}

function little(value: number, bytes: number): number[] {
  return Array.from({ length: bytes }, (_, i) => Math.floor(value / 256 ** i) % 256);
}

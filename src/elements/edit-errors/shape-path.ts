/** The outline of a geometry as the path of a small drawing. Pure; whatever the geometry holds, the path is made of numbers alone. */
import type { Geometry } from '../../shared/esri.js';

export interface Outline {
  readonly kind: 'points' | 'line' | 'area';
  /** Path data in a square of `SIDE` by `SIDE`. */
  readonly path: string;
}

export const SIDE = 36;
const MARGIN = 5;
const DOT = 3;
/** More corners than this nobody sees in a drawing of this size. */
const CORNERS = 150;

type Corner = readonly [x: number, y: number];

/** Null for what cannot be drawn: no shape, or none with coordinates. `among`: shapes that are to be compared, in one frame. */
export function outlineOf(
  geometry: Geometry | null | undefined,
  among: readonly (Geometry | null | undefined)[] = [geometry],
): Outline | null {
  const [kind, parts] = partsOf(geometry);
  const all = parts.flat();
  if (all.length === 0) return null;
  const place = fitting(among.flatMap((one) => partsOf(one)[1].flat()));
  if (kind === 'points')
    return {
      kind,
      path: all
        .slice(0, CORNERS)
        .map((corner) => dot(place(corner)))
        .join(''),
    };
  const step = Math.max(1, Math.ceil(all.length / CORNERS));
  const lines = parts.map((part) => {
    const few = part.filter((_, at) => at % step === 0 || at === part.length - 1);
    return few.map((corner, at) => `${at === 0 ? 'M' : 'L'}${numbers(place(corner))}`).join('');
  });
  return { kind, path: lines.map((line) => (kind === 'area' && line !== '' ? `${line}Z` : line)).join('') };
}

function partsOf(geometry: Geometry | null | undefined): [Outline['kind'], readonly (readonly Corner[])[]] {
  if (geometry == null) return ['points', []];
  if ('points' in geometry) return ['points', [cornersOf(geometry.points)]];
  if ('paths' in geometry || 'curvePaths' in geometry)
    return ['line', listOf(geometry.paths ?? geometry.curvePaths).map(cornersOf)];
  if ('rings' in geometry || 'curveRings' in geometry)
    return ['area', listOf(geometry.rings ?? geometry.curveRings).map(cornersOf)];
  if ('x' in geometry) return ['points', [cornersOf([[geometry.x, geometry.y]])]];
  return ['points', []];
}

function cornersOf(part: unknown): readonly Corner[] {
  return listOf(part).flatMap((corner) => {
    // A curve begins with the point where it ends.
    const place = Array.isArray(corner) ? (corner as unknown[]) : listOf(listOf(Object.values(corner ?? {})[0])[0]);
    const [x, y] = place;
    return typeof x === 'number' && typeof y === 'number' && Number.isFinite(x) && Number.isFinite(y)
      ? [[x, y] as const]
      : [];
  });
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}

/** Into the square, north up, in proportion; a single place is in its middle. */
function fitting(all: readonly Corner[]): (corner: Corner) => Corner {
  let [left, bottom, right, top] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of all) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    bottom = Math.min(bottom, y);
    top = Math.max(top, y);
  }
  const extent = Math.max(right - left, top - bottom);
  const scale = extent > 0 ? (SIDE - 2 * MARGIN) / extent : 0;
  return ([x, y]) => [SIDE / 2 + (x - (left + right) / 2) * scale, SIDE / 2 - (y - (bottom + top) / 2) * scale];
}

function dot([x, y]: Corner): string {
  return `M${numbers([x - DOT, y])}a${String(DOT)} ${String(DOT)} 0 1 0 ${String(2 * DOT)} 0a${String(DOT)} ${String(DOT)} 0 1 0 ${String(-2 * DOT)} 0`;
}

function numbers([x, y]: Corner): string {
  return `${x.toFixed(1)} ${y.toFixed(1)}`;
}

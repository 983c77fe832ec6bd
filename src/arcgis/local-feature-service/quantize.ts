/**
 * Coordinates as whole numbers on the grid of a screen, as `quantizationParameters` asks for them: the first vertex of a part as it is, each further
 * one as the difference from the one before. Pure.
 * https://developers.arcgis.com/rest/services-reference/enterprise/query-feature-service-layer/
 */
import type { Geometry, Position } from '../../shared/esri.js';
import { asNumber, isObject, pick } from '../../shared/json.js';
import { readEnvelope } from '../../shared/layer-json.js';

/** A grid of squares, counted to the right and down from its origin. */
export interface Grid {
  /** Map units. */
  readonly tolerance: number;
  /** Upper left corner. */
  readonly x: number;
  readonly y: number;
}

/** A geometry on a grid: parts of x, y, dx, dy, dx, dy ... A point has one part with one vertex. */
export interface GridGeometry {
  readonly parts: readonly (readonly number[])[];
}

/** The grid that is asked for; null for anything that is none. */
export function readGrid(value: unknown): Grid | null {
  if (!isObject(value)) return null;
  const tolerance = asNumber(pick(value, 'tolerance'));
  const extent = readEnvelope(pick(value, 'extent'));
  if (tolerance === undefined || tolerance <= 0 || extent === undefined) return null;
  return { tolerance, x: extent.xmin, y: extent.ymax };
}

/** Null where the geometry is empty or too small to be seen: a line in one cell, a ring without area. Z and M are left out, curves are drawn straight. */
export function toGrid(geometry: Geometry | null | undefined, grid: Grid): GridGeometry | null {
  if (geometry === null || geometry === undefined || 'xmin' in geometry) return null;
  if ('x' in geometry) {
    if (typeof geometry.x !== 'number' || typeof geometry.y !== 'number') return null;
    return { parts: [quantizePart([[geometry.x, geometry.y]], grid)] };
  }
  const fewest = 'points' in geometry ? 1 : 'rings' in geometry ? 4 : 2;
  const parts = partsOf(geometry)
    .map((part) => quantizePart(part, grid, 'points' in geometry))
    .filter((part) => part.length >= 2 * fewest);
  return parts.length === 0 ? null : { parts };
}

/** The same as Esri JSON. */
export function gridToJson({ parts }: GridGeometry, geometryType: string): object {
  const pairs = parts.map((part) => Array.from({ length: part.length / 2 }, (_, i) => part.slice(2 * i, 2 * i + 2)));
  switch (geometryType) {
    case 'esriGeometryPoint':
      return { x: parts[0]?.[0], y: parts[0]?.[1] };
    case 'esriGeometryMultipoint':
      return { points: pairs[0] };
    case 'esriGeometryPolyline':
      return { paths: pairs };
    default:
      return { rings: pairs };
  }
}

/** `transform` of a feature set. */
export function transformOf({ tolerance, x, y }: Grid): object {
  return { originPosition: 'upperLeft', scale: [tolerance, tolerance], translate: [x, y] };
}

/** The vertices of a geometry; of a true curve its ends. */
export function partsOf(geometry: Geometry): readonly (readonly Position[])[] {
  if ('points' in geometry) return [geometry.points];
  if ('paths' in geometry || 'curvePaths' in geometry) return geometry.paths ?? straight(geometry.curvePaths);
  if ('rings' in geometry || 'curveRings' in geometry) return geometry.rings ?? straight(geometry.curveRings);
  return [];
}

function quantizePart(positions: readonly Position[], { tolerance, x, y }: Grid, keepAll = false): number[] {
  const numbers: number[] = [];
  let [lastX, lastY] = [0, 0];
  for (const [px = 0, py = 0] of positions) {
    const [column, row] = [Math.round((px - x) / tolerance), Math.round((y - py) / tolerance)];
    if (numbers.length > 0 && !keepAll && column === lastX && row === lastY) continue;
    numbers.push(column - lastX, row - lastY);
    [lastX, lastY] = [column, row];
  }
  return numbers;
}

/** A segment of a curve is `{"c":[[end], ...]}`, `{"a":[[end], ...]}` or `{"b":[[end], ...]}`. */
function straight(curves: readonly unknown[] | undefined): readonly (readonly Position[])[] {
  return (curves ?? []).map((part) => (Array.isArray(part) ? part.flatMap(endOf) : []));
}

function endOf(segment: unknown): readonly Position[] {
  if (Array.isArray(segment)) return [segment];
  if (!isObject(segment)) return [];
  const [first] = Object.values(segment);
  const end: unknown = Array.isArray(first) ? first[0] : undefined;
  return Array.isArray(end) ? [end] : [];
}

import { asArray, isRecord } from '../json.js';
import type { CurvedGeometry, CurveVertex, Geometry, Position } from './esri.js';

/** @returns a geometry with true curves as it is in hostile JSON, or undefined when it is none */
export function readCurves(value: Record<string, unknown>): CurvedGeometry | undefined {
  const isRing = 'curveRings' in value;
  const parts = asArray(isRing ? value['curveRings'] : value['curvePaths']).map(asArray);
  if (parts.length === 0 || !parts.every((part) => part.length > 1 && part.every(isVertex))) return undefined;
  const curves = parts as CurveVertex[][];
  return isRing ? { curveRings: curves } : { curvePaths: curves };
}

function isVertex(value: unknown): boolean {
  if (isPosition(value)) return true;
  if (!isRecord(value)) return false;
  const [[kind, values] = ['', undefined], ...more] = Object.entries(value);
  return more.length === 0 && ['a', 'b', 'c'].includes(kind) && isPosition(asArray(values)[0]);
}

function isPosition(value: unknown): value is Position {
  return Array.isArray(value) && value.length >= 2 && Number.isFinite(value[0]) && Number.isFinite(value[1]);
}

/** @returns the geometry with straight lines through what its curves name: enough to tell roughly where it lies */
export function straightened(geometry: Geometry): Exclude<Geometry, CurvedGeometry> {
  if ('curveRings' in geometry) return { rings: geometry.curveRings.map(line) };
  return 'curvePaths' in geometry ? { paths: geometry.curvePaths.map(line) } : geometry;
}

/** A curve names its end first, and then what lies before it. */
function line(vertices: readonly CurveVertex[]): Position[] {
  return vertices.flatMap((vertex) => {
    if (isPosition(vertex)) return [vertex];
    const [end, ...before] = (Object.values(vertex)[0] ?? []).filter(isPosition);
    return end === undefined ? [] : [...before, end];
  });
}

/** @returns the curves with every position moved, also those inside of them */
export function mapCurves(geometry: CurvedGeometry, move: (position: Position) => Position): CurvedGeometry {
  const moved = (vertex: CurveVertex): CurveVertex => {
    if (isPosition(vertex)) return move(vertex);
    return Object.fromEntries(
      Object.entries(vertex).map(([kind, values]) => [
        kind,
        values.map((value) => (isPosition(value) ? move(value) : value)),
      ]),
    );
  };
  if ('curveRings' in geometry) return { curveRings: geometry.curveRings.map((ring) => ring.map(moved)) };
  return { curvePaths: geometry.curvePaths.map((path) => path.map(moved)) };
}

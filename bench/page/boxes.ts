/** Boxes of rows and the cells of a grid, for stores that have no place index of their own. */
import type { Envelope, Geometry } from '../../src/shared/esri.js';

export interface Grid {
  /** Metres. About a third of a viewport: fewer cells would bring too many rows, more cells too many requests. */
  readonly cell: number;
}

const COLUMNS = 1_000_000;

export function boxOf(geometry: Geometry | null | undefined): Envelope {
  const box = { xmin: Infinity, ymin: Infinity, xmax: -Infinity, ymax: -Infinity };
  for (const [x = NaN, y = NaN] of verticesOf(geometry)) {
    if (x < box.xmin) box.xmin = x;
    if (y < box.ymin) box.ymin = y;
    if (x > box.xmax) box.xmax = x;
    if (y > box.ymax) box.ymax = y;
  }
  return box;
}

export function meets(a: Envelope, b: Envelope): boolean {
  return a.xmin <= b.xmax && a.xmax >= b.xmin && a.ymin <= b.ymax && a.ymax >= b.ymin;
}

/** Numbers of all cells that a box touches; neighbours in a row are neighbours in number. */
export function cellsOf(box: Envelope, grid: Grid): number[] {
  return rowsOfCells(box, grid).flatMap(([first, last]) =>
    Array.from({ length: last - first + 1 }, (_, at) => first + at),
  );
}

/** The same as ranges, one a row of the grid. */
export function rowsOfCells({ xmin, ymin, xmax, ymax }: Envelope, { cell }: Grid): [first: number, last: number][] {
  const [left, right] = [Math.floor(xmin / cell), Math.floor(xmax / cell)];
  const [bottom, top] = [Math.floor(ymin / cell), Math.floor(ymax / cell)];
  return Array.from({ length: top - bottom + 1 }, (_, at) => [
    (bottom + at) * COLUMNS + left,
    (bottom + at) * COLUMNS + right,
  ]);
}

/** A cell for viewports of 500 of so many rows in this square. */
export function gridFor(rows: number, side: number): Grid {
  return { cell: (side * Math.sqrt(500 / rows)) / 3 };
}

function verticesOf(geometry: Geometry | null | undefined): readonly (readonly number[])[] {
  if (!geometry) return [];
  if ('x' in geometry) return [[Number(geometry.x), Number(geometry.y)]];
  if ('paths' in geometry) return (geometry.paths ?? []).flat();
  if ('rings' in geometry) return (geometry.rings ?? []).flat();
  return [];
}

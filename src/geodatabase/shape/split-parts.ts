/** Parts and rings of lines and polygons. */
import type { Position } from '../../shared/esri.js';
import { unsupported } from '../failures.js';

/**
 * Where the parts begin and end, in points. Between two parts lies a separator: the one point off the grid, at (-1, 0).
 * @param sizes what the shape says of all parts but the last, each with its separator
 */
export function splitParts(xy: readonly number[], sizes: readonly number[]): readonly (readonly [number, number])[] {
  const parts: [number, number][] = [];
  let start = 0;
  for (let i = 0; 2 * i < xy.length; i++) {
    if (xy[2 * i] !== -1 || xy[2 * i + 1] !== 0) continue;
    if (sizes[parts.length] !== i + 1 - start) throw unsupported('A shape whose parts disagree');
    parts.push([start, i]);
    start = i + 1;
  }
  if (sizes.length !== parts.length) throw unsupported('A shape whose parts disagree');
  return xy.length > 0 ? [...parts, [start, xy.length / 2]] : [];
}

/** A part of a polygon may hold further rings: a ring ends where it is back at its first point. */
export function splitRings(part: readonly Position[]): Position[][] {
  const rings: Position[][] = [];
  let ring: Position[] = [];
  for (const position of part) {
    ring.push(position);
    const [[x, y] = []] = ring;
    // Fewer than four points enclose nothing: such a return is a spike, not an end.
    if (ring.length < 4 || position[0] !== x || position[1] !== y) continue;
    rings.push(ring);
    ring = [];
  }
  const end = rings.at(-1);
  const isAtEnd = ([x, y]: Position): boolean => x === end?.[0]?.[0] && y === end?.[0]?.[1];
  // A point that comes twice at the end of a ring begins no other.
  if (end && ring.every(isAtEnd)) end.push(...ring);
  else if (ring.length > 0) throw unsupported('A polygon with an open ring');
  return rings;
}

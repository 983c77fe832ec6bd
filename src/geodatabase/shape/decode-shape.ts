/**
 * The SHAPE column of mobile geodatabases into Esri JSON. The encoding is not documented: docs/mobile-geodatabase.md tells what was observed.
 * Whatever was not is refused, never guessed.
 */
import type { Geometry, Point, Position } from '../../shared/esri.js';
import { damaged, unsupported } from '../failures.js';
import { Cursor, viewOf } from '../sqlite/cursor.js';
import { splitParts, splitRings } from './split-parts.js';

/** How a layer's whole numbers become coordinates: `whole / units + false`. */
export interface Grid {
  readonly srid: number;
  readonly falseX: number;
  readonly falseY: number;
  readonly xyUnits: number;
  readonly falseZ: number;
  readonly zUnits: number;
  readonly falseM: number;
  readonly mUnits: number;
}

const point = 1;
const multipoint = 2;
const polyline = 5;
const polygon = 6;
/** By kind: the entities that go with it. */
const entities: Readonly<Record<number, readonly number[]>> = {
  [point]: [1],
  [multipoint]: [1],
  [polyline]: [2, 4],
  [polygon]: [8],
};
const multipart = 64;
/** Shapes with more points carry their box. */
const mostWithoutBox = 10;

/** Throws `unsupported-file` for a shape that holds anything unknown (true curves, for one), `bad-file` for one that ends too early. */
export function decodeShape(bytes: Uint8Array, grid: Grid): Geometry {
  try {
    return decode(bytes, grid);
  } catch (error) {
    throw error instanceof RangeError ? damaged('a shape ends too early', error) : error;
  }
}

function decode(bytes: Uint8Array, grid: Grid): Geometry {
  const [type = 0, entity = 0] = bytes.subarray(8);
  const kind = type >> 2;
  const [hasZ, hasM] = [(type & 2) > 0, (type & 1) > 0];
  const refuse = (): Error => unsupported(`A shape of kind ${kind}, entity ${entity}, ${bytes.length} bytes,`);
  const view = viewOf(bytes);
  const count = view.getUint32(4, true);
  const known = count > 0 ? entities[kind] : entities[kind] && [0];
  if (kind === point && count > 1) throw refuse();
  if (bytes[0] !== 100 || view.getUint32(0, true) >>> 8 !== grid.srid || !known?.includes(entity & ~multipart))
    throw refuse();

  const cursor = new Cursor(bytes, 10);
  /** Each value may be kept as its difference from the one `step` places before. */
  const readNumbers = (length: number, step = 0): readonly number[] => {
    // Each takes a byte at least: what claims more than is there gets no memory for it.
    if (length < 0 || length > bytes.length - cursor.at) throw refuse();
    const numbers: number[] = [];
    for (let i = 0; i < length; i++) {
      const number = readSigned(cursor) + (step > 0 && i >= step ? at(numbers, i - step) : 0);
      if (!Number.isSafeInteger(number)) throw refuse();
      numbers.push(number);
    }
    return numbers;
  };
  if (count > mostWithoutBox) readNumbers(4);
  const partSizes = entity & multipart && kind !== multipoint ? readNumbers(readSigned(cursor)) : [];
  // The length of what follows lies in a slot of four bytes, however few of them it takes.
  const slot = cursor.at;
  const end = slot + 8 + readSigned(cursor);
  cursor.at = slot + 8;
  if (end !== bytes.length || bytes[slot + 4] !== 1 || bytes[slot + 5] !== +hasZ + 2 * +hasM) throw refuse();
  const xy = readNumbers(2 * count, 2);
  const z = readNumbers(hasZ ? count : 0, 1);
  const m = readNumbers(hasM ? count : 0, 1);
  if (cursor.at !== end) throw refuse();

  const positions = Array.from({ length: count }, (_, i) => {
    const position = [at(xy, 2 * i) / grid.xyUnits + grid.falseX, at(xy, 2 * i + 1) / grid.xyUnits + grid.falseY];
    if (hasZ) position.push(at(z, i) / grid.zUnits + grid.falseZ);
    if (hasM) position.push(at(m, i) / grid.mUnits + grid.falseM);
    return position;
  });
  if (kind === point) return pointOf(positions[0], { hasZ, hasM });
  const flags = { ...(hasZ && { hasZ }), ...(hasM && { hasM }) };
  if (kind === multipoint) return { ...flags, points: positions };
  const parts = splitParts(xy, partSizes).map(([from, to]) => positions.slice(from, to));
  if (kind === polyline) return { ...flags, paths: parts };
  // Outer rings run counter-clockwise here, clockwise in Esri JSON; holes the other way round.
  return { ...flags, rings: parts.flatMap(splitRings).map((ring) => ring.reverse()) };
}

function at(numbers: readonly number[], i: number): number {
  return numbers[i] ?? 0;
}

/** Six bits and a sign, then seven bits a byte, the lowest first. */
function readSigned(cursor: Cursor): number {
  const first = cursor.byte();
  let value = first & 63;
  // Values reach 2^53: a shift would cut them at 2^32.
  for (let [scale, byte] = [64, first]; byte > 127; scale *= 128) {
    byte = cursor.byte();
    value += (byte & 127) * scale;
  }
  return first & 64 ? -value : value;
}

function pointOf(position: Position | undefined, { hasZ, hasM }: { hasZ: boolean; hasM: boolean }): Point {
  const [x = null, y = null, ...others] = position ?? [];
  const [z = 0, m = 0] = hasZ ? others : [0, ...others];
  return { x, y, ...(position && hasZ && { z }), ...(position && hasM && { m }) };
}

import type { Position } from './esri.js';

type Ring = readonly Position[];

/**
 * Cuts rings that cross the date line into rings on either side of it, as real services keep them. A ring that runs
 * from 179 to -179 degrees would otherwise lie over the whole world.
 * @param rings in WGS 84, closed; those that go around a pole are led along it
 */
export function splitAtDateLine(rings: readonly Ring[]): Ring[] {
  return rings.flatMap((ring) => {
    const unrolled = aroundPole(unroll(ring));
    if (unrolled.every(([x], i) => x === ring[i]?.[0])) return [ring];
    return [-360, 0, 360].flatMap((shift) => {
      const part = cut(cut(unrolled, -180 + shift, 1), 180 + shift, -1);
      return part.every(([x]) => x === part[0]?.[0]) ? [] : [close(part.map(([x = 0, y = 0]) => [x - shift, y]))];
    });
  });
}

/** Longitudes that go on beyond 180 degrees instead of jumping. */
function unroll(ring: Ring): Position[] {
  let turn = 0;
  return ring.map(([x = 0, y = 0], i) => {
    const step = x - (ring[i - 1]?.[0] ?? x);
    if (step > 180) turn -= 360;
    if (step < -180) turn += 360;
    return [x + turn, y];
  });
}

function aroundPole(ring: Position[]): Position[] {
  const [first = [], last = []] = [ring[0], ring.at(-1)];
  const [start = 0, latitude = 0] = first;
  const [end = 0] = last;
  if (Math.abs(end - start) < 180) return ring;
  const pole = latitude < 0 ? -90 : 90;
  return [...ring, [end, pole], [start, pole]];
}

/** The part of a ring on one side of a meridian (Sutherland and Hodgman). @param side 1 keeps the east, -1 the west */
function cut(ring: readonly Position[], meridian: number, side: 1 | -1): Position[] {
  const inside = ([x = 0]: Position): boolean => (x - meridian) * side >= 0;
  return ring.flatMap((to, i) => {
    const from = ring[(i + ring.length - 1) % ring.length] ?? to;
    if (inside(from) === inside(to)) return inside(to) ? [to] : [];
    const [[ax = 0, ay = 0], [bx = 0, by = 0]] = [from, to];
    const border: Position = [meridian, ay + ((by - ay) * (meridian - ax)) / (bx - ax)];
    return inside(to) ? [border, to] : [border];
  });
}

function close(ring: Position[]): Position[] {
  const [first, last] = [ring[0], ring.at(-1)];
  if (first === undefined || last === undefined) return ring;
  return first[0] === last[0] && first[1] === last[1] ? ring : [...ring, first];
}

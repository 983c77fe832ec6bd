import { straightened } from './curves.js';
import { envelopeOf, positions, type Envelope, type Geometry, type Position } from './esri.js';

type Segment = readonly [Position, Position];

/** @returns whether two rectangles share a point */
export function envelopesMeet(a: Envelope, b: Envelope): boolean {
  return a.xmin <= b.xmax && a.xmax >= b.xmin && a.ymin <= b.ymax && a.ymax >= b.ymin;
}

/** @returns whether two geometries in the same spatial reference share a point */
export function intersects(mayCurve: Geometry, mayCurveToo: Geometry): boolean {
  const [a, b] = [straightened(mayCurve), straightened(mayCurveToo)];
  if (!envelopesMeet(envelopeOf(a), envelopeOf(b))) return false;
  if (touches(a, b) || touches(b, a)) return true;
  const [mine, theirs] = [segments(a), segments(b)];
  const near = mine.filter((one) => envelopesMeet(segmentEnvelope(one), envelopeOf(b)));
  return near.some((one) => theirs.some((other) => cross(one, other)));
}

/** @returns whether a vertex of `a` lies in or on `b` */
function touches(a: Geometry, b: Geometry): boolean {
  const lines = segments(b);
  const rings = 'rings' in b ? b.rings : [];
  const lonely = lines.length === 0 ? positions(b) : [];
  const around = envelopeOf(b);
  return positions(a).some((point) => {
    const [x = 0, y = 0] = point;
    if (x < around.xmin || x > around.xmax || y < around.ymin || y > around.ymax) return false;
    return (
      inRings(point, rings) ||
      lonely.some((other) => other[0] === x && other[1] === y) ||
      lines.some((line) => onSegment(point, line))
    );
  });
}

/** Even-odd rule, so that holes are outside whatever way they turn. */
function inRings([x = 0, y = 0]: Position, rings: readonly (readonly Position[])[]): boolean {
  let inside = false;
  for (const ring of rings) {
    for (const [[ax = 0, ay = 0], [bx = 0, by = 0]] of ringSegments(ring)) {
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
    }
  }
  return inside;
}

function ringSegments(path: readonly Position[]): Segment[] {
  return path.slice(1).map((end, i) => [path[i] ?? end, end]);
}

function segments(geometry: Geometry): Segment[] {
  if ('rings' in geometry) return geometry.rings.flatMap(ringSegments);
  return 'paths' in geometry ? geometry.paths.flatMap(ringSegments) : [];
}

function segmentEnvelope([[ax = 0, ay = 0], [bx = 0, by = 0]]: Segment): Envelope {
  return { xmin: Math.min(ax, bx), ymin: Math.min(ay, by), xmax: Math.max(ax, bx), ymax: Math.max(ay, by) };
}

function side([ax = 0, ay = 0]: Position, [bx = 0, by = 0]: Position, [x = 0, y = 0]: Position): number {
  return Math.sign((bx - ax) * (y - ay) - (by - ay) * (x - ax));
}

function onSegment(point: Position, segment: Segment): boolean {
  const [x = 0, y = 0] = point;
  return (
    side(segment[0], segment[1], point) === 0 &&
    envelopesMeet({ xmin: x, xmax: x, ymin: y, ymax: y }, segmentEnvelope(segment))
  );
}

/** Ends that touch count: those are found by onSegment. */
function cross([a, b]: Segment, [c, d]: Segment): boolean {
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

/** Exact spatial relations: which rows a geometry finds. */
import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import type { Geometry, Position } from '../../../src/shared/esri.js';
import { compileRelation } from '../../../src/store/query/predicates/spatial.js';

type Relation = Parameters<typeof compileRelation>[1];
const finds = (relation: Relation, query: Geometry, row: Geometry | null | undefined): boolean =>
  compileRelation(query, relation)(row);
const meets = (query: Geometry, row: Geometry | null | undefined): boolean =>
  finds('esriSpatialRelIntersects', query, row);
const contains = (query: Geometry, row: Geometry): boolean => finds('esriSpatialRelContains', query, row);

function square(x: number, y: number, size: number): Position[] {
  return [
    [x, y],
    [x, y + size],
    [x + size, y + size],
    [x + size, y],
    [x, y],
  ];
}
const block: Geometry = { rings: [square(0, 0, 10)] };
const donut: Geometry = { rings: [square(0, 0, 10), square(4, 4, 2).toReversed()] };
const islands: Geometry = { rings: [square(0, 0, 2), square(8, 8, 2)] };
const path = (...points: Position[]): Geometry => ({ paths: [points] });

describe('esriSpatialRelIntersects', () => {
  it('finds points in a polygon, on its border and corner, and none in its hole or beside it', () => {
    expect(meets(donut, { x: 1, y: 1 })).to.be.true;
    expect(meets(donut, { x: 10, y: 5 })).to.be.true;
    expect(meets(donut, { x: 0, y: 0 })).to.be.true;
    expect(meets(donut, { x: 4, y: 5 })).to.be.true;
    expect(meets(donut, { x: 5, y: 5 })).to.be.false;
    expect(meets(donut, { x: 10.000001, y: 5 })).to.be.false;
    expect(meets(islands, { x: 9, y: 9 })).to.be.true;
    expect(meets(islands, { x: 5, y: 5 })).to.be.false;
  });

  it('finds lines that cross, touch or lie within, not those whose envelope alone meets', () => {
    expect(meets(block, path([-5, 5], [15, 5]))).to.be.true;
    expect(meets(block, path([10, 2], [20, 2]))).to.be.true;
    expect(meets(block, path([1, 1], [2, 2]))).to.be.true;
    expect(meets(block, path([-2, 9], [1, 12]))).to.be.false;
    expect(meets(donut, path([4.5, 4.5], [5.5, 5.5]))).to.be.false;
    expect(meets(path([0, 0], [10, 10]), path([0, 10], [10, 0]))).to.be.true;
    expect(meets(path([0, 0], [4, 4]), path([0, 10], [10, 0]))).to.be.false;
  });

  it('finds polygons that overlap, touch at a corner, share a border, or lie in one another', () => {
    expect(meets(block, { rings: [square(5, 5, 10)] })).to.be.true;
    expect(meets(block, { rings: [square(10, 10, 1)] })).to.be.true;
    expect(meets(block, { rings: [square(10, 2, 1)] })).to.be.true;
    expect(meets(block, { rings: [square(2, 2, 1)] })).to.be.true;
    expect(meets({ rings: [square(2, 2, 1)] }, block)).to.be.true;
    expect(meets(donut, { rings: [square(4.5, 4.5, 1)] })).to.be.false;
    expect(meets(block, { rings: [square(11, 0, 1)] })).to.be.false;
  });

  it('takes every geometry as the query', () => {
    const row = { rings: [square(0, 0, 10)] };
    expect(meets({ x: 5, y: 5 }, row)).to.be.true;
    expect(
      meets(
        {
          points: [
            [50, 50],
            [5, 5],
          ],
        },
        row,
      ),
    ).to.be.true;
    expect(meets(path([-1, 5], [5, 5]), row)).to.be.true;
    expect(meets({ xmin: 9, ymin: 9, xmax: 20, ymax: 20 }, row)).to.be.true;
    expect(meets({ xmin: 5, ymin: 5, xmax: 5, ymax: 5 }, row)).to.be.true;
    expect(meets({ xmin: 5, ymin: -5, xmax: 5, ymax: 20 }, row)).to.be.true;
    expect(meets({ xmin: 20, ymin: 20, xmax: 9, ymax: 9 }, row)).to.be.false;
    expect(
      meets(
        { x: 1, y: 2 },
        {
          points: [
            [3, 4],
            [1, 2],
          ],
        },
      ),
    ).to.be.true;
  });

  it('finds nothing without points, and takes no number that is none', () => {
    for (const empty of [
      null,
      undefined,
      { x: 'NaN' as const },
      { x: null, y: null },
      { points: [] },
      { paths: [] },
      { rings: [[]] },
    ]) {
      expect(meets(block, empty)).to.be.false;
    }
    expect(meets({ rings: [] }, { x: 1, y: 1 })).to.be.false;
    expect(
      meets(block, {
        rings: [
          [
            [1, 1],
            [NaN, 5],
            [Infinity, 5],
          ],
        ],
      }),
    ).to.be.true;
    expect(meets(block, { paths: ['x', [null, {}, [1]]] } as unknown as Geometry)).to.be.false;
  });

  it('closes rings that were left open, and joins the points on curves', () => {
    expect(meets({ rings: [square(0, 0, 10).slice(0, 4)] }, { x: 5, y: 0 })).to.be.true;
    expect(
      meets(
        {
          curvePaths: [
            [
              [0, 0],
              {
                c: [
                  [10, 0],
                  [5, 5],
                ],
              },
            ],
          ],
        },
        { x: 5, y: 5 },
      ),
    ).to.be.true;
  });

  it('decides where rounding would err', () => {
    // Slightly left of, on, and right of a diagonal: the doubles beside 0.5.
    const triangle: Geometry = {
      rings: [
        [
          [0, 0],
          [0, 1],
          [1, 1],
          [0, 0],
        ],
      ],
    };
    expect(meets(triangle, { x: 0.5, y: 0.5 })).to.be.true;
    expect(meets(triangle, { x: 0.5, y: 0.5 + 2 ** -53 })).to.be.true;
    expect(meets(triangle, { x: 0.5, y: 0.5 - 2 ** -54 })).to.be.false;
  });
});

describe('esriSpatialRelContains and esriSpatialRelWithin', () => {
  it('ask that nothing lies outside and something lies inside', () => {
    expect(contains(block, { x: 5, y: 5 })).to.be.true;
    expect(contains(block, { x: 0, y: 5 })).to.be.false;
    expect(
      contains(block, {
        points: [
          [0, 5],
          [5, 5],
        ],
      }),
    ).to.be.true;
    expect(contains(block, path([0, 0], [10, 10]))).to.be.true;
    expect(contains(block, path([0, 0], [0, 10]))).to.be.false;
    expect(contains(block, path([5, 5], [11, 5]))).to.be.false;
    expect(contains(path([0, 0], [5, 5], [10, 0]), path([4, 4], [5, 5], [6, 4]))).to.be.true;
    expect(contains(path([0, 0], [5, 5]), { x: 0, y: 0 })).to.be.false;
    expect(
      contains(
        {
          points: [
            [1, 1],
            [2, 2],
          ],
        },
        { x: 1, y: 1 },
      ),
    ).to.be.true;
    expect(contains({ x: 1, y: 1 }, path([1, 1], [2, 2]))).to.be.false;
  });

  it('respect holes, shared borders and parts', () => {
    expect(contains(block, block)).to.be.true;
    expect(contains(block, { rings: [square(0, 0, 5)] })).to.be.true;
    expect(contains(block, donut)).to.be.true;
    expect(contains(donut, block)).to.be.false;
    expect(contains(donut, { rings: [square(4, 4, 2)] })).to.be.false;
    expect(contains(donut, { rings: [square(6, 4, 2)] })).to.be.true;
    expect(contains(donut, path([5, 1], [5, 9]))).to.be.false;
    expect(contains(donut, path([4, 4], [4, 6], [1, 6]))).to.be.true;
    expect(contains(islands, { rings: [square(8, 8, 1), square(1, 1, 1)] })).to.be.true;
    expect(contains(islands, path([1, 1], [9, 9]))).to.be.false;
    expect(contains({ rings: [square(0, 0, 2), square(2, 0, 2)] }, { rings: [square(1, 0, 2)] })).to.be.false;
  });

  it('are each other turned around', () => {
    expect(finds('esriSpatialRelWithin', { x: 5, y: 5 }, block)).to.be.true;
    expect(finds('esriSpatialRelWithin', block, { x: 5, y: 5 })).to.be.false;
    expect(finds('esriSpatialRelWithin', { rings: [square(2, 2, 1)] }, block)).to.be.true;
  });
});

describe('a border of many segments', () => {
  const steps = 2_000;
  /** A wavy coast. */
  const coast: Position[] = Array.from({ length: steps }, (_, i): Position => {
    const turn = (2 * Math.PI * i) / steps;
    const radius = 100 + 20 * Math.sin(25 * turn);
    return [radius * Math.cos(turn), radius * Math.sin(turn)];
  });

  it('is looked up by height, with the answers of a look at every segment', () => {
    const inside = compileRelation({ rings: [coast] }, 'esriSpatialRelIntersects');
    fc.assert(
      fc.property(
        fc.double({ min: -130, max: 130, noNaN: true }),
        fc.double({ min: -130, max: 130, noNaN: true }),
        (x, y) => {
          expect(inside({ x, y })).to.equal(isInsideByRay(coast, x, y));
          const end: Position = [x + 3, y - 2];
          expect(inside(path([x, y], end))).to.equal(
            isInsideByRay(coast, x, y) || isInsideByRay(coast, end[0] ?? 0, end[1] ?? 0) || crosses(coast, [x, y], end),
          );
        },
      ),
      { numRuns: 400 },
    );
  });

  it('stays quick for tens of thousands of rows', () => {
    const inside = compileRelation({ rings: [coast] }, 'esriSpatialRelIntersects');
    const started = performance.now();
    let found = 0;
    for (let i = 0; i < 50_000; i++) if (inside({ x: (i % 250) - 125, y: i / 200 - 125 })) found++;
    expect(found).to.be.within(20_000, 40_000);
    expect(performance.now() - started).to.be.below(2_000);
  });
});

describe('what sampling says', () => {
  const coordinate = fc.integer({ min: -6, max: 6 }).map((n) => n + 0.125);
  const triangle = fc
    .tuple(coordinate, coordinate, coordinate, coordinate, coordinate, coordinate)
    .map(([a, b, c, d, e, f]): readonly Position[] => [
      [a, b],
      [c, d],
      [e, f],
    ])
    .filter(
      ([[a = 0, b = 0] = [], [c = 0, d = 0] = [], [e = 0, f = 0] = []]) => (c - a) * (f - b) !== (e - a) * (d - b),
    );
  const blend = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }));

  it('is never contradicted: a point of both is an intersection, a point outside is no containment', () => {
    fc.assert(
      fc.property(triangle, triangle, fc.array(blend, { minLength: 20, maxLength: 20 }), (a, b, blends) => {
        const [query, row] = [{ rings: [a] }, { rings: [b] }];
        const [touching, containing] = [meets(query, row), contains(query, row)];
        if (containing) expect(touching).to.be.true;
        for (const [s, t] of blends) {
          const [u, v] = s + t > 1 ? [1 - s, 1 - t] : [s, t];
          const at = (axis: 0 | 1): number =>
            (b[0]?.[axis] ?? 0) * (1 - u - v) + (b[1]?.[axis] ?? 0) * u + (b[2]?.[axis] ?? 0) * v;
          if (isWellInside(a, at(0), at(1))) expect(touching, 'a point of both').to.be.true;
          else if (isWellOutside(a, at(0), at(1))) expect(containing, 'a point outside').to.be.false;
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

function isInsideByRay(ring: readonly Position[], x: number, y: number): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [[xi = 0, yi = 0] = [], [xj = 0, yj = 0] = []] = [ring[i], ring[j]];
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}

function crosses(ring: readonly Position[], p: Position, q: Position): boolean {
  return ring.some((a, i) => {
    const b = ring[(i + 1) % ring.length] ?? a;
    return turn(a, b, p) !== turn(a, b, q) && turn(p, q, a) !== turn(p, q, b);
  });
}

function turn([ax = 0, ay = 0]: Position, [bx = 0, by = 0]: Position, [cx = 0, cy = 0]: Position): number {
  return Math.sign((bx - ax) * (cy - ay) - (by - ay) * (cx - ax));
}

/** Distances from the three sides, positive inside. */
function depths(triangle: readonly Position[], x: number, y: number): readonly number[] {
  const side = (i: number): number => {
    const [[ax = 0, ay = 0] = [], [bx = 0, by = 0] = []] = [triangle[i], triangle[(i + 1) % 3]];
    return ((bx - ax) * (y - ay) - (by - ay) * (x - ax)) / Math.hypot(bx - ax, by - ay);
  };
  const [a = [], b = [], c = []] = triangle;
  return [0, 1, 2].map((i) => turn(a, b, c) * side(i));
}

const SURE = 1e-9;
const isWellInside = (triangle: readonly Position[], x: number, y: number): boolean =>
  depths(triangle, x, y).every((depth) => depth > SURE);
const isWellOutside = (triangle: readonly Position[], x: number, y: number): boolean =>
  depths(triangle, x, y).some((depth) => depth < -SURE);

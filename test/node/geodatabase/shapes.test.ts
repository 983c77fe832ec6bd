/** Shapes of every kind, through an encoder that knows nothing of the decoder. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { decodeShape } from '../../../src/geodatabase/shape/decode-shape.js';
import type { GdbError } from '../../../src/shared/errors.js';
import type { Geometry, Position } from '../../../src/shared/esri.js';
import { encodeShape } from '../../support/geodatabase/encode-shape.js';
import { grid } from '../../support/geodatabase/write-geodatabase.js';

const dimensions = [
  { hasZ: false, hasM: false },
  { hasZ: true, hasM: false },
  { hasZ: false, hasM: true },
  { hasZ: true, hasM: true },
];

/** On the grid, so that nothing is lost. */
const ordinate = fc.integer({ min: 0, max: 4e9 }).map((whole) => whole / grid.xyUnits + grid.falseX);
const northing = fc.integer({ min: 0, max: 4e9 }).map((whole) => whole / grid.xyUnits + grid.falseY);
const height = fc.integer({ min: 0, max: 3e9 }).map((whole) => whole / grid.zUnits + grid.falseZ);

function drawings({ hasZ, hasM }: { hasZ: boolean; hasM: boolean }): fc.Arbitrary<Geometry> {
  const more = [...(hasZ ? [height] : []), ...(hasM ? [height] : [])];
  const position: fc.Arbitrary<Position> = fc.tuple(ordinate, northing, ...more);
  const flags = { ...(hasZ ? { hasZ } : {}), ...(hasM ? { hasM } : {}) };
  const line = fc.array(position, { minLength: 2, maxLength: 15 });
  const ring = fc
    .uniqueArray(position, { minLength: 3, maxLength: 15, selector: ([x, y]) => `${String(x)} ${String(y)}` })
    .map((open): readonly Position[] => [...open, open[0] ?? []]);
  return fc.oneof(
    position.map(([x = 0, y = 0, ...rest]): Geometry => {
      const [z = 0, m = 0] = hasZ ? rest : [0, ...rest];
      return { x, y, ...(hasZ ? { z } : {}), ...(hasM ? { m } : {}) };
    }),
    fc.array(position, { maxLength: 15 }).map((points): Geometry => ({ ...flags, points })),
    fc.array(line, { maxLength: 4 }).map((paths): Geometry => ({ ...flags, paths })),
    fc.array(ring, { maxLength: 4 }).map((rings): Geometry => ({ ...flags, rings })),
  );
}

describe('shapes', () => {
  for (const options of dimensions) {
    const name = ['x, y', options.hasZ && 'z', options.hasM && 'm'].filter(Boolean).join(', ');
    it(`of every kind are read to the last digit: ${name}`, () => {
      fc.assert(
        fc.property(drawings(options), (geometry) => {
          assert.deepEqual(decodeShape(encodeShape(geometry, grid, options).bytes, grid), geometry);
        }),
        { numRuns: 1000 },
      );
    });
  }

  it('without a point are empty, each in its kind', () => {
    const empty: Geometry[] = [{ x: null, y: null }, { points: [] }, { paths: [] }, { rings: [] }];
    for (const geometry of empty) assert.deepEqual(decodeShape(encodeShape(geometry, grid).bytes, grid), geometry);
  });

  it('have holes, which follow their ring within one part, and come out as rings that run the other way', () => {
    const outer = [
      [0, 0],
      [0, 9],
      [9, 9],
      [9, 0],
      [0, 0],
    ];
    const hole = [
      [2, 2],
      [4, 2],
      [4, 4],
      [2, 4],
      [2, 2],
    ];
    const island = [
      [20, 20],
      [20, 29],
      [29, 29],
      [20, 20],
    ];
    // Written as two parts, of which the first holds the ring and its hole: reversed by the encoder as a whole.
    const { bytes } = encodeShape({ rings: [[...hole, ...outer], island] }, grid);
    const { rings } = decodeShape(bytes, grid) as { rings: Position[][] };
    assert.deepEqual(rings, [outer, hole, island]);
    assert.deepEqual(
      rings.map((ring) => Math.sign(area(ring))),
      [-1, 1, -1],
    );
  });

  it('reach values beyond 32 bits, on the finest grid', () => {
    const fine = { ...grid, xyUnits: 147894671.51741189, falseX: -20458297.66219 };
    const geometry = {
      paths: [
        [
          [17_000_000.25, 5.5],
          [-17_000_000.25, -7.5],
        ],
      ],
    };
    const { paths } = decodeShape(encodeShape(geometry, fine).bytes, fine) as { paths: Position[][] };
    for (const [i, [x = 0, y = 0]] of (paths[0] ?? []).entries()) {
      assert.ok(Math.abs(x - (geometry.paths[0]?.[i]?.[0] ?? 0)) < 1e-8);
      assert.ok(Math.abs(y - (geometry.paths[0]?.[i]?.[1] ?? 0)) < 1e-8);
    }
  });
});

describe('a shape that is not known', () => {
  const line = (): Uint8Array =>
    encodeShape(
      {
        paths: [
          [
            [1, 2],
            [3, 4],
          ],
          [
            [5, 6],
            [7, 8],
          ],
        ],
      },
      grid,
    ).bytes;
  const edited = (change: (bytes: Uint8Array) => void): Uint8Array => {
    const bytes = line();
    change(bytes);
    return bytes;
  };
  const unknown: [what: string, bytes: Uint8Array][] = [
    ['another beginning', edited((bytes) => bytes.fill(65, 0, 1))],
    ['another spatial reference than its layer', edited((bytes) => bytes.fill(9, 1, 2))],
    ['another kind', edited((bytes) => bytes.fill(9 << 2, 8, 9))],
    ['an entity of another kind', edited((bytes) => bytes.fill(8, 9, 10))],
    ['bytes behind its end', Uint8Array.from([...line(), 0])],
    ['more points than bytes', edited((bytes) => bytes.fill(255, 4, 8))],
    ['a point less than it holds', edited((bytes) => bytes.fill(4, 4, 5))],
    ['parts of other sizes', edited((bytes) => bytes.fill(4, 11, 12))],
    ['two points where one belongs', edited((bytes) => bytes.fill(1 << 2, 8, 9).fill(0x41, 9, 10))],
    ['dimensions that it does not have', edited((bytes) => bytes.fill((5 << 2) | 2, 8, 9))],
  ];
  for (const [what, bytes] of unknown) {
    it(`is refused: ${what}`, () => {
      assert.throws(
        () => decodeShape(bytes, grid),
        (error: GdbError) => ['unsupported-file', 'bad-file'].includes(error.code),
      );
    });
  }

  it('is refused: an open ring', () => {
    const { bytes } = encodeShape(
      {
        rings: [
          [
            [0, 0],
            [0, 9],
            [9, 9],
          ],
        ],
      },
      grid,
    );
    assert.throws(
      () => decodeShape(bytes, grid),
      (error: GdbError) => /open ring/.test(error.message),
    );
  });

  it('is refused wherever it is cut', () => {
    const bytes = line();
    for (let end = 0; end < bytes.length; end++)
      assert.throws(
        () => decodeShape(bytes.slice(0, end), grid),
        (error: GdbError) => error.name === 'GdbError',
      );
  });
});

/** Negative for a ring that runs clockwise. */
function area(ring: readonly Position[]): number {
  return ring.slice(1).reduce((sum, [x = 0, y = 0], i) => sum + (ring[i]?.[0] ?? 0) * y - x * (ring[i]?.[1] ?? 0), 0);
}

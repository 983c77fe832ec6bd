/** Spatial relations against JSTS, on a small grid, where borders, corners and holes meet all the time. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import GeometryFactory from 'jsts/org/locationtech/jts/geom/GeometryFactory.js';
import GeoJSONReader from 'jsts/org/locationtech/jts/io/GeoJSONReader.js';
import RelateOp from 'jsts/org/locationtech/jts/operation/relate/RelateOp.js';
import IsValidOp from 'jsts/org/locationtech/jts/operation/valid/IsValidOp.js';
import type { Geometry, Position } from '../../src/shared/esri.js';
import type { SpatialRel } from '../../src/shared/queries.js';
import { compileRelation } from '../../src/store/query/predicates/spatial.js';

type Ring = readonly Position[];
type Drawing =
  | { readonly type: 'MultiPoint'; readonly coordinates: readonly Position[] }
  | { readonly type: 'MultiLineString'; readonly coordinates: readonly Ring[] }
  | { readonly type: 'MultiPolygon'; readonly coordinates: readonly (readonly Ring[])[] };

const reader = new GeoJSONReader(new GeometryFactory());
const jtsOf = (drawing: Drawing): unknown => reader.read(drawing) as unknown;
const isValid = (drawing: Drawing): boolean => IsValidOp.isValid(jtsOf(drawing));

function esriOf({ type, coordinates }: Drawing): Geometry {
  switch (type) {
    case 'MultiPoint': {
      const [[x = 0, y = 0] = []] = coordinates;
      return coordinates.length === 1 ? { x, y } : { points: coordinates };
    }
    case 'MultiLineString':
      return { paths: coordinates };
    case 'MultiPolygon':
      // Esri's rings are one list, in any order.
      return { rings: coordinates.flat().toReversed() };
  }
}

// ---------------------------------------------------------------- drawings

const position: fc.Arbitrary<Position> = fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 }));
const close = (ring: Ring): Ring => [...ring, ring[0] ?? []];
const rectangle: fc.Arbitrary<Ring> = fc.tuple(position, position).map(([[x1 = 0, y1 = 0], [x2 = 0, y2 = 0]]) =>
  close([
    [x1, y1],
    [x1, y2],
    [x2, y2],
    [x2, y1],
  ]),
);
const ring = fc.oneof(rectangle, fc.uniqueArray(position, { minLength: 3, maxLength: 6, selector: String }).map(close));
/** A large ring, so that a second one has a chance to be its hole. */
const frame: fc.Arbitrary<Ring> = fc
  .tuple(fc.constantFrom(0, 1), fc.constantFrom(4, 5), fc.constantFrom(0, 1, 2), fc.constantFrom(3, 4, 5))
  .map(([x1, x2, y1, y2]) =>
    close([
      [x1, y1],
      [x1, y2],
      [x2, y2],
      [x2, y1],
    ]),
  );
const polygon = fc.oneof(
  fc.tuple(ring),
  { weight: 6, arbitrary: fc.tuple(frame, ring) },
  { weight: 2, arbitrary: fc.tuple(frame, ring, ring) },
);
const polygons = fc
  .oneof({ weight: 3, arbitrary: fc.tuple(polygon) }, fc.tuple(polygon, polygon))
  .map((coordinates): Drawing => ({ type: 'MultiPolygon', coordinates }))
  .filter(isValid);
const stretch = fc.tuple(position, position).filter(([from, to]) => String(from) !== String(to));
/** Right angles and diagonals cross each other at halves, which JSTS computes exactly; elsewhere it misses that lines coincide. */
const octilinear = fc
  .tuple(
    position,
    fc.array(fc.tuple(fc.integer({ min: 0, max: 7 }), fc.integer({ min: 1, max: 3 })), { minLength: 1, maxLength: 4 }),
  )
  .map(([start, moves]): Ring => {
    const path: Position[] = [start];
    for (const [eighth, length] of moves) {
      const [x = 0, y = 0] = path.at(-1) ?? [];
      const turn = (eighth * Math.PI) / 4;
      path.push([x + length * Math.round(Math.cos(turn)), y + length * Math.round(Math.sin(turn))]);
    }
    return path;
  });
const lines = fc
  .oneof(fc.tuple(stretch), fc.array(octilinear, { minLength: 1, maxLength: 2 }))
  .map((coordinates): Drawing => ({ type: 'MultiLineString', coordinates }));
const points = fc
  .uniqueArray(position, { minLength: 1, maxLength: 3, selector: String })
  .map((coordinates): Drawing => ({ type: 'MultiPoint', coordinates }));
const drawing = fc.oneof({ weight: 3, arbitrary: polygons }, { weight: 2, arbitrary: lines }, points);

// ---------------------------------------------------------------- the two opinions

const relations = {
  esriSpatialRelIntersects: (query: Drawing, row: Drawing) => RelateOp.intersects(jtsOf(query), jtsOf(row)) as boolean,
  esriSpatialRelContains: (query: Drawing, row: Drawing) => RelateOp.contains(jtsOf(query), jtsOf(row)) as boolean,
  esriSpatialRelWithin: (query: Drawing, row: Drawing) => RelateOp.contains(jtsOf(row), jtsOf(query)) as boolean,
} satisfies Partial<Record<SpatialRel, unknown>>;

// The judge rounds where lines cross, so it can be wrong itself: what it judges is the same at every run.
const seed = 18_050_715;

describe('spatial relations', () => {
  for (const [name, theirs] of Object.entries(relations)) {
    it(`${name}: as JSTS sees it`, () => {
      let [related, total] = [0, 0];
      const agree = (query: Drawing, row: Drawing): void => {
        const expected = theirs(query, row);
        total++;
        if (expected) related++;
        assert.equal(compileRelation(esriOf(query), name as keyof typeof relations)(esriOf(row)), expected);
      };
      fc.assert(fc.property(drawing, drawing, agree), { numRuns: 3_000, seed });
      // Of the same rings and parts, so that whole borders coincide.
      fc.assert(
        fc.property(polygons, fc.infiniteStream(fc.nat()), (whole, choice) => {
          const rings = (whole.coordinates as readonly (readonly Ring[])[]).flat();
          const some = rings.filter(() => (choice.next().value ?? 0) % 2 === 0);
          const part: Drawing = { type: 'MultiPolygon', coordinates: some.map((one) => [one]) };
          fc.pre(some.length > 0 && isValid(part));
          agree(whole, part);
          agree(part, whole);
          agree(whole, { type: 'MultiLineString', coordinates: some });
        }),
        { numRuns: 600, seed },
      );
      assert.ok(related > total / 50 && related < total * 0.9, `${String(related)} of ${String(total)} related`);
    });
  }
});

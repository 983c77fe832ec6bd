import { expect } from '@open-wc/testing';
import type { Geometry } from '../../src/shared/esri.js';
import type { JsonValue } from '../../src/shared/json.js';
import { sameGeometry, sameValue } from '../../src/shared/same-values.js';
import { field } from '../sync/support/samples.js';

describe('values that a database has had its way with', () => {
  const same: readonly [string, JsonValue, JsonValue][] = [
    ['esriFieldTypeString', 'oak', 'oak'],
    ['esriFieldTypeString', '', null],
    ['esriFieldTypeString', null, ''],
    ['esriFieldTypeString', 'oak', 'oak   '],
    ['esriFieldTypeInteger', 5, '5'],
    ['esriFieldTypeBigInteger', '9007199254740993', '9007199254740993'],
    ['esriFieldTypeDouble', 0.1 + 0.2, 0.3],
    ['esriFieldTypeDouble', '1.5', 1.5],
    ['esriFieldTypeDouble', 0, 0],
    ['esriFieldTypeSingle', 0.1, Math.fround(0.1)],
    ['esriFieldTypeDate', 1_700_000_000_123, 1_700_000_000_000],
    ['esriFieldTypeTimestampOffset', '2023-11-14T22:13:20.000+00:00', '2023-11-15T00:13:20.500+02:00'],
    ['esriFieldTypeDateOnly', '2023-11-14', '2023-11-14'],
    ['esriFieldTypeGUID', '{00000000-0000-4000-8000-0000000000AB}', '00000000-0000-4000-8000-0000000000ab'],
  ];
  for (const [type, a, b] of same) {
    it(`${type}: ${JSON.stringify(a)} is ${JSON.stringify(b)}`, () => {
      expect(sameValue(a, b, field('F', type))).to.equal(true);
      expect(sameValue(b, a, field('F', type))).to.equal(true);
    });
  }

  const different: readonly [string, JsonValue, JsonValue][] = [
    ['esriFieldTypeString', 'oak', 'Oak'],
    ['esriFieldTypeString', 'oak', ' oak'],
    ['esriFieldTypeString', 'oak', null],
    ['esriFieldTypeInteger', 0, null],
    ['esriFieldTypeInteger', 5, 6],
    ['esriFieldTypeBigInteger', '9007199254740993', '9007199254740992'],
    ['esriFieldTypeDouble', 1, 1.000001],
    ['esriFieldTypeSingle', 0.1, 0.1001],
    ['esriFieldTypeDate', 1_700_000_000_000, 1_700_000_001_000],
    ['esriFieldTypeDate', 'no date', 'no date either'],
    ['esriFieldTypeGUID', '00000000-0000-4000-8000-0000000000ab', '00000000-0000-4000-8000-0000000000ac'],
    ['esriFieldTypeGUID', 'no guid', 'none'],
  ];
  for (const [type, a, b] of different) {
    it(`${type}: ${JSON.stringify(a)} is not ${JSON.stringify(b)}`, () => {
      expect(sameValue(a, b, field('F', type))).to.equal(false);
    });
  }
});

describe('geometries', () => {
  const metres = { xyTolerance: 0.001 };
  const ring = (x: number): Geometry => ({
    rings: [
      [
        [x, 0],
        [1, 0],
        [1, 1],
        [x, 0],
      ],
    ],
  });

  it('are the same within the tolerance of the layer', () => {
    expect(sameGeometry({ x: 1, y: 1 }, { x: 1.0009, y: 1 }, metres)).to.equal(true);
    expect(sameGeometry({ x: 1, y: 1 }, { x: 1.002, y: 1 }, metres)).to.equal(false);
    expect(sameGeometry(ring(0), ring(0.0005), metres)).to.equal(true);
    expect(sameGeometry(ring(0), ring(0.1), metres)).to.equal(false);
  });

  it('without one: a millimetre, in the units of the layer', () => {
    const degrees = { extent: { xmin: 0, ymin: 0, xmax: 1, ymax: 1, spatialReference: { wkid: 4326 } } };
    expect(sameGeometry({ x: 1, y: 1 }, { x: 1.0005, y: 1 }, {})).to.equal(true);
    expect(sameGeometry({ x: 1, y: 1 }, { x: 1.0005, y: 1 }, degrees)).to.equal(false);
    expect(sameGeometry({ x: 1, y: 1 }, { x: 1.000000001, y: 1 }, degrees)).to.equal(true);
  });

  it('that are empty are the same, however they say it', () => {
    expect(sameGeometry(null, { x: 'NaN', y: 'NaN' }, metres)).to.equal(true);
    expect(sameGeometry(null, { x: null }, metres)).to.equal(true);
    expect(sameGeometry({ rings: [] }, null, metres)).to.equal(true);
    expect(sameGeometry({ x: 0, y: 0 }, null, metres)).to.equal(false);
  });

  it('with another number of vertices or a height more are not the same', () => {
    expect(
      sameGeometry(
        {
          paths: [
            [
              [0, 0],
              [1, 1],
            ],
          ],
        },
        {
          paths: [
            [
              [0, 0],
              [1, 1],
              [2, 2],
            ],
          ],
        },
        metres,
      ),
    ).to.equal(false);
    expect(sameGeometry({ x: 0, y: 0 }, { x: 0, y: 0, z: 5 }, metres)).to.equal(false);
  });

  it('with a height that their layer does not have are the same', () => {
    expect(sameGeometry({ x: 0, y: 0 }, { x: 0, y: 0, z: 0 }, { ...metres, hasZ: false })).to.equal(true);
  });

  it('do not depend on the spatial reference being repeated', () => {
    expect(sameGeometry({ x: 0, y: 0 }, { x: 0, y: 0, spatialReference: { wkid: 3857 } }, metres)).to.equal(true);
  });
});

/** What the elements' map decides without a map: boxes, and which features a selection names. */
import { expect } from '@open-wc/testing';
import { boundsOf } from '../../src/arcgis/map/bounds.js';
import { hitOf, selectedOf, shownIn } from '../../src/arcgis/map/follow-selection.js';

const SERVICE = 'https://gis.example.com/arcgis/rest/services/Trees/FeatureServer';
const trees = { url: `${SERVICE}/0`, objectIdField: 'OBJECTID' };
const byLayerId = { url: SERVICE, layerId: 1, objectIdField: 'fid' };
const elsewhere = {
  url: 'https://gis.example.com/arcgis/rest/services/Roads/FeatureServer/0',
  objectIdField: 'OBJECTID',
};

describe('the box of a geometry', () => {
  it('is told for every kind', () => {
    const box = { xmin: 1, ymin: 2, xmax: 3, ymax: 4 };
    const path = [
      [1, 4],
      [3, 2],
    ];
    expect(boundsOf({ x: 1, y: 2 })).to.deep.equal({ xmin: 1, ymin: 2, xmax: 1, ymax: 2 });
    expect(boundsOf({ points: path })).to.deep.equal(box);
    expect(boundsOf({ paths: [path] })).to.deep.equal(box);
    expect(boundsOf({ rings: [[...path, [1, 4]]] })).to.deep.equal(box);
    expect(boundsOf(box)).to.deep.equal(box);
  });

  it('takes the points of curves in, and is none where there are no coordinates', () => {
    expect(
      boundsOf({
        curvePaths: [
          [
            [0, 0],
            {
              c: [
                [3, 3],
                [1, 4],
              ],
            },
          ],
        ],
      }),
    ).to.deep.equal({
      xmin: 0,
      ymin: 0,
      xmax: 3,
      ymax: 4,
    });
    expect(boundsOf({ rings: [] })).to.equal(null);
    expect(boundsOf({ points: [] })).to.equal(null);
  });
});

describe('what a person selects on a map', () => {
  it('is the topmost feature of this service, by its layer’s ObjectID', () => {
    const results = [
      { type: 'graphic', graphic: { layer: elsewhere, attributes: { OBJECTID: 9 } } },
      { type: 'media' },
      { type: 'graphic', graphic: { layer: byLayerId, attributes: { fid: 4 } } },
      { type: 'graphic', graphic: { layer: trees, attributes: { OBJECTID: -2 } } },
      { type: 'graphic', graphic: { layer: null, attributes: null } },
    ];
    expect(hitOf(results, SERVICE)).to.deep.equal([
      { layerId: 1, objectId: 4 },
      { layerId: 0, objectId: -2 },
    ]);
  });

  it('is what a popup shows', () => {
    expect(shownIn({ layer: byLayerId, attributes: { fid: 4 } }, SERVICE)).to.deep.equal([{ layerId: 1, objectId: 4 }]);
    expect(shownIn({ layer: elsewhere, attributes: { OBJECTID: 9 } }, SERVICE)).to.deep.equal([]);
    expect(shownIn(null, SERVICE)).to.deep.equal([]);
  });

  it('is what the SDK’s own selection added last', () => {
    const event = {
      changes: [
        { layer: trees, added: [3, 5], removed: [1] },
        { layer: elsewhere, added: [7], removed: [] },
      ],
    };
    expect(selectedOf(event, SERVICE)).to.deep.equal([
      { layerId: 0, objectId: 5 },
      { layerId: 0, objectId: 3 },
    ]);
    expect(selectedOf({}, SERVICE)).to.deep.equal([]);
  });
});

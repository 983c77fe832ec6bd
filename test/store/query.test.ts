/** queryFeatures and queryCount. */
import { expect } from '@open-wc/testing';
import type { Envelope } from '../../src/shared/esri.js';
import type { FeatureQuery } from '../../src/shared/queries.js';
import { changes, Device, id, NOTES, POINTS, row } from './fixture.js';
import { rejects } from './rejects.js';

describe('queryFeatures', () => {
  let device: Device;
  const names = async (query: FeatureQuery) =>
    (await device.store.queryFeatures(POINTS, query)).features.map((feature) => feature.attributes['NAME']);
  const box = (xmin: number, ymin: number, xmax: number, ymax: number) => ({ geometry: { xmin, ymin, xmax, ymax } });

  before(async () => {
    device = await Device.start();
    const names: readonly (string | null)[] = ['b', 'B', 'ä', null, 'a', 'z'];
    await device.load(names.map((name, i) => row(i + 1, { name, count: (i * 7) % 5 })));
    await device.add(10, { NAME: 'new', COUNT_: null });
    await device.update(5, { NAME: 'mine' });
    await device.delete(6);
  });
  after(() => device.stop());

  it('answers like a feature service', async () => {
    const result = await device.store.queryFeatures(POINTS, { where: ' 1 = 1 ' });
    expect(result).to.deep.include({
      layerId: POINTS,
      objectIdFieldName: 'OBJECTID',
      globalIdFieldName: 'GlobalID',
      geometryType: 'esriGeometryPoint',
      spatialReference: { wkid: 3857 },
      exceededTransferLimit: false,
    });
    expect(result.fields.map((field) => field.name)).to.include.members(['OBJECTID', 'NAME', 'AREA']);
    expect(result.features.map((feature) => feature.pending)).to.have.members([
      'none',
      'none',
      'none',
      'none',
      'update',
      'add',
    ]);
  });

  it('orders texts by code unit whatever the language, nulls first, and descending', async () => {
    expect(await names({ orderByFields: ['NAME'] })).to.deep.equal([null, 'B', 'b', 'mine', 'new', 'ä']);
    expect(await names({ orderByFields: ['name desc'] })).to.deep.equal(['ä', 'new', 'mine', 'b', 'B', null]);
  });

  it('orders by several fields, numbers by value', async () => {
    const { features } = await device.store.queryFeatures(POINTS, { orderByFields: ['COUNT_ ASC', 'OBJECTID DESC'] });
    expect(features.map((feature) => [feature.attributes['COUNT_'], feature.objectId])).to.deep.equal([
      [null, -1],
      [0, 1],
      [1, 4],
      [2, 2],
      [3, 5],
      [4, 3],
    ]);
  });

  it('finds rows whose envelope intersects', async () => {
    expect(await names(box(0.5, 0.5, 2, 2))).to.have.members(['b', 'B']);
    expect(await names(box(4.5, 4.5, 10, 10))).to.have.members(['mine', 'new']);
    expect(await names(box(-5, -5, 0.9, 0.9))).to.be.empty;
  });

  it('combines GlobalIDs, ObjectIDs and an envelope', async () => {
    expect(await names({ globalIds: [id(1).toUpperCase(), id(2), id(6), id(99)] })).to.deep.equal(['b', 'B']);
    expect(await names({ objectIds: [2, -1, 77, 6] })).to.deep.equal(['B', 'new']);
    expect(await names({ globalIds: [id(1), id(2)], objectIds: [2, 3] })).to.deep.equal(['B']);
    expect(await names({ globalIds: [id(1), id(2)], ...box(1.5, 1.5, 3, 3) })).to.deep.equal(['B']);
  });

  it('pages in a stable order and says when there is more', async () => {
    const pages: unknown[] = [];
    for (let offset = 0; offset < 8; offset += 2) {
      const page = await device.store.queryFeatures(POINTS, { resultOffset: offset, resultRecordCount: 2 });
      pages.push(
        page.features.map((feature) => feature.objectId),
        page.exceededTransferLimit,
      );
    }
    expect(pages.filter(Array.isArray).flat()).to.have.members([1, 2, 3, 4, 5, -1]);
    expect(pages.filter((page) => typeof page === 'boolean')).to.deep.equal([true, true, false, false]);
    expect(await names({ orderByFields: ['NAME'], resultOffset: 1, resultRecordCount: 2 })).to.deep.equal(['B', 'b']);
  });

  it('brings the fields that were asked for, in any case, and the ids', async () => {
    const { fields, features } = await device.store.queryFeatures(POINTS, {
      outFields: ['name'],
      returnGeometry: false,
      objectIds: [1],
    });
    expect(fields.map((field) => field.name)).to.deep.equal(['OBJECTID', 'GlobalID', 'NAME']);
    expect(Object.keys(features[0]?.attributes ?? {})).to.have.members(['OBJECTID', 'GlobalID', 'NAME']);
    expect(features[0]).not.to.have.property('geometry');
    expect((await device.store.queryFeatures(POINTS, { outFields: ['*'] })).fields).to.have.length(6);
  });

  it('counts what it would find', async () => {
    for (const query of [{}, box(0.5, 0.5, 2, 2), { objectIds: [1, 6] }, { globalIds: [] }]) {
      expect(await device.store.queryCount(POINTS, query)).to.equal((await names(query)).length);
    }
  });

  it('says what it cannot do', async () => {
    await rejects(device.store.queryFeatures(POINTS, { where: "NAME = 'a" }), 'unsupported-query');
    await rejects(device.store.queryCount(POINTS, { where: 'NONSENSE = 2' }), 'unsupported-query');
    await rejects(device.store.queryFeatures(POINTS, { orderByFields: ['NONSENSE'] }), 'unsupported-query');
    await rejects(device.store.queryFeatures(POINTS, { outFields: ['NONSENSE'] }), 'unsupported-query');
    const asText = JSON.stringify({ xmin: 0, ymin: 0, xmax: 1, ymax: 1 }) as unknown as Envelope;
    await rejects(device.store.queryFeatures(POINTS, { geometry: asText }), 'unsupported-query');
    await rejects(device.store.queryFeatures(9, {}), 'layer-not-found');
  });

  it('hands out rows of their own: what a caller does to an answer changes nothing here', async () => {
    for (const query of [{ globalIds: [id(5)] }, {}]) {
      const { features } = await device.store.queryFeatures(POINTS, query);
      for (const { attributes, geometry } of features) {
        Object.assign(attributes, { NAME: 'hacked' });
        Object.assign(geometry ?? {}, { x: -1 });
      }
    }
    const { features } = await device.store.queryFeatures(POINTS, {});
    expect(features.map((feature) => feature.attributes['NAME'])).not.to.include('hacked');
    expect(features.map((feature) => (feature.geometry as { x: number }).x)).not.to.include(-1);
  });

  it('sees a change of another tab at the next call', async () => {
    const tab = await device.tab();
    const count = await device.store.queryCount(POINTS, {});
    await tab.applyEdits(POINTS, { adds: [{ attributes: { NAME: 'elsewhere' } }] }, { user: 'bob', time: 1 });
    expect(await device.store.queryCount(POINTS, {})).to.equal(count + 1);
  });

  it('finds polygons and lines by their envelopes, and rows without geometry only without one', async () => {
    await device.receive(
      changes(POINTS, {
        rows: [
          {
            ...row(20, { name: 'ring' }),
            geometry: {
              rings: [
                [
                  [100, 100],
                  [120, 100],
                  [120, 130],
                  [100, 100],
                ],
              ],
            },
          },
          {
            ...row(21, { name: 'curve' }),
            geometry: {
              curvePaths: [
                [
                  [200, 200],
                  {
                    c: [
                      [220, 220],
                      [230, 205],
                    ],
                  },
                ],
              ],
            },
          },
          { ...row(22, { name: 'nowhere' }), geometry: null },
          { ...row(23, { name: 'empty' }), geometry: { x: 'NaN' as const } },
        ],
      }),
    );
    expect(await names(box(119, 129, 119, 129))).to.deep.equal(['ring']);
    expect(await names(box(229, 204, 240, 206))).to.deep.equal(['curve']);
    expect(await names({ globalIds: [id(22), id(23)] })).to.deep.equal(['nowhere', 'empty']);
    expect(await device.store.queryCount(NOTES, {})).to.equal(0);
  });
});

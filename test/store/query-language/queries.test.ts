/** Queries over a real database: where clauses and geometries, ids, extents, statistics, distinct values, streams. */
import { expect } from '@open-wc/testing';
import type { Position } from '../../../src/shared/esri.js';
import type { FeatureQuery, LocalFeature } from '../../../src/shared/queries.js';
import { changes, Device, id, NOTES, POINTS, row } from '../fixture.js';
import { rejects } from '../rejects.js';

function square(x: number, y: number, size: number): readonly (readonly Position[])[] {
  return [
    [
      [x, y],
      [x, y + size],
      [x + size, y + size],
      [x + size, y],
      [x, y],
    ],
  ];
}

describe('a query', () => {
  let device: Device;
  const found = async (query: FeatureQuery): Promise<readonly number[]> =>
    (await device.store.queryFeatures(POINTS, query)).features.map(({ objectId }) => objectId);

  before(async () => {
    device = await Device.start();
    // Twenty rows along a diagonal, named a, b and c in turn; one is edited, one removed, one added, one received.
    const rows = Array.from({ length: 20 }, (_, i) => row(i + 1, { name: 'abc'[i % 3] ?? null, count: i % 4 }));
    await device.load(rows);
    await device.update(3, { NAME: 'mine', COUNT_: 100 });
    await device.delete(4);
    await device.add(30, { NAME: 'new', COUNT_: null });
    await device.receive(changes(POINTS, { rows: [row(5, { name: 'theirs', count: 7, x: 50, y: 50 })] }));
  });
  after(() => device.stop());

  describe('with a where clause', () => {
    it('finds packed, edited, added and received rows by what they hold now', async () => {
      expect(await found({ where: "NAME IN ('mine', 'theirs', 'new')" })).to.have.members([3, 5, -1]);
      expect(await found({ where: "NAME = 'c'" })).to.deep.equal([6, 9, 12, 15, 18]);
      expect(await found({ where: "name LIKE 'a%' AND COUNT_ BETWEEN 1 AND 2" })).to.deep.equal([7, 10, 19]);
      expect(await found({ where: 'COUNT_ IS NULL' })).to.deep.equal([-1]);
      expect(await found({ where: `GlobalID = '{${id(9)}}'` })).to.deep.equal([9]);
      expect(await found({ where: '' })).to.have.length(20);
    });

    it('combines it with ids, envelopes, order and pages', async () => {
      expect(await found({ where: "NAME = 'c'", objectIds: [6, 7, 9] })).to.deep.equal([6, 9]);
      expect(await found({ where: "NAME = 'c'", globalIds: [id(9), id(7)] })).to.deep.equal([9]);
      expect(await found({ where: "NAME = 'c'", geometry: { xmin: 8, ymin: 8, xmax: 16, ymax: 16 } })).to.deep.equal([
        9, 12, 15,
      ]);
      const query = { where: "NAME = 'c'", orderByFields: ['OBJECTID DESC'], resultOffset: 1, resultRecordCount: 2 };
      expect(await found(query)).to.deep.equal([15, 12]);
      expect((await device.store.queryFeatures(POINTS, query)).exceededTransferLimit).to.be.true;
      expect(await device.store.queryCount(POINTS, { where: "NAME = 'c'" })).to.equal(5);
    });

    it('knows the present only where it is told', async () => {
      const query = { where: 'last_edited_date < CURRENT_TIMESTAMP', currentTime: 5 };
      expect(await device.store.queryCount(POINTS, query)).to.be.above(0);
      expect(await device.store.queryCount(POINTS, { ...query, currentTime: 0 })).to.equal(0);
      await rejects(device.store.queryCount(POINTS, { where: query.where }), 'unsupported-query');
    });
  });

  describe('with a geometry', () => {
    it('finds what lies in a polygon, not in its envelope', async () => {
      const triangle = {
        rings: [
          [
            [0, 0],
            [0, 12],
            [9, 12],
            [8.5, 8.4],
            [0, 0],
          ] as const,
        ],
      };
      expect(await found({ geometry: triangle })).to.deep.equal([1, 2, 6, 7, 8, 3]);
      expect(await found({ geometry: triangle, spatialRel: 'esriSpatialRelEnvelopeIntersects' })).to.have.members([
        1, 2, 3, 6, 7, 8, 9,
      ]);
    });

    it('finds by points and lines, and edited rows where they lie now', async () => {
      expect(await found({ geometry: { x: 7, y: 7 } })).to.deep.equal([7]);
      expect(
        await found({
          geometry: {
            points: [
              [50, 50],
              [1, 1],
              [2, 3],
            ],
          },
        }),
      ).to.deep.equal([1, 5]);
      expect(
        await found({
          geometry: {
            paths: [
              [
                [6, 6],
                [8, 8],
              ],
            ],
          },
        }),
      ).to.deep.equal([6, 7, 8]);
    });

    it('leaves out what only touches the border when it asks what is contained', async () => {
      const geometry = { xmin: 6, ymin: 6, xmax: 9, ymax: 9 };
      expect(await found({ geometry })).to.deep.equal([6, 7, 8, 9]);
      expect(await found({ geometry, spatialRel: 'esriSpatialRelContains' })).to.deep.equal([7, 8]);
    });

    it('refuses one in another spatial reference, and takes the other names of its own', async () => {
      const geometry = { xmin: 6, ymin: 6, xmax: 9, ymax: 9 };
      await rejects(found({ geometry: { ...geometry, spatialReference: { wkid: 4326 } } }), 'unsupported-query');
      expect(await found({ geometry: { ...geometry, spatialReference: { wkid: 102100 } } })).to.have.length(4);
    });

    it('finds nothing with an empty one', async () => {
      expect(await found({ geometry: { rings: [] } })).to.be.empty;
      expect(await found({ geometry: { x: 'NaN' } })).to.be.empty;
    });
  });

  describe('for ids', () => {
    it('gives both kinds, in its order', async () => {
      const ids = await device.store.queryIds(POINTS, { where: "NAME = 'c'", orderByFields: ['OBJECTID DESC'] });
      expect(ids.objectIds).to.deep.equal([18, 15, 12, 9, 6]);
      expect(ids.globalIds[0]).to.equal(id(18));
    });
  });

  describe('for an extent', () => {
    it('gives the envelope of the rows, edited ones where they lie now', async () => {
      expect(await device.store.queryExtent(POINTS, {})).to.deep.equal({
        count: 20,
        extent: { xmin: 1, ymin: 1, xmax: 50, ymax: 50, spatialReference: { wkid: 3857 } },
      });
      const { count, extent } = await device.store.queryExtent(POINTS, { where: "NAME = 'c'" });
      expect([count, extent?.xmin, extent?.xmax]).to.deep.equal([5, 6, 18]);
      expect(await device.store.queryExtent(POINTS, { where: '1=0' })).to.deep.equal({ count: 0, extent: null });
      expect(await device.store.queryExtent(NOTES, {})).to.deep.equal({ count: 0, extent: null });
    });
  });

  describe('for statistics', () => {
    const onCount = (type: 'count' | 'sum' | 'min' | 'max' | 'avg' | 'stddev' | 'var') =>
      ({ statisticType: type, onStatisticField: 'count_', outStatisticFieldName: type }) as const;

    it('gives one record for all rows', async () => {
      const outStatistics = (['count', 'sum', 'min', 'max', 'avg', 'var', 'stddev'] as const).map(onCount);
      const { features, fields } = await device.store.queryStatistics(POINTS, {
        outStatistics,
        where: 'OBJECTID IN (1, 2, 6, 7, -1)',
      });
      // COUNT_ is 0, 1, 1, 2 and null.
      expect(features).to.have.length(1);
      expect(features[0]?.attributes).to.include({ count: 4, sum: 4, min: 0, max: 2, avg: 1 });
      expect(features[0]?.attributes['var']).to.be.closeTo(2 / 3, 1e-12);
      expect(features[0]?.attributes['stddev']).to.be.closeTo(Math.sqrt(2 / 3), 1e-12);
      expect(fields.map(({ name }) => name)).to.deep.equal(['count', 'sum', 'min', 'max', 'avg', 'var', 'stddev']);
    });

    it('gives a record for each group, in the order that was asked for', async () => {
      const { features, exceededTransferLimit } = await device.store.queryStatistics(POINTS, {
        outStatistics: [onCount('count'), { ...onCount('max'), onStatisticField: 'COUNT_ * 10 + 1' }],
        groupByFieldsForStatistics: ['name'],
        orderByFields: ['count DESC', 'NAME'],
        resultRecordCount: 4,
      });
      expect(features.map(({ attributes }) => attributes)).to.deep.equal([
        { NAME: 'a', count: 6, max: 31 },
        { NAME: 'b', count: 6, max: 31 },
        { NAME: 'c', count: 5, max: 31 },
        { NAME: 'mine', count: 1, max: 1001 },
      ]);
      expect(exceededTransferLimit).to.be.true;
    });

    it('groups by expressions', async () => {
      const { features } = await device.store.queryStatistics(POINTS, {
        outStatistics: [onCount('count')],
        groupByFieldsForStatistics: ['MOD(OBJECTID, 2)'],
        where: 'OBJECTID > 5',
      });
      expect(features.map(({ attributes }) => attributes)).to.deep.equal([
        { 'MOD(OBJECTID, 2)': 0, count: 8 },
        { 'MOD(OBJECTID, 2)': 1, count: 7 },
      ]);
    });

    it('counts nothing as nothing, and says what it cannot do', async () => {
      const none = await device.store.queryStatistics(POINTS, {
        outStatistics: [onCount('count'), onCount('sum'), onCount('avg')],
        where: '1=0',
      });
      expect(none.features[0]?.attributes).to.deep.equal({ count: 0, sum: null, avg: null });
      for (const definition of [
        { ...onCount('sum'), onStatisticField: 'NAME' },
        { ...onCount('sum'), onStatisticField: 'NONSENSE' },
        { ...onCount('sum'), statisticType: 'median' as 'sum' },
      ]) {
        await rejects(device.store.queryStatistics(POINTS, { outStatistics: [definition] }), 'unsupported-query');
      }
      const twice = [onCount('sum'), onCount('sum')];
      await rejects(device.store.queryStatistics(POINTS, { outStatistics: twice }), 'unsupported-query');
    });
  });

  describe('for distinct values', () => {
    it('gives each combination once', async () => {
      const { features, fields } = await device.store.queryDistinctValues(POINTS, {
        outFields: ['name'],
        orderByFields: ['NAME'],
      });
      expect(features.map(({ attributes }) => attributes['NAME'])).to.deep.equal([
        'a',
        'b',
        'c',
        'mine',
        'new',
        'theirs',
      ]);
      expect(fields.map(({ name }) => name)).to.deep.equal(['NAME']);
      const pairs = await device.store.queryDistinctValues(POINTS, {
        outFields: ['NAME', 'COUNT_'],
        where: "NAME = 'a' OR NAME = 'new'",
      });
      expect(pairs.features).to.have.length(5);
      await rejects(device.store.queryDistinctValues(POINTS, { outFields: ['NONSENSE'] }), 'unsupported-query');
    });
  });
});

describe('a stream', () => {
  let device: Device;
  beforeEach(async () => {
    device = await Device.start();
    await device.load(Array.from({ length: 1_000 }, (_, i) => row(i + 1)));
  });
  afterEach(() => device.stop());

  /** All batches; `between` runs after each. */
  async function all(
    query: FeatureQuery,
    limit: number,
    between: (batchNo: number) => Promise<void> = async () => undefined,
  ): Promise<readonly LocalFeature[]> {
    const stream = await device.store.openQuery(POINTS, query);
    const features: LocalFeature[] = [];
    for (let batchNo = 0; ; batchNo++) {
      const batch = await device.store.nextBatch(stream, limit);
      expect(batch.features.length).to.be.at.most(limit);
      features.push(...batch.features);
      if (batch.isLast) break;
      await between(batchNo);
    }
    await device.store.closeQuery(stream);
    await rejects(device.store.nextBatch(stream, limit), 'invalid-argument');
    return features;
  }

  it('gives what the query gives, in batches', async () => {
    await device.update(7, { NAME: 'mine' });
    await device.add(2_000);
    for (const query of [
      {},
      { where: 'MOD(OBJECTID, 3) = 0' },
      { geometry: { rings: square(10.5, 10.5, 200) } },
      {
        orderByFields: ['NAME DESC'],
        resultOffset: 3,
        resultRecordCount: 20,
        outFields: ['NAME'],
        returnGeometry: false,
      },
      { resultOffset: 990, resultRecordCount: 8 },
      { globalIds: [id(5), id(7), id(3_000)] },
      { where: '1=0' },
    ]) {
      const whole = await device.store.queryFeatures(POINTS, query);
      expect(await all(query, 37)).to.deep.equal(whole.features);
      expect(await all(query, 10_000)).to.deep.equal(whole.features);
    }
  });

  for (const orderByFields of [[], ['OBJECTID']]) {
    it(`shows the layer as it was when it began, ordered by ${orderByFields.join() || 'nothing'}`, async () => {
      const before = await device.store.queryFeatures(POINTS, { orderByFields });
      const streamed = await all({ orderByFields }, 150, async (batchNo) => {
        await device.update(1 + batchNo, { NAME: 'changed meanwhile' });
        await device.update(1_000 - batchNo, { NAME: 'changed meanwhile' });
        await device.delete(500 + batchNo);
        await device.add(5_000 + batchNo);
        await device.receive(changes(POINTS, { rows: [row(300 + batchNo, { name: 'theirs' })] }));
        if (batchNo === 2) {
          // A large delta comes as a run of its own.
          const rows = Array.from({ length: 600 }, (_, i) => row(i + 400, { name: 'many' }));
          await device.receive(changes(POINTS, { rows }));
        }
      });
      expect(streamed).to.deep.equal(before.features);
    });
  }

  it('goes on when the layer was loaded anew and everything swept that nobody reads any more', async () => {
    const before = (await device.store.queryFeatures(POINTS, {})).features;
    const streamed = await all({}, 10, async (batchNo) => {
      if (batchNo > 1) return;
      await device.load([row(1)]);
      device.epoch = await device.store.takeHold(2_000);
    });
    expect(streamed).to.deep.equal(before);
    expect((await all({}, 10)).map(({ objectId }) => objectId)).to.deep.equal([1]);
  });

  it('says so when the geodatabase was removed meanwhile', async () => {
    const stream = await device.store.openQuery(POINTS, {});
    await device.store.clear(device.epoch, { force: true });
    const outcome = await device.store.nextBatch(stream, 10).catch((error: unknown) => error);
    expect(outcome).to.include({ name: 'GdbError', code: 'busy', retryable: true });
  });
});

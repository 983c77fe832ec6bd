/** The same question, online and offline: a feature service over HTTP, and the copy of it on this device, answer alike. */
import { expect } from '@open-wc/testing';
import type { SyncController } from '../../src/controller/types.js';
import type { Geometry } from '../../src/shared/esri.js';
import { toGlobalId } from '../../src/shared/ids.js';
import type { FeatureQuery } from '../../src/shared/queries.js';
import { TestService } from '../support/service.js';

const POINTS = 0;
const AREAS = 1;
const VISITS = 2;

describe('online and offline', () => {
  let service: TestService;
  let sync: SyncController;

  before(async () => {
    service = await TestService.create({}, 150);
    sync = service.controller();
    await sync.ready;
    await sync.generateGeodatabase(await sync.createDefaultGenerateGeodatabaseParameters());
  });
  after(() => {
    sync.close();
  });

  async function online(layerId: number, fields: Record<string, string>): Promise<readonly string[]> {
    const reply = await service.post(`${String(layerId)}/query`, { where: '1=1', outFields: 'GlobalID', ...fields });
    const features = reply['features'] as readonly { readonly attributes: Record<string, unknown> }[];
    return features.map(({ attributes }) => toGlobalId(String(attributes['GlobalID'])));
  }

  const clauses: readonly (readonly [layerId: number, where: string])[] = [
    [POINTS, "status = 'open'"],
    [POINTS, "status <> 'open' AND condition >= 3"],
    [POINTS, "NOT (status = 'closed' OR condition IS NULL)"],
    [POINTS, 'condition IS NULL'],
    [POINTS, 'condition IN (1, 5)'],
    [POINTS, 'condition NOT IN (1, 5)'],
    [POINTS, 'elevation_m BETWEEN 100 AND 500.5'],
    [POINTS, 'elevation_m / 10 + condition * 2 > 40'],
    [POINTS, "UPPER(name) LIKE '%INTERNATIONAL%'"],
    [POINTS, "code LIKE '_A%'"],
    [POINTS, "name LIKE '%''%' OR CHAR_LENGTH(code) = 3"],
    [POINTS, "inspected >= DATE '2023-06-01' AND inspected < TIMESTAMP '2024-01-01 00:00:00'"],
    [POINTS, "inspected BETWEEN DATE '2023-01-01' AND DATE '2023-12-31'"],
    [POINTS, "\"Status\" = 'open' AND NAME > 'M'"],
    [AREAS, 'priority = 3'],
    [AREAS, "name BETWEEN 'A' AND 'F'"],
    [VISITS, "visitor = 'Ada Admin' AND result <> 'pass'"],
  ];
  for (const [layerId, where] of clauses) {
    it(`select the same rows of layer ${String(layerId)} where ${where}`, async () => {
      const theirs = await online(layerId, { where });
      const mine = await sync.queryGlobalIds(layerId, { where });
      expect([...mine].sort()).to.deep.equal([...theirs].sort());
      expect(mine.length, 'a clause that tells rows apart').to.be.within(1, 149);
    });
  }

  it('know a row by its GUID, in any spelling', async () => {
    const [first] = await sync.queryGlobalIds(POINTS);
    for (const spelling of [`{${String(first).toUpperCase()}}`, String(first)]) {
      const where = `GlobalID = '${spelling}'`;
      expect(await sync.queryGlobalIds(POINTS, { where })).to.deep.equal(await online(POINTS, { where }));
    }
  });

  const alps: Geometry = {
    rings: [
      [
        [5, 44],
        [7, 48],
        [16, 49],
        [13, 45],
        [5, 44],
      ],
    ],
  };
  const geometries: readonly (readonly [name: string, layerId: number, geometry: Geometry])[] = [
    ['an envelope', POINTS, { xmin: -10, ymin: 30, xmax: 60, ymax: 70 }],
    ['an envelope', AREAS, { xmin: 0, ymin: 40, xmax: 20, ymax: 50 }],
    ['a polygon', AREAS, alps],
    [
      'a polygon',
      POINTS,
      {
        rings: [
          [
            [-100, 0],
            [-60, 60],
            [100, 60],
            [60, 0],
            [-100, 0],
          ],
        ],
      },
    ],
    [
      'a line',
      AREAS,
      {
        paths: [
          [
            [-10, 20],
            [30, 50],
          ],
        ],
      },
    ],
    ['a point', AREAS, { x: 2, y: 47 }],
  ];
  for (const [name, layerId, geometry] of geometries) {
    it(`find the same rows of layer ${String(layerId)} by ${name}`, async () => {
      const query: FeatureQuery = { geometry };
      const mine = await sync.queryGlobalIds(layerId, query);
      const theirs = await online(layerId, { geometry: JSON.stringify(geometry), inSR: '4326' });
      expect([...mine].sort()).to.deep.equal([...theirs].sort());
      expect(mine.length, 'a geometry that tells rows apart').to.be.within(1, 149);
    });
  }

  it('order and page alike', async () => {
    const [orderByFields, resultOffset, resultRecordCount] = [['elevation_m DESC', 'code'], 20, 15];
    expect(await sync.queryGlobalIds(POINTS, { orderByFields, resultOffset, resultRecordCount })).to.deep.equal(
      await online(POINTS, {
        orderByFields: orderByFields.join(),
        resultOffset: String(resultOffset),
        resultRecordCount: String(resultRecordCount),
      }),
    );
  });

  it('agree on the extent and the count', async () => {
    const where = "status = 'open'";
    const reply = await service.post(`${String(POINTS)}/query`, {
      where,
      returnExtentOnly: 'true',
      returnCountOnly: 'true',
    });
    const { count, extent } = await sync.queryExtent(POINTS, { where });
    expect(count).to.equal(reply['count']);
    expect(await sync.queryFeatureCount(POINTS, { where })).to.equal(count);
    const theirs = reply['extent'] as Record<string, number>;
    for (const side of ['xmin', 'ymin', 'xmax', 'ymax'] as const) {
      expect(extent?.[side]).to.be.closeTo(theirs[side] ?? NaN, 1e-9);
    }
  });
});

describe('the controller', () => {
  let sync: SyncController;
  before(async () => {
    sync = (await TestService.create({}, 40)).controller();
    await sync.ready;
    await sync.generateGeodatabase(await sync.createDefaultGenerateGeodatabaseParameters());
  });
  after(() => {
    sync.close();
  });

  it('streams the rows of a query, closes it when the loop is left, and stops when told', async () => {
    const query: FeatureQuery = { where: "status = 'open' OR 1=1", orderByFields: ['OBJECTID'] };
    const batches: number[] = [];
    const ids: number[] = [];
    for await (const features of sync.streamFeatures(POINTS, query, { batchSize: 15 })) {
      batches.push(features.length);
      ids.push(...features.map(({ objectId }) => objectId));
    }
    expect(batches).to.deep.equal([15, 15, 10]);
    expect(ids).to.deep.equal(await sync.queryObjectIds(POINTS, query));
    for await (const features of sync.streamFeatures(POINTS)) {
      expect(features).to.have.length(40);
      break;
    }
    const stop = new AbortController();
    let seen = 0;
    const stopped = (async () => {
      for await (const features of sync.streamFeatures(POINTS, {}, { batchSize: 10, signal: stop.signal })) {
        seen += features.length;
        stop.abort();
      }
    })();
    const error: unknown = await stopped.catch((reason: unknown) => reason);
    expect(error).to.include({ code: 'aborted' });
    expect(seen).to.equal(10);
  });

  it('knows what time it is', async () => {
    const where = 'inspected < CURRENT_TIMESTAMP AND inspected > CURRENT_DATE - 100000';
    expect(await sync.queryFeatureCount(POINTS, { where })).to.be.above(0);
    expect(await sync.queryFeatureCount(POINTS, { where: 'inspected > CURRENT_TIMESTAMP' })).to.equal(0);
  });

  it('gives statistics and distinct values', async () => {
    const { features } = await sync.queryStatistics(POINTS, {
      outStatistics: [{ statisticType: 'count', onStatisticField: 'OBJECTID', outStatisticFieldName: 'n' }],
      groupByFieldsForStatistics: ['status'],
    });
    const total = features.reduce((sum, { attributes }) => sum + Number(attributes['n']), 0);
    expect(total).to.equal(40);
    const distinct = await sync.queryDistinctValues(POINTS, { outFields: ['status'] });
    expect(distinct.features).to.have.length(features.length);
  });
});

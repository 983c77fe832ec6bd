import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { useEmulator } from './support/emulator.js';
import type { Failure, QueryJson } from './support/replies.js';
import type { Params, Service } from './support/service.js';

const { fresh } = useEmulator();

const place = (name: string, properties: object, coordinates: [number, number]): object => ({
  type: 'Feature',
  properties: { name, ...properties },
  geometry: { type: 'Point', coordinates },
});
const geojson = {
  type: 'FeatureCollection',
  features: [
    place('Alpha', { size: 1, built: '2020-01-01', note: "it's" }, [1, 1]),
    place('beta', { size: 2, built: '2021-06-15T12:30:00Z', note: null }, [2, 2]),
    place('Gamma', { size: 3.5, built: null, note: '100%' }, [30, 30]),
    place('Delta', { size: 4, built: '2023-03-03', note: 'x' }, [40, 40]),
  ],
};
const publish = (options: object = {}): Promise<Service> => fresh({ layers: [{ name: 'Places', geojson }], options });

describe('the where clause of a query', () => {
  const cases: [string, string[]][] = [
    ['1=1', ['Alpha', 'beta', 'Gamma', 'Delta']],
    ["name = 'Alpha'", ['Alpha']],
    ["NAME = 'Alpha'", ['Alpha']],
    ['"name" = \'Alpha\'', ['Alpha']],
    ["note = 'it''s'", ['Alpha']],
    ['size > 1 AND size <= 3.5', ['beta', 'Gamma']],
    ['size < 2 OR size >= 4', ['Alpha', 'Delta']],
    ['NOT (size < 2 OR size >= 4)', ['beta', 'Gamma']],
    ["size <> 1 AND (name = 'beta' OR name = 'Delta')", ['beta', 'Delta']],
    ['size IN (1, 4)', ['Alpha', 'Delta']],
    ["name NOT IN ('Alpha','beta')", ['Gamma', 'Delta']],
    ['size BETWEEN 2 AND 3.5', ['beta', 'Gamma']],
    ['size NOT BETWEEN 2 AND 3.5', ['Alpha', 'Delta']],
    ["name LIKE '%a'", ['Alpha', 'beta', 'Gamma', 'Delta']],
    ["name LIKE '_eta'", ['beta']],
    ["note LIKE '100\\%' ESCAPE '\\'", ['Gamma']],
    ['note IS NULL', ['beta']],
    ['note IS NOT NULL', ['Alpha', 'Gamma', 'Delta']],
    ["UPPER(name) = 'BETA'", ['beta']],
    ["LOWER(name) LIKE 'g%'", ['Gamma']],
    ["built >= DATE '2021-01-01'", ['beta', 'Delta']],
    ["built < TIMESTAMP '2021-06-15 12:30:01' AND built > TIMESTAMP '2021-06-15 12:29:59'", ['beta']],
    ['size * 2 - 1 = 3', ['beta']],
    ['-size < -3.5', ['Delta']],
  ];
  it('is understood', async () => {
    const service = await publish();
    for (const [where, names] of cases) {
      const rows = await service.query(0, { where });
      assert.deepEqual(
        rows.map(({ attributes }) => attributes['name']),
        names,
        where,
      );
    }
  });

  it('compares GlobalIDs with and without braces, in any case', async () => {
    const service = await publish();
    const [row] = await service.query(0);
    const bare = String(row?.attributes['GlobalID']).slice(1, -1).toLowerCase();
    for (const text of [bare, `{${bare}}`, bare.toUpperCase()]) {
      assert.equal((await service.query(0, { where: `GlobalID IN ('${text}')` })).length, 1, text);
    }
  });

  it('is refused when it is not understood, and never reaches the database as it is', async () => {
    const service = await publish();
    const hostile = [
      'nothing = 1',
      "name = 'x",
      'name; DROP TABLE layer_0',
      '1=1 --',
      'name = (SELECT 1)',
      "sqlite_version() = '3'",
      'name =',
      '(((',
      'size IN ()',
      `size = ${'-'.repeat(5000)}1`,
      Array.from({ length: 2000 }, (_, n) => `size = ${n}`).join(' OR '),
    ];
    for (const where of [...hostile, `${'('.repeat(5000)}1=1${')'.repeat(5000)}`]) {
      const reply = await service.post<Failure>('0/query', { where });
      assert.equal(reply.error.code, 400, where.slice(0, 40));
    }
    assert.equal((await service.query(0)).length, 4);
  });
});

describe('query', () => {
  it('finds rows by objectIds and globalIds', async () => {
    const service = await publish();
    const rows = await service.query(0);
    assert.equal((await service.post<QueryJson>('0/query', { objectIds: '1,3' })).features.length, 2);
    const globalIds = `${String(rows[0]?.attributes['GlobalID'])},${String(rows[1]?.attributes['GlobalID'])}`;
    assert.equal((await service.post<QueryJson>('0/query', { globalIds })).features.length, 2);
  });

  it('finds what a geometry meets, in another spatial reference too', async () => {
    const service = await publish();
    const names = async (params: Params): Promise<unknown[]> =>
      (await service.query(0, params)).map(({ attributes }) => attributes['name']);
    assert.deepEqual(await names({ geometry: '0,0,5,5', geometryType: 'esriGeometryEnvelope' }), ['Alpha', 'beta']);
    assert.deepEqual(await names({ geometry: { xmin: 0, ymin: 0, xmax: 170000, ymax: 170000 }, inSR: 102100 }), [
      'Alpha',
    ]);
    assert.deepEqual(await names({ geometry: '2,2', geometryType: 'esriGeometryPoint' }), ['beta']);
    const ring = [
      [0, 0],
      [0, 35],
      [35, 0],
      [0, 0],
    ];
    assert.deepEqual(await names({ geometry: { rings: [ring] }, geometryType: 'esriGeometryPolygon' }), [
      'Alpha',
      'beta',
    ]);
  });

  it('answers the fields, order and spatial reference asked for', async () => {
    const service = await publish();
    const reply = await service.post<QueryJson>('0/query', {
      where: '1=1',
      outFields: 'NAME',
      orderByFields: 'size DESC',
      outSR: 102100,
    });
    assert.deepEqual(
      reply.features.map(({ attributes }) => attributes),
      [{ name: 'Delta' }, { name: 'Gamma' }, { name: 'beta' }, { name: 'Alpha' }],
    );
    assert.deepEqual(reply.spatialReference, { wkid: 102100, latestWkid: 3857 });
    assert.ok(Math.abs((reply.features[3]?.geometry?.x ?? 0) - 111319.49079327358) < 1e-6);
  });

  it('pages in a stable order and says when there is more', async () => {
    const service = await publish({ maxRecordCount: 3 });
    const first = await service.post<QueryJson>('0/query', { where: '1=1', outFields: '*' });
    assert.equal(first.features.length, 3);
    assert.equal(first.exceededTransferLimit, true);
    const rest = await service.post<QueryJson>('0/query', { where: '1=1', resultOffset: 3 });
    assert.equal(rest.features.length, 1);
    assert.equal(rest.exceededTransferLimit, undefined);
    const paged = await service.post<QueryJson>('0/query', {
      where: '1=1',
      resultOffset: 1,
      resultRecordCount: 2,
      geometry: '0,0,35,35',
    });
    assert.deepEqual(
      paged.features.map(({ attributes }) => attributes['OBJECTID']),
      [2, 3],
    );
  });

  it('answers only a count, ids or an extent', async () => {
    const service = await publish();
    assert.deepEqual(await service.get('0/query', { where: 'size > 1', returnCountOnly: true }), { count: 3 });
    assert.deepEqual(await service.get('0/query', { where: 'size > 1', returnIdsOnly: true }), {
      objectIdFieldName: 'OBJECTID',
      objectIds: [2, 3, 4],
    });
    const extent = await service.get<{ extent: { xmax: number }; count: number }>('0/query', {
      where: 'size < 3',
      returnExtentOnly: true,
      returnCountOnly: true,
    });
    assert.deepEqual([extent.extent.xmax, extent.count], [2, 2]);
    const nothing = await service.get<{ extent: { xmin: unknown } }>('0/query', {
      where: '1=0',
      returnExtentOnly: true,
    });
    assert.equal(nothing.extent.xmin, 'NaN');
  });

  it('answers GeoJSON', async () => {
    const service = await publish();
    const reply = await service.get<{
      type: string;
      features: { id: number; geometry: object; properties: Record<string, unknown> }[];
    }>('0/query', {
      where: "name='Alpha'",
      outFields: '*',
      f: 'geojson',
    });
    assert.equal(reply.type, 'FeatureCollection');
    assert.deepEqual(reply.features[0]?.geometry, { type: 'Point', coordinates: [1, 1] });
    assert.equal(reply.features[0].properties['size'], 1);
  });

  it('gives a polygon of several parts back as it was published', async () => {
    const square = (x: number, size: number): number[][] => [
      [x, 0],
      [x + size, 0],
      [x + size, size],
      [x, size],
      [x, 0],
    ];
    const hole = [
      [1, 1],
      [1, 2],
      [2, 2],
      [2, 1],
      [1, 1],
    ];
    const geometry = { type: 'MultiPolygon', coordinates: [[square(0, 5), hole], [square(10, 5)]] };
    const service = await fresh({ layers: [{ name: 'P', geojson: { type: 'Feature', properties: {}, geometry } }] });
    const reply = await service.get<{ features: { geometry: object }[] }>('0/query', { where: '1=1', f: 'geojson' });
    assert.deepEqual(reply.features[0]?.geometry, geometry);
    const inHole = await service.query(0, { geometry: '1.5,1.5', geometryType: 'esriGeometryPoint' });
    assert.equal(inHole.length, 0);
  });

  it('refuses what the metadata do not promise', async () => {
    const service = await publish();
    for (const params of [
      { having: 'count(*) > 1' },
      { f: 'pbf' },
      { distance: 10 },
      { spatialRel: 'esriSpatialRelWithin', geometry: '1,1' },
    ]) {
      const reply = await service.post<Failure>('0/query', { where: '1=1', ...params });
      assert.equal(reply.error.code, 400, JSON.stringify(params));
    }
  });
});

/** `dataFormat=sqlite`: what the emulator writes, read by a reader that shares no code with it, and by the real SQLite. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openMobileGeodatabase } from '../../src/geodatabase/index.js';
import { openReplicaFile } from '../../src/geodatabase/load/open-replica-file.js';
import { toGlobalId } from '../../src/shared/ids.js';
import { readWithSqlite } from '../node/geodatabase/sqlite-file.js';
import { useEmulator } from './support/emulator.js';
import { edits, newGlobalId, world, type Params, type Service } from './support/service.js';

const { fresh } = useEmulator();

async function take(service: Service, params: Params = {}): Promise<Uint8Array<ArrayBuffer>> {
  const reply = await service.post<{ URL: string }>('createReplica', {
    layers: '0,1,2',
    geometry: world,
    syncModel: 'perLayer',
    returnAttachments: true,
    dataFormat: 'sqlite',
    ...params,
  });
  return new Uint8Array(await (await fetch(reply.URL)).arrayBuffer());
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

const message = (reply: unknown): string => String((reply as { error?: { message: string } }).error?.message);

describe('createReplica with dataFormat=sqlite', () => {
  it('gives a file with the rows, attachments and sync state of the same replica in JSON', async () => {
    const service = await fresh();
    const bytes = await take(service, { replicaName: 'Office' });
    const json = await service.createReplica({ syncModel: 'perLayer', returnAttachments: true });
    const file = await openMobileGeodatabase(new Blob([bytes]));
    assert.equal(file.replica?.replicaName, 'Office');
    assert.equal(file.replica.serviceUrl, service.url);
    assert.equal(file.replica.syncModel, 'perLayer');
    assert.equal(file.replica.attachments, 'bidirectional');
    const generations = Object.fromEntries(json.layerServerGens.map(({ id, serverGen }) => [id, serverGen]));
    assert.deepEqual(file.replica.generations, { kind: 'perLayer', byLayer: generations });
    assert.deepEqual(
      file.layers.map(({ layerId }) => layerId),
      [0, 1, 2],
    );
    for (const layer of json.layers as unknown as {
      id: number;
      features: { attributes: Record<string, unknown> }[];
      attachments?: { globalId: string; size: number }[];
    }[]) {
      const features = await collect(file.features(layer.id));
      assert.deepEqual(
        features.map(({ attributes }) => attributes),
        layer.features.map(({ attributes }) => attributes),
      );
      assert.ok(features.every(({ geometryError }) => geometryError === undefined));
      const attachments = await collect(file.attachments(layer.id));
      assert.deepEqual(
        attachments.map(({ globalId, content }) => [globalId, content?.size]).sort(),
        (layer.attachments ?? []).map(({ globalId, size }) => [toGlobalId(globalId), size]).sort(),
      );
    }
  });

  it('is a sound SQLite database, and a reader gets every table as SQLite does', async () => {
    const tables = readWithSqlite(await take(await fresh()));
    const names = tables.map(({ name }) => name);
    for (const name of ['GDB_Items', 'GDB_ServiceItems', 'GDB_ColumnRegistry', 'st_geometry_columns'])
      assert.ok(names.includes(name), name);
  });

  it('writes every kind of shape, with parts, holes, heights and measures, so that a reader gets the same coordinates', async () => {
    const square = (at: number, size: number): number[][] => [
      [at, at],
      [at, at + size],
      [at + size, at + size],
      [at + size, at],
      [at, at],
    ];
    const lifted = (places: number[][]): number[][] => places.map(([x = 0, y = 0], i) => [x, y, 10 + i, i / 2]);
    const shapes: [type: string, geometry: Record<string, unknown>][] = [
      ['esriGeometryPoint', { x: 7.123456789, y: -46.5 }],
      [
        'esriGeometryMultipoint',
        {
          points: [
            [1, 2],
            [3, 4],
            [-170.25, 80],
          ],
        },
      ],
      ['esriGeometryPolyline', { paths: [square(0, 3), square(10, 4)] }],
      ['esriGeometryPolyline', { paths: [Array.from({ length: 40 }, (_, i) => [i, (i * i) % 17])] }],
      ['esriGeometryPolygon', { rings: [square(0, 10), square(2, 2).toReversed(), square(20, 5)] }],
    ];
    for (const [geometryType, flat] of shapes)
      for (const has of [{}, { hasZ: true }, { hasM: true }, { hasZ: true, hasM: true }]) {
        const geometry = withDimensions(flat, has, lifted);
        const service = await fresh({ layers: [{ name: 'Shapes', geometryType, fields: [{ name: 'a' }], ...has }] });
        const replica = await service.createReplica({ layers: '0' });
        const adds = [{ attributes: { GlobalID: newGlobalId() }, geometry }];
        await service.sync(replica, { edits: [edits(0, { adds })] });
        const file = await openMobileGeodatabase(new Blob([await take(service, { layers: '0' })]));
        const [row] = await collect(file.features(0));
        assert.deepEqual(coordinates(row?.geometry), coordinates(geometry), `${geometryType} ${JSON.stringify(has)}`);
      }
  });

  it('tells direction, dates and filters in words that the reader of replicas takes', async () => {
    const service = await fresh();
    const layerQueries = { 0: { where: "status = 'Open'", useGeometry: true }, 2: { queryOption: 'all' } };
    const { geodatabase } = await openReplicaFile(new Blob([await take(service, { layerQueries })]));
    assert.equal(geodatabase?.syncDirection, 'bidirectional');
    assert.equal(geodatabase.queries.find(({ layerId }) => layerId === 0)?.where, "status = 'Open'");
    assert.equal(geodatabase.queries.find(({ layerId }) => layerId === 2)?.queryOption, 'all');
    assert.ok(Math.abs(Number(geodatabase.lastSyncAt) - Date.now()) < 60_000);
  });

  it('gives it by a job, and in ranges', async () => {
    const service = await fresh();
    const job = await service.post<{ statusUrl: string }>('createReplica', {
      layers: '0',
      geometry: world,
      dataFormat: 'sqlite',
      async: true,
    });
    let resultUrl = '';
    while (resultUrl === '') {
      await new Promise((resolve) => setTimeout(resolve, 20));
      resultUrl = (await service.get<{ resultUrl?: string }>(job.statusUrl)).resultUrl ?? '';
    }
    const whole = new Uint8Array(await (await fetch(resultUrl)).arrayBuffer());
    assert.equal(new TextDecoder().decode(whole.subarray(0, 15)), 'SQLite format 3');
    const rest = await fetch(resultUrl, { headers: { range: 'bytes=4096-' } });
    assert.equal(rest.status, 206);
    assert.deepEqual(new Uint8Array(await rest.arrayBuffer()), whole.subarray(4096));
  });
});

describe('registering a copy', () => {
  it('is refused once the original was unregistered, and of what never was', async () => {
    const service = await fresh();
    const { replicaID } = await service.createReplica();
    const register = (refReplicaId: string): Promise<unknown> =>
      service.createReplica({ replicaOptions: { refReplicaId, registerExistingData: true } });
    assert.equal(message(await register(replicaID)), 'undefined');
    await service.post('unRegisterReplica', { replicaID });
    assert.match(message(await register(replicaID)), /was unregistered/);
    assert.match(message(await register(crypto.randomUUID())), /does not exist/);
    assert.match(message(await service.sync({ replicaID, replicaServerGen: 1 })), /does not exist|not registered/);
  });
});

function withDimensions(
  flat: Record<string, unknown>,
  { hasZ = false, hasM = false }: { hasZ?: boolean; hasM?: boolean },
  lifted: (places: number[][]) => number[][],
): Record<string, unknown> {
  const some = (places: number[][]): number[][] =>
    lifted(places).map(([x = 0, y = 0, z = 0, m = 0]) => [x, y, ...(hasZ ? [z] : []), ...(hasM ? [m] : [])]);
  const flags = { ...(hasZ ? { hasZ } : {}), ...(hasM ? { hasM } : {}) };
  if ('x' in flat) return { ...flat, ...(hasZ ? { z: 12.5 } : {}), ...(hasM ? { m: 3.25 } : {}) };
  if ('points' in flat) return { ...flags, points: some(flat['points'] as number[][]) };
  const [name, parts] = Object.entries(flat)[0] as [string, number[][][]];
  // A ring ends where it began, in all its dimensions.
  const closed = parts
    .map((part) => some(part))
    .map((part) => (name === 'rings' ? [...part.slice(0, -1), part[0] ?? []] : part));
  return { ...flags, [name]: closed };
}

/** Numbers alone, on the grid of the file: a nanodegree, a tenth of a millimetre. */
function coordinates(geometry: unknown): unknown {
  const { x, y, z, m, points, paths, rings } = geometry as Record<string, unknown>;
  const numbers = JSON.stringify([x, y, z, m, points, paths, rings], (_key, value: unknown) =>
    typeof value === 'number' ? Math.round(value * 1e6) / 1e6 : value,
  );
  return JSON.parse(numbers);
}

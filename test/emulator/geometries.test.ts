import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { useEmulator } from './support/emulator.js';
import type { QueryJson, ReplicaJson, ResultLists } from './support/replies.js';
import { edits, newGlobalId, world, type Params, type Service } from './support/service.js';

const { fresh } = useEmulator();

type Json = Record<string, unknown>;

const layer = (geometryType: string, more: object = {}): Promise<Service> =>
  fresh({ layers: [{ name: 'Shapes', geometryType, fields: [{ name: 'a' }], ...more }] });

/** Sends one geometry up and gives what a new replica and a query see of it. */
async function through(
  service: Service,
  geometry: unknown,
  params: Params = {},
): Promise<{ synced: unknown; queried: Json }> {
  const replica = await service.createReplica({ layers: '0', ...params });
  const adds = [{ attributes: { GlobalID: newGlobalId() }, geometry }];
  const reply = await service.sync(replica, { edits: [edits(0, { adds })] });
  assert.equal(reply.editResults?.[0]?.addResults[0]?.success, true, JSON.stringify(reply));
  const again = await service.createReplica({ layers: '0', ...params });
  const queried = await service.post<Json>('0/query', { where: '1=1' });
  return { synced: again.layers[0]?.features[0]?.geometry, queried };
}

const code = async (service: Service, geometry: unknown): Promise<number | undefined> =>
  (
    await service.post<ResultLists>('0/applyEdits', {
      adds: [{ attributes: {}, geometry: geometry as object }],
      rollbackOnFailure: false,
    })
  ).addResults[0]?.error?.code;

describe('geometries', () => {
  it('of several parts and with holes come back as they were sent', async () => {
    const square = (at: number, size: number): number[][] => [
      [at, at],
      [at, at + size],
      [at + size, at + size],
      [at + size, at],
      [at, at],
    ];
    const rings = [square(0, 10), square(2, 2).toReversed(), square(20, 5)];
    assert.deepEqual((await through(await layer('esriGeometryPolygon'), { rings })).synced, { rings });
    const paths = [
      [
        [0, 0],
        [1, 1],
      ],
      [
        [5, 5],
        [6, 7],
      ],
    ];
    assert.deepEqual((await through(await layer('esriGeometryPolyline'), { paths })).synced, { paths });
    const points = [
      [1, 2],
      [3, 4],
    ];
    assert.deepEqual((await through(await layer('esriGeometryMultipoint'), { points })).synced, { points });
  });

  it('may be empty, and then lie in no area', async () => {
    for (const empty of [null, { rings: [] }]) {
      const service = await layer('esriGeometryPolygon');
      const { queried } = await through(service, empty);
      assert.equal((queried as unknown as QueryJson).features[0]?.geometry, null);
      const inside = (await service.createReplica({ layers: '0', geometry: world })).layers[0]?.features;
      assert.equal(inside?.length, 0);
    }
  });

  it('keep heights and measures in a layer that has them, in another spatial reference too', async () => {
    const service = await layer('esriGeometryPolyline', { hasZ: true, hasM: true });
    const path = [
      [8, 47, 400.5, 0],
      [9, 48, -3, null],
    ];
    const sent = { hasZ: true, hasM: true, paths: [path] };
    const { synced, queried } = await through(service, sent, { layerQueries: { 0: { useGeometry: false } } });
    assert.deepEqual(synced, sent);
    const flat = (queried['features'] as { geometry: unknown }[])[0]?.geometry;
    assert.deepEqual(flat, { paths: [path.map((position) => position.slice(0, 2))] }, 'a query gives them when asked');
    const asked = await service.post<{
      features: { geometry: { paths: number[][][]; hasZ: boolean } }[];
    }>('0/query', { where: '1=1', returnZ: true, outSR: 102100 });
    assert.deepEqual(
      [asked.features[0]?.geometry.hasZ, asked.features[0]?.geometry.paths[0]?.map((position) => position[2])],
      [true, [400.5, -3]],
    );
  });

  it('without heights are 1014, without measures 1002 in such a layer, and lose them in another', async () => {
    const service = await layer('esriGeometryPoint', { hasZ: true, hasM: true });
    assert.equal(await code(service, { x: 1, y: 1, m: 3 }), 1014);
    assert.equal(await code(service, { x: 1, y: 1, z: 3 }), 1002);
    assert.equal(await code(service, { x: 1, y: 1, z: 3, m: null }), undefined);
    const { synced } = await through(await layer('esriGeometryPoint'), { x: 1, y: 2, z: 3 });
    assert.deepEqual(synced, { x: 1, y: 2 });
  });

  it('with true curves pass through untouched, and are 1005 where they are not allowed', async () => {
    const curvePaths = [
      [
        [0, 0],
        {
          c: [
            [3, 3],
            [1, 4],
          ],
        },
        {
          b: [
            [6, 0],
            [4, 5],
            [5, 1],
          ],
        },
        { a: [[8, 2], [7, 1], 0, 1, 0.5, 2, 0.7] },
      ],
    ];
    const service = await layer('esriGeometryPolyline');
    assert.deepEqual((await through(service, { curvePaths })).synced, { curvePaths });
    const near: ReplicaJson = await service.createReplica({ layers: '0', geometry: '2,3,4,5' });
    assert.equal(near.layers[0]?.features.length, 1, 'found where it runs');
    await service.configure({ trueCurves: false });
    assert.equal(await code(service, { curvePaths }), 1005);
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { useEmulator } from './support/emulator.js';
import { newGlobalId, point, type Service } from './support/service.js';
import { addElsewhere, ids, layer } from './support/sync.js';

const { fresh } = useEmulator();

describe('rows at the border of the filter', () => {
  const box = { geometry: '0,0,10,10', layers: '0' };
  const setUp = async (options: object = {}): Promise<{ service: Service; inside: string; outside: string }> => {
    const service = await fresh({ sample: 0, options });
    const [inside, outside] = [newGlobalId(), newGlobalId()];
    await addElsewhere(service, point(inside, {}, { x: 5, y: 5 }));
    await addElsewhere(service, point(outside, {}, { x: 50, y: 50 }));
    return { service, inside, outside };
  };
  const move = async (service: Service, globalId: string, to: { x: number; y: number }): Promise<void> => {
    await service.post('0/applyEdits', {
      useGlobalIds: true,
      updates: [{ attributes: { GlobalID: globalId }, geometry: to }],
    });
  };

  it('leave as deleteIds and enter as adds', async () => {
    const { service, inside, outside } = await setUp();
    const replica = await service.createReplica(box);
    await move(service, inside, { x: 60, y: 60 });
    await move(service, outside, { x: 6, y: 6 });
    const { features } = layer(await service.sync(replica), 0);
    assert.deepEqual(features.deleteIds, [inside]);
    assert.deepEqual(ids(features.adds), [outside]);
  });

  it('leave silently on a service set so, while real deletes are told', async () => {
    const { service, inside } = await setUp({ leavingRows: 'keep' });
    const stays = newGlobalId();
    await addElsewhere(service, point(stays, {}, { x: 7, y: 7 }));
    const replica = await service.createReplica(box);
    await move(service, inside, { x: 60, y: 60 });
    await service.post('0/applyEdits', { useGlobalIds: true, deletes: [stays] });
    assert.deepEqual(layer(await service.sync(replica), 0).features.deleteIds, [stays]);
  });

  it('are not mentioned when they change outside', async () => {
    const { service, outside } = await setUp();
    const replica = await service.createReplica(box);
    await move(service, outside, { x: 51, y: 51 });
    await service.post('0/applyEdits', { useGlobalIds: true, deletes: [outside] });
    assert.deepEqual(layer(await service.sync(replica), 0).features, { adds: [], updates: [], deleteIds: [] });
  });

  it('enter and leave by a where clause as well', async () => {
    const { service, inside } = await setUp();
    const replica = await service.createReplica({ ...box, layerQueries: { 0: { where: "status = 'open'" } } });
    await service.post('0/applyEdits', {
      useGlobalIds: true,
      updates: [{ attributes: { GlobalID: inside, status: 'closed' } }],
    });
    assert.deepEqual(layer(await service.sync(replica), 0).features.deleteIds, [inside]);
  });
});

describe('related rows', () => {
  it('move in and out with the row that they belong to', async () => {
    const service = await fresh({ sample: 0 });
    const [parent, visit, loose] = [newGlobalId(), newGlobalId(), newGlobalId()];
    await addElsewhere(service, point(parent, {}, { x: 5, y: 5 }));
    await addElsewhere(service, { attributes: { GlobalID: visit, point_guid: parent } }, 2);
    await addElsewhere(service, { attributes: { GlobalID: loose, point_guid: null } }, 2);
    const replica = await service.createReplica({
      layers: '0,2',
      geometry: '0,0,10,10',
      layerQueries: { 2: { queryOption: 'none', includeRelated: true } },
    });
    assert.deepEqual(ids(replica.layers[1]?.features ?? []), [visit]);
    const move = (x: number): Promise<unknown> =>
      service.post('0/applyEdits', {
        useGlobalIds: true,
        updates: [{ attributes: { GlobalID: parent }, geometry: { x, y: 5 } }],
      });
    await move(60);
    const left = await service.sync(replica);
    assert.deepEqual(layer(left, 2).features, { adds: [], updates: [], deleteIds: [visit] });
    await move(6);
    const back = await service.sync(left);
    assert.deepEqual(ids(layer(back, 2).features.adds), [visit]);
    await service.post('0/applyEdits', { useGlobalIds: true, deletes: [parent] });
    assert.deepEqual(layer(await service.sync(back), 2).features.deleteIds, [visit], 'its reference was emptied');
  });
});

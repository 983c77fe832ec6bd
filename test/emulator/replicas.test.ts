import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { useEmulator } from './support/emulator.js';
import type { Failure } from './support/replies.js';

const { fresh } = useEmulator();

describe('replicas', () => {
  it('are listed by name and id, with their last sync when asked', async () => {
    const service = await fresh();
    const { replicaID } = await service.createReplica({ replicaName: 'R' });
    assert.deepEqual(await service.get('replicas'), [{ replicaName: 'R', replicaID }]);
    const [dated] = await service.get<{ lastSyncDate: number }[]>('replicas', { returnLastSyncDate: true });
    assert.ok(Math.abs((dated?.lastSyncDate ?? 0) - Date.now()) < 60000);
  });

  it('tell their definition, with the generations per layer as text that holds JSON', async () => {
    const service = await fresh();
    const query = { 0: { queryOption: 'useFilter', where: "status = 'open'", useGeometry: false } };
    const replica = await service.createReplica({
      syncModel: 'perLayer',
      layers: '0,1',
      layerQueries: query,
      replicaSR: 102100,
      returnAttachments: true,
    });
    const info = await service.get<Record<string, unknown>>(`replicas/%7B${replica.replicaID.toUpperCase()}%7D`);
    assert.deepEqual(JSON.parse(String(info['layerServerGens'])), replica.layerServerGens);
    assert.deepEqual(
      [
        info['replicaName'],
        info['syncModel'],
        info['targetType'],
        info['returnAttachments'],
        info['attachmentsSyncDirection'],
      ],
      [replica.replicaName, 'perLayer', 'client', true, 'bidirectional'],
    );
    assert.deepEqual(info['layers'], [
      { id: 0, queryOption: 'useFilter', where: "status = 'open'", useGeometry: false, includeRelated: true },
      { id: 1, queryOption: 'useFilter', where: '', useGeometry: true, includeRelated: true },
    ]);
    assert.deepEqual(info['spatialReference'], { wkid: 102100, latestWkid: 3857 });
  });

  it('show that a sync went through, by their generation and date', async () => {
    const service = await fresh();
    const replica = await service.createReplica();
    const info = (): Promise<{ replicaServerGen: number; lastSyncDate: number }> =>
      service.get(`replicas/${replica.replicaID}`);
    const before = await info();
    await new Promise((resolve) => setTimeout(resolve, 5));
    const reply = await service.sync(replica, {
      edits: [{ id: 0, features: { adds: [{ attributes: { GlobalID: crypto.randomUUID(), name: 'x' } }] } }],
    });
    const after = await info();
    assert.equal(before.replicaServerGen, replica.replicaServerGen);
    assert.equal(after.replicaServerGen, reply.replicaServerGen);
    assert.ok(after.lastSyncDate > before.lastSyncDate);
  });

  it('are unregistered by id, or all at once', async () => {
    const service = await fresh();
    const { replicaID } = await service.createReplica();
    assert.deepEqual(await service.post('unRegisterReplica', { replicaID: `{${replicaID}}` }), { success: true });
    const again = await service.post<Failure & { success: boolean }>('unRegisterReplica', { replicaID });
    assert.equal(again.success, false);
    assert.equal(again.error.code, 400);
    await service.createReplica();
    await service.createReplica();
    assert.deepEqual(await service.post('unRegisterReplica', { replicaID: '*' }), { success: true });
    assert.deepEqual(await service.get('replicas'), []);
  });

  it('belong to their user: others neither see nor sync them, an admin sees all', async () => {
    const service = await fresh({ options: { secured: true } });
    const token = async (username: string): Promise<string> =>
      (await service.post<{ token: string }>('/tokens/generateToken', { username, password: username })).token;
    const [mine, theirs, admin] = [await token('inspector'), await token('surveyor'), await token('admin')];
    const { replicaID, replicaServerGen } = await service.createReplica({ token: mine });
    const count = async (who: string): Promise<number> =>
      (await service.get<object[]>('replicas', { token: who })).length;
    assert.deepEqual([await count(mine), await count(theirs), await count(admin)], [1, 0, 1]);
    const refused = (await service.sync({ replicaID, replicaServerGen }, { token: theirs })) as unknown as Failure;
    assert.equal(refused.error.code, 400);
    const info = await service.get<{ replicaOwner: string }>(`replicas/${replicaID}`, { token: mine });
    assert.equal(info.replicaOwner, 'inspector');
  });
});

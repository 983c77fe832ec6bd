import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { useEmulator } from './support/emulator.js';
import { edits, newGlobalId, point } from './support/service.js';
import { addElsewhere, ids, layer } from './support/sync.js';

const { fresh } = useEmulator();

describe('sync directions', () => {
  it('upload sends results only, and the next download starts from the old generation', async () => {
    const service = await fresh();
    const replica = await service.createReplica();
    const theirs = newGlobalId();
    await addElsewhere(service, point(theirs));
    const upload = await service.sync(replica, {
      syncDirection: 'upload',
      edits: [edits(0, { adds: [point(newGlobalId())] })],
    });
    assert.equal(upload.edits, undefined);
    assert.equal(upload.editResults?.[0]?.addResults.length, 1);
    const download = await service.sync(replica, { syncDirection: 'download' });
    assert.ok(ids(layer(download, 0).features.adds).includes(theirs));
  });

  it('upload leaves the generation that the service remembers for the replica where it was', async () => {
    const service = await fresh();
    const replica = await service.createReplica();
    const sent = [edits(0, { adds: [point(newGlobalId())] })];
    await service.sync(replica, { syncDirection: 'upload', edits: sent });
    const info = await service.get<{ replicaServerGen: number }>(`replicas/${replica.replicaID}`);
    assert.equal(info.replicaServerGen, replica.replicaServerGen);
  });

  it('upload answers a new generation, the old one or none, as the service is set', async () => {
    const expected = { new: (gen: number) => gen + 1, unchanged: (gen: number) => gen, absent: () => undefined };
    for (const [generationAfterUpload, value] of Object.entries(expected)) {
      const service = await fresh({ options: { generationAfterUpload } });
      const replica = await service.createReplica();
      const reply = await service.sync(replica, {
        syncDirection: 'upload',
        edits: [edits(0, { adds: [point(newGlobalId())] })],
      });
      assert.equal(reply.replicaServerGen, value(replica.replicaServerGen), generationAfterUpload);
    }
  });

  it('download ignores edits that come with it', async () => {
    const service = await fresh();
    const replica = await service.createReplica();
    const globalId = newGlobalId();
    const reply = await service.sync(replica, {
      syncDirection: 'download',
      edits: [edits(0, { adds: [point(globalId)] })],
    });
    assert.equal(reply.editResults, undefined);
    assert.equal(await service.row(0, globalId), undefined);
  });

  it('snapshot replaces all data', async () => {
    const service = await fresh();
    const replica = await service.createReplica();
    await addElsewhere(service, point(newGlobalId()));
    const reply = await service.sync(replica, { syncDirection: 'snapshot' });
    assert.equal(reply.responseType, 'esriReplicaResponseTypeReplacementData');
    assert.equal(reply.layers.find(({ id }) => id === 0)?.features.length, 31);
  });
});

describe('the sync model perLayer', () => {
  it('moves each layer on its own', async () => {
    const service = await fresh();
    const replica = await service.createReplica({ syncModel: 'perLayer' });
    assert.equal(replica.replicaServerGen, undefined);
    const theirs = newGlobalId();
    await addElsewhere(service, point(theirs));
    const mine = newGlobalId();
    const reply = await service.sync(
      { replicaID: replica.replicaID },
      {
        syncLayers: replica.layerServerGens
          .filter(({ id }) => id !== 2)
          .map((gen) => ({ ...gen, syncDirection: gen.id === 0 ? 'upload' : 'bidirectional' })),
        edits: [edits(0, { adds: [point(mine)] })],
      },
    );
    assert.deepEqual(
      reply.edits.map(({ id }) => id),
      [1],
    );
    assert.deepEqual(reply.layerServerGens.map(({ id }) => id).toSorted(), [0, 1]);
    assert.ok(await service.row(0, mine));
    const later = await service.sync(
      { replicaID: replica.replicaID },
      { syncLayers: [{ id: 0, serverGen: replica.layerServerGens[0]?.serverGen, syncDirection: 'download' }] },
    );
    assert.ok(ids(layer(later, 0).features.adds).includes(theirs));
  });

  it('mixes deltas and snapshots', async () => {
    const service = await fresh();
    const replica = await service.createReplica({ syncModel: 'perLayer' });
    const [a, b] = replica.layerServerGens;
    const reply = await service.sync(
      { replicaID: replica.replicaID },
      {
        syncLayers: [
          { ...a, syncDirection: 'download' },
          { ...b, syncDirection: 'snapshot' },
        ],
      },
    );
    assert.equal(reply.responseType, 'esriReplicaResponseTypeEditsAndData');
    assert.deepEqual([reply.edits.map(({ id }) => id), reply.layers.map(({ id }) => id)], [[a?.id], [b?.id]]);
  });

  it('takes the direction of the request for a layer that names none', async () => {
    const service = await fresh();
    const replica = await service.createReplica({ syncModel: 'perLayer' });
    const globalId = newGlobalId();
    const reply = await service.sync(
      { replicaID: replica.replicaID },
      {
        syncLayers: [{ id: 0, serverGen: replica.layerServerGens[0]?.serverGen }],
        syncDirection: 'download',
        edits: [edits(0, { adds: [point(globalId)] })],
      },
    );
    assert.equal(reply.editResults, undefined);
  });
});

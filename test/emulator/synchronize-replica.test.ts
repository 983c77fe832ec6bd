import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { useEmulator } from './support/emulator.js';
import type { Failure, SyncJson } from './support/replies.js';
import { addElsewhere, ids, layer } from './support/sync.js';
import { edits, newGlobalId, point, type Service } from './support/service.js';

const { fresh } = useEmulator();

describe('synchronizeReplica', () => {
  it('keeps the GlobalIDs of adds, applies updates and deletes, and tells what became of each', async () => {
    const service = await fresh();
    const [first, second] = await service.query(0);
    const replica = await service.createReplica();
    const added = newGlobalId();
    const reply = await service.sync(replica, {
      edits: [
        edits(0, {
          adds: [point(added)],
          updates: [{ attributes: { GlobalID: first?.attributes['GlobalID'], notes: 'changed' } }],
          deleteIds: [String(second?.attributes['GlobalID'])],
        }),
      ],
    });
    const [results] = reply.editResults ?? [];
    assert.deepEqual(results?.addResults, [{ objectId: 31, globalId: added, success: true }]);
    assert.equal(results.updateResults[0]?.success, true);
    assert.equal(results.deleteResults[0]?.globalId, second?.attributes['GlobalID']);
    assert.equal((await service.row(0, added))?.attributes['name'], 'New point');
    const changed = await service.row(0, String(first?.attributes['GlobalID']));
    assert.equal(changed?.attributes['notes'], 'changed');
    assert.equal(changed.attributes['name'], first?.attributes['name'], 'a field that was not sent is unchanged');
    assert.equal(await service.row(0, String(second?.attributes['GlobalID'])), undefined);
  });

  it('sends what others added, changed and deleted since the generation of the client, and then nothing', async () => {
    const service = await fresh();
    const [first, second] = await service.query(0);
    const replica = await service.createReplica();
    const added = newGlobalId();
    await addElsewhere(service, point(added));
    await service.post('0/updateFeatures', {
      features: [{ attributes: { OBJECTID: first?.attributes['OBJECTID'], notes: 'theirs' } }],
    });
    await service.post('0/deleteFeatures', { objectIds: String(second?.attributes['OBJECTID']) });
    const reply = await service.sync(replica);
    const { features } = layer(reply, 0);
    assert.deepEqual(ids(features.adds), [added]);
    assert.deepEqual(ids(features.updates), [first?.attributes['GlobalID']]);
    assert.deepEqual(features.deleteIds, [second?.attributes['GlobalID']]);
    assert.equal(reply.responseType, 'esriReplicaResponseTypeEdits');
    const next = await service.sync(reply);
    assert.equal(next.responseType, 'esriReplicaResponseTypeNoEdits');
    assert.deepEqual(layer(next, 0).features, { adds: [], updates: [], deleteIds: [] });
  });

  it('gives the same download again to a client that lost the reply and asks with its old generation', async () => {
    const service = await fresh();
    const replica = await service.createReplica();
    const added = newGlobalId();
    await addElsewhere(service, point(added));
    const lost = await service.sync(replica);
    const again = await service.sync(replica);
    assert.deepEqual(again.edits, lost.edits);
  });

  it('says nothing of a row that came and went between two syncs', async () => {
    const service = await fresh();
    const replica = await service.createReplica();
    const added = newGlobalId();
    await addElsewhere(service, point(added));
    await service.post('0/applyEdits', { useGlobalIds: true, deletes: [added] });
    assert.deepEqual(layer(await service.sync(replica), 0).features, { adds: [], updates: [], deleteIds: [] });
  });

  it('lets the last sync win over an edit made elsewhere', async () => {
    const service = await fresh();
    const [first] = await service.query(0);
    const globalId = String(first?.attributes['GlobalID']);
    const replica = await service.createReplica();
    await service.post('0/updateFeatures', {
      features: [{ attributes: { OBJECTID: first?.attributes['OBJECTID'], notes: 'theirs', condition: 2 } }],
    });
    const reply = await service.sync(replica, {
      edits: [edits(0, { updates: [{ attributes: { GlobalID: globalId, notes: 'mine' } }] })],
    });
    const row = await service.row(0, globalId);
    assert.equal(row?.attributes['notes'], 'mine');
    assert.equal(row.attributes['condition'], 2, 'a field that only they changed stays theirs');
    assert.deepEqual(ids(layer(reply, 0).features.updates), [globalId], 'and the merged row comes back');
  });

  describe('the echo of own edits', () => {
    const syncOne = async (echoOwnEdits: string): Promise<{ first: SyncJson; later: SyncJson; globalId: string }> => {
      const service = await fresh({ options: { echoOwnEdits } });
      const replica = await service.createReplica();
      const globalId = newGlobalId();
      const sent = { edits: [edits(0, { adds: [point(globalId)] })] };
      const first = await service.sync(replica, { ...sent, syncDirection: 'bidirectional' });
      return { first, later: await service.sync(replica, { syncDirection: 'download' }), globalId };
    };

    it('is a row that editor tracking wrote into, by default, as an update', async () => {
      const { first, globalId } = await syncOne('tracked');
      assert.deepEqual(layer(first, 0).features.adds, []);
      assert.deepEqual(ids(layer(first, 0).features.updates), [globalId]);
    });

    it('comes in a later download by default, when the client asks from before its upload', async () => {
      const { later, globalId } = await syncOne('tracked');
      assert.deepEqual(ids(layer(later, 0).features.adds), [globalId]);
    });

    it('never comes on a service set so', async () => {
      const { first, later } = await syncOne('never');
      assert.deepEqual(layer(first, 0).features, { adds: [], updates: [], deleteIds: [] });
      assert.deepEqual(layer(later, 0).features, { adds: [], updates: [], deleteIds: [] });
    });

    it('is left out within the call where the service wrote nothing into the row', async () => {
      const service = await fresh({
        layers: [
          { name: 'Plain', editorTracking: false, geometryType: 'esriGeometryPoint', fields: [{ name: 'name' }] },
        ],
      });
      const replica = await service.createReplica({ layers: '0' });
      const reply = await service.sync(replica, { edits: [edits(0, { adds: [point(newGlobalId())] })] });
      assert.deepEqual(layer(reply, 0).features, { adds: [], updates: [], deleteIds: [] });
    });
  });

  describe('an add whose GlobalID is there already', () => {
    const addTwice = async (duplicateAdd: string): Promise<{ service: Service; globalId: string; reply: SyncJson }> => {
      const service = await fresh({ options: { duplicateAdd } });
      const replica = await service.createReplica();
      const globalId = newGlobalId();
      await service.sync(replica, { edits: [edits(0, { adds: [point(globalId)] })] });
      const reply = await service.sync(replica, { edits: [edits(0, { adds: [point(globalId, { name: 'Again' })] })] });
      return { service, globalId, reply };
    };
    const isUnique = async (service: Service): Promise<unknown> => {
      const { indexes } = await service.get<{ indexes: { fields: string; isUnique: boolean }[] }>('0');
      return indexes.find(({ fields }) => fields === 'GlobalID')?.isUnique;
    };

    it('is an error 1022 by default, and the index on GlobalID says that it is unique', async () => {
      const { service, globalId, reply } = await addTwice('error');
      assert.equal(reply.editResults?.[0]?.addResults[0]?.error?.code, 1022);
      assert.equal((await service.query(0, { where: `GlobalID='${globalId}'` })).length, 1);
      assert.equal(await isUnique(service), true);
    });

    it('is merged on a service set so', async () => {
      const { service, globalId, reply } = await addTwice('update');
      assert.equal(reply.editResults?.[0]?.addResults[0]?.success, true);
      const rows = await service.query(0, { where: `GlobalID='${globalId}'` });
      assert.deepEqual(
        rows.map(({ attributes }) => attributes['name']),
        ['Again'],
      );
      assert.equal(await isUnique(service), true);
    });

    it('makes a second row on a service set so, whose index does not claim to be unique', async () => {
      const { service, globalId } = await addTwice('duplicate');
      assert.equal((await service.query(0, { where: `GlobalID='${globalId}'` })).length, 2);
      assert.equal(await isUnique(service), false);
    });
  });

  describe('rollbackOnFailure', () => {
    const oneGoodOneBad = (good: string): object =>
      edits(0, { adds: [point(good), { attributes: { GlobalID: newGlobalId() } }] });

    it('false keeps what went well and reports the rest', async () => {
      const service = await fresh();
      const replica = await service.createReplica();
      const good = newGlobalId();
      const reply = await service.sync(replica, { edits: [oneGoodOneBad(good)], rollbackOnFailure: false });
      const results = reply.editResults?.[0]?.addResults ?? [];
      assert.deepEqual(
        results.map(({ success, error }) => [success, error?.code]),
        [
          [true, undefined],
          [false, 1001],
        ],
      );
      assert.ok(await service.row(0, good));
    });

    it('true undoes all, answers an error and leaves the generation where it was', async () => {
      const service = await fresh();
      const replica = await service.createReplica();
      const good = newGlobalId();
      const reply = (await service.sync(replica, {
        edits: [oneGoodOneBad(good)],
        rollbackOnFailure: true,
      })) as unknown as Failure;
      assert.equal(reply.error.code, 400);
      assert.match(reply.error.details.join(' '), /1001 .*name.*Operation rolled back/);
      assert.equal(await service.row(0, good), undefined);
      assert.equal(
        (await service.get<{ replicaServerGen: number }>(`replicas/${replica.replicaID}`)).replicaServerGen,
        replica.replicaServerGen,
      );
    });
  });

  it('brings geometries into the spatial reference of the replica, both ways', async () => {
    const service = await fresh();
    const replica = await service.createReplica({ replicaSR: 102100 });
    const globalId = newGlobalId();
    await service.sync(replica, {
      edits: [edits(0, { adds: [point(globalId, {}, { x: 1113194.9079327357, y: 6446275.841017161 })] })],
    });
    const geometry = (await service.row(0, globalId))?.geometry;
    assert.ok(
      Math.abs((geometry?.x ?? 0) - 10) < 1e-9 && Math.abs((geometry?.y ?? 0) - 50) < 1e-9,
      JSON.stringify(geometry),
    );
    const back = layer(await service.sync(replica), 0).features.adds[0]?.geometry;
    assert.ok(Math.abs((back?.x ?? 0) - 1113194.9079327357) < 1e-6, JSON.stringify(back));
  });

  it('answers where the results are put as the service is set', async () => {
    for (const editResults of ['editResults', 'editsResults', 'inEdits']) {
      const service = await fresh({ options: { editResults } });
      const reply = await service.sync(await service.createReplica(), {
        edits: [edits(0, { adds: [point(newGlobalId())] })],
      });
      const results = editResults === 'inEdits' ? layer(reply, 0) : reply[editResults as 'editResults']?.[0];
      assert.equal(results?.addResults?.[0]?.success, true, editResults);
    }
  });

  it('leaves the results of successful adds out unless they are asked for', async () => {
    const service = await fresh();
    const replica = await service.createReplica();
    const sent = edits(0, { adds: [point(newGlobalId()), { attributes: { GlobalID: newGlobalId() } }] });
    const reply = await service.sync(replica, { edits: [sent], returnIdsForAdds: false });
    assert.deepEqual(
      reply.editResults?.[0]?.addResults.map(({ error }) => error?.code),
      [1001],
    );
  });

  it('takes its edits from an upload item', async () => {
    const service = await fresh();
    const replica = await service.createReplica();
    const globalId = newGlobalId();
    const text = JSON.stringify([edits(0, { adds: [point(globalId)] })]);
    const editsUploadId = await service.upload('edits.json', new TextEncoder().encode(text));
    const reply = await service.sync(replica, { editsUploadID: editsUploadId, editsUploadFormat: 'json' });
    assert.equal(reply.editResults?.[0]?.addResults[0]?.globalId, globalId);
  });

  it('closes the replica when asked to', async () => {
    const service = await fresh();
    const replica = await service.createReplica();
    await service.sync(replica, { closeReplica: true });
    assert.equal(((await service.sync(replica)) as unknown as Failure).error.code, 400);
  });

  it('refuses an unknown replica, and generations that are missing, forgotten or from the future', async () => {
    const service = await fresh();
    const replica = await service.createReplica();
    const refused = async (params: object): Promise<string> => {
      const { error } = (await service.sync({ replicaID: replica.replicaID }, { ...params })) as unknown as Failure;
      return [error.message, ...error.details].join(' ');
    };
    assert.match(await refused({ replicaID: crypto.randomUUID() }), /does not exist/);
    assert.match(await refused({}), /replicaServerGen.*required/);
    assert.match(await refused({ replicaServerGen: replica.replicaServerGen + 1000 }), /newer/);
    await addElsewhere(service, point(newGlobalId()));
    await service.ask('POST', 'forgetChanges');
    assert.match(await refused({ replicaServerGen: replica.replicaServerGen }), /older/);
  });

  it('accepts a replica id with and without braces', async () => {
    const service = await fresh();
    const replica = await service.createReplica();
    const reply = await service.sync({ ...replica, replicaID: `{${replica.replicaID.toUpperCase()}}` });
    assert.equal(reply.replicaID, replica.replicaID);
  });

  it('delivers by URL unless told to embed', async () => {
    const service = await fresh();
    const replica = await service.createReplica();
    const reply = await service.sync(replica, { transportType: 'esriTransportTypeURL' });
    const { URL: url } = reply as unknown as { URL: string };
    assert.deepEqual(Object.keys(reply).toSorted(), ['URL', 'responseType', 'transportType']);
    assert.equal((await service.get<SyncJson>(url)).replicaID, replica.replicaID);
  });
});

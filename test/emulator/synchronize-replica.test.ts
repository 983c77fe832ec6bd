import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { useEmulator } from './support/emulator.js';
import type { Failure, FeatureJson, LayerEditsJson, SyncJson } from './support/replies.js';
import { edits, newGlobalId, point, type Service } from './support/service.js';

const { fresh } = useEmulator();

/** A second client, by whom the service changes. */
async function addElsewhere(service: Service, feature: FeatureJson, layer = 0): Promise<void> {
  await service.post(`${layer}/applyEdits`, { useGlobalIds: true, adds: [feature] });
}

function layer(reply: SyncJson, id: number): LayerEditsJson {
  const found = reply.edits.find((one) => one.id === id);
  assert.ok(found, `edits of layer ${id}`);
  return found;
}

const ids = (features: readonly FeatureJson[]): unknown[] => features.map(({ attributes }) => attributes['GlobalID']);

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

  it('moves related rows in and out with the row that they belong to', async () => {
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

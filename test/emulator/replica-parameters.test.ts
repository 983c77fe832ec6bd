/** Parameters and reply keys of replicas, jobs and result files (protocol 2 to 5), each for itself. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { useEmulator } from './support/emulator.js';
import type { Failure, JobJson, ReplicaJson, SyncJson } from './support/replies.js';
import { edits, newGlobalId, point, type Service } from './support/service.js';

const { fresh } = useEmulator();

type Json = Record<string, unknown>;

async function ended(service: Service, statusUrl: string): Promise<JobJson & Json> {
  for (let tries = 0; tries < 200; tries += 1) {
    const job = await service.get<JobJson & Json>(statusUrl);
    if (/^(Completed|Failed)/.test(job.status)) return job;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('the job does not end');
}

const message = (reply: unknown): string => {
  const { error } = reply as Failure;
  return [error.message, ...error.details].join(' ');
};

describe('createReplica', () => {
  it('reads the geometry by its type', async () => {
    const service = await fresh();
    const [row] = await service.query(0);
    const { x = 0, y = 0 } = row?.geometry ?? {};
    const rings = [
      [
        [x - 1, y - 1],
        [x - 1, y + 1],
        [x + 1, y + 1],
        [x - 1, y - 1],
      ],
    ];
    const wanted = { layers: '0', geometry: { rings }, geometryType: 'esriGeometryPolygon' };
    assert.ok((await service.createReplica(wanted)).layers[0]?.features.length);
  });

  it('remembers the direction it was made for', async () => {
    const service = await fresh();
    const replica = await service.createReplica({ targetType: 'server', syncDirection: 'upload' });
    assert.equal((await service.get<Json>(`replicas/${replica.replicaID}`))['syncDirection'], 'upload');
  });

  it('makes a replica of a server when asked to', async () => {
    const { targetType } = await (await fresh()).createReplica({ targetType: 'server' });
    assert.equal(targetType, 'server');
  });

  it('refuses a format that it does not write', async () => {
    assert.match(message(await (await fresh()).createReplica({ dataFormat: 'filegdb' })), /filegdb is not supported/);
  });

  it('tells the sync model it was made by', async () => {
    assert.equal((await (await fresh()).createReplica({ syncModel: 'perLayer' })).syncModel, 'perLayer');
  });

  it('registers data that a client has, as of the generation it has them', async () => {
    const service = await fresh();
    const first = await service.createReplica();
    await service.post('0/applyEdits', { adds: [point(newGlobalId())] });
    const replicaOptions = { refReplicaId: first.replicaID, serverGen: first.replicaServerGen };
    await service.sync(first);
    const second = await service.createReplica({ replicaOptions });
    assert.equal(second.replicaServerGen, first.replicaServerGen);
  });

  it('registers data as of a generation per layer', async () => {
    const service = await fresh();
    const first = await service.createReplica({ syncModel: 'perLayer' });
    await service.post('0/applyEdits', { adds: [point(newGlobalId())] });
    const syncLayers = first.layerServerGens.map((entry) => ({ ...entry, syncDirection: 'download' }));
    await service.sync({ replicaID: first.replicaID }, { syncLayers });
    const replicaOptions = { refReplicaId: first.replicaID, layerServerGens: first.layerServerGens };
    const second = await service.createReplica({ syncModel: 'perLayer', replicaOptions });
    assert.deepEqual(second.layerServerGens, first.layerServerGens);
  });
});

describe('synchronizeReplica', () => {
  it('names the replica that was synchronized', async () => {
    const service = await fresh();
    const replica = await service.createReplica({ replicaName: 'Named' });
    assert.equal((await service.sync(replica)).replicaName, 'Named');
  });

  it('moves the generation of each layer', async () => {
    const service = await fresh();
    const replica = await service.createReplica({ syncModel: 'perLayer' });
    const syncLayers = replica.layerServerGens.map((entry) => ({ ...entry, syncDirection: 'bidirectional' }));
    const { layerServerGens } = await service.sync({ replicaID: replica.replicaID }, { syncLayers });
    assert.ok(layerServerGens.every(({ serverGen }) => Number.isInteger(serverGen)));
  });

  it('keeps what is said about an attachment: its type and keywords', async () => {
    const service = await fresh();
    const replica = await service.createReplica({ returnAttachments: true });
    const [parent, globalId] = [newGlobalId(), newGlobalId()];
    const attachment = { globalId, parentGlobalId: parent, name: 'a.png', data: 'AAAA' };
    const adds = [{ ...attachment, contentType: 'image/png', keywords: 'lid' }];
    await service.sync(replica, { edits: [edits(0, { adds: [point(parent)] }, { adds })] });
    const objectId = String((await service.row(0, parent))?.attributes['OBJECTID']);
    const { attachmentInfos } = await service.get<{ attachmentInfos: Json[] }>(`0/${objectId}/attachments`);
    assert.equal(attachmentInfos[0]?.['contentType'], 'image/png');
    assert.equal(attachmentInfos[0]['keywords'], 'lid');
    assert.equal(attachmentInfos[0]['globalId'], globalId);
  });

  it('reads uploaded edits as JSON alone', async () => {
    const service = await fresh();
    const replica = await service.createReplica();
    const editsUploadId = await service.upload('edits.json', new TextEncoder().encode('[]'));
    const reply = await service.sync(replica, { editsUploadId, editsUploadFormat: 'sqlite' });
    assert.match(message(reply), /editsUploadFormat/);
  });

  it('gives attachments that came by address', async () => {
    const service = await fresh();
    const replica = await service.createReplica({ returnAttachments: true });
    const [parent, globalId] = [newGlobalId(), newGlobalId()];
    const adds = [{ globalId, parentGlobalId: parent, name: 'a.jpg', contentType: 'image/jpeg', data: '/9j/' }];
    await service.post('0/applyEdits', { useGlobalIds: true, adds: [point(parent)], attachments: { adds } });
    const reply = await service.sync(replica);
    const [told] = reply.edits.flatMap((entry) => entry.attachments?.adds ?? []);
    assert.match(String(told?.url), /\/attachments\/\d+$/);
  });

  it('tells results inside the edits, where a service does', async () => {
    const service = await fresh({ options: { editResults: 'inEdits' } });
    const replica = await service.createReplica();
    const [changed, gone] = replica.layers[0]?.features.map(({ attributes }) => String(attributes['GlobalID'])) ?? [];
    assert.ok(changed && gone);
    const updates = [{ attributes: { GlobalID: changed, name: 'Changed' } }];
    const reply = await service.sync(replica, { edits: [edits(0, { updates, deleteIds: [gone] })] });
    const results = reply.edits.find(({ id }) => id === 0);
    assert.equal(results?.updateResults?.[0]?.globalId, changed);
    assert.equal(results.deleteResults?.[0]?.globalId, gone);
  });

  it('tells the results of attachments by names of their own, where a service does', async () => {
    const service = await fresh({ options: { editResults: 'editsResults', attachmentResults: 'named' } });
    const replica = await service.createReplica({ returnAttachments: true });
    const [parent, globalId] = [newGlobalId(), newGlobalId()];
    const adds = [{ globalId, parentGlobalId: parent, name: 'a.jpg', contentType: 'image/jpeg', data: '/9j/' }];
    const reply = await service.sync(replica, { edits: [edits(0, { adds: [point(parent)] }, { adds })] });
    const named = reply.editsResults?.[0] as unknown as { addAttachmentResults?: { globalId: string }[] };
    assert.equal(named.addAttachmentResults?.[0]?.globalId, globalId);
  });
});

describe('every operation on replicas', () => {
  const dates = { options: { datesInUnknownTimezone: true } };

  it('wants to hear that the client knows of dates without a time zone', async () => {
    const service = await fresh(dates);
    assert.match(message(await service.createReplica()), /timeReferenceUnknownClient/);
    const replica = await service.createReplica({ timeReferenceUnknownClient: true });
    assert.match(message(await service.sync(replica)), /timeReferenceUnknownClient/);
    const reply = await service.sync(replica, { timeReferenceUnknownClient: true });
    assert.equal(typeof reply.replicaServerGen, 'number');
  });

  it('refuses a datum transformation that is none', async () => {
    const service = await fresh();
    assert.match(message(await service.createReplica({ datumTransformation: 'up' })), /datumTransformation/);
    const replica = await service.createReplica({ datumTransformation: 1623 });
    assert.match(message(await service.sync(replica, { datumTransformation: 'up' })), /datumTransformation/);
  });

  it('refuses to sync in a format that it does not write', async () => {
    const service = await fresh();
    const replica = await service.createReplica();
    assert.match(message(await service.sync(replica, { dataFormat: 'filegdb' })), /filegdb is not supported/);
  });

  it('refuses to reconcile where there are no branch versions', async () => {
    const service = await fresh();
    const replica = await service.createReplica();
    assert.match(message(await service.sync(replica, { reconcileBranchVersion: true })), /no branch versions/);
  });
});

describe('the replicas', () => {
  it('tell their version where it is asked for', async () => {
    const service = await fresh();
    await service.createReplica();
    const [replica] = await service.get<Json[]>('replicas', { returnVersion: true });
    assert.ok(replica && 'replicaVersion' in replica);
  });

  it('tell one of them whole: who, since when, and by which filter', async () => {
    const service = await fresh();
    const { replicaID } = await service.createReplica();
    const info = await service.get<Json>(`replicas/${replicaID}`);
    assert.equal(info['replicaID'], replicaID);
    assert.ok(Number(info['creationDate']) > 1_600_000_000_000);
    assert.equal(info['spatialRel'], 'esriSpatialRelIntersects');
    assert.equal(info['geometryType'], 'esriGeometryEnvelope');
    assert.ok(info['geometry']);
  });
});

describe('a job', () => {
  it('tells what it works for, and since when', async () => {
    const service = await fresh();
    const made = await service.createReplica({ async: true, replicaName: 'Later' });
    const job = await ended(service, (made as unknown as { statusUrl: string }).statusUrl);
    assert.equal(job['replicaName'], 'Later');
    assert.equal(job['targetType'], 'client');
    assert.match(String(job['transportType']), /url/i);
    assert.equal(job.responseType, 'esriReplicaResponseTypeData');
    assert.ok(Number(job['submissionTime']) <= Number(job['lastUpdatedTime']));
  });
});

describe('a result file', () => {
  const read = async <T>(service: Service, reply: unknown): Promise<T> =>
    service.get<T>((reply as { URL: string }).URL);
  const byUrl = { transportType: 'esriTransportTypeUrl' };

  it('holds the replica', async () => {
    const service = await fresh();
    const file = await read<ReplicaJson>(service, await service.createReplica(byUrl));
    assert.match(file.replicaID, /[0-9a-f-]{36}/i);
    assert.equal(typeof file.replicaServerGen, 'number');
    assert.equal(file.layers.length, 3);
  });

  it('holds the generations of layers', async () => {
    const service = await fresh();
    const file = await read<ReplicaJson>(service, await service.createReplica({ ...byUrl, syncModel: 'perLayer' }));
    assert.equal(file.layerServerGens.length, 3);
  });

  it('holds changes', async () => {
    const service = await fresh();
    const replica = await service.createReplica();
    const globalId = newGlobalId();
    await service.post('0/applyEdits', { useGlobalIds: true, adds: [point(globalId)] });
    const file = await read<SyncJson>(service, await service.sync(replica, byUrl));
    assert.equal(file.edits[0]?.features.adds[0]?.attributes['GlobalID'], globalId);
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { useEmulator } from './support/emulator.js';
import type { Failure, ReplicaJson, SyncJson } from './support/replies.js';
import { edits, newGlobalId, point, type Params, type Service } from './support/service.js';

const { fresh } = useEmulator();

type Json = Record<string, unknown>;

const jpeg = 'AQID';

async function start(options: object, params: Params = {}): Promise<{ service: Service; replica: ReplicaJson }> {
  const service = await fresh({ sample: 4, options });
  return { service, replica: await service.createReplica({ layers: '0', returnAttachments: true, ...params }) };
}

/** One add that goes well with an attachment that does, and one that is refused. */
async function send(options: object, params: Params = {}): Promise<{ reply: Json; good: string; bad: string }> {
  const { service, replica } = await start(options);
  const [good, bad] = [newGlobalId(), newGlobalId()];
  const attachment = {
    globalId: newGlobalId(),
    parentGlobalId: good,
    contentType: 'image/jpeg',
    name: 'a.jpg',
    data: jpeg,
  };
  const sent = edits(0, { adds: [point(good), { attributes: { GlobalID: bad } }] }, { adds: [attachment] });
  return { reply: (await service.sync(replica, { edits: [sent], ...params })) as unknown as Json, good, bad };
}

const first = (value: unknown): Json => (value as Json[])[0] ?? {};

describe('a variant of the results of a sync', () => {
  it('editResults: in an array of one of two names, in each layer of edits, or in its features', async () => {
    for (const editResults of ['editResults', 'editsResults']) {
      const { reply } = await send({ editResults });
      assert.equal((first(reply[editResults])['addResults'] as Json[]).length, 2, editResults);
    }
    const { reply: inEdits } = await send({ editResults: 'inEdits' });
    const entry = first(inEdits['edits']);
    assert.equal((entry['addResults'] as Json[]).length, 2);
    const attachments = entry['attachments'] as Json;
    assert.deepEqual(
      [(attachments['addResults'] as Json[]).length, Array.isArray(attachments['deleteIds'])],
      [1, true],
      'results beside the delta',
    );
    const { reply: inFeatures } = await send({ editResults: 'inFeatures' });
    assert.equal(((first(inFeatures['edits'])['features'] as Json)['addResults'] as Json[]).length, 2);
  });

  it('attachmentResults: nested, or in lists of their own names', async () => {
    const { reply } = await send({ attachmentResults: 'named' });
    const entry = first(reply['editResults']);
    assert.equal((entry['addAttachmentResults'] as Json[]).length, 1);
    assert.equal('attachments' in entry, false);
  });

  it('unaskedAdds: an empty list, or none', async () => {
    const results = async (options: object): Promise<Json> => {
      const { service, replica } = await start(options);
      const sent = edits(0, { adds: [point(newGlobalId())], deleteIds: [newGlobalId()] });
      const reply = await service.sync(replica, { edits: [sent], returnIdsForAdds: false });
      return first(reply.editResults);
    };
    assert.deepEqual((await results({}))['addResults'], []);
    assert.equal('addResults' in (await results({ unaskedAdds: 'missing' })), false);
  });

  it('resultIds and resultCodes: other keys, and codes as text', async () => {
    const { reply, good, bad } = await send({ resultIds: 'objectID', resultCodes: 'strings' });
    const results = first(reply['editResults'])['addResults'] as Json[];
    assert.deepEqual([results[0]?.['globalID'], typeof results[0]?.['objectID']], [good, 'number']);
    assert.deepEqual([results[1]?.['globalID'], (results[1]?.['error'] as Json)['code']], [bad, '1001']);
  });

  it('missingRow: 1011 or 1013', async () => {
    for (const missingRow of ['1011', '1013']) {
      const { service, replica } = await start({ missingRow });
      const reply = await service.sync(replica, { edits: [edits(0, { deleteIds: [newGlobalId()] })] });
      assert.equal(reply.editResults?.[0]?.deleteResults[0]?.error?.code, Number(missingRow));
    }
  });

  it('generationsAs: numbers or text, and both are taken back', async () => {
    const { service, replica } = await start({ generationsAs: 'strings' }, { syncModel: 'perLayer' });
    const [gen] = replica.layerServerGens;
    assert.equal(typeof gen?.serverGen, 'string');
    const reply = await service.sync(
      { replicaID: replica.replicaID },
      { syncLayers: [{ id: 0, serverGen: String(gen?.serverGen), syncDirection: 'download' }] },
    );
    assert.equal(typeof reply.layerServerGens[0]?.serverGen, 'string');
  });

  it('attachmentKeywords: told or hidden', async () => {
    const { replica } = await start({ attachmentKeywords: 'hidden' });
    assert.equal('keywords' in (replica.layers[0]?.attachments?.[0] ?? { keywords: '' }), false);
  });

  it('uploadReference: uploadId, url, or either', async () => {
    for (const uploadReference of ['either', 'uploadId', 'url']) {
      const { service, replica } = await start({ uploadReference });
      const parentGlobalId = String((await service.query(0))[0]?.attributes['GlobalID']);
      const uploaded = await service.upload('a.jpg', Uint8Array.of(1, 2, 3));
      const add = (key: string): object => ({
        globalId: newGlobalId(),
        parentGlobalId,
        contentType: 'image/jpeg',
        name: `${key}.jpg`,
        [key]: uploaded,
      });
      const sent = edits(0, {}, { adds: [add('uploadId'), add('url')] });
      const reply = await service.sync(replica, { edits: [sent] });
      const told = reply.editResults?.[0]?.attachments.addResults.map(({ success }) => success);
      assert.deepEqual(told, [uploadReference !== 'url', uploadReference !== 'uploadId'], uploadReference);
    }
  });
});

describe('a variant of what a sync does', () => {
  it('rollbackDefault: what a request without rollbackOnFailure means', async () => {
    assert.ok('editResults' in (await send({})).reply);
    assert.equal(((await send({ rollbackDefault: 'true' })).reply as unknown as Failure).error.code, 400);
  });

  it('rollbackReply and rollbackCode: an error, or what would have become of each edit, while nothing moves', async () => {
    const { service, replica } = await start({ rollbackReply: 'results', rollbackCode: '1012' });
    const [good, bad] = [newGlobalId(), newGlobalId()];
    const sent = edits(0, { adds: [point(good), { attributes: { GlobalID: bad } }] });
    const reply = await service.sync(replica, { edits: [sent], rollbackOnFailure: true });
    const codes = reply.editResults?.[0]?.addResults.map(({ error }) => error?.code);
    assert.deepEqual([codes, reply.replicaServerGen], [[1012, 1001], replica.replicaServerGen]);
    assert.deepEqual([await service.row(0, good), reply.edits], [undefined, undefined]);
  });

  it('staleGeneration: an error, or all data anew, with the edits imported all the same', async () => {
    const stale = async (options: object): Promise<SyncJson & Partial<Failure>> => {
      const { service, replica } = await start(options);
      await service.post('0/applyEdits', { adds: [{ attributes: { name: 'new' }, geometry: { x: 1, y: 1 } }] });
      await service.ask('POST', 'forgetChanges');
      return service.sync(replica, { edits: [edits(0, { adds: [point(newGlobalId())] })] });
    };
    assert.match((await stale({})).error?.message ?? '', /older than the retained changes/);
    const replaced = await stale({ staleGeneration: 'replacement' });
    assert.equal(replaced.responseType, 'esriReplicaResponseTypeEditsAndData');
    assert.equal(replaced.layers[0]?.features.length, 6);
    assert.equal(replaced.editResults?.[0]?.addResults[0]?.success, true);
  });

  it('replicaLock: a second sync is refused while a job of the same replica runs, or it is not', async () => {
    for (const [replicaLock, refused] of [
      ['error', true],
      ['none', false],
    ] as const) {
      const { service, replica } = await start({ replicaLock, jobDelayMs: 300 });
      const other = await service.createReplica({ layers: '0' });
      await service.sync(replica, { async: true });
      const second = (await service.sync(replica)) as SyncJson & Partial<Failure>;
      assert.equal(second.error !== undefined && /locked/.test(second.error.message), refused, replicaLock);
      assert.equal('error' in (await service.sync(other)), false, 'another replica is free');
    }
  });

  it('syncErrorCode: 400 or 500', async () => {
    const { service } = await start({ syncErrorCode: '500' });
    const reply = (await service.sync({ replicaID: newGlobalId() })) as unknown as Failure;
    assert.equal(reply.error.code, 500);
  });
});

describe('a variant of versions', () => {
  it('versioning and versionPer: the metadata and the replicas tell it, and branches can be reconciled since 11.0', async () => {
    const told = async (options: object): Promise<unknown[]> => {
      const { service, replica } = await start(options, { replicaName: 'Phone' });
      const layer = await service.get<Json>('0');
      const [listed] = await service.get<Json[]>('replicas', { returnVersion: true });
      const reply = (await service.sync(replica, { reconcileBranchVersion: true })) as SyncJson & Partial<Failure>;
      return [
        layer['isDataVersioned'],
        layer['isDataBranchVersioned'],
        listed?.['replicaVersion'],
        reply.error?.code ?? 'reconciled',
      ];
    };
    assert.deepEqual(await told({}), [false, false, null, 400]);
    assert.deepEqual(await told({ versioning: 'branch' }), [true, true, 'anonymous.Phone', 'reconciled']);
    const perUser = { versioning: 'traditional', versionPer: 'user' };
    assert.deepEqual(await told(perUser), [true, false, 'anonymous.anonymous', 400]);
    assert.equal((await told({ versioning: 'branch', currentVersion: 10.9 }))[3], 400);
  });
});

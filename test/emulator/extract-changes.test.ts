import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { useEmulator } from './support/emulator.js';
import type { Failure, FeatureJson, JobJson } from './support/replies.js';
import { edits, embedded, newGlobalId, point, type Params, type Service } from './support/service.js';

const { fresh } = useEmulator();

interface Changes {
  layerServerGens: { id: number; serverGen: number }[];
  edits: {
    id: number;
    features?: { adds: FeatureJson[]; updates: FeatureJson[]; deleteIds: string[]; deletes?: FeatureJson[] };
    objectIds?: { adds: number[]; updates: number[]; deletes: number[] };
    attachments?: { adds: object[] };
    hasGeometryUpdates?: boolean;
  }[];
}

const all = { returnInserts: true, returnUpdates: true, returnDeletes: true };

async function start(): Promise<{ service: Service; gen: number; ids: string[] }> {
  const capabilities = 'Create,Delete,Query,Update,Editing,Sync,Uploads,ChangeTracking';
  const service = await fresh({ sample: 4, options: { capabilities } });
  const ids = (await service.query(0)).map(({ attributes }) => String(attributes['GlobalID']));
  const root = await service.get<{ changeTrackingInfo: { layerServerGens: { serverGen: number }[] } }>('');
  return { service, ids, gen: root.changeTrackingInfo.layerServerGens[0]?.serverGen ?? 0 };
}

/** One row more, one changed, one moved, one gone. */
async function change({ service, ids }: { service: Service; ids: string[] }): Promise<string> {
  const added = newGlobalId();
  const updates = [
    { attributes: { GlobalID: ids[0], notes: 'changed' } },
    { attributes: { GlobalID: ids[1] }, geometry: { x: 1, y: 2 } },
  ];
  await service.post('0/applyEdits', { useGlobalIds: true, adds: [point(added)], updates, deletes: [ids[2]] });
  return added;
}

const extract = (service: Service, params: Params): Promise<Changes> =>
  service.post('extractChanges', { layers: '0', ...embedded, ...all, ...params });

describe('extractChanges', () => {
  it('tells what came, changed and went since a generation, without any replica', async () => {
    const began = await start();
    const added = await change(began);
    const { service, gen, ids } = began;
    const { edits, layerServerGens } = await extract(service, { serverGens: gen });
    const features = edits[0]?.features;
    assert.deepEqual(
      [features?.adds.map(({ attributes }) => attributes['GlobalID']), features?.updates.length, features?.deleteIds],
      [[added], 2, [ids[2]]],
    );
    const later = await extract(service, { layerServerGens });
    assert.deepEqual(later.edits[0]?.features, { adds: [], updates: [], deleteIds: [] });
  });

  it('tells only what is asked for: kinds, ObjectIDs, deleted rows, moved geometries, a filter', async () => {
    const began = await start();
    await change(began);
    const { service, gen } = began;
    const updates = await extract(service, { serverGens: gen, returnInserts: false, returnDeletes: false });
    assert.deepEqual([updates.edits[0]?.features?.adds.length, updates.edits[0]?.features?.updates.length], [0, 2]);
    const onlyIds = await extract(service, { serverGens: gen, returnIdsOnly: true, returnHasGeometryUpdates: true });
    assert.deepEqual(onlyIds.edits[0], {
      id: 0,
      hasGeometryUpdates: true,
      objectIds: { adds: [5], updates: [1, 2], deletes: [3] },
    });
    const deleted = await extract(service, { serverGens: gen, returnDeletedFeatures: true });
    assert.equal(deleted.edits[0]?.features?.deletes?.[0]?.attributes['OBJECTID'], 3);
    const filtered = await extract(service, { serverGens: gen, layerQueries: { 0: { where: "notes = 'changed'" } } });
    const { adds = [], updates: kept = [] } = filtered.edits[0]?.features ?? {};
    assert.deepEqual([adds.length, kept.length], [1, 0], 'the changed row entered the filter');
  });

  it('takes a range of generations, and refuses one that is forgotten', async () => {
    const { service, gen } = await start();
    for (const name of ['a', 'b']) await service.post('0/applyEdits', { adds: [point(newGlobalId(), { name })] });
    const { edits } = await extract(service, { serverGens: [gen, gen + 1] });
    assert.deepEqual(
      edits[0]?.features?.adds.map(({ attributes }) => attributes['name']),
      ['a'],
    );
    await service.post('cleanupChangeTracking', { layers: '0', minServerGen: gen + 1 });
    const refused = (await extract(service, { serverGens: gen })) as unknown as Failure;
    assert.match(refused.error.message, /older than the retained changes/);
  });

  it('brings attachments, and runs as a job', async () => {
    const { service, gen, ids } = await start();
    const file = { field: 'attachment', name: 'new.jpg', bytes: Uint8Array.of(1, 2) };
    await service.multipart('0/1/addAttachment', {}, file);
    const told = await extract(service, { serverGens: gen, returnAttachments: true });
    assert.equal(told.edits[0]?.attachments?.adds.length, 1, ids[0] ?? '');
    const { statusUrl } = (await extract(service, { serverGens: gen, async: true })) as unknown as {
      statusUrl: string;
    };
    let job = await service.get<JobJson>(statusUrl);
    while (job.status !== 'Completed') job = await service.get<JobJson>(statusUrl);
    assert.equal((await service.get<Changes>(job.resultUrl)).edits[0]?.id, 0);
  });

  it('is refused without the capability, and so is what the metadata deny', async () => {
    const plain = await fresh({ sample: 1 });
    assert.match(((await extract(plain, { serverGens: 1 })) as unknown as Failure).error.message, /ChangeTracking/);
    const { service, gen } = await start();
    const refused = (await extract(service, { serverGens: gen, returnExtentOnly: true })) as unknown as Failure;
    assert.match(refused.error.message, /returnExtentOnly/);
  });
});

describe('what extractChanges is asked for', () => {
  it('is a layer, an area, a spatial reference', async () => {
    const { service, gen } = await start();
    const [near, far] = [newGlobalId(), newGlobalId()];
    await service.post('0/applyEdits', {
      useGlobalIds: true,
      adds: [point(near, {}, { x: 1, y: 1 }), point(far, {}, { x: 80, y: 10 })],
    });
    const found = async (params: Params): Promise<FeatureJson[]> =>
      (await extract(service, { serverGens: gen, ...params })).edits.flatMap(({ features }) => features?.adds ?? []);
    assert.equal((await found({ layers: '1' })).length, 0);
    assert.deepEqual(
      (await found({ geometry: '0,0,2,2' })).map(({ attributes }) => attributes['GlobalID']),
      [near],
    );
    assert.equal((await found({ geometry: '0,0,200000,200000', inSR: 102100 })).length, 1);
    const [projected] = await found({ geometry: '0,0,2,2', outSR: 102100 });
    assert.ok((projected?.geometry?.x ?? 0) > 100_000);
  });

  it('is a generation of its own for each layer, or a range of them', async () => {
    const { service, gen } = await start();
    await service.post('0/applyEdits', { adds: [point(newGlobalId())] });
    await service.post('0/applyEdits', { adds: [point(newGlobalId())] });
    const found = async (layerServerGens: object[]): Promise<number | undefined> =>
      (await extract(service, { layerServerGens })).edits[0]?.features?.adds.length;
    assert.equal(await found([{ id: 0, serverGen: gen + 1 }]), 1);
    assert.equal(await found([{ id: 0, minServerGen: gen, serverGen: gen + 1 }]), 1);
    assert.equal(await found([{ id: 0, minServerGen: gen, serverGen: gen + 2 }]), 2);
  });

  it('comes by URL, with attachments as URLs or base64, and in no format but JSON', async () => {
    const { service, gen } = await start();
    await service.multipart(
      '0/1/addAttachment',
      {},
      { field: 'attachment', name: 'a.jpg', bytes: Uint8Array.of(1, 2) },
    );
    const ask = { serverGens: gen, returnAttachments: true };
    const attachmentOf = ({ edits }: Changes): object => edits[0]?.attachments?.adds[0] ?? {};
    assert.ok('url' in attachmentOf(await extract(service, ask)));
    assert.ok('data' in attachmentOf(await extract(service, { ...ask, returnAttachmentsDataByUrl: false })));
    assert.equal('attachments' in ((await extract(service, { serverGens: gen })).edits[0] ?? {}), false);
    const { URL } = (await extract(service, { ...ask, transportType: 'esriTransportTypeUrl' })) as unknown as {
      URL: string;
    };
    assert.ok('url' in attachmentOf(await service.get<Changes>(URL)));
    for (const refused of [
      { dataFormat: 'sqlite' },
      { fieldsToCompare: { fields: ['name'] } },
      { changesExtentGridCell: 'small' },
    ])
      assert.ok('error' in (await extract(service, { serverGens: gen, ...refused })), JSON.stringify(refused));
  });

  it('stands in the service root', async () => {
    const { service } = await start();
    const root = await service.get<Record<string, Record<string, unknown>>>('');
    assert.equal(root['extractChangesCapabilities']?.['supportsReturnIdsOnly'], true);
    assert.equal(root['extractChangesCapabilities']['supportsReturnExtentOnly'], false);
  });
});

describe('cleanupChangeTracking', () => {
  it('needs something to go by, and says when it is done', async () => {
    const { service, gen } = await start();
    assert.ok('error' in (await service.post<object>('cleanupChangeTracking', { layers: '0' })));
    assert.deepEqual(await service.post('cleanupChangeTracking', { layers: '0', minServerGen: gen }), {
      success: true,
    });
    await service.post('0/applyEdits', { adds: [point(newGlobalId())] });
    await service.post('cleanupChangeTracking', { layers: '0', retentionPeriod: 1, retentionPeriodUnit: 'hours' });
    assert.equal('error' in (await extract(service, { serverGens: gen })), false, 'it is younger than an hour');
    await service.post('cleanupChangeTracking', { layers: '0', retentionPeriod: 0, retentionPeriodUnit: 'seconds' });
    const wrong = { layers: '0', retentionPeriod: 1, retentionPeriodUnit: 'weeks' };
    assert.ok('error' in (await service.post<object>('cleanupChangeTracking', wrong)));
  });

  it('by generation, replica or time makes older generations stale', async () => {
    const { service } = await start();
    const replica = await service.createReplica({ layers: '0' });
    await service.post('0/applyEdits', { adds: [point(newGlobalId())] });
    const done = await service.post('cleanupChangeTracking', { layers: '0', replicaId: replica.replicaID });
    assert.deepEqual(done, { success: true });
    assert.equal('error' in (await service.sync(replica, { edits: [edits(0, {})] })), false, 'its own is kept');
    await service.post('cleanupChangeTracking', { layers: '0', retentionPeriod: 0, retentionPeriodUnit: 'seconds' });
    const stale = (await service.sync(replica)) as unknown as Failure;
    assert.match(stale.error.message, /older than the retained changes/);
  });
});

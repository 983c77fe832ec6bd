import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { useEmulator } from './support/emulator.js';
import type { Failure, FeatureJson, LogJson, ReplicaJson } from './support/replies.js';
import { edits, newGlobalId, point, type Params, type Service } from './support/service.js';
import { ids, layer } from './support/sync.js';

const { fresh } = useEmulator();

interface Scene {
  readonly service: Service;
  readonly phone: ReplicaJson;
  readonly tablet: ReplicaJson;
}

async function start(options: object): Promise<Scene> {
  const service = await fresh({ sample: 4, options });
  const replica = async (replicaName: string): Promise<ReplicaJson> =>
    service.createReplica({ layers: '0', returnAttachments: true, replicaName });
  return { service, phone: await replica('Phone'), tablet: await replica('Tablet') };
}

const photo = (parent: string): object => ({
  globalId: newGlobalId(),
  parentGlobalId: parent,
  contentType: 'image/jpeg',
  name: 'a.jpg',
  data: 'AQID',
});
const names = (rows: readonly FeatureJson[]): unknown[] => rows.map(({ attributes }) => attributes['name']);
const sees = async (service: Service, globalId: string, params: Params = {}): Promise<unknown> =>
  (await service.query(0, { where: `GlobalID = '${globalId}'`, ...params }))[0]?.attributes['name'] ?? null;
const globalIdAt = async (service: Service, at: number): Promise<string> =>
  String((await service.query(0))[at]?.attributes['GlobalID']);

for (const versioning of ['branch', 'traditional']) {
  describe(`data with ${versioning} versions`, () => {
    it('keep what a replica sends in its version until the office posts it', async () => {
      const { service, phone, tablet } = await start({ versioning });
      const [changed, deleted] = [await globalIdAt(service, 0), await globalIdAt(service, 1)];
      const before = await sees(service, changed);
      const added = newGlobalId();
      const attached = photo(added);
      const sent = edits(
        0,
        {
          adds: [point(added, { name: 'Made offline' })],
          updates: [{ attributes: { GlobalID: changed, name: 'Changed' } }],
          deleteIds: [deleted],
        },
        { adds: [attached] },
      );
      const reply = await service.sync(phone, { edits: [sent] });
      assert.deepEqual(ids(layer(reply, 0).features.adds), [], 'what it sent itself is not told again');

      assert.deepEqual([await sees(service, added), await sees(service, changed)], [null, before]);
      assert.notEqual(await sees(service, deleted), null);
      assert.equal((await service.sync(tablet)).edits.flatMap(({ features }) => features.adds).length, 0);
      const inVersion = { gdbVersion: 'anonymous.Phone' };
      assert.deepEqual(
        [await sees(service, added, inVersion), await sees(service, changed, inVersion)],
        ['Made offline', 'Changed'],
      );
      assert.equal(await sees(service, deleted, inVersion), null);

      assert.deepEqual(await service.ask('POST', 'post', { version: 'anonymous.Phone' }), {
        posted: { 'anonymous.Phone': 4 },
      });
      assert.deepEqual([await sees(service, added), await sees(service, changed)], ['Made offline', 'Changed']);
      assert.equal(await sees(service, deleted), null);
      const row = await service.row(0, added);
      const list = await service.get<{ attachmentInfos: object[] }>(
        `0/${row?.attributes['OBJECTID'] ?? 0}/attachments`,
      );
      assert.equal(list.attachmentInfos.length, 1);
      assert.deepEqual(await service.ask('POST', 'post'), { posted: { 'anonymous.Phone': 0, 'anonymous.Tablet': 0 } });
    });

    it('reach another replica once its version is reconciled; what it changed itself stays', async () => {
      const { service, phone, tablet } = await start({ versioning });
      const [both, one] = [await globalIdAt(service, 0), await globalIdAt(service, 1)];
      const update = (globalId: string, name: string): object => ({ attributes: { GlobalID: globalId, name } });
      const fromTablet = await service.sync(tablet, { edits: [edits(0, { updates: [update(both, 'Tablet')] })] });
      await service.sync(phone, { edits: [edits(0, { updates: [update(both, 'Phone'), update(one, 'Phone')] })] });
      await service.ask('POST', 'post', { version: 'anonymous.Phone' });
      const next = { replicaID: tablet.replicaID, replicaServerGen: fromTablet.replicaServerGen };
      assert.deepEqual(names(layer(await service.sync(next), 0).features.updates), []);
      await service.ask('POST', 'reconcile', { version: 'anonymous.Tablet' });
      assert.deepEqual(names(layer(await service.sync(next), 0).features.updates), ['Phone'], 'the other row alone');
      await service.ask('POST', 'post', { version: 'anonymous.Tablet' });
      assert.deepEqual([await sees(service, both), await sees(service, one)], ['Tablet', 'Phone']);
    });

    it('have one version for all maps of a user, where they are per user', async () => {
      const { service, phone, tablet } = await start({ versioning, versionPer: 'user' });
      const added = newGlobalId();
      await service.sync(phone, { edits: [edits(0, { adds: [point(added)] })] });
      assert.equal(await sees(service, added), null);
      assert.deepEqual(ids(layer(await service.sync(tablet), 0).features.adds), [added]);
    });
  });
}

describe('a version', () => {
  it('is reconciled as its replica syncs, where the request says so', async () => {
    const { service, phone, tablet } = await start({ versioning: 'branch' });
    const added = newGlobalId();
    await service.sync(phone, { edits: [edits(0, { adds: [point(added)] })] });
    await service.ask('POST', 'post', { version: 'anonymous.Phone' });
    const reply = await service.sync(tablet, { reconcileBranchVersion: true });
    assert.deepEqual(ids(layer(reply, 0).features.adds), [added]);
  });

  it('has ObjectIDs and attachment ids of its own, that no other version gives', async () => {
    const { service, phone, tablet } = await start({ versioning: 'branch' });
    const send = async (replica: ReplicaJson): Promise<void> => {
      const added = newGlobalId();
      await service.sync(replica, { edits: [edits(0, { adds: [point(added)] }, { adds: [photo(added)] })] });
    };
    const before = (await service.query(0)).length;
    for (const replica of [phone, tablet, phone]) await send(replica);
    await service.post('0/applyEdits', { adds: [point(newGlobalId())] });
    await service.ask('POST', 'post');
    const rows = await service.query(0);
    assert.equal(rows.length, before + 4);
    assert.equal(new Set(rows.map(({ attributes }) => attributes['OBJECTID'])).size, rows.length);
  });

  it('can be looked at, written to and read from by gdbVersion', async () => {
    const { service, phone } = await start({ versioning: 'branch' });
    const gdbVersion = 'anonymous.Phone';
    const globalId = newGlobalId();
    await service.post('0/applyEdits', { gdbVersion, useGlobalIds: true, adds: [point(globalId)] });
    const [row] = await service.query(0, { where: `GlobalID = '${globalId}'`, gdbVersion });
    const objectId = String(row?.attributes['OBJECTID']);
    const file = { field: 'attachment', name: 'b.jpg', bytes: Uint8Array.of(1, 2, 3) };
    await service.multipart(`0/${objectId}/addAttachment`, { gdbVersion }, file);
    const ask = { globalIds: globalId, gdbVersion, returnUrl: true };
    const found = await service.post<{ attachmentGroups: { attachmentInfos: { url: string }[] }[] }>(
      '0/queryAttachments',
      ask,
    );
    const url = found.attachmentGroups[0]?.attachmentInfos[0]?.url ?? '';
    assert.deepEqual(new Uint8Array(await (await fetch(url)).arrayBuffer()), file.bytes);
    assert.equal(await sees(service, globalId), null);
    const told = layer(await service.sync(phone), 0);
    assert.deepEqual(ids(told.features.adds), [globalId]);
    const [attachment] = told.attachments?.adds ?? [];
    assert.deepEqual(new Uint8Array(await (await fetch(attachment?.url ?? '')).arrayBuffer()), file.bytes);
    const unknown = await service.post<Failure>('0/query', { where: '1=1', gdbVersion: 'nobody.Nothing' });
    assert.equal(unknown.error.code, 400);
  });

  it('is posted by this machine only, and only where there is one', async () => {
    const { service } = await start({ versioning: 'branch' });
    const response = await fetch(`${service.control}/post`, {
      method: 'POST',
      headers: { origin: 'https://elsewhere.example.com' },
    });
    assert.equal(response.status, 403);
    const failure = await service.ask<Failure>('POST', 'post', { version: 'anonymous.Nobody' });
    assert.equal(failure.error.code, 404);
    assert.deepEqual(
      (await service.log()).filter(({ operation }: LogJson) => operation === 'post'),
      [],
    );
  });
});

describe('gdbVersion', () => {
  const gdbVersion = 'anonymous.Phone';
  const list = async (
    service: Service,
    objectId: number,
    params: Params = {},
  ): Promise<{ id: number; name: string }[]> =>
    (await service.get<{ attachmentInfos: { id: number; name: string }[] }>(`0/${objectId}/attachments`, params))
      .attachmentInfos;

  for (const path of ['applyEdits', '0/addFeatures'])
    it(`keeps an edit by ${path} in its version`, async () => {
      const { service } = await start({ versioning: 'branch' });
      const add = { attributes: { name: 'In a version' }, geometry: { x: 1, y: 2 } };
      const edit = path === 'applyEdits' ? { edits: [{ id: 0, adds: [add] }] } : { features: [add] };
      await service.post(path, { ...edit, gdbVersion });
      const where = "name = 'In a version'";
      assert.equal((await service.query(0, { where })).length, 0);
      assert.equal((await service.query(0, { where, gdbVersion })).length, 1);
    });

  it('keeps updateFeatures and deleteFeatures in its version', async () => {
    const { service } = await start({ versioning: 'branch' });
    const before = await service.query(0);
    const features = [{ attributes: { OBJECTID: 1, notes: 'In a version' } }];
    await service.post('0/updateFeatures', { features, gdbVersion });
    assert.deepEqual(await service.query(0), before);
    await service.post('0/deleteFeatures', { objectIds: '2', gdbVersion });
    assert.deepEqual(await service.query(0), before);
    assert.equal((await service.query(0, { gdbVersion })).length, before.length - 1);
  });

  it('keeps updateAttachment and deleteAttachments in its version', async () => {
    const { service } = await start({ versioning: 'branch' });
    const file = (name: string): { field: string; name: string; bytes: Uint8Array } => ({
      field: 'attachment',
      name,
      bytes: Uint8Array.of(1),
    });
    for (const name of ['one.jpg', 'two.jpg']) await service.multipart('0/1/addAttachment', {}, file(name));
    await service.ask('POST', 'reconcile');
    const before = await list(service, 1);
    const [one, two] = before.slice(-2);
    await service.multipart('0/1/updateAttachment', { attachmentId: one?.id ?? 0, gdbVersion }, file('new.jpg'));
    assert.deepEqual(await list(service, 1), before);
    await service.post('0/1/deleteAttachments', { attachmentIds: String(two?.id), gdbVersion });
    assert.deepEqual(await list(service, 1), before);
    assert.deepEqual((await list(service, 1, { gdbVersion })).map(({ name }) => name).at(-1), 'new.jpg');
  });

  it('leads to the related records of its version', async () => {
    const { service } = await start({ versioning: 'branch' });
    const parent = (await service.query(0))[0]?.attributes;
    const visit = { attributes: { point_id: parent?.['GlobalID'] ?? '' } };
    const relation = (await service.get<{ relationships: { id: number; keyField: string }[] }>('2')).relationships[0];
    const key = relation?.keyField ?? '';
    await service.post('2/addFeatures', {
      features: [{ attributes: { [key]: visit.attributes.point_id } }],
      gdbVersion,
    });
    const count = async (params: Params): Promise<number> => {
      const ask = { objectIds: '1', relationshipId: relation?.id ?? 0, returnCountOnly: true, ...params };
      const reply = await service.post<{ relatedRecordGroups: { count: number }[] }>('0/queryRelatedRecords', ask);
      return reply.relatedRecordGroups[0]?.count ?? 0;
    };
    assert.equal(await count({ gdbVersion }), (await count({})) + 1);
  });

  it('of a replica is told by the list of replicas, which can be asked for one', async () => {
    const { service } = await start({ versioning: 'branch' });
    const listed = await service.get<{ replicaName: string }[]>('replicas', { replicaVersion: 'anonymous.Tablet' });
    assert.deepEqual(
      listed.map(({ replicaName }) => replicaName),
      ['Tablet'],
    );
  });
});

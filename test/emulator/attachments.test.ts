import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import { useEmulator } from './support/emulator.js';
import type { Failure, ResultJson, SyncJson } from './support/replies.js';
import { edits, newGlobalId, point, type Service } from './support/service.js';

const { fresh } = useEmulator();

interface Info {
  id: number;
  globalId: string;
  parentGlobalId: string;
  name: string;
  size: number;
  contentType: string;
  keywords: string;
}

async function newPoint(service: Service): Promise<{ globalId: string; objectId: number }> {
  const globalId = newGlobalId();
  await service.post('0/applyEdits', { useGlobalIds: true, adds: [point(globalId)] });
  return { globalId, objectId: Number((await service.row(0, globalId))?.attributes['OBJECTID']) };
}

async function infos(service: Service, objectId: number): Promise<Info[]> {
  return (await service.get<{ attachmentInfos: Info[] }>(`0/${objectId}/attachments`)).attachmentInfos;
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

async function download(url: string): Promise<Uint8Array> {
  return new Uint8Array(await (await fetch(url)).arrayBuffer());
}

describe('the attachments of a feature', () => {
  it('are sent from a byte on where a range is asked for', async () => {
    const service = await fresh();
    const { objectId } = await newPoint(service);
    const bytes = randomBytes(1000);
    const { addAttachmentResult } = await service.multipart<{ addAttachmentResult: ResultJson }>(
      `0/${objectId}/addAttachment`,
      {},
      { field: 'attachment', name: 'a.jpg', bytes },
    );
    const url = `${service.url}/0/${objectId}/attachments/${addAttachmentResult.objectId}`;
    await service.configure({ fileRanges: 'ignored' });
    assert.equal((await fetch(url, { headers: { range: 'bytes=990-' } })).status, 200);
    await service.configure({ fileRanges: 'served' });
    const part = await fetch(url, { headers: { range: 'bytes=990-' } });
    assert.deepEqual([part.status, part.headers.get('content-range')], [206, 'bytes 990-999/1000']);
    assert.deepEqual(new Uint8Array(await part.arrayBuffer()), new Uint8Array(bytes.subarray(990)));
    assert.equal((await fetch(url, { headers: { range: 'bytes=1000-' } })).status, 416);
    assert.equal((await fetch(url, { headers: { range: 'bytes=0-1,4-5' } })).status, 200);
  });

  it('are added, read, replaced and deleted', async () => {
    const service = await fresh();
    const { objectId, globalId } = await newPoint(service);
    const bytes = randomBytes(1000);
    const added = await service.multipart<{ addAttachmentResult: ResultJson }>(
      `0/${objectId}/addAttachment`,
      { keywords: 'front' },
      { field: 'attachment', name: 'a.jpg', bytes },
    );
    const { objectId: id } = added.addAttachmentResult;
    const [info] = await infos(service, objectId);
    assert.deepEqual(
      [info?.id, info?.parentGlobalId, info?.name, info?.size, info?.contentType, info?.keywords],
      [id, globalId, 'a.jpg', 1000, 'image/jpeg', 'front'],
    );
    assert.equal(sha256(await download(`${service.url}/0/${objectId}/attachments/${id}`)), sha256(bytes));

    const updated = await service.multipart<{ updateAttachmentResult: ResultJson }>(
      `0/${objectId}/updateAttachment`,
      { attachmentId: id },
      { field: 'attachment', name: 'b.jpg', bytes: bytes.subarray(0, 10) },
    );
    assert.equal(updated.updateAttachmentResult.globalId, added.addAttachmentResult.globalId);
    assert.equal((await infos(service, objectId))[0]?.size, 10);

    const deleted = await service.post<{ deleteAttachmentResults: ResultJson[] }>(`0/${objectId}/deleteAttachments`, {
      attachmentIds: `${id},99`,
    });
    assert.deepEqual(
      deleted.deleteAttachmentResults.map(({ success, error }) => [success, error?.code]),
      [
        [true, undefined],
        [false, 1010],
      ],
    );
    assert.deepEqual(await infos(service, objectId), []);
  });

  it('are added from an upload item', async () => {
    const service = await fresh();
    const { objectId } = await newPoint(service);
    const uploadId = await service.upload('up.jpg', Uint8Array.of(1, 2, 3));
    const { addAttachmentResult } = await service.post<{ addAttachmentResult: ResultJson }>(
      `0/${objectId}/addAttachment`,
      { uploadId },
    );
    assert.equal(addAttachmentResult.success, true);
    assert.equal((await infos(service, objectId))[0]?.name, 'up.jpg');
  });

  it('are never trusted: neither their names nor their types', async () => {
    const service = await fresh();
    const { objectId } = await newPoint(service);
    const name = '../../etc/pass"wd\r\nX-Evil: 1 ünï.png';
    const file = {
      globalId: newGlobalId(),
      parentGlobalId: (await service.query(0, { objectIds: String(objectId) }))[0]?.attributes['GlobalID'],
    };
    await service.post('0/applyEdits', {
      useGlobalIds: true,
      attachments: { adds: [{ ...file, name, contentType: 'text/html\r\nX-Evil: 1', data: 'PGI+' }] },
    });
    const [info] = await infos(service, objectId);
    assert.equal(info?.name, 'pass"wdX-Evil: 1 ünï.png');
    const response = await fetch(`${service.url}/0/${objectId}/attachments/${info.id}`);
    assert.equal(response.headers.get('x-evil'), null);
    assert.equal(response.headers.get('content-type'), 'application/octet-stream');
    assert.match(response.headers.get('content-security-policy') ?? '', /sandbox/);
    assert.match(response.headers.get('content-disposition') ?? '', /^inline; filename\*=UTF-8''pass%22wd/);
  });

  it('are refused by type and by size, with a reason that says what is allowed', async () => {
    const service = await fresh({ options: { attachments: { maxSizeMB: 1, allowedTypes: ['jpg', 'png'] } } });
    const { objectId } = await newPoint(service);
    const add = async (name: string, size: number): Promise<ResultJson['error']> => {
      const file = { field: 'attachment', name, bytes: new Uint8Array(size) };
      return (await service.multipart<{ addAttachmentResult: ResultJson }>(`0/${objectId}/addAttachment`, {}, file))
        .addAttachmentResult.error;
    };
    assert.deepEqual(await add('x.exe', 1), {
      code: 1008,
      description: "Files of type 'exe' are not allowed. Allowed types: jpg, png.",
    });
    assert.match((await add('x.jpg', 1024 * 1024 + 1))?.description ?? '', /limit of 1 MB/);
    assert.equal(await add('x.JPG', 1024 * 1024), undefined);
  });

  it('of 12 MB arrive whole and in good time', async () => {
    const service = await fresh();
    const { objectId } = await newPoint(service);
    const bytes = randomBytes(12 * 1024 * 1024);
    const began = performance.now();
    const { addAttachmentResult } = await service.multipart<{ addAttachmentResult: ResultJson }>(
      `0/${objectId}/addAttachment`,
      {},
      { field: 'attachment', name: 'large.jpg', bytes },
    );
    const took = performance.now() - began;
    assert.equal(
      sha256(await download(`${service.url}/0/${objectId}/attachments/${addAttachmentResult.objectId}`)),
      sha256(bytes),
    );
    assert.ok(took < 10000, `${Math.round(took)} ms`);
  });
});

describe('queryAttachments', () => {
  it('groups the attachments of many features, filtered and paged', async () => {
    const service = await fresh();
    const all = await service.get<{
      attachmentGroups: { parentObjectId: number; attachmentInfos: (Info & { url?: string })[] }[];
    }>('0/queryAttachments', {
      definitionExpression: '1=1',
      returnUrl: true,
    });
    assert.deepEqual(
      all.attachmentGroups.map(({ parentObjectId, attachmentInfos }) => [parentObjectId, attachmentInfos.length]),
      [
        [1, 2],
        [4, 1],
        [8, 1],
        [13, 1],
        [21, 1],
      ],
    );
    const [info] = all.attachmentGroups[0]?.attachmentInfos ?? [];
    assert.equal((await download(info?.url ?? '')).length, info?.size);
    const counts = await service.get('0/queryAttachments', { objectIds: '1,4', returnCountOnly: true });
    assert.deepEqual(counts, {
      attachmentGroups: [
        {
          parentObjectId: 1,
          parentGlobalId: (counts as typeof all & { attachmentGroups: { parentGlobalId: string }[] })
            .attachmentGroups[0]?.parentGlobalId,
          count: 2,
        },
        {
          parentObjectId: 4,
          parentGlobalId: (counts as typeof all & { attachmentGroups: { parentGlobalId: string }[] })
            .attachmentGroups[1]?.parentGlobalId,
          count: 1,
        },
      ],
    });
    const none = await service.get<typeof all>('0/queryAttachments', {
      definitionExpression: '1=1',
      attachmentTypes: 'image/png',
    });
    assert.deepEqual(none.attachmentGroups, []);
  });
});

describe('attachments in a sync', () => {
  const withAttachments = { layers: '0', returnAttachments: true };
  const photo = (parentGlobalId: string, more: object = {}): { globalId: string } & Record<string, unknown> => ({
    globalId: newGlobalId(),
    parentGlobalId,
    name: 'p.jpg',
    contentType: 'image/jpeg',
    ...more,
  });
  const attachmentResults = (reply: SyncJson): unknown[] => {
    const results = reply.editResults?.[0]?.attachments;
    return [results?.addResults, results?.updateResults, results?.deleteResults].map((list) =>
      list?.map(({ success, error }) => error?.code ?? success),
    );
  };

  it('are added together with their new feature, from base64 and upload items, with and without braces', async () => {
    const service = await fresh();
    const replica = await service.createReplica(withAttachments);
    const parent = newGlobalId();
    const bytes = randomBytes(5000);
    const uploadId = await service.upload('q.jpg', bytes);
    const sent = [
      photo(parent, { data: bytes.toString('base64') }),
      photo(parent, { uploadId }),
      photo(parent, { uploadId: `{${uploadId.toUpperCase()}}` }),
    ];
    const reply = await service.sync(replica, { edits: [edits(0, { adds: [point(parent)] }, { adds: sent })] });
    assert.deepEqual(attachmentResults(reply), [[true, true, true], [], []]);
    const objectId = Number((await service.row(0, parent))?.attributes['OBJECTID']);
    for (const { id } of await infos(service, objectId)) {
      assert.equal(sha256(await download(`${service.url}/0/${objectId}/attachments/${id}`)), sha256(bytes));
    }
    assert.deepEqual(reply.edits[0]?.attachments, { adds: [], updates: [], deleteIds: [] }, 'they are not echoed');
  });

  it('are replaced and deleted by GlobalID, and others learn of it', async () => {
    const service = await fresh();
    const other = await service.createReplica({ ...withAttachments, returnAttachmentsDataByUrl: false });
    const replica = await service.createReplica(withAttachments);
    const [a, b] = replica.layers[0]?.attachments ?? [];
    assert.ok(a && b);
    const sent = {
      updates: [{ globalId: a.globalId, name: 'new.jpg', contentType: 'image/jpeg', data: 'AQID' }],
      deleteIds: [b.globalId],
    };
    const reply = await service.sync(replica, { edits: [edits(0, {}, sent)] });
    assert.deepEqual(attachmentResults(reply), [[], [true], [true]]);
    const theirs = (await service.sync(other, { returnAttachmentsDataByUrl: false })).edits[0]?.attachments;
    assert.deepEqual(
      theirs?.updates.map(({ globalId, data, size }) => [globalId, data, size]),
      [[a.globalId, 'AQID', 3]],
    );
    assert.deepEqual(theirs.deleteIds, [b.globalId]);
  });

  it('come with a feature that enters the filter', async () => {
    const service = await fresh({ sample: 0 });
    const { globalId } = await newPoint(service);
    await service.post('0/applyEdits', {
      useGlobalIds: true,
      attachments: { adds: [photo(globalId, { data: 'AQID' })] },
    });
    const replica = await service.createReplica({ ...withAttachments, geometry: '0,0,1,1' });
    await service.post('0/applyEdits', {
      useGlobalIds: true,
      updates: [{ attributes: { GlobalID: globalId }, geometry: { x: 0.5, y: 0.5 } }],
    });
    const reply = await service.sync(replica);
    assert.equal(reply.edits[0]?.features.adds.length, 1);
    assert.equal(reply.edits[0].attachments?.adds[0]?.parentGlobalId, globalId);
  });

  it('fail one by one: without bytes, without a parent, without their upload item', async () => {
    const service = await fresh();
    const replica = await service.createReplica(withAttachments);
    const parent = newGlobalId();
    const pending = await service.post<{ item: { itemID: string } }>('uploads/register', { itemName: 'p.jpg' });
    const sent = [
      photo(parent),
      photo(newGlobalId(), { data: 'AQID' }),
      photo(parent, { uploadId: 'i-unknown' }),
      photo(parent, { uploadId: pending.item.itemID }),
      photo(parent, { data: '***' }),
      photo(parent, { data: 'AQID', name: 'virus.exe' }),
      photo(parent, { data: 'AQID' }),
    ];
    const reply = await service.sync(replica, {
      edits: [
        edits(
          0,
          { adds: [point(parent)] },
          { adds: sent, updates: [photo(parent, { data: 'AQID' })], deleteIds: [newGlobalId()] },
        ),
      ],
    });
    assert.deepEqual(attachmentResults(reply), [[1008, 1008, 1008, 1008, 1008, 1008, true], [1009], [1010]]);
    assert.deepEqual(
      reply.editResults?.[0]?.attachments.addResults.map(({ globalId }) => globalId),
      sent.map(({ globalId }) => globalId),
    );
  });

  it('that are there already follow the duplicateAdd switch', async () => {
    for (const [duplicateAdd, expected] of [
      ['error', 1022],
      ['update', true],
    ] as const) {
      const service = await fresh({ options: { duplicateAdd } });
      const replica = await service.createReplica(withAttachments);
      const { globalId } = await newPoint(service);
      const sent = { edits: [edits(0, {}, { adds: [photo(globalId, { data: 'AQID' })] })] };
      await service.sync(replica, sent);
      assert.deepEqual(attachmentResults(await service.sync(replica, sent)), [[expected], [], []], duplicateAdd);
    }
  });

  it('are refused by a replica that sends none', async () => {
    const service = await fresh();
    const replica = await service.createReplica({ layers: '0' });
    const { globalId } = await newPoint(service);
    assert.deepEqual(
      attachmentResults(
        await service.sync(replica, { edits: [edits(0, {}, { adds: [photo(globalId, { data: 'AQID' })] })] }),
      ),
      [[1008], [], []],
    );
  });

  it('use up their upload item on a service set so', async () => {
    const service = await fresh({ options: { consumeUploads: true } });
    const replica = await service.createReplica(withAttachments);
    const { globalId } = await newPoint(service);
    const uploadId = await service.upload('p.jpg', Uint8Array.of(1));
    await service.sync(replica, { edits: [edits(0, {}, { adds: [photo(globalId, { uploadId })] })] });
    assert.equal((await service.get<Failure>(`uploads/${uploadId}`)).error.code, 404);
  });
});

describe('deleteAttachments', () => {
  it('deletes each for itself, or with rollbackOnFailure all or none', async () => {
    const service = await fresh({ sample: 1 });
    const file = { field: 'attachment', name: 'a.jpg', bytes: Uint8Array.of(1) };
    type Result = { addAttachmentResult: { objectId: number } };
    const { addAttachmentResult } = await service.multipart<Result>('0/1/addAttachment', {}, file);
    const attachmentIds = `${addAttachmentResult.objectId},9999`;
    const left = async (): Promise<unknown[]> =>
      (await service.get<{ attachmentInfos: { id: number }[] }>('0/1/attachments')).attachmentInfos.filter(
        ({ id }) => id === addAttachmentResult.objectId,
      );
    await service.post('0/1/deleteAttachments', { attachmentIds, rollbackOnFailure: true });
    assert.equal((await left()).length, 1);
    await service.post('0/1/deleteAttachments', { attachmentIds });
    assert.equal((await left()).length, 0);
  });
});

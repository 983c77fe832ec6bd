import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { useEmulator } from './support/emulator.js';
import type { ItemJson } from './support/replies.js';
import { newGlobalId, point, type Service } from './support/service.js';

const { fresh } = useEmulator();

type Json = Record<string, unknown>;

const service = (options: object): Promise<Service> => fresh({ sample: 3, options });

describe('a variant of applyEdits and attachments', () => {
  it('editMomentKey: the key of the results beside editMoment', async () => {
    for (const editMomentKey of ['edits', 'editResults']) {
      const reply = await (
        await service({ editMomentKey })
      ).post<Json>('applyEdits', {
        edits: [{ id: 0, adds: [point(newGlobalId())] }],
        returnEditMoment: true,
      });
      assert.deepEqual(Object.keys(reply), ['editMoment', editMomentKey]);
    }
  });

  it('attachmentReply: an object, or an array under a plural key', async () => {
    const of = await service({ attachmentReply: 'array' });
    const [info] = (await of.get<{ attachmentInfos: { id: number }[] }>('0/1/attachments')).attachmentInfos;
    const file = { field: 'attachment', name: 'b.jpg', bytes: Uint8Array.of(1) };
    const reply = await of.multipart<Json>('0/1/updateAttachment', { attachmentId: info?.id ?? 0 }, file);
    assert.equal((reply['updateAttachmentResults'] as Json[])[0]?.['success'], true);
  });

  it('uploadIds: an i and a GUID, or braces; both are found with and without braces', async () => {
    for (const [uploadIds, form] of [
      ['plain', /^i[0-9a-f-]{36}$/],
      ['braced', /^\{[0-9A-F-]{36}\}$/],
    ] as const) {
      const of = await service({ uploadIds });
      const id = await of.upload('a.jpg', Uint8Array.of(1));
      assert.match(id, form);
      const bare = id.replace(/[{}]/g, '');
      for (const known of [bare, `{${bare}}`])
        assert.equal((await of.get<{ itemID: string }>(`uploads/${encodeURIComponent(known)}`)).itemID, id);
    }
  });

  it('lostParts: the commit is refused, or makes a shorter file', async () => {
    for (const [lostParts, success] of [
      ['refused', undefined],
      ['committed', true],
    ] as const) {
      const of = await service({ lostParts });
      await of.fault({ operation: 'uploadPart', kind: 'partLost', occurrence: 2 });
      const { item } = await of.post<ItemJson>('uploads/register', { itemName: 'a.jpg' });
      for (const partId of [1, 2, 3]) {
        const part = { field: 'file', name: 'a', bytes: Uint8Array.of(partId) };
        assert.equal(
          (await of.multipart<ItemJson>(`uploads/${item.itemID}/uploadPart`, { partId }, part)).success,
          true,
        );
      }
      assert.deepEqual((await of.get<Json>(`uploads/${item.itemID}/parts`))['parts'], ['1', '3'], 'the list tells it');
      const reply = await of.post<Json>(`uploads/${item.itemID}/commit`, { parts: '1,2,3' });
      assert.equal(reply['success'], success, lostParts);
    }
  });
});

describe('a variant of all replies', () => {
  it('errorDetails: an array, absent, null, text, or with nulls', async () => {
    const told: unknown[] = [];
    for (const errorDetails of ['array', 'missing', 'null', 'text', 'nulls']) {
      const { error } = await (
        await service({ errorDetails })
      ).get<{ error: Json }>('0/query', { where: 'nonsense =' });
      told.push('details' in error ? error['details'] : 'absent');
    }
    const [array, missing, none, text, nulls] = told;
    assert.ok(Array.isArray(array) && array.length > 0);
    assert.deepEqual([missing, none, typeof text], ['absent', null, 'string']);
    assert.ok(Array.isArray(nulls) && nulls[0] === null && nulls.length > 1);
  });

  it('retryAfter: hidden from pages of other origins, or exposed', async () => {
    for (const [retryAfter, exposed] of [
      ['hidden', null],
      ['exposed', 'Retry-After'],
    ] as const) {
      const of = await service({ retryAfter });
      await of.fault({ operation: 'query', kind: 'httpStatus', status: 429, retryAfter: 2 });
      const response = await fetch(`${of.url}/0/query?f=json`);
      assert.deepEqual([response.status, response.headers.get('retry-after')], [429, '2']);
      assert.equal(response.headers.get('access-control-expose-headers'), exposed);
    }
  });
});

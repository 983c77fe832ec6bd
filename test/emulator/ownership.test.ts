import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { useEmulator } from './support/emulator.js';
import type { ResultLists } from './support/replies.js';
import { newGlobalId, point, type Service } from './support/service.js';

const { fresh } = useEmulator();

async function signIn(service: Service, username: string): Promise<string> {
  const reply = await service.post<{ token: string }>('/tokens/generateToken', { username, password: username });
  return reply.token;
}

describe('ownership-based access control', () => {
  it('refuses with 1007 what others created; its creator and an admin may', async () => {
    const service = await fresh({ sample: 1, options: { secured: true, ownerOnly: true } });
    const [ina, sam, ada] = await Promise.all(['inspector', 'surveyor', 'admin'].map((name) => signIn(service, name)));
    const GlobalID = newGlobalId();
    await service.post('0/applyEdits', { token: ina ?? '', useGlobalIds: true, adds: [point(GlobalID)] });
    const update = async (token: string | undefined): Promise<number | undefined> => {
      const updates = [{ attributes: { GlobalID, notes: 'changed' } }];
      const params = { token: token ?? '', useGlobalIds: true, rollbackOnFailure: false, updates };
      return (await service.post<ResultLists>('0/applyEdits', params)).updateResults[0]?.error?.code;
    };
    assert.deepEqual([await update(sam), await update(ina), await update(ada)], [1007, undefined, undefined]);
    const root = await service.get<{ editorTrackingInfo: { allowOthersToUpdate: boolean } }>('', { token: ina ?? '' });
    assert.equal(root.editorTrackingInfo.allowOthersToUpdate, false);
  });

  it('holds for attachments too: they belong to whom the feature belongs to', async () => {
    const service = await fresh({ sample: 1, options: { secured: true, ownerOnly: true } });
    const [ina, sam, ada] = await Promise.all(['inspector', 'surveyor', 'admin'].map((name) => signIn(service, name)));
    const GlobalID = newGlobalId();
    await service.post('0/applyEdits', { token: ina ?? '', useGlobalIds: true, adds: [point(GlobalID)] });
    const photo = { globalId: newGlobalId(), parentGlobalId: GlobalID, name: 'a.jpg', contentType: 'image/jpeg' };
    const send = async (token: string | undefined, attachments: object): Promise<ResultLists> => {
      const params = { token: token ?? '', useGlobalIds: true, rollbackOnFailure: false };
      const reply = await service.post<{ attachments: ResultLists }>('0/applyEdits', { ...params, attachments });
      return reply.attachments;
    };
    const add = { adds: [{ ...photo, data: 'QUJD' }] };
    const update = { updates: [{ ...photo, data: 'REVG' }] };
    const remove = { deletes: [photo.globalId] };
    assert.equal((await send(sam, add)).addResults[0]?.error?.code, 1007);
    assert.equal((await send(ina, add)).addResults[0]?.success, true);
    assert.equal((await send(sam, update)).updateResults[0]?.error?.code, 1007);
    assert.equal((await send(sam, remove)).deleteResults[0]?.error?.code, 1007);
    assert.equal((await send(ada, remove)).deleteResults[0]?.success, true);
  });
});

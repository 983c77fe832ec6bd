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
});

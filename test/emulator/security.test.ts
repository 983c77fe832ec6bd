import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { useEmulator } from './support/emulator.js';
import type { Failure } from './support/replies.js';
import { embedded, newGlobalId, point, world, type Service } from './support/service.js';

const { fresh } = useEmulator();
const secured = (options: object = {}): Promise<Service> => fresh({ options: { secured: true, ...options } });

interface Token {
  token: string;
  expires: number;
}
const signIn = (service: Service, params: object = {}, at = '/tokens/generateToken'): Promise<Token> =>
  service.post(at, { username: 'inspector', password: 'inspector', client: 'requestip', ...params });

describe('a secured service', () => {
  it('asks for a token with 499 and refuses a wrong one with 498, inside HTTP 200', async () => {
    const service = await secured();
    for (const path of [
      '',
      '0',
      '0/query',
      'replicas',
      'uploads/info',
      'jobs/x',
      'replicafiles/x',
      '0/1/attachments/1',
    ]) {
      assert.equal((await service.get<Failure>(path)).error.code, 499, path);
      assert.equal((await service.get<Failure>(path, { token: 'nonsense' })).error.code, 498, path);
    }
    assert.equal(
      (await service.post<Failure>('createReplica', { ...embedded, layers: '0', geometry: world })).error.code,
      499,
    );
  });

  it('takes a token as parameter or in either header', async () => {
    const service = await secured();
    const { token } = await signIn(service);
    assert.ok('layers' in (await service.get<object>('', { token })));
    for (const header of ['Authorization', 'X-Esri-Authorization']) {
      const response = await fetch(`${service.url}?f=json`, { headers: { [header]: `Bearer ${token}` } });
      assert.ok('layers' in ((await response.json()) as object), header);
    }
  });

  it('gives no token for a wrong password', async () => {
    const reply = (await signIn(await secured(), { password: 'guess' })) as unknown as Failure;
    assert.deepEqual(reply, {
      error: { code: 400, message: 'Unable to generate token.', details: ['Invalid username or password.'] },
    });
  });

  it('lets tokens end: after their time, or all at once', async () => {
    const service = await secured({ tokenLifetimeMs: 300 });
    const { token, expires } = await signIn(service, { expiration: 60 });
    assert.ok(expires <= Date.now() + 300, 'the service limits the lifetime');
    assert.ok('layers' in (await service.get<object>('', { token })));
    await new Promise((resolve) => setTimeout(resolve, 350));
    assert.equal((await service.get<Failure>('', { token })).error.code, 498);
    await service.configure({ tokenLifetimeMs: 60000 });
    const second = await signIn(service);
    await service.ask('POST', 'revokeTokens');
    assert.equal((await service.get<Failure>('', { token: second.token })).error.code, 498);
  });

  it('writes the name of the user with each edit', async () => {
    const service = await secured();
    const { token } = await signIn(service);
    const globalId = newGlobalId();
    await service.post('0/applyEdits', { token, useGlobalIds: true, adds: [point(globalId)] });
    const [row] = await service.query(0, { token, where: `GlobalID='${globalId}'` });
    assert.deepEqual([row?.attributes['Creator'], row?.attributes['Editor']], ['inspector', 'inspector']);
  });

  it('keeps tokens and passwords out of its log', async () => {
    const service = await secured();
    const { token } = await signIn(service);
    await service.get('', { token });
    const text = JSON.stringify(await service.log());
    assert.ok(!text.includes(token) && !text.includes('"password"'));
  });
});

describe('/rest/info', () => {
  it('leads to the portal, where a token tells whose it is', async () => {
    const service = await secured();
    const info = await service.get<{
      owningSystemUrl: string;
      authInfo: { isTokenBasedSecurity: boolean; tokenServicesUrl: string };
    }>('/rest/info');
    assert.equal(info.authInfo.isTokenBasedSecurity, true);
    const { token } = await signIn(service, {}, info.authInfo.tokenServicesUrl);
    const self = await service.get<{ username: string; fullName: string }>(
      `${info.owningSystemUrl}/sharing/rest/community/self`,
      { token },
    );
    assert.deepEqual([self.username, self.fullName], ['inspector', 'Ina Inspector']);
    const portal = await service.get<{ user: { username: string } }>(
      `${info.owningSystemUrl}/sharing/rest/portals/self`,
      { token },
    );
    assert.equal(portal.user.username, 'inspector');
    const exchanged = await service.post<Token>(info.authInfo.tokenServicesUrl, { token, serverUrl: service.url });
    assert.ok('layers' in (await service.get<object>('', { token: exchanged.token })));
  });

  it('of a server without a portal names its own token service', async () => {
    const service = await secured({ owningSystem: false });
    const info = await service.get<{ owningSystemUrl?: string; authInfo: { tokenServicesUrl: string } }>('/rest/info');
    assert.equal(info.owningSystemUrl, undefined);
    assert.equal(info.authInfo.tokenServicesUrl, `${service.site}/tokens/generateToken`);
  });

  it('of an open service asks for no token', async () => {
    const info = await (await fresh()).get<{ authInfo: object }>('/rest/info');
    assert.deepEqual(info.authInfo, { isTokenBasedSecurity: false });
  });

  it('is beside a portal that tells nobody’s name without a token', async () => {
    assert.equal((await (await secured()).get<Failure>('/sharing/rest/community/self')).error.code, 499);
  });
});

import { expect } from '@open-wc/testing';
import { GdbError } from '../../src/shared/errors.js';
import type { Auth, TokenUse } from '../../src/service/create-service.js';
import { call, failure, json, rejection, serve, SERVICE, TREES, type Seen } from './play-server.js';

/** Hands out these tokens in turn and notes what it was asked; its method needs its `this`, as in managers of arcgis-rest-js. */
class Tokens implements Auth {
  readonly asked: { readonly url: string; readonly rejected: string | undefined }[] = [];
  readonly #list: readonly string[];

  constructor(list: readonly string[]) {
    this.#list = list;
  }

  async getToken(url: string, { rejected }: { readonly rejected?: string }): Promise<string> {
    this.asked.push({ url, rejected });
    return this.#list[Math.min(this.asked.length, this.#list.length) - 1] ?? '';
  }
}

const tokens = (...list: readonly string[]): Tokens => new Tokens(list);

const accepts =
  (good: string, body: unknown = []) =>
  ({ fields }: Seen): Response =>
    fields['token'] === good
      ? json(body)
      : fields['token'] === undefined
        ? failure(499, 'Token Required')
        : failure(498, 'Invalid Token');

describe('a token', () => {
  it('travels in the query of a GET and in the form of a POST, never in the URL of a POST', async () => {
    const { service, seen } = serve(({ method }) => json(method === 'GET' ? [] : { success: true }), {
      auth: tokens('t1'),
    });
    await service.listReplicas(call);
    await service.unregisterReplica('r1', call);
    expect(seen.map(({ fields }) => fields['token'])).to.deep.equal(['t1', 't1']);
    expect(seen[1]?.url.search).to.equal('');
  });

  it('is asked for under the service URL', async () => {
    const auth = tokens('t1');
    await serve(accepts('t1'), { auth }).service.listReplicas(call);
    expect(auth.asked).to.deep.equal([{ url: SERVICE, rejected: undefined }]);
  });

  it('is left out when the page has none to give', async () => {
    const { service, seen } = serve(() => json([]), { auth: tokens('') });
    await service.listReplicas(call);
    expect(Object.keys(seen[0]?.fields ?? {})).to.deep.equal(['f']);
  });

  for (const code of [498, 499]) {
    it(`is renewed once after ${String(code)}: refreshCredentials, then getToken with the rejected one, then the same request again`, async () => {
      const steps: string[] = [];
      const auth: Auth = {
        getToken: async (_, { rejected }) => {
          steps.push(rejected === undefined ? 'getToken' : `getToken rejected ${rejected}`);
          return rejected === undefined ? 'old' : 'new';
        },
        refreshCredentials: async () => {
          steps.push('refreshCredentials');
        },
      };
      const { service, seen } = serve(({ fields }) => (fields['token'] === 'new' ? json([]) : failure(code, 'no')), {
        auth,
      });
      await service.listReplicas(call);
      expect(steps).to.deep.equal(['getToken', 'refreshCredentials', 'getToken rejected old']);
      expect(seen.map(({ fields }) => fields['token'])).to.deep.equal(['old', 'new']);
    });

    it(`is renewed after HTTP ${String(code)} too`, async () => {
      const { service, seen } = serve(
        ({ fields }) => (fields['token'] === 'new' ? json([]) : new Response('', { status: code })),
        { auth: tokens('old', 'new') },
      );
      await service.listReplicas(call);
      expect(seen).to.have.length(2);
    });
  }

  it('that is refused a second time ends it: two requests, no loop', async () => {
    const auth = tokens('a', 'b', 'c', 'd');
    const { service, seen } = serve(() => failure(498, 'Invalid Token'), { auth });
    expect((await rejection(service.listReplicas(call))).code).to.equal('token-invalid');
    expect([seen.length, auth.asked.length]).to.deep.equal([2, 2]);
  });

  it('that comes back unchanged is not sent again', async () => {
    const { service, seen } = serve(() => failure(498, 'Invalid Token'), { auth: tokens('same') });
    expect((await rejection(service.listReplicas(call))).code).to.equal('token-invalid');
    expect(seen).to.have.length(1);
  });

  it('that is missing ends with token-required, without auth and with one that has nothing', async () => {
    for (const options of [{}, { auth: tokens('') }]) {
      const { service, seen } = serve(accepts('t1'), options);
      const error = await rejection(service.listReplicas(call));
      expect([error.code, error.retryable]).to.deep.equal(['token-required', false]);
      expect(seen).to.have.length(1);
    }
  });

  it('that could not be got means sign in again, unless the network was missing', async () => {
    const signedOut = serve(() => json([]), { auth: { getToken: () => Promise.reject(new Error('not signed in')) } });
    expect((await rejection(signedOut.service.listReplicas(call))).code).to.equal('token-required');
    const offline = serve(() => json([]), {
      auth: { getToken: () => Promise.reject(new TypeError('Failed to fetch')) },
    });
    const error = await rejection(offline.service.listReplicas(call));
    expect([error.code, error.retryable]).to.deep.equal(['network', true]);
    const wrapped = Object.assign(new Error('TOKEN_REFRESH_FAILED'), {
      originalError: new TypeError('NetworkError when attempting to fetch resource.'),
    });
    const refresh = serve(() => json([]), { auth: { getToken: () => Promise.reject(wrapped) } });
    expect((await rejection(refresh.service.listReplicas(call))).code).to.equal('network');
  });

  it('refused in several requests at once is renewed once', async () => {
    let refreshed = 0;
    const auth: Auth = {
      getToken: async () => (refreshed === 0 ? 'old' : 'new'),
      refreshCredentials: async () => {
        await new Promise((resolve) => setTimeout(resolve, 10));
        refreshed++;
      },
    };
    const { service } = serve(accepts('new'), { auth });
    await Promise.all([service.listReplicas(call), service.listReplicas(call), service.listReplicas(call)]);
    expect(refreshed).to.equal(1);
  });

  it('renewed for one request is used by another that was refused meanwhile', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    let asked = 0;
    const auth: Auth = {
      getToken: async (_, { rejected }) => (++asked > 1 && rejected !== undefined ? 'new' : asked > 2 ? 'new' : 'old'),
    };
    const { service } = serve(
      async (request) => {
        if (request.url.pathname.endsWith('/slow') || request.fields['replicaID'] === 'slow') {
          if (request.fields['token'] === 'old') await held;
          return accepts('new', { success: true })(request);
        }
        return accepts('new')(request);
      },
      { auth },
    );
    const slow = service.unregisterReplica('slow', call);
    await new Promise((resolve) => setTimeout(resolve, 5));
    await service.listReplicas(call);
    const askedBefore = asked;
    release();
    await slow;
    expect(asked).to.equal(askedBefore);
  });

  it('can be waited for no longer than the caller wants', async () => {
    const stop = new AbortController();
    const { service } = serve(() => json([]), { auth: { getToken: () => new Promise(() => undefined) } });
    const pending = rejection(service.listReplicas({ signal: stop.signal }));
    stop.abort();
    expect((await pending).code).to.equal('aborted');
  });

  it('given up by one caller is still renewed for the other', async () => {
    const stop = new AbortController();
    let finish = (): void => undefined;
    const auth: Auth = {
      getToken: async (_, { rejected }) => (rejected === undefined ? 'old' : 'new'),
      refreshCredentials: () => new Promise<void>((resolve) => (finish = resolve)),
    };
    const { service } = serve(accepts('new'), { auth });
    const first = rejection(service.listReplicas({ signal: stop.signal }));
    const second = service.listReplicas(call);
    await new Promise((resolve) => setTimeout(resolve, 5));
    stop.abort();
    expect((await first).code).to.equal('aborted');
    finish();
    expect(await second).to.deep.equal([]);
  });

  it('goes to result and status URLs of the same origin', async () => {
    const { service, seen } = serve(() => json({ status: 'Pending' }), { auth: tokens('t1') });
    await service.jobStatus('https://gis.example.com/arcgis/rest/directories/jobs/j1?statusId=5', call);
    expect(seen[0]?.fields).to.deep.equal({ statusId: '5', f: 'json', token: 't1' });
  });

  it('never goes to another origin, not even to another port', async () => {
    for (const url of [
      'https://store.example.net/result.json',
      'https://gis.example.com:6443/result.json',
      'http://other.example.com/x',
    ]) {
      const { service, seen } = serve(() => json({ layers: [] }), { auth: tokens('t1') });
      await service.readResult(url, { ...call, layers: [TREES], onProgress: () => undefined });
      expect(seen[0]?.url.href).to.equal(url);
    }
  });

  it('never goes to a pre-signed URL, and nothing is added to one', async () => {
    const url = 'https://gis.example.com/replicafiles/a.json?sv=2020&sig=abc%2B1';
    const { service, seen } = serve(() => json({ layers: [] }), { auth: tokens('t1') });
    await service.readResult(url, { ...call, layers: [TREES], onProgress: () => undefined });
    expect(seen[0]?.url.href).to.equal(url);
  });

  it('is announced before its request leaves, with the operation, and whether it is another one than before', async () => {
    const uses: TokenUse[] = [];
    let sentBefore = 0;
    const { service, seen } = serve(accepts('b', { success: true }), {
      auth: tokens('a', 'b'),
      onTokenUsed: (use) => {
        sentBefore = seen.length;
        uses.push(use);
      },
    });
    await service.unregisterReplica('r1', call);
    expect(uses).to.deep.equal([
      { operation: 'unRegisterReplica', sends: true, changed: true },
      { operation: 'unRegisterReplica', sends: true, changed: true },
    ]);
    expect(sentBefore).to.equal(1);
  });

  it('whose user may not send stops the request before it leaves', async () => {
    const { service, seen } = serve(() => json({ success: true }), {
      auth: tokens('a'),
      onTokenUsed: () => {
        throw new GdbError('user-mismatch', 'These edits belong to another user.');
      },
    });
    expect((await rejection(service.unregisterReplica('r1', call))).code).to.equal('user-mismatch');
    expect(seen).to.have.length(0);
  });
});

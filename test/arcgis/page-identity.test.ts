/**
 * The page's own sign-in: an object of the IdentityManager's shape, found as the SDK's CDN build and its AMD loader offer it, over the token-secured
 * emulator. The SDK itself is not part of this test.
 */
import { expect } from '@open-wc/testing';
import { fromIdentityManager, type IdentityManager } from '../../src/arcgis/page-identity.js';
import type { SyncController } from '../../src/controller/types.js';
import { TestService } from '../support/service.js';

interface Page {
  $arcgis?: unknown;
  require?: unknown;
}

describe('a page that is signed in with the ArcGIS SDK', () => {
  const page = globalThis as unknown as Page;
  let service: TestService;
  let sync: SyncController | undefined;

  beforeEach(async () => {
    service = await TestService.create({ secured: true });
  });

  afterEach(() => {
    sync?.close();
    delete page.$arcgis;
    delete page.require;
  });

  /** As the SDK's own: what may prompt, or destroys the credential, fails the test. */
  async function manager(username: string): Promise<IdentityManager & { readonly asked: string[] }> {
    const asked: string[] = [];
    const portal = 'https://portal.example.com/portal';
    const server = { token: await service.token(username), userId: username, server: service.site, scope: 'server' };
    const never = (): never => {
      throw new Error('This may prompt, or sign the page out.');
    };
    const credential = { ...server, refreshToken: never, destroy: never };
    return Object.assign(
      {
        asked,
        findCredential: (url: string) => {
          asked.push(url);
          return url === portal ? { ...credential, token: 'of the portal', scope: 'portal' } : credential;
        },
        getCredential: (_url: string, options?: { readonly prompt?: boolean }) =>
          Promise.resolve(options?.prompt === false ? credential : never()),
        findServerInfo: (url: string) => (url === portal ? {} : { owningSystemUrl: portal }),
        generateToken: async (_server: unknown, _user: null, options: { readonly token: string }) => ({
          token: options.token === 'of the portal' ? await service.token(username) : '',
        }),
      },
      { checkSignInStatus: never },
    );
  }

  async function takesOffline(): Promise<void> {
    sync = service.controller();
    await sync.ready;
    await sync.generateGeodatabase(await sync.createDefaultGenerateGeodatabaseParameters());
    expect((await sync.queryFeatures(0)).features.length).to.be.greaterThan(0);
    expect(sync.state.user).to.equal('inspector');
  }

  it('lends its credential through $arcgis.import, with no script of the host', async () => {
    const esriId = await manager('inspector');
    page.$arcgis = {
      import: (path: string) => Promise.resolve(path.endsWith('IdentityManager.js') ? { default: esriId } : {}),
    };
    await takesOffline();
    expect(esriId.asked.length).to.be.greaterThan(0);
  });

  it('lends its credential through the AMD loader', async () => {
    const esriId = await manager('inspector');
    page.require = (id: string) => (id === 'esri/identity/IdentityManager' ? esriId : undefined);
    await takesOffline();
  });

  it('has a refused token replaced by means of the portal, and the work goes on', async () => {
    const esriId = await manager('inspector');
    page.$arcgis = { import: () => Promise.resolve(esriId) };
    await takesOffline();
    await service.revokeTokens();
    expect((await sync?.syncGeodatabase())?.status).to.equal('completed');
  });

  it('is asked to sign in once, by event, where only a person can: nothing is lost, and work goes on afterwards', async () => {
    const { findServerInfo, ...esriId } = await manager('inspector');
    expect(findServerInfo).to.be.a('function');
    page.$arcgis = { import: () => Promise.resolve(esriId) };
    await takesOffline();
    let events = 0;
    sync?.addEventListener('gdb-auth-required', () => (events += 1));
    await service.revokeTokens();
    const syncing = sync?.syncGeodatabase();
    while (sync?.state.paused.includes('needs-auth') !== true) await new Promise((resolve) => setTimeout(resolve, 20));
    sync.retryNow();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(events).to.equal(1);
    // The person signs in by the SDK's own dialog: its credential has another token.
    const credential = esriId.findCredential(service.url) as { token: string };
    credential.token = await service.token('inspector');
    sync.resume('needs-auth');
    expect((await syncing)?.status).to.equal('completed');
  });

  it('is never prompted: a manager without a credential leaves the token empty', async () => {
    const prompts: unknown[] = [];
    const auth = fromIdentityManager({
      findCredential: () => null,
      getCredential: (_url, options?: { readonly prompt?: boolean }) => {
        prompts.push(options?.prompt);
        return Promise.reject(new Error('not authenticated'));
      },
    });
    expect(await auth.getToken(service.url)).to.equal('');
    expect(prompts).to.deep.equal([false]);
  });
});

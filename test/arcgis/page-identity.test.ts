/**
 * The page's own sign-in: an object of the IdentityManager's shape, found as the SDK's CDN build and its AMD loader offer it, over the token-secured
 * emulator. The SDK itself is not part of this test.
 */
import { expect } from '@open-wc/testing';
import { fromIdentityManager } from '../../src/arcgis/page-identity.js';
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

  async function manager(username: string): Promise<{
    asked: string[];
    findCredential(url: string): unknown;
    checkSignInStatus(url: string): Promise<unknown>;
  }> {
    const asked: string[] = [];
    const credential = {
      token: await service.token(username),
      userId: username,
      refreshToken: async () => {
        credential.token = await service.token(username);
      },
    };
    return {
      asked,
      findCredential: (url) => {
        asked.push(url);
        return credential;
      },
      checkSignInStatus: () => Promise.resolve(credential),
    };
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

  it('has a refused token refreshed once, and the work goes on', async () => {
    const esriId = await manager('inspector');
    page.$arcgis = { import: () => Promise.resolve(esriId) };
    await takesOffline();
    await service.revokeTokens();
    expect((await sync?.syncGeodatabase())?.status).to.equal('completed');
  });

  it('is never asked to sign in: a manager without a credential leaves the token empty', async () => {
    const auth = fromIdentityManager(
      { findCredential: () => null, checkSignInStatus: () => Promise.reject(new Error('not authenticated')) },
      service.url,
    );
    expect(await auth.getToken(service.url)).to.equal('');
  });
});

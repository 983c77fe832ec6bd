/** Tokens and users, against the token-secured emulator. */
import { expect, waitUntil } from '@open-wc/testing';
import type { GdbAuthRequiredEvent } from '../../src/controller/events.js';
import type { SyncController } from '../../src/controller/types.js';
import { TestService } from '../support/service.js';

function nextAuthRequest(sync: SyncController): Promise<GdbAuthRequiredEvent['detail']> {
  return new Promise((resolve) => {
    sync.addEventListener(
      'gdb-auth-required',
      (event) => {
        resolve(event.detail);
      },
      { once: true },
    );
  });
}

describe('a token-secured service', () => {
  let service: TestService;
  const open: SyncController[] = [];

  beforeEach(async () => {
    service = await TestService.create({ secured: true });
  });

  afterEach(() => {
    for (const sync of open.splice(0)) sync.close();
  });

  function controller(...args: Parameters<TestService['controller']>): SyncController {
    const sync = service.controller(...args);
    open.push(sync);
    return sync;
  }

  async function offlineAs(username: string): Promise<SyncController> {
    const sync = controller({ auth: { getToken: () => service.token(username) }, settleMs: 100 });
    await sync.ready;
    await sync.generateGeodatabase(await sync.createDefaultGenerateGeodatabaseParameters());
    return sync;
  }

  it('is taken offline with the tokens of the page, and the user is learned from the portal', async () => {
    const sync = await offlineAs('inspector');
    expect(sync.state.user).to.equal('inspector');
    expect((await sync.queryFeatures(0)).features.length).to.be.greaterThan(0);
  });

  it('without auth asks by event, pauses, and goes on with the token it is given', async () => {
    const sync = controller();
    await sync.ready;
    const asked = nextAuthRequest(sync);
    const parameters = sync.createDefaultGenerateGeodatabaseParameters();
    const { reason, provideToken } = await asked;
    expect(reason).to.equal('token-required');
    expect(sync.status).to.equal('sign-in-needed');
    provideToken(await service.token('inspector'));
    await sync.generateGeodatabase(await parameters);
    expect(sync.state.user).to.equal('inspector');
    expect(sync.state.paused).to.deep.equal([]);
  });

  it('goes on where it stood when the token dies in mid-sync (invariant 8)', async () => {
    let username = 'inspector';
    const sync = controller({ auth: { getToken: () => service.token(username) }, settleMs: 100 });
    await sync.ready;
    await sync.generateGeodatabase(await sync.createDefaultGenerateGeodatabaseParameters());
    await sync.applyEdits(0, { adds: [{ attributes: { name: 'Kept' }, geometry: { x: 1, y: 1 } }] });
    await service.fault({ operation: 'synchronizeReplica', kind: 'token498', occurrence: 'every' });
    const asked = nextAuthRequest(sync);
    const done = sync.syncGeodatabase();
    await asked;
    expect(sync.state.pending.features).to.equal(1);
    expect(sync.status).to.equal('sign-in-needed');
    await service.clearFaults();
    username = 'inspector';
    sync.provideToken(await service.token('inspector'), { userId: 'inspector' });
    expect((await done).sent.features).to.equal(1);
    const rows = await service.features(0, "name = 'Kept'", await service.token('admin'));
    expect(rows.length).to.equal(1);
  });

  it("never sends one user's edits as another (invariant 12 and the rule of users)", async () => {
    const mine = await offlineAs('inspector');
    await mine.applyEdits(0, { adds: [{ attributes: { name: 'By the inspector' }, geometry: { x: 1, y: 1 } }] });
    mine.close();
    open.length = 0;

    const theirs = controller({ auth: { getToken: () => service.token('surveyor') }, settleMs: 100 });
    await theirs.ready;
    // With no network the only store opens; whose it is shows as soon as a token is used.
    expect(theirs.state.user).to.equal('inspector');
    const asked = nextAuthRequest(theirs);
    const sending = theirs.syncGeodatabase().catch((error: unknown) => error);
    expect((await asked).reason).to.equal('user-mismatch');
    theirs.cancel();
    await sending;
    expect((await service.features(0, "name = 'By the inspector'", await service.token('admin'))).length).to.equal(0);
    expect(theirs.state.pending.features).to.equal(1);
  });

  it('opens the store of the user who is named, and no other', async () => {
    const mine = await offlineAs('inspector');
    await mine.applyEdits(0, { adds: [{ attributes: { name: 'Mine' }, geometry: { x: 1, y: 1 } }] });
    mine.close();
    open.length = 0;
    const theirs = controller({ userId: 'surveyor' });
    await theirs.ready;
    expect(theirs.state.geodatabase).to.equal(null);
    theirs.close();
    open.length = 0;
    const again = controller({ userId: 'inspector' });
    await again.ready;
    expect(again.state.pending.features).to.equal(1);
  });

  it('leaves no token in the database, in the state, or in errors', async () => {
    const token = await service.token('inspector');
    const sync = controller({ auth: { getToken: () => Promise.resolve(token) } });
    await sync.ready;
    await sync.generateGeodatabase(await sync.createDefaultGenerateGeodatabaseParameters());
    await service.fault({ operation: 'synchronizeReplica', kind: 'jsonError', code: 500, message: `No: ${token}` });
    await sync.syncGeodatabase().catch(() => undefined);
    expect(JSON.stringify(sync.state)).not.to.contain(token);
    for (const { name = '' } of await indexedDB.databases()) expect(await dump(name)).not.to.contain(token);
  });
});

describe('edits made without signing in', () => {
  it('are sent by a named user only after an explicit word', async () => {
    const service = await TestService.create();
    const sync = service.controller({ settleMs: 100 });
    await sync.ready;
    await sync.generateGeodatabase(await sync.createDefaultGenerateGeodatabaseParameters());
    await sync.applyEdits(0, { adds: [{ attributes: { name: 'Nobody' }, geometry: { x: 1, y: 1 } }] });
    sync.provideToken(await service.token('inspector'), { userId: 'inspector' });
    const asked = nextAuthRequest(sync);
    const done = sync.syncGeodatabase();
    expect((await asked).reason).to.equal('anonymous-edits');
    await sync.adoptAnonymousEdits();
    expect((await done).sent.features).to.equal(1);
    await waitUntil(() => sync.state.pending.features === 0);
    sync.close();
  });
});

/** Everything a database holds, bytes included, as text to search. */
async function dump(name: string): Promise<string> {
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(name);
    request.onsuccess = (): void => {
      resolve(request.result);
    };
    request.onerror = (): void => {
      reject(new Error(String(request.error)));
    };
  });
  let text = '';
  for (const store of db.objectStoreNames) {
    const rows = await new Promise<unknown[]>((resolve) => {
      const request = db.transaction(store).objectStore(store).getAll();
      request.onsuccess = (): void => {
        resolve(request.result as unknown[]);
      };
    });
    const decoder = new TextDecoder();
    text += JSON.stringify(rows, (_key, value: unknown) =>
      value instanceof Uint8Array || value instanceof ArrayBuffer ? decoder.decode(value) : value,
    );
  }
  db.close();
  return text;
}

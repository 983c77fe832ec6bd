/** Whose work is on this device: nobody's is sent by another, and nobody leaves without knowing what stays. */
import { expect, waitUntil } from '@open-wc/testing';
import { PageController } from '../../src/controller/page-controller.js';
import type { ControllerOptions } from '../../src/controller/types.js';
import { TestService } from '../support/service.js';

describe('people on one device', () => {
  let service: TestService;
  let pages: PageController[];

  const page = async (more: Partial<ControllerOptions> = {}): Promise<PageController> => {
    const made = new PageController(
      { serviceUrl: service.url, geodatabase: 'default', settleMs: 100, ...more },
      { onClosed: () => undefined },
    );
    pages.push(made);
    await made.ready;
    return made;
  };
  const offline = async (userId: string): Promise<PageController> => {
    const made = await page({ userId });
    await made.generateGeodatabase(await made.createDefaultGenerateGeodatabaseParameters());
    return made;
  };
  const add = (one: PageController, name: string) =>
    one.applyEdits(0, { adds: [{ attributes: { name }, geometry: { x: 1, y: 1 } }] });

  beforeEach(async () => {
    service = await TestService.create();
    pages = [];
  });
  afterEach(() => {
    for (const one of pages) one.close();
  });

  it('may sign out when nothing is unsent; what was refused counts too', async () => {
    const user = crypto.randomUUID();
    const ada = await offline(user);
    expect((await ada.canSignOut()).canSignOut).to.equal(true);
    await add(ada, 'Not sent');
    const asked = await ada.canSignOut();
    expect(asked).to.include({ canSignOut: false, user });
    expect(asked.pending.features).to.equal(1);
    await ada.syncGeodatabase();
    expect((await ada.canSignOut()).canSignOut).to.equal(true);
    const [row] = (await ada.queryFeatures(0)).features;
    await ada.applyEdits(0, { updates: [{ attributes: { GlobalID: row?.globalId ?? '', condition: 99 } }] });
    await ada.syncGeodatabase();
    const refused = await ada.canSignOut();
    expect(refused.canSignOut).to.equal(false);
    expect(refused.pending.refused).to.equal(1);
  }).timeout(20_000);

  it('may not sign out while another copy of theirs on this device has something unsent: it is named', async () => {
    // All services of one emulator are of one portal: what other tests left of ada would count.
    const user = crypto.randomUUID();
    const north = await page({ userId: user, geodatabase: 'north' });
    await north.generateGeodatabase(await north.createDefaultGenerateGeodatabaseParameters());
    await add(north, 'Not sent in the north');
    const bobs = await offline('bob');
    await add(bobs, 'Not hers');
    const ada = await offline(user);
    const asked = await ada.canSignOut();
    expect(asked.canSignOut).to.equal(false);
    expect(asked.pending.features).to.equal(0);
    expect(
      asked.elsewhere.map(({ serviceUrl, geodatabase, pending }) => [serviceUrl, geodatabase, pending.features]),
    ).to.deep.equal([[service.url, 'north', 1]]);
    await north.syncGeodatabase();
    expect(await ada.canSignOut()).to.deep.include({ canSignOut: true, elsewhere: [] });
  }).timeout(20_000);

  it('one user’s copy opens by name where it is the only one; of several a person is asked', async () => {
    (await offline('ada')).close();
    const alone = await page();
    expect(alone.state.geodatabase).not.to.equal(null);
    expect(alone.state.user).to.equal('ada');
    alone.close();
    (await offline('bob')).close();
    const asked = await page();
    expect(asked.state.geodatabase).to.equal(null);
    expect([...(await asked.usersHere())].sort()).to.deep.equal(['ada', 'bob']);
    await asked.openAs('ada');
    expect(asked.state.user).to.equal('ada');
    expect(asked.state.geodatabase).not.to.equal(null);
  }).timeout(30_000);

  it('what ada made is not sent while nobody, or bob, is signed in; it goes when she is', async () => {
    (await offline('ada')).close();
    (await offline('bob')).close();
    const device = await page();
    await device.openAs('ada');
    await add(device, 'By ada');
    const reasons: string[] = [];
    device.addEventListener('gdb-auth-required', (event) => {
      reasons.push((event as unknown as { detail: { reason: string } }).detail.reason);
    });
    void device.syncGeodatabase().catch(() => undefined);
    await waitUntil(() => reasons.length > 0, 'the page is asked');
    expect(reasons).to.deep.equal(['user-mismatch']);
    expect(await service.features(0, "name = 'By ada'")).to.have.length(0);
    device.cancel();
    device.close();
    const bob = await page({ userId: 'bob' });
    await bob.syncGeodatabase();
    expect(await service.features(0, "name = 'By ada'")).to.have.length(0);
    bob.close();
    const ada = await page({ userId: 'ada' });
    expect(ada.state.pending.features).to.equal(1);
    await ada.syncGeodatabase();
    expect(await service.features(0, "name = 'By ada'")).to.have.length(1);
  }).timeout(30_000);

  it('photos that wait for their turn do not end in the copy of whoever comes next', async () => {
    (await offline('ada')).close();
    (await offline('bob')).close();
    const device = await page();
    await device.openAs('ada');
    const [feature = ''] = await device.queryGlobalIds(0);
    let read: () => void = () => undefined;
    const mayBeRead = new Promise<void>((resolve) => (read = resolve));
    const slow = (name: string): File => {
      const file = new File([new Uint8Array(10)], name);
      const slice = async (): Promise<ArrayBuffer> => mayBeRead.then(() => new ArrayBuffer(10));
      return Object.assign(file, { slice: () => ({ arrayBuffer: slice }) });
    };
    const adding = Promise.allSettled(['1', '2', '3'].map((name) => device.addAttachment(0, feature, slow(name))));
    await device.queryFeatureCount(0);
    await device.openAs('bob');
    read();
    const ends = (await adding).map((end) => end.status);
    expect(ends).to.deep.equal(['rejected', 'rejected', 'rejected']);
    expect(await device.queryAttachments(0, [feature])).to.be.empty;
    expect(device.state.pending.attachments).to.equal(0);
  }).timeout(30_000);

  it('an area is removed also when its service cannot be reached, with a word; its replica is ended later', async () => {
    let isReachable = true;
    const network: typeof fetch = (input, init) =>
      isReachable ? fetch(input, init) : Promise.reject(new TypeError('Failed to fetch'));
    const ada = await page({ userId: 'ada', fetch: network });
    await ada.generateGeodatabase(await ada.createDefaultGenerateGeodatabaseParameters());
    isReachable = false;
    await ada.unregisterGeodatabase({ leaveReplica: true });
    expect(ada.state.geodatabase).to.equal(null);
    isReachable = true;
    expect(await ada.listReplicas()).to.have.length(1);
    await ada.generateGeodatabase(await ada.createDefaultGenerateGeodatabaseParameters());
    expect(await ada.listReplicas(), 'only the new one').to.have.length(1);
  }).timeout(20_000);
});

describe('syncs that start by themselves', () => {
  it('after edits, with nobody pressing anything', async () => {
    const service = await TestService.create();
    const sync = new PageController(
      {
        serviceUrl: service.url,
        geodatabase: 'default',
        autoSync: { afterEditsMs: 100, spreadMs: 0, notBeforeMs: 0 },
      },
      { onClosed: () => undefined },
    );
    await sync.ready;
    await sync.generateGeodatabase(await sync.createDefaultGenerateGeodatabaseParameters());
    await sync.applyEdits(0, { adds: [{ attributes: { name: 'By itself' }, geometry: { x: 1, y: 1 } }] });
    await waitUntil(async () => (await service.features(0, "name = 'By itself'")).length === 1, 'it is sent', {
      timeout: 10_000,
    });
    sync.close();
  }).timeout(20_000);
});

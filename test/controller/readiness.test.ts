/** "Can I leave now?": what the controller knows of this device, its copies and the service's clock. Real service, real database. */
import { expect, waitUntil } from '@open-wc/testing';
import type { SyncController } from '../../src/controller/types.js';
import { TestService } from '../support/service.js';

const HOUR = 3_600_000;

/** The network with a service whose clock a page may read, and which is so far behind this device. */
const clockedFetch =
  (behindMs: number): typeof fetch =>
  async (input, init) => {
    const reply = await fetch(input, init);
    const headers = new Headers(reply.headers);
    headers.set('date', new Date(Date.now() - behindMs).toUTCString());
    return new Response(reply.body, { status: reply.status, headers });
  };

describe('readiness', () => {
  const open: SyncController[] = [];
  const controller = (service: TestService, ...[options]: Parameters<TestService['controller']>): SyncController => {
    const sync = service.controller({ settleMs: 100, ...options });
    open.push(sync);
    return sync;
  };
  const take = async (sync: SyncController): Promise<void> => {
    await sync.ready;
    await sync.generateGeodatabase(await sync.createDefaultGenerateGeodatabaseParameters());
  };
  afterEach(() => {
    for (const sync of open.splice(0)) sync.close();
  });

  it('knows the area, the room, the promise of the browser and whether the page opens offline', async () => {
    const sync = controller(await TestService.create());
    await sync.ready;
    expect((await sync.checkReadiness()).offlineReady).to.equal(false);
    await take(sync);
    const ready = await sync.checkReadiness();
    expect(ready).to.deep.include({ offlineReady: true, attachmentsMissing: 0, opensOffline: false });
    expect(ready.bytesFree).to.be.a('number');
    expect(sync.state.readiness).to.deep.equal(ready);
    expect(await sync.protectStorage()).to.be.oneOf([true, false, null]);
  });

  it('says how far this device’s clock is off, where the service tells its own', async () => {
    const sync = controller(await TestService.create(), { fetch: clockedFetch(2 * HOUR) });
    await sync.ready;
    expect(sync.state.readiness.clockAheadMs).to.equal(null);
    const { clockAheadMs } = await sync.checkReadiness();
    expect(clockAheadMs).to.be.within(2 * HOUR - 1000, 2 * HOUR + 30_000);
  });

  it('does not guess the time where the service does not tell it', async () => {
    const sync = controller(await TestService.create(), {
      fetch: async (input, init) => {
        const reply = await fetch(input, init);
        const headers = new Headers(reply.headers);
        headers.delete('date');
        return new Response(reply.body, { status: reply.status, headers });
      },
    });
    expect((await sync.checkReadiness()).clockAheadMs).to.equal(null);
  });

  it('lists every area of the service on this device, with what is unsent in each', async () => {
    const service = await TestService.create({}, 5);
    const main = controller(service);
    const north = controller(service, { geodatabase: 'north' });
    const other = controller(await TestService.create({}, 2));
    await take(main);
    await take(north);
    await take(other);
    await north.applyEdits(0, { adds: [{ attributes: { name: 'x' }, geometry: { x: 1, y: 2 } }] });
    const copies = await main.copiesHere();
    expect(copies.map(({ geodatabase, pending }) => [geodatabase, pending.features])).to.deep.equal([
      ['default', 0],
      ['north', 1],
    ]);
    expect(copies[1]?.createdAt).to.be.closeTo(Date.now(), 60_000);
    expect(north.state.geodatabase, 'the other one is still open').not.to.equal(null);
    expect((await north.queryFeatures(0)).features.length).to.be.greaterThan(0);
  });

  it('of a page that syncs by itself: it does so when it is opened', async () => {
    const service = await TestService.create({}, 5);
    const first = controller(service);
    await take(first);
    first.close();
    const again = controller(service, { autoSync: { on: ['load'], spreadMs: 0, notBeforeMs: 0 } });
    await again.ready;
    await waitUntil(async () => (await service.operations()).includes('synchronizeReplica'), 'a sync', {
      timeout: 5000,
    });
  });
});

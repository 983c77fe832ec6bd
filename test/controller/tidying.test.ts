/** Layers packed anew in the background: under the sync lock, on a real database, and given up as soon as anybody else wants the lock. */
import { expect, waitUntil } from '@open-wc/testing';
import { systemClock } from '../../src/controller/clock.js';
import { PageController } from '../../src/controller/page-controller.js';
import { Tidying } from '../../src/controller/tidying.js';
import type { ClockPort } from '../../src/sync/ports.js';
import { ada, changes, Device, id, POINTS, row } from '../store/fixture.js';
import { getAllRaw, keysRaw } from '../store/raw.js';
import { TestService } from '../support/service.js';

/** Twenty times as fast. */
const clock: ClockPort = { now: systemClock.now, sleep: (ms, options) => systemClock.sleep(ms / 20, options) };

/** How many packed runs of the points are listed. */
async function runsOf(database: string): Promise<number> {
  const keys = await keysRaw(database, 'meta');
  const records = await getAllRaw(database, 'meta');
  const record = records[keys.indexOf(`runs:${String(POINTS)}`)] as { readonly runs: readonly unknown[] } | undefined;
  return record?.runs.length ?? 0;
}

describe('tidying', () => {
  let device: Device;
  let tidying: Tidying;

  beforeEach(async () => {
    device = await Device.start();
    await device.load(rows(1, 20_000));
    await device.receive(changes(POINTS, { rows: rows(1, 8_000, 'second') }));
    tidying = new Tidying({ name: device.name, store: device.store, clock, keptDays: 30 });
  });

  afterEach(async () => {
    await tidying.stop();
    await device.stop();
  });

  function rows(first: number, count: number, name = 'first') {
    return Array.from({ length: count }, (_, i) => row(first + i, { name, x: ((first + i) * 7919) % 1000 }));
  }

  const runs = (): Promise<number> => runsOf(device.entry.name);
  const isHeld = async (): Promise<boolean> =>
    ((await navigator.locks.query()).held ?? []).some(({ name }) => name === device.name);

  /** Resolves when it is at work. */
  async function begun(): Promise<void> {
    tidying.begin();
    await waitUntil(isHeld, 'the lock', { interval: 2, timeout: 10_000 });
  }

  async function done(): Promise<void> {
    await waitUntil(async () => (await runs()) === 1 && !(await isHeld()), 'one run', { timeout: 15_000 });
  }

  it('packs what is due, lets go of the lock, and begins only once however often it is told', async () => {
    expect(await runs()).to.equal(2);
    for (let i = 0; i < 3; i++) tidying.begin();
    await done();
    expect(await device.store.queryCount(POINTS, { where: "NAME = 'second'" })).to.equal(8_000);
    expect(await device.store.layersToCompact()).to.deep.equal([]);
  }).timeout(30_000);

  it('lets go as soon as this tab wants to sync, with everything as before, and packs the next time', async () => {
    await begun();
    await tidying.stop();
    expect(await isHeld()).to.equal(false);
    expect(await runs()).to.equal(2);
    tidying.begin();
    await done();
  }).timeout(30_000);

  it('lets go when another tab waits for the lock', async () => {
    await begun();
    // Granted while what was to be packed is as it was: it was given up, not waited for.
    const found = await navigator.locks.request(device.name, runs);
    expect(found).to.equal(2);
    await waitUntil(async () => !(await isHeld()), 'the lock to be free');
    tidying.begin();
    await done();
  }).timeout(30_000);

  it('does nothing while another tab is at it', async () => {
    await navigator.locks.request(device.name, async () => {
      tidying.begin();
      await clock.sleep(4_000, { signal: new AbortController().signal });
      expect(await runs()).to.equal(2);
    });
    expect(device.epoch).to.equal((await device.store.info()).epoch);
  }).timeout(30_000);

  it('lets edits be made meanwhile, of this tab and of others, and keeps them', async () => {
    const tab = await device.tab();
    await begun();
    let made = 0;
    while (await isHeld()) {
      made += 1;
      await device.update(made, { NAME: `mine ${String(made)}` });
      await tab.applyEdits(POINTS, { deletes: [id(10_000 + made)] }, ada);
    }
    // Each was committed before the packing was done.
    expect(made).to.be.greaterThan(2);
    expect(await runs()).to.equal(1);
    for (const n of [1, made >> 1, made].filter((one) => one > 0)) {
      expect(await device.nameOf(n)).to.equal(`mine ${String(n)}`);
      expect(await device.find(10_000 + n)).to.equal(undefined);
    }
    expect(await device.store.queryCount(POINTS, {})).to.equal(20_000 - made);
  }).timeout(30_000);
});

describe('after a sync', () => {
  it('what many syncs have left lying over each other is packed, and everything shows as before', async () => {
    const service = await TestService.create();
    const before = new Set((await indexedDB.databases()).map(({ name }) => name));
    const sync = new PageController({ serviceUrl: service.url, geodatabase: 'default' }, { onClosed: () => undefined });
    try {
      await sync.ready;
      await sync.generateGeodatabase(await sync.createDefaultGenerateGeodatabaseParameters());
      let most = 0;
      for (let turn = 0; turn < 4; turn++) {
        const adds = Array.from({ length: 600 }, (_, i) => ({
          attributes: { name: `turn ${String(turn)}` },
          geometry: { x: i / 100, y: 47 },
        }));
        await service.applyEdits(POINTS, { adds });
        await sync.syncGeodatabase();
        most = Math.max(most, await mostRuns(before));
      }
      const count = await sync.queryFeatureCount(POINTS);
      const theirs = await service.post(`${String(POINTS)}/query`, { where: '1=1', returnCountOnly: 'true' });
      expect(count).to.equal(theirs['count']);
      expect(most).to.be.greaterThan(2);
      await waitUntil(async () => (await mostRuns(before)) < most, 'fewer runs', { timeout: 20_000 });
      expect(await sync.queryFeatureCount(POINTS)).to.equal(count);
    } finally {
      sync.close();
    }
  }).timeout(60_000);

  /** Of the databases that were made since. */
  async function mostRuns(before: ReadonlySet<string | undefined>): Promise<number> {
    const made = (await indexedDB.databases()).flatMap(({ name }) => (name && !before.has(name) ? [name] : []));
    return Math.max(...(await Promise.all(made.map((name) => runsOf(name).catch(() => 0)))));
  }
});

/** After a map was drawn, the chunks around it are read while nobody waits: never in the way of anything, never more than there is to spare. */
import { expect } from '@open-wc/testing';
import { countWork } from './count-work.js';
import { changes, Device, id, NOTES, POINTS, row } from './fixture.js';
import { getAllRaw, keysRaw, putRaw } from './raw.js';
import { ChunkWatch, pause } from './watch-chunks.js';

/** Each is a chunk of its own: 90 kB. They lie in a line, ten units apart. */
const LARGE = 90_000;
const large = (n: number, name = 'row') => row(n, { name: `${name} ${n}`.padEnd(LARGE), x: 10 * n, y: 0 });
const near = (n: number) => ({ geometry: { xmin: 10 * n - 1, ymin: -1, xmax: 10 * n + 1, ymax: 1 } });

describe('reading ahead', () => {
  let device: Device;
  let watch: ChunkWatch;
  const failures: unknown[] = [];
  const onFailure = (event: PromiseRejectionEvent) => failures.push(event.reason);

  beforeEach(async () => {
    failures.length = 0;
    window.addEventListener('unhandledrejection', onFailure);
    device = await Device.start();
  });
  afterEach(async () => {
    watch.stop();
    await device.stop();
    window.removeEventListener('unhandledrejection', onFailure);
    expect(failures).to.be.empty;
  });

  /** A layer of so many chunks, in a page that was just opened. */
  async function load(count: number): Promise<void> {
    await device.load(Array.from({ length: count }, (_, i) => large(i + 1)));
    await device.reload();
    watch = new ChunkWatch();
  }

  async function draw(n: number): Promise<readonly unknown[]> {
    return (await device.store.queryFeatures(POINTS, near(n))).features.map(({ globalId }) => globalId);
  }

  /** Rows whose chunks were read, in order. */
  async function rowsRead(): Promise<readonly number[]> {
    const keys = (await keysRaw(device.entry.name, 'chunk')).map((key) => (key as number[]).join('/'));
    const chunks = (await getAllRaw(device.entry.name, 'chunk')) as { oid: Float64Array }[];
    return watch.keys.map((key) => chunks[keys.indexOf(key)]!.oid[0]!);
  }

  const chunksReadBy = async (work: () => Promise<unknown>) => (await countWork(work)).chunksRead;

  it('begins a moment after a map was drawn, with what is nearest, and then no view waits for the disk', async () => {
    await load(40);
    expect(await draw(20)).to.deep.equal([id(20)]);
    await pause(100);
    expect(watch.keys).to.have.length(1);
    await watch.untilQuiet();
    const read = await rowsRead();
    expect([...read].sort((a, b) => a - b)).to.deep.equal(Array.from({ length: 40 }, (_, i) => i + 1));
    const distances = read.map((n) => Math.abs(n - 20));
    expect(distances).to.deep.equal([...distances].sort((a, b) => a - b));
    for (const n of [1, 19, 40]) expect(await chunksReadBy(() => draw(n)), `view ${n}`).to.equal(0);
  }).timeout(20_000);

  it('shows the same rows as before', async () => {
    await load(10);
    const before = (await device.store.queryFeatures(POINTS, { orderByFields: ['OBJECTID'] })).features;
    await draw(5);
    await watch.untilQuiet();
    expect((await device.store.queryFeatures(POINTS, { orderByFields: ['OBJECTID'] })).features).to.deep.equal(before);
    expect(await device.nameOf(3)).to.equal('row 3'.padEnd(LARGE));
  }).timeout(20_000);

  it('does nothing for who never asks by place', async () => {
    await load(10);
    await device.store.queryCount(POINTS, {});
    await device.store.queryFeatures(POINTS, { globalIds: [id(1)], ...near(1) });
    await device.update(2, { NAME: 'mine' });
    const before = watch.keys.length;
    expect(before).to.be.at.most(2);
    await pause(700);
    expect(watch.keys).to.have.length(before);
  }).timeout(20_000);

  it('stops at once for a query, and goes on from its place when that was answered for a while', async () => {
    await load(60);
    await draw(1);
    await watch.atLeast(10);
    const counted = draw(60);
    const before = watch.keys.length;
    await counted;
    await pause(120);
    // What was being read when the query came, and the query's own.
    expect(watch.keys.length - before).to.be.at.most(4);
    expect(watch.keys.length).to.be.below(60);
    await watch.untilQuiet();
    expect(watch.keys).to.have.length(60);
    expect(new Set(watch.keys).size, 'none of them twice').to.equal(60);
  }).timeout(20_000);

  it('holds up no edit, of this page or of another', async () => {
    await load(60);
    const tab = await device.tab();
    await draw(1);
    await watch.atLeast(5);
    const edit = device.update(60, { NAME: 'mine' });
    const before = watch.keys.length;
    await edit;
    expect(watch.keys.length - before).to.be.at.most(4);
    await watch.atLeast(before + 10);
    const own = { attributes: { GlobalID: id(59), NAME: 'theirs' } };
    await tab.applyEdits(POINTS, { updates: [own] }, { user: 'bob', time: 1 });
    // The other tab does not stop it, nor does it wait until all is read.
    expect(watch.keys.length).to.be.below(55);
    await watch.untilQuiet();
    expect(watch.keys.length).to.be.at.least(60);
    expect(await device.nameOf(59)).to.equal('theirs');
  }).timeout(20_000);

  describe('on a device', () => {
    afterEach(() => {
      delete (navigator as { deviceMemory?: number }).deviceMemory;
      delete (document as { visibilityState?: string }).visibilityState;
    });
    const withMemory = (deviceMemory: number) =>
      Object.defineProperty(navigator, 'deviceMemory', { value: deviceMemory, configurable: true });
    const withPage = (state: DocumentVisibilityState) =>
      Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });

    it('with much memory fills what chunks may take, and no more', async () => {
      withMemory(8);
      await load(400);
      await draw(1);
      await watch.untilQuiet();
      // 32 MB of 90 kB.
      expect(watch.keys.length).to.be.within(360, 372);
    }).timeout(40_000);

    it('with some memory fills half of that', async () => {
      withMemory(4);
      await load(250);
      await draw(1);
      await watch.untilQuiet();
      expect(watch.keys.length).to.be.within(180, 187);
    }).timeout(40_000);

    it('with little memory does nothing', async () => {
      withMemory(2);
      await load(10);
      await draw(1);
      await pause(700);
      expect(watch.keys).to.have.length(1);
    });

    it('does nothing in a page that nobody sees, and stops when it is hidden', async () => {
      await load(60);
      withPage('hidden');
      await draw(1);
      await pause(700);
      expect(watch.keys).to.have.length(1);
      withPage('visible');
      await draw(1);
      await watch.atLeast(10);
      withPage('hidden');
      const before = watch.keys.length;
      await pause(700);
      expect(watch.keys.length - before).to.be.at.most(3);
    }).timeout(20_000);
  });

  it('lets go of what was replaced, which would keep what is there now out', async () => {
    await load(250);
    // All of it was used.
    await device.store.queryFeatures(POINTS, {});
    await device.receive(changes(POINTS, { rows: Array.from({ length: 250 }, (_, i) => large(i + 1, 'new')) }), {
      replace: [POINTS, NOTES],
    });
    await draw(1);
    await watch.untilQuiet();
    for (const n of [1, 100, 250]) expect(await chunksReadBy(() => draw(n)), `view ${n}`).to.equal(0);
    expect(((await device.nameOf(100)) as string).trim()).to.equal('new 100');
  }).timeout(60_000);

  describe('that meets a damaged chunk', () => {
    /** The browser has no idle moment until what is returned is called. */
    function holdIdle(): () => void {
      const own = Object.getOwnPropertyDescriptor(window, 'requestIdleCallback');
      const asked: IdleRequestCallback[] = [];
      const value = (ask: IdleRequestCallback): number => asked.push(ask);
      Object.defineProperty(window, 'requestIdleCallback', { value, configurable: true });
      return () => {
        if (own) Object.defineProperty(window, 'requestIdleCallback', own);
        else Reflect.deleteProperty(window, 'requestIdleCallback');
        for (const ask of asked) ask({ didTimeout: false, timeRemaining: () => 50 });
      };
    }

    async function damage(n: number): Promise<void> {
      const all = await keysRaw(device.entry.name, 'chunk');
      const records = (await getAllRaw(device.entry.name, 'chunk')) as { oid: Float64Array; bytes: Uint8Array }[];
      const at = records.findIndex(({ oid }) => oid.includes(n));
      records[at]!.bytes[1000]! ^= 1;
      await putRaw(device.entry.name, 'chunk', { value: records[at], key: all[at]! });
    }

    it('has it noted as a query would, once and without a word, and leaves it to a query to say so', async () => {
      await load(20);
      await damage(15);
      await draw(1);
      await watch.untilQuiet();
      expect((await device.store.info()).damagedLayerIds).to.deep.equal([POINTS]);
      const before = watch.keys.length;
      const { written } = await countWork(async () => {
        expect(await draw(2)).to.deep.equal([id(2)]);
        await watch.untilQuiet();
      });
      expect([written, watch.keys.length - before], 'neither noted nor read again').to.deep.equal([0, 0]);
      const error: unknown = await draw(15).catch((reason: unknown) => reason);
      expect(error).to.include({ code: 'storage-damaged', retryable: false });
    }).timeout(20_000);

    it('takes a run that another tab replaced for no damage', async () => {
      await load(10);
      const tab = device.store;
      const other = await device.tab();
      // Else all of it is read before the other tab is done, on a slow machine.
      const letGo = holdIdle();
      await draw(1);
      // By what the first connection knows the old run is still there.
      device.store = other;
      await device.receive(changes(POINTS, { rows: [row(1), row(2)] }), { replace: [POINTS, NOTES] });
      device.epoch = await other.takeHold(2000);
      expect(await keysRaw(device.entry.name, 'chunk'), 'the old run is gone').to.have.length(1);
      const before = watch.keys.length;
      letGo();
      await watch.untilQuiet();
      expect(watch.keys.length - before, 'it was looked for').to.be.within(1, 3);
      expect((await other.info()).damagedLayerIds).to.be.empty;
      expect((await tab.queryFeatures(POINTS, { where: '1=1' })).features).to.have.length(2);
    }).timeout(20_000);
  });

  it('ends with the store', async () => {
    await load(60);
    await draw(1);
    await watch.atLeast(10);
    device.store.close();
    const before = watch.keys.length;
    await pause(700);
    // What was being read when it ended.
    expect(watch.keys.length - before).to.be.at.most(3);
  }).timeout(20_000);

  it('does not open again what another tab asked to be closed', async () => {
    await load(60);
    await draw(1);
    await watch.atLeast(10);
    const { open } = IDBFactory.prototype;
    let opened = 0;
    IDBFactory.prototype.open = function (this: IDBFactory, ...args) {
      opened++;
      return open.apply(this, args);
    };
    await new Promise((resolve, reject) => {
      const request = indexedDB.deleteDatabase(device.entry.name);
      request.onsuccess = resolve;
      request.onerror = reject;
    });
    await pause(700);
    IDBFactory.prototype.open = open;
    expect(opened).to.equal(0);
  }).timeout(20_000);
});

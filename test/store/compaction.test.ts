/** Packing anew: nothing that shows changes, nothing that is edited meanwhile is lost, and what broke off was never there. */
import { expect } from '@open-wc/testing';
import type { KeyedFeature } from '../../src/shared/esri.js';
import { planCompaction } from '../../src/store/compaction/plan.js';
import { ada, changes, Device, id, NOTES, POINTS, row } from './fixture.js';
import { countKeys, deleteRaw, getAllRaw, keysRaw, putRaw } from './raw.js';
import { rejects } from './rejects.js';

describe('compaction is due', () => {
  const due = (
    runs: readonly number[],
    more: { shown?: number | null; overlay?: number; windows?: readonly number[] } = {},
  ) =>
    planCompaction({ runs, shown: runs.reduce((a, b) => a + b, 0), overlay: 0, windows: runs.map(() => 1), ...more });

  it('never for a layer as it was loaded, nor for one that was not', () => {
    expect(due([100_000])).to.equal(null);
    expect(due([])).to.equal(null);
    expect(due([100], { overlay: 500 })).to.equal(null);
  });

  it('when runs lie over each other: as many of the newest as are of a size, and few enough stay', () => {
    expect(due([600, 700, 600, 100_000])).to.equal(null);
    expect(due([600, 700, 600, 600, 100_000])).to.equal(4);
    expect(due([600, 5_000, 40_000, 200_000, 1_000_000])).to.equal(2);
    expect(due([600, 700, 600, 600, 2_000])).to.equal(5);
  });

  it('when many received rows are in the overlay: the large runs stay as they are', () => {
    expect(due([1_000_000], { overlay: 2_000 })).to.equal(0);
    expect(due([5_000, 1_000_000], { overlay: 2_000 })).to.equal(1);
    expect(due([5_000], { overlay: 2_000 })).to.equal(1);
    expect(due([], { overlay: 2_000 })).to.equal(0);
  });

  it('for everything when newer runs hide much of the older ones', () => {
    expect(due([60_000, 100_000], { shown: 100_000 })).to.equal(2);
    expect(due([20_000, 100_000], { shown: 100_000 })).to.equal(null);
    expect(due([20_000, 100_000], { shown: null })).to.equal(null);
  });

  it('for a layer so large that its load was clustered in several windows, with all that lies over it', () => {
    expect(due([10_000], { windows: [1] })).to.equal(null);
    expect(due([100_000], { windows: [2] })).to.equal(1);
    expect(due([1_000_000], { windows: [12] })).to.equal(1);
    expect(due([600, 1_000_000], { windows: [1, 12] })).to.equal(2);
    expect(due([1_000_000, 600], { windows: [12, 1] })).to.equal(1);
  });

  it('so seldom that a row is moved a few times only, whatever is received', () => {
    let runs = [1_000_000];
    let moved = 0;
    for (let received = 0; received < 300_000; received += 2_000) {
      const count = due(runs, { overlay: 2_000 })!;
      const packed = runs.slice(0, count).reduce((a, b) => a + b, 2_000);
      moved += packed;
      runs = [packed, ...runs.slice(count)];
      expect(runs.length).to.be.at.most(4);
    }
    expect(moved).to.be.below(10 * 300_000);
  });
});

describe('compaction', () => {
  let device: Device;
  beforeEach(async () => {
    device = await Device.start();
  });
  afterEach(() => device.stop());

  /** Numbers of the runs that are listed, newest first, with their boxes. */
  async function meta(prefix: string): Promise<readonly unknown[]> {
    const keys = (await keysRaw(device.entry.name, 'meta')) as string[];
    const records = await getAllRaw(device.entry.name, 'meta');
    return records.filter((_, i) => keys[i]?.startsWith(prefix));
  }

  async function runs(layerId: number = POINTS): Promise<readonly { n: number; nChunks: number }[]> {
    const [record] = (await meta(`runs:${layerId}`)) as [{ runs: { n: number; nChunks: number }[] }];
    return record.runs;
  }

  /** Run numbers that have records on disk. */
  async function runsOnDisk(): Promise<readonly number[]> {
    const keys = (await keysRaw(device.entry.name, 'chunk')) as [number, number, number][];
    return [...new Set(keys.filter(([layerId]) => layerId === POINTS).map(([, run]) => run))];
  }

  async function shown(layerId: number = POINTS): Promise<unknown> {
    const { features } = await device.store.queryFeatures(layerId, { orderByFields: ['GlobalID'] });
    const count = await device.store.queryCount(layerId, {});
    const viewport = await device.store.queryCount(layerId, { geometry: { xmin: 0, ymin: 0, xmax: 300, ymax: 300 } });
    expect(count).to.equal(features.length);
    return { features, viewport };
  }

  function rows(first: number, count: number, more: Parameters<typeof row>[1] = {}): readonly KeyedFeature[] {
    return Array.from({ length: count }, (_, i) =>
      row(first + i, { x: ((first + i) * 7919) % 1000, y: ((first + i) * 104_729) % 1000, ...more }),
    );
  }

  const ids = (first: number, count: number) => Array.from({ length: count }, (_, i) => id(first + i));

  /** Rows, changed rows, deleted and new ones, in runs and in the overlay, and edits over some of them. */
  async function pile(): Promise<void> {
    await device.load(rows(1, 3_000));
    await device.receive(changes(POINTS, { rows: rows(1, 600, { name: 'second' }), deleteIds: ids(2_000, 100) }));
    await device.receive(changes(POINTS, { rows: rows(300, 600, { name: 'third' }), deleteIds: ids(2_050, 100) }));
    await device.receive(changes(POINTS, { rows: rows(5_000, 20, { name: 'new' }), deleteIds: ids(1_000, 20) }));
    await device.update(1, { NAME: 'mine' });
    await device.update(5_001, { NAME: 'mine' });
    await device.delete(400);
    await device.delete(5_002);
    await device.add(9_000);
  }

  it('makes one run of all, shows the same, and leaves nothing else on disk', async () => {
    await pile();
    const before = await shown();
    await device.store.compact(device.epoch, POINTS, 3);
    expect(await shown()).to.deep.equal(before);
    expect(await runs()).to.have.length(1);
    expect(await runsOnDisk()).to.deep.equal([(await runs())[0]!.n]);
    // Only what a person did is still in the overlay.
    expect(await countKeys(device.entry.name, 'overlay')).to.equal(5);
    await device.reload();
    expect(await shown()).to.deep.equal(before);
    const byObjectId = await device.store.queryFeatures(POINTS, { objectIds: [5_010, 2_020, 350] });
    expect(byObjectId.features.map((one) => one.attributes['NAME'])).to.have.members(['new', 'third']);
  });

  it('of the newest runs alone keeps what they delete of the older ones deleted', async () => {
    await pile();
    const before = await shown();
    for (const count of [0, 1, 2]) {
      await device.store.compact(device.epoch, POINTS, count);
      expect(await shown(), `${count} runs`).to.deep.equal(before);
    }
    expect(await runs()).to.have.length(3);
    await device.store.compact(device.epoch, POINTS, 3);
    expect(await shown()).to.deep.equal(before);
  });

  it('twice, or of a layer without rows, changes nothing', async () => {
    await pile();
    const before = await shown();
    for (let i = 0; i < 2; i++) await device.store.compact(device.epoch, POINTS, 99);
    await device.store.compact(device.epoch, NOTES, 99);
    expect(await shown()).to.deep.equal(before);
    await device.receive(changes(POINTS, { deleteIds: [...ids(1, 3_000), ...ids(5_000, 20)] }));
    await device.store.compact(device.epoch, POINTS, 99);
    expect(await runs()).to.have.length(0);
    expect([...(await device.names())].sort()).to.deep.equal(['mine', 'mine', 'mine 9000']);
  });

  it('packs a table too', async () => {
    await device.receive(changes(NOTES, { rows: rows(1, 900) }), { replace: [POINTS, NOTES], generation: 1 });
    await device.receive(changes(NOTES, { rows: rows(500, 600, { name: 'later' }) }));
    const before = await shown(NOTES);
    await device.store.compact(device.epoch, NOTES, 2);
    expect(await shown(NOTES)).to.deep.equal(before);
    expect(await runs(NOTES)).to.have.length(1);
  });

  it('puts what is near together near in the chunks, whatever run it came in', async () => {
    await device.load(rows(1, 1_500));
    for (let i = 1; i < 6; i++) await device.receive(changes(POINTS, { rows: rows(1_500 * i, 1_500) }));
    const spread = async () => {
      let area = 0;
      for (const { boxes } of (await meta(`boxes:${POINTS}/`)) as readonly { boxes: Float64Array }[])
        for (let i = 0; i < boxes.length; i += 4) area += (boxes[i + 2]! - boxes[i]!) * (boxes[i + 3]! - boxes[i + 1]!);
      return area / 1e6;
    };
    expect(await spread()).to.be.greaterThan(5);
    await device.store.compact(device.epoch, POINTS, 6);
    const [run] = await runs();
    expect(run!.nChunks).to.be.greaterThan(10);
    expect(await spread()).to.be.below(2);
  });

  it('goes for a list of runs from before the boxes of their chunks lay apart from it', async () => {
    await device.load(rows(1, 1_500));
    const before = await shown();
    const boxes = ((await meta(`boxes:${POINTS}/`)) as readonly { first: number; boxes: Float64Array }[]).flatMap(
      (part) => [...part.boxes],
    );
    const [run] = await runs();
    const value = { runs: [{ ...run, boxes: Float64Array.from(boxes) }], nRows: 1_500 };
    await putRaw(device.entry.name, 'meta', { value, key: `runs:${POINTS}` });
    for (const key of await keysRaw(device.entry.name, 'meta'))
      if (String(key).startsWith(`boxes:${POINTS}/`)) await deleteRaw(device.entry.name, 'meta', key);
    await device.reload();
    expect(await shown()).to.deep.equal(before);
    await device.receive(changes(POINTS, { rows: rows(1_501, 600) }));
    expect(await meta(`boxes:${POINTS}/`)).to.have.length(2);
    await device.reload();
    expect(
      await device.store.queryCount(POINTS, { geometry: { xmin: -1e6, ymin: -1e6, xmax: 1e6, ymax: 1e6 } }),
    ).to.equal(2_100);
    await device.store.compact(device.epoch, POINTS, 2);
    expect(await meta(`boxes:${POINTS}/`)).to.have.length(1);
  });

  it('is said to be lost when boxes are', async () => {
    await device.load(rows(1, 600));
    const [key] = ((await keysRaw(device.entry.name, 'meta')) as string[]).filter((one) => one.startsWith('boxes:'));
    await deleteRaw(device.entry.name, 'meta', key!);
    await device.reload();
    await rejects(device.store.queryFeatures(POINTS, {}), 'storage-lost');
  });

  it('is only done where it is due', async () => {
    await device.load(rows(1, 6_000));
    for (let i = 0; i < 4; i++) {
      expect(await device.store.layersToCompact()).to.be.empty;
      await device.store.compact(device.epoch, POINTS);
      expect(await runs()).to.have.length(1 + i);
      await device.receive(changes(POINTS, { rows: rows(20_000 + 600 * i, 600) }));
    }
    expect(await device.store.layersToCompact()).to.deep.equal([POINTS]);
    const written = (await runs()).reduce((sum, run) => sum + run.nChunks, 0) * 84_000;
    expect(await device.store.layersToCompact(written), 'not where it would not fit').to.be.empty;
    expect(await device.store.layersToCompact(10 * written)).to.deep.equal([POINTS]);
    await device.store.compact(device.epoch, POINTS);
    expect(await device.store.layersToCompact()).to.be.empty;
    expect((await runs()).length).to.be.at.most(4);
  });

  it('lets edits be made, committed and kept meanwhile', async () => {
    await device.load(rows(1, 12_000));
    await device.receive(changes(POINTS, { rows: rows(8_000, 3_000, { name: 'second' }) }));
    await device.receive(changes(POINTS, { rows: rows(1, 200, { name: 'small' }) }));
    const tab = await device.tab();
    const state = { isOver: false };
    const compaction = device.store.compact(device.epoch, POINTS, 9).finally(() => (state.isOver = true));
    let edits = 0;
    for (let n = 1; !state.isOver; n++) {
      const own = { NAME: `mine ${n}`, GlobalID: id(n) };
      await tab.applyEdits(POINTS, { updates: [{ attributes: own }], adds: [{ attributes: { NAME: 'a' } }] }, ada);
      await tab.applyEdits(POINTS, { deletes: [id(8_000 + n)] }, ada);
      edits = n;
    }
    await compaction;
    expect(edits).to.be.greaterThan(3);
    expect(await runs()).to.have.length(1);
    for (const n of [1, edits >> 1, edits]) {
      expect(await device.nameOf(n)).to.equal(`mine ${n}`);
      expect(await device.find(8_000 + n)).to.equal(undefined);
    }
    expect(await device.store.queryCount(POINTS, { where: "NAME = 'small'" })).to.equal(200 - Math.min(200, edits));
  });

  it('that is stopped has changed nothing, and is begun again later', async () => {
    await device.load(rows(1, 6_000));
    await device.receive(changes(POINTS, { rows: rows(5_000, 3_000, { name: 'second' }) }));
    const before = await shown();
    const stopped = rejects(device.store.compact(device.epoch, POINTS, 2), 'aborted');
    await device.store.stopCompaction();
    await stopped;
    expect(await runs()).to.have.length(2);
    expect(await shown()).to.deep.equal(before);
    device.epoch = await device.store.takeHold(2);
    await device.store.compact(device.epoch, POINTS, 2);
    expect(await shown()).to.deep.equal(before);
    expect(await runsOnDisk()).to.have.length(1);
  });

  for (const store of ['chunk', 'gid', 'meta']) {
    it(`on a full disk (${store}) leaves everything as before, and is done when there is room`, async () => {
      await pile();
      const before = await shown();
      const listed = await runs();
      const put = IDBObjectStore.prototype.put;
      let struck = 0;
      IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...args: Parameters<typeof put>) {
        const [, key] = args;
        // Of `meta` the list of runs alone: the commit that would show the new one.
        if (this.name === store && (store !== 'meta' || key === `runs:${POINTS}`)) {
          struck += 1;
          throw new DOMException('full', 'QuotaExceededError');
        }
        return put.apply(this, args);
      };
      try {
        await rejects(device.store.compact(device.epoch, POINTS, 3), 'storage-full');
      } finally {
        IDBObjectStore.prototype.put = put;
      }
      expect(struck).to.be.greaterThan(0);
      expect(await runs()).to.deep.equal(listed);
      expect(await shown()).to.deep.equal(before);
      device.epoch = await device.store.takeHold(2);
      await device.store.compact(device.epoch, POINTS, 3);
      expect(await shown()).to.deep.equal(before);
      expect(await runsOnDisk()).to.have.length(1);
    });
  }

  it('that another tab takes over from writes nothing more, and what it had written is swept', async () => {
    await device.load(rows(1, 6_000));
    await device.receive(changes(POINTS, { rows: rows(5_000, 3_000, { name: 'second' }) }));
    const before = await shown();
    const tab = await device.tab();
    const refused = rejects(device.store.compact(device.epoch, POINTS, 2), 'stale-holder');
    device.epoch = await tab.takeHold(2);
    await refused;
    expect(await shown()).to.deep.equal(before);
    device.epoch = await tab.takeHold(3);
    expect([...(await runsOnDisk())].sort()).to.deep.equal((await runs()).map(({ n }) => n).sort());
  });

  it('leaves the old runs to whoever still reads them', async () => {
    await pile();
    const all = (await device.store.queryFeatures(POINTS, {})).features;
    const tab = await device.tab();
    const stream = await tab.openQuery(POINTS, {});
    const seen = [...(await tab.nextBatch(stream, 100)).features];
    await device.store.compact(device.epoch, POINTS, 3);
    device.epoch = await device.store.takeHold(2);
    expect(await runsOnDisk()).to.have.length(4);
    for (let isLast = false; !isLast;) {
      const batch = await tab.nextBatch(stream, 1_000);
      seen.push(...batch.features);
      ({ isLast } = batch);
    }
    expect(seen).to.deep.equal(all);
    await tab.closeQuery(stream);
    device.epoch = await device.store.takeHold(3);
    expect(await runsOnDisk()).to.have.length(1);
  });

  it('finds damage instead of copying it', async () => {
    await pile();
    const [key] = await keysRaw(device.entry.name, 'chunk');
    const [chunk] = (await getAllRaw(device.entry.name, 'chunk')) as { bytes: Uint8Array }[];
    chunk!.bytes[100]! ^= 1;
    await putRaw(device.entry.name, 'chunk', { value: chunk, key: key! });
    await rejects(device.store.compact(device.epoch, POINTS, 3), 'storage-damaged');
    expect(await runs()).to.have.length(3);
    expect((await device.store.info()).damagedLayerIds).to.deep.equal([POINTS]);
  });
});

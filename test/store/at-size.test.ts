/** Thousands of edits and of received changes: what one of them costs does not grow with the layer, nor with those before it. */
import { expect } from '@open-wc/testing';
import type { KeyedFeature } from '../../src/shared/esri.js';
import { countWork, type Work } from './count-work.js';
import { ada, changes, Device, id, NOTES, POINTS, row } from './fixture.js';

const SIDE = 10_000;

function place(n: number): { readonly x: number; readonly y: number } {
  return { x: (n * 7919) % SIDE, y: (n * 104_729) % SIDE };
}

function rows(first: number, count: number, step = 1): readonly KeyedFeature[] {
  return Array.from({ length: count }, (_, i) => row(first + step * i, place(first + step * i)));
}

describe('at size', () => {
  let device: Device;
  beforeEach(async () => {
    device = await Device.start();
  });
  afterEach(() => device.stop());

  /** One transaction each. */
  async function edit(first: number, count: number): Promise<Work> {
    return countWork(async () => {
      for (let n = first; n < first + count; n++) await device.update(n, { NAME: `mine ${String(n)}` });
    });
  }

  async function editTogether(first: number, count: number): Promise<void> {
    const updates = Array.from({ length: count }, (_, i) => ({
      attributes: { GlobalID: id(first + i), NAME: 'mine' },
    }));
    await device.store.applyEdits(POINTS, { updates }, ada);
  }

  const viewport = (): Promise<Work> =>
    countWork(async () => {
      const geometry = { xmin: 0, ymin: 0, xmax: SIDE / 10, ymax: SIDE / 10 };
      await device.store.queryFeatures(POINTS, { geometry });
    });

  it('an edit reads and writes a handful of records, in a layer of 30,000 as in one of 1,000', async () => {
    for (const size of [1_000, 30_000]) {
      await device.receive(changes(POINTS, { rows: rows(1, size) }), { replace: [POINTS, NOTES] });
      await device.reload();
      const { read, written, chunksRead } = await edit(size >> 1, 100);
      // At most a chunk of its own: others of the same chunk find it in memory.
      expect(chunksRead, `${String(size)} rows`).to.be.within(1, 100);
      expect(read - chunksRead, `${String(size)} rows`).to.be.at.most(4.5 * 100);
      expect(written, `${String(size)} rows`).to.equal(4 * 100);
    }
  }).timeout(60_000);

  it('10,000 edits: the last one costs what the first did, and a viewport reads no more chunks for them', async () => {
    await device.load(rows(1, 20_000));
    const before = await viewport();
    const works: Work[] = [];
    for (let first = 1; first < 10_001; first += 1_000) works.push(await countWork(() => editTogether(first, 1_000)));
    const [, second, ...others] = works;
    for (const later of others) {
      expect(later.written).to.equal(second?.written);
      expect(later.read).to.be.closeTo(second?.read ?? 0, 10);
    }
    expect((await device.store.info()).pending.features).to.equal(10_000);
    await device.reload();
    const after = await viewport();
    expect(after.chunksRead).to.equal(before.chunksRead);
    // Overlay and log once, and then from memory.
    expect(after.read).to.be.at.most(2 * 10_000 + before.read + 10);
    expect((await viewport()).read).to.be.at.most(10);
    // What was edited here since is patched in: some records for each row, not all of them again.
    await device.update(3, { NAME: 'once more' });
    expect((await viewport()).read).to.be.at.most(16);
    await editTogether(15_001, 20);
    expect((await viewport()).read).to.be.at.most(10 + 20 * 6);
  }).timeout(60_000);

  it('the twentieth photo of a day is counted without reading the records of those before it', async () => {
    await device.load(rows(1, 10));
    for (let n = 100; n < 119; n++) await device.attach(n, 1, new Uint8Array(n));
    await device.store.info();
    await device.attach(119, 1, new Uint8Array(119));
    const again = await countWork(() => device.store.info());
    await device.reload();
    const fresh = await countWork(() => device.store.info());
    expect(fresh.read - again.read).to.be.at.least(19);
    const sizes = Array.from({ length: 20 }, (_, n) => 100 + n).reduce((sum, size) => sum + size, 0);
    expect((await device.store.info()).pending).to.include({ attachments: 20, attachmentBytes: sizes });
    await device.store.deleteAttachments(POINTS, id(1), [id(100)], ada);
    expect((await device.store.info()).pending).to.include({ attachments: 19, attachmentBytes: sizes - 100 });
  });

  it('60,000 received changes: a row is moved a few times, and a viewport reads little more than of one run', async () => {
    await device.load(rows(1, 20_000));
    let first: Work | null = null;
    const all = await countWork(async () => {
      for (let turn = 0; turn < 30; turn++) {
        const changed = [...rows(1 + turn, 600, 30), ...rows(30_000 + 1_400 * turn, 1_400)];
        const work = await countWork(() => device.receive(changes(POINTS, { rows: changed })));
        first ??= work;
        expect(work.written).to.be.at.most(first.written + 5);
        for (const layerId of await device.store.layersToCompact()) await device.store.compact(device.epoch, layerId);
      }
    });
    const received = (first as Work | null)?.chunksWritten ?? NaN;
    expect(all.chunksWritten).to.be.at.most(10 * 30 * received);
    await device.reload();
    const many = await viewport();
    expect(await device.store.queryCount(POINTS, {})).to.equal(20_000 + 30 * 1_400);
    await device.store.compact(device.epoch, POINTS, 99);
    await device.reload();
    const one = await viewport();
    expect(many.chunksRead).to.be.at.most(one.chunksRead + 4);
  }).timeout(60_000);

  it('300,000 received changes: the last ten thousand write what the first did, in a layer of 40,000 what they do in one of 4,000', async () => {
    const [UPDATES, ADDS] = [2_000, 8_000];
    const received = async (size: number, turns: number): Promise<readonly Work[]> => {
      await device.receive(changes(POINTS, { rows: rows(1, size) }), { replace: [POINTS, NOTES] });
      const works: Work[] = [];
      for (let turn = 0; turn < turns; turn++) {
        const updates = rows(1 + (turn % (size / UPDATES)), UPDATES, size / UPDATES);
        const changed = [...updates, ...rows(100_000 + ADDS * turn, ADDS)];
        works.push(await countWork(() => device.receive(changes(POINTS, { rows: changed }))));
        for (const layerId of await device.store.layersToCompact()) await device.store.compact(device.epoch, layerId);
      }
      expect(await device.store.queryCount(POINTS, {})).to.equal(size + turns * ADDS);
      return works;
    };
    const small = await received(4_000, 3);
    const mostRead = Math.max(...small.map(({ read }) => read));
    for (const [turn, work] of (await received(40_000, 30)).entries()) {
      expect(work.written, `turn ${String(turn)}`).to.be.closeTo(small[0]?.written ?? 0, 2);
      expect(work.chunksRead, `turn ${String(turn)}`).to.equal(0);
      // Of older runs only keys are read: a record holds those of 2,900 rows.
      expect(work.read, `turn ${String(turn)}`).to.be.at.most(mostRead + Math.ceil(40_000 / 2_900) + 10);
    }
  }).timeout(120_000);
});

/** How many rows a layer has, told without reading them: runs lie over each other, and edits over the runs. */
import { expect } from '@open-wc/testing';
import { changes, Device, id, POINTS, row } from './fixture.js';
import { getAllRaw, keysRaw, putRaw } from './raw.js';

/** Deletes of rows that never were make a delta large enough for a run. */
const PADDING = Array.from({ length: 501 }, (_, i) => id(1_000_000 + i));

describe('the count of a layer', () => {
  let device: Device;
  beforeEach(async () => {
    device = await Device.start();
    await device.load(rows(1, 10));
  });
  afterEach(() => device.stop());

  const rows = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => row(from + i));
  const receiveRun = (staged: Parameters<typeof changes>[1]) =>
    device.receive(changes(POINTS, { ...staged, deleteIds: [...(staged.deleteIds ?? []), ...PADDING] }));

  /** The count, which must be that of the rows that are there, here and in a tab that was just opened. */
  async function count(): Promise<number> {
    const { features } = await device.store.queryFeatures(POINTS, {});
    const tab = await device.tab();
    expect(await device.store.queryCount(POINTS, {}), 'here').to.equal(features.length);
    expect(await tab.queryCount(POINTS, {}), 'in another tab').to.equal(features.length);
    return features.length;
  }

  it('counts a row once that several runs hold', async () => {
    await receiveRun({ rows: rows(8, 12) });
    expect(await count()).to.equal(12);
    await receiveRun({ rows: rows(1, 3) });
    expect(await count()).to.equal(12);
  });

  it('leaves out what a run deletes, were it in an older run or never there', async () => {
    await receiveRun({ rows: [row(11)], deleteIds: [id(1), id(2), id(99)] });
    expect(await count()).to.equal(9);
    await receiveRun({ deleteIds: [id(1), id(11)] });
    expect(await count()).to.equal(8);
  });

  it('counts a row again that comes back after it was deleted', async () => {
    await receiveRun({ deleteIds: [id(1), id(2)] });
    await receiveRun({ rows: [row(1)] });
    expect(await count()).to.equal(9);
    await receiveRun({ rows: [row(1)], deleteIds: [id(2)] });
    expect(await count()).to.equal(9);
  });

  it('knows what edits and small downloads add to overlapping runs, and hide of them', async () => {
    await receiveRun({ rows: rows(9, 12), deleteIds: [id(1)] });
    await device.update(10, { NAME: 'mine' });
    await device.update(5, { NAME: 'mine' });
    await device.delete(11);
    await device.delete(2);
    await device.add(1);
    await device.add(20);
    expect(await count()).to.equal(11);
    await device.receive(changes(POINTS, { rows: [row(12), row(13)], deleteIds: [id(3), id(1)] }));
    expect(await count()).to.equal(11);
    await receiveRun({ rows: [row(2), row(20)], deleteIds: [id(12), id(5)] });
    expect(await count()).to.equal(10);
  });

  it('starts anew with a load of the whole layer, empty or not', async () => {
    await receiveRun({ rows: rows(9, 12) });
    await device.load(rows(3, 5));
    expect(await count()).to.equal(3);
    await device.load([]);
    await receiveRun({ rows: rows(1, 2), deleteIds: [id(5)] });
    expect(await count()).to.equal(2);
  });

  it('is kept with the list of runs; where an older version did not, rows are gone through', async () => {
    await receiveRun({ rows: rows(9, 12), deleteIds: [id(1)] });
    const { name } = device.entry;
    const at = (await keysRaw(name, 'meta')).indexOf(`runs:${String(POINTS)}`);
    const list = (await getAllRaw(name, 'meta'))[at] as { readonly runs: readonly object[]; readonly nRows: number };
    expect(list.nRows).to.equal(11);
    await putRaw(name, 'meta', { key: `runs:${String(POINTS)}`, value: { runs: list.runs } });
    await device.reload();
    expect(await count()).to.equal(11);
    await receiveRun({ rows: [row(1)], deleteIds: [id(12)] });
    expect(await count()).to.equal(11);
  });
});

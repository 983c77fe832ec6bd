/** A map is made over what this page knows while the database says whether that still holds: where it does not, nobody ever sees it. */
import { expect } from '@open-wc/testing';
import type { GeodatabasePort } from '../../src/sync/ports.js';
import { bob, changes, Device, id, NOTES, POINTS, row } from './fixture.js';
import { rejects } from './rejects.js';

describe('a map, drawn again', () => {
  let device: Device;
  let other: GeodatabasePort;
  const view = { geometry: { xmin: 0, ymin: 0, xmax: 10, ymax: 10 } };

  const names = async (store: GeodatabasePort = device.store) =>
    (await store.queryFeatures(POINTS, view)).features.map(({ attributes }) => attributes['NAME']).sort();

  beforeEach(async () => {
    device = await Device.start();
    await device.load([row(1), row(2), row(3), row(50)]);
    await device.receive(changes(POINTS, { rows: [row(2, { name: 'two' })] }));
    other = await device.tab();
    // Both know all of it.
    expect(await names()).to.deep.equal(['row 1', 'row 3', 'two']);
    expect(await names(other)).to.deep.equal(['row 1', 'row 3', 'two']);
  });
  afterEach(() => device.stop());

  it('is made before the database answers', async () => {
    const order: string[] = [];
    const parse = JSON.parse;
    const get = IDBObjectStore.prototype.get;
    IDBObjectStore.prototype.get = function (this: IDBObjectStore, key: IDBValidKey) {
      const request = get.call(this, key);
      request.addEventListener('success', () => order.push('answer'));
      return request;
    };
    JSON.parse = ((text: string, ...more: []) => {
      if (text.includes('OBJECTID')) order.push('row');
      return parse(text, ...more) as unknown;
    }) as typeof JSON.parse;
    try {
      await names();
    } finally {
      JSON.parse = parse;
      IDBObjectStore.prototype.get = get;
    }
    expect(
      order.filter((what) => what === 'answer'),
      'all that is read',
    ).to.have.length(1);
    expect(order[0]).to.equal('row');
    expect(order.lastIndexOf('answer')).to.be.greaterThan(0);
  });

  it('shows what another tab edited, moved in, moved out and deleted', async () => {
    const moved = (n: number, x: number) => ({ attributes: { GlobalID: id(n) }, geometry: { x, y: x } });
    await other.applyEdits(POINTS, { updates: [{ attributes: { GlobalID: id(1), NAME: 'one' } }] }, bob);
    expect(await names()).to.deep.equal(['one', 'row 3', 'two']);
    await other.applyEdits(POINTS, { updates: [moved(50, 5)] }, bob);
    expect(await names()).to.deep.equal(['one', 'row 3', 'row 50', 'two']);
    await other.applyEdits(POINTS, { updates: [moved(3, 80)], deletes: [id(2)] }, bob);
    expect(await names()).to.deep.equal(['one', 'row 50']);
  });

  it('shows what a sync in another tab brought, in place of all that was known', async () => {
    device.store = await device.tab();
    await device.receive(changes(POINTS, { rows: [row(7, { name: 'new' })] }), { replace: [POINTS, NOTES] });
    expect(await names(other)).to.deep.equal(['new']);
  });

  it('shows attachments that another tab added', async () => {
    const counts = async (store: GeodatabasePort) =>
      (await store.queryFeatures(POINTS, view)).features.map(({ pendingAttachments }) => pendingAttachments);
    expect(await counts(other)).to.deep.equal([0, 0, 0]);
    await device.attach(900, 1);
    expect((await counts(other)).reduce((sum, count) => sum + count)).to.equal(1);
  });

  it('rejects when all of it is gone, though it is in memory', async () => {
    await device.store.clear(device.epoch, { force: true });
    await rejects(other.queryFeatures(POINTS, view), 'no-geodatabase');
  });

  it('shows every own edit at once', async () => {
    for (let turn = 0; turn < 20; turn++) {
      await device.update(1, { NAME: `turn ${turn}` });
      expect(await names()).to.include(`turn ${turn}`);
    }
  });
});

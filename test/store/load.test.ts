/** A layer of 20,000 rows: is it all there, and does it stay quick? */
import { expect } from '@open-wc/testing';
import { changes, Device, id, POINTS, row } from './fixture.js';
import { countKeys } from './raw.js';

const COUNT = 20_000;
const at = (n: number) => ({ x: (n * 7919) % 2000, y: (n * 104_729) % 2000 });

describe('a layer of 20,000 rows', function () {
  this.timeout(60_000);
  let device: Device;
  before(async () => {
    device = await Device.start();
    await device.load(Array.from({ length: COUNT }, (_, n) => row(n + 1, at(n + 1))));
  });
  after(() => device.stop());

  it('lies in some forty chunks, not in 20,000 records', async () => {
    expect(await countKeys(device.entry.name, 'chunk')).to.be.within(20, 80);
    expect(await countKeys(device.entry.name, 'gid')).to.equal(7);
  });

  it('is all there after a reload', async () => {
    await device.reload();
    expect(await device.store.queryCount(POINTS, {})).to.equal(COUNT);
    const { features } = await device.store.queryFeatures(POINTS, {});
    expect(new Set(features.map((feature) => feature.globalId)).size).to.equal(COUNT);
  });

  it('answers a map view with exactly the rows in it', async () => {
    const geometry = { xmin: 100, ymin: 100, xmax: 300, ymax: 300 };
    const expected = Array.from({ length: COUNT }, (_, n) => n + 1).filter((n) => {
      const { x, y } = at(n);
      return x >= 100 && x <= 300 && y >= 100 && y <= 300;
    });
    const { features } = await device.store.queryFeatures(POINTS, { geometry });
    expect(features.map((feature) => feature.objectId)).to.have.members(expected);
    expect(expected.length).to.be.greaterThan(50);
  });

  it('finds a thousand rows by ObjectID and GlobalID', async () => {
    const numbers = Array.from({ length: 1000 }, (_, i) => 1 + i * 20);
    const byObjectId = await device.store.queryFeatures(POINTS, { objectIds: numbers });
    const byGlobalId = await device.store.queryFeatures(POINTS, { globalIds: numbers.map(id) });
    expect(byObjectId.features.map((feature) => feature.globalId)).to.deep.equal(numbers.map(id));
    expect(byGlobalId.features.map((feature) => feature.objectId)).to.deep.equal(numbers);
  });

  it('takes a delta of 2,000 rows and 600 deletes', async () => {
    const rows = Array.from({ length: 2000 }, (_, i) => row(1 + i * 3, { name: 'delta', ...at(i) }));
    const deleteIds = Array.from({ length: 600 }, (_, i) => id(2 + i * 3));
    await device.receive(changes(POINTS, { rows, deleteIds }));
    expect(await device.store.queryCount(POINTS, {})).to.equal(COUNT - 600);
    const { features } = await device.store.queryFeatures(POINTS, {});
    expect(features.filter((feature) => feature.attributes['NAME'] === 'delta')).to.have.length(2000);
  });

  it('commits a thousand edits made at once in groups, in order', async () => {
    const edits = Array.from({ length: 1000 }, (_, i) =>
      device.store.applyEdits(POINTS, { adds: [{ attributes: { NAME: `burst ${i}` } }] }, { user: 'ada', time: 1 }),
    );
    await Promise.all(edits);
    const log = await device.log();
    expect(log.map((edit) => edit.attributes?.['NAME'])).to.deep.equal(edits.map((_, i) => `burst ${i}`));
  });
});

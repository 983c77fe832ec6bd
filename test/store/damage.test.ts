/** Records that the disk gave back wrong: reported in words, fetched again, and never in the way of what is whole. */
import { expect } from '@open-wc/testing';
import type { GdbError } from '../../src/shared/errors.js';
import { ada, changes, Device, id, NOTES, POINTS, row } from './fixture.js';
import { deleteRaw, getAllRaw, keysRaw, putRaw } from './raw.js';

type Store = 'chunk' | 'gid' | 'oid';

/** Far apart, in chunks of their own. */
const FAR = 1_000_000;

describe('a damaged record', () => {
  let device: Device;
  beforeEach(async () => {
    device = await Device.start();
    await device.receive(
      [
        // One row a chunk: each is larger than a chunk may be.
        changes(POINTS, { rows: [large(1, 0), large(2, FAR), large(3, 2 * FAR)] }),
        changes(NOTES, { rows: [row(50, { name: 'note' })] }),
      ],
      { replace: [POINTS, NOTES], generation: 1 },
    );
    // Nothing of what was read before is remembered.
    await device.reload();
  });
  afterEach(() => device.stop());

  function large(n: number, x: number) {
    return row(n, { name: `row ${n}${' '.repeat(200_000)}`, x, y: x });
  }

  const near = (x: number) => ({ xmin: x - 1, ymin: x - 1, xmax: x + 1, ymax: x + 1 });

  /** Keys of a layer's records. */
  async function keys(store: Store, layerId: number = POINTS): Promise<readonly IDBValidKey[]> {
    return (await keysRaw(device.entry.name, store)).filter((key) => (key as number[])[0] === layerId);
  }

  async function chunkOf(n: number): Promise<IDBValidKey> {
    const all = await keysRaw(device.entry.name, 'chunk');
    const records = (await getAllRaw(device.entry.name, 'chunk')) as { oid: Float64Array }[];
    return all[records.findIndex(({ oid }) => oid.includes(n))]!;
  }

  async function flip(store: Store, key: IDBValidKey, piece: string): Promise<void> {
    const at = (await keysRaw(device.entry.name, store)).findIndex((other) => indexedDB.cmp(other, key) === 0);
    const value = (await getAllRaw(device.entry.name, store))[at] as Record<string, ArrayBufferView>;
    const { buffer, byteOffset, byteLength } = value[piece]!;
    new Uint8Array(buffer, byteOffset, byteLength)[byteLength >> 1]! ^= 1;
    await putRaw(device.entry.name, store, { value, key });
  }

  async function failure(query: Promise<unknown>): Promise<GdbError> {
    return query.then(
      () => expect.fail('it did not reject'),
      (error: unknown) => error as GdbError,
    );
  }

  const DAMAGES: Record<string, (store: Store, key: IDBValidKey) => Promise<void>> = {
    'with wrong bytes': (store, key) => flip(store, key, store === 'chunk' ? 'bytes' : 'keys'),
    'that is missing': (store, key) => deleteRaw(device.entry.name, store, key),
    'that is something else': (store, key) => putRaw(device.entry.name, store, { value: { v: 1, n: 1 }, key }),
    'that is nothing': (store, key) => putRaw(device.entry.name, store, { value: null, key }),
  };

  for (const [kind, damage] of Object.entries(DAMAGES)) {
    it(`${kind} is an error that names the layer and says what is done about it`, async () => {
      await damage('chunk', await chunkOf(2));
      const error = await failure(device.store.queryFeatures(POINTS, {}));
      expect(error).to.include({ code: 'storage-damaged', retryable: false });
      expect(error.message).to.contain('Points').and.contain('fetches the layer again').and.contain('kept');
      expect(error.details.layerId).to.equal(POINTS);
      expect((await device.store.info()).damagedLayerIds).to.deep.equal([POINTS]);
    });

    for (const store of ['gid', 'oid'] as const) {
      it(`${kind} in the ${store} buckets is noticed too`, async () => {
        await damage(store, (await keys(store))[0]!);
        const query = store === 'gid' ? { globalIds: [id(1)] } : { objectIds: [1] };
        expect(await failure(device.store.queryFeatures(POINTS, query))).to.include({ code: 'storage-damaged' });
        expect((await device.store.queryFeatures(POINTS, {})).features).to.have.length(3);
      });
    }
  }

  it('leaves the other rows of the layer, the other layers and their edits alone', async () => {
    await flip('chunk', await chunkOf(2), 'box');
    expect((await device.store.queryFeatures(POINTS, { globalIds: [id(1)] })).features).to.have.length(1);
    expect((await device.store.queryFeatures(POINTS, { geometry: near(2 * FAR) })).features).to.have.length(1);
    expect((await device.store.queryFeatures(NOTES, {})).features).to.have.length(1);
    await device.update(1, { NAME: 'changed' });
    await device.add(9);
    expect((await device.store.info()).pending.features).to.equal(2);
    expect((await device.store.info()).damagedLayerIds).to.be.empty;
  });

  it('keeps an edit of its row from being made, in words, and nothing of it is half done', async () => {
    await flip('chunk', await chunkOf(2), 'bytes');
    expect(await failure(device.update(2, { NAME: 'x' }))).to.include({ code: 'storage-damaged' });
    expect(await device.log()).to.be.empty;
  });

  it('does not stop edits of its layer from being settled', async () => {
    await device.update(2, { NAME: 'mine' });
    await device.delete(3);
    const outcomes = [await device.sent(2), await device.sent(3)];
    for (const key of [...(await keys('chunk')), ...(await keys('gid'))]) {
      const store = (await keys('gid')).some((other) => indexedDB.cmp(other, key) === 0) ? 'gid' : 'chunk';
      await DAMAGES['that is nothing']!(store, key);
    }
    await device.record(...outcomes);
    expect(await device.log()).to.be.empty;
  });

  it('is gone when the layer was loaded anew; edits that were not sent are as before', async () => {
    await device.update(1, { NAME: 'mine' });
    await flip('chunk', await chunkOf(2), 'bytes');
    await failure(device.store.queryFeatures(POINTS, {}));
    await device.receive(changes(POINTS, { rows: [large(1, 0), large(2, FAR)] }), { replace: [POINTS] });
    expect((await device.store.info()).damagedLayerIds).to.be.empty;
    const { features } = await device.store.queryFeatures(POINTS, {});
    expect(features.map(({ attributes }) => String(attributes['NAME']).trim()).sort()).to.deep.equal(['mine', 'row 2']);
    expect((await device.log()).map(({ attributes }) => attributes)).to.deep.equal([{ NAME: 'mine' }]);
  });

  it('met by another tab is known to all, and forgotten with the geodatabase', async () => {
    await flip('chunk', await chunkOf(2), 'bytes');
    const tab = await device.tab();
    await failure(tab.queryCount(POINTS, { where: "NAME = 'x'" }));
    expect((await device.store.info()).damagedLayerIds).to.deep.equal([POINTS]);
    await device.store.clear(device.epoch, { force: true });
    expect((await device.store.info()).damagedLayerIds).to.be.empty;
  });

  it('stops a stream at the place where it lies', async () => {
    await flip('chunk', await chunkOf(3), 'bytes');
    const stream = await device.store.openQuery(POINTS, {});
    const seen = async () => {
      for (;;) {
        const { isLast } = await device.store.nextBatch(stream, 1);
        if (isLast) return;
      }
    };
    expect(await failure(seen())).to.include({ code: 'storage-damaged' });
    await device.store.applyEdits(NOTES, { adds: [{ attributes: { NAME: 'more' } }] }, ada);
  });
});

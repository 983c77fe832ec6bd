/** What comes from the service. */
import { expect } from '@open-wc/testing';
import type { GdbError } from '../../src/shared/errors.js';
import { countKeys } from './raw.js';
import { changes, Device, id, NOTES, notes, POINTS, points, record, row, take } from './fixture.js';
import { rejects } from './rejects.js';

const many = (from: number, to: number, name: string) =>
  Array.from({ length: to - from }, (_, i) => row(from + i, { name: `${name} ${from + i}` }));

describe('downloads', () => {
  let device: Device;
  beforeEach(async () => {
    device = await Device.start();
  });
  afterEach(() => device.stop());

  it('a first load makes geodatabase, generations and rows visible together (invariant 6)', async () => {
    const { store, epoch } = device;
    const download = await store.beginDownload(epoch, { layers: [points, notes] });
    await store.stage(epoch, download, [changes(POINTS, { rows: [row(1), row(2)] })]);
    await store.stage(epoch, download, [changes(NOTES, { rows: [row(3)] })]);
    expect((await store.info()).geodatabase).to.equal(null);
    const summary = await store.commitDownload(epoch, download, {
      geodatabase: record,
      generations: null,
      lastSyncAt: 77,
      settleAttempt: null,
      take: take([POINTS, NOTES]),
    });
    expect(summary).to.deep.equal({ features: 3, deletes: 0, attachments: 0, conflicts: [] });
    expect((await store.info()).geodatabase).to.deep.equal({ ...record, lastSyncAt: 77 });
    await device.reload();
    expect(await device.names()).to.deep.equal(['row 1', 'row 2']);
    expect(await device.store.queryCount(NOTES, {})).to.equal(1);
  });

  it('settles the create attempt in the same transaction', async () => {
    const { store, epoch } = device;
    const attempt = await store.beginAttempt(epoch, {
      kind: 'create',
      uid: 'u1',
      epoch,
      startedAt: 1,
      connectionEndedAt: null,
      statusUrl: null,
      replicaName: 'replica-u1',
      parameters: {
        layers: [],
        extent: null,
        outSpatialReference: null,
        attachments: 'bidirectional',
        syncModel: 'perReplica',
        syncDirection: 'bidirectional',
      },
    });
    const download = await store.beginDownload(epoch, { layers: [points] });
    const commit = { geodatabase: record, generations: null, lastSyncAt: null, settleAttempt: attempt, take: [] };
    await store.commitDownload(epoch, download, commit);
    expect(await store.openAttempts()).to.be.empty;
  });

  it('what is staged is invisible until the commit, and gone after a drop', async () => {
    await device.load([row(1)]);
    const { store, epoch } = device;
    const download = await store.beginDownload(epoch, { layers: [points] });
    await store.stage(epoch, download, [changes(POINTS, { rows: many(10, 3000, 'staged') })]);
    expect(await device.names()).to.deep.equal(['row 1']);
    await store.dropDownload(epoch, download);
    const commit = { generations: null, lastSyncAt: null, settleAttempt: null, take: take() };
    await rejects(store.commitDownload(epoch, download, commit), 'invalid-argument');
    expect(await device.names()).to.deep.equal(['row 1']);
  });

  it('moves per-layer generations of the named layers only', async () => {
    const { store, epoch } = device;
    const perLayer = { ...record, generations: { kind: 'perLayer' as const, byLayer: { 0: 5, 1: 6 } } };
    const first = await store.beginDownload(epoch, { layers: [points] });
    await store.commitDownload(epoch, first, {
      geodatabase: perLayer,
      generations: null,
      lastSyncAt: 1,
      settleAttempt: null,
      take: [],
    });
    const next = await store.beginDownload(epoch, { layers: [points] });
    const generations = { kind: 'perLayer' as const, byLayer: { 1: 9 } };
    await store.commitDownload(epoch, next, { generations, lastSyncAt: null, settleAttempt: null, take: [] });
    const { geodatabase } = await store.info();
    expect(geodatabase?.generations).to.deep.equal({ kind: 'perLayer', byLayer: { 0: 5, 1: 9 } });
    expect(geodatabase?.lastSyncAt).to.equal(1);
  });

  it('keeps JSON as the service wrote it', async () => {
    const odd = {
      globalId: id(9),
      attributes: { OBJECTID: 9, GlobalID: `{${id(9)}}`, NAME: 'Zürich – 東京 🚲', EXTRA: null, 'a.b': '"\\' },
      geometry: {
        rings: [
          [
            [1.1, 2],
            [3, 4.000000001],
            [5, 6],
            [1.1, 2],
          ],
        ],
      },
    };
    await device.load([odd]);
    const found = await device.find(9);
    expect(found?.attributes).to.deep.equal(odd.attributes);
    expect(found?.geometry).to.deep.equal(odd.geometry);
  });

  it('finds rows whose attributes lack their GlobalID, and keys that are no GUIDs', async () => {
    const plain = { globalId: id(1), attributes: { OBJECTID: 1, NAME: 'plain' }, geometry: { x: 1, y: 1 } };
    const odd = { globalId: 'key-7', attributes: { OBJECTID: 7, GlobalID: 'key-7', NAME: 'odd' }, geometry: null };
    await device.load([plain, odd]);
    const { features } = await device.store.queryFeatures(POINTS, { globalIds: [id(1), 'key-7'] });
    expect(features.map((feature) => feature.attributes['NAME'])).to.deep.equal(['plain', 'odd']);
  });

  for (const [size, count] of [
    ['small (overlay)', 1],
    ['large (a run)', 600],
  ] as const) {
    describe(`a ${size} delta`, () => {
      const padding = many(10_000, 10_000 + count, 'padding');
      const receive = (rows: readonly ReturnType<typeof row>[], deletes: readonly number[] = []) =>
        device.receive(changes(POINTS, { rows: [...rows, ...padding], deleteIds: deletes.map(id) }));
      const shown = async () =>
        (await device.names()).filter((name) => typeof name === 'string' && !name.startsWith('padding'));

      beforeEach(() => device.load([row(1), row(2), row(3)]));

      it('adds, updates and deletes rows, and moves the generation', async () => {
        await receive([row(2, { name: 'theirs 2' }), row(4)], [3]);
        expect(await shown()).to.deep.equal(['row 1', 'row 4', 'theirs 2']);
        expect(await device.store.queryCount(POINTS, {})).to.equal(3 + count);
        expect((await device.store.info()).geodatabase?.generations).to.deep.equal({
          kind: 'perReplica',
          serverGen: 2,
        });
        await device.reload();
        expect(await shown()).to.deep.equal(['row 1', 'row 4', 'theirs 2']);
      });

      it('lets later deltas of either size win over earlier ones', async () => {
        await device.receive(changes(POINTS, { rows: [row(1, { name: 'overlay 1' })], deleteIds: [id(2)] }));
        await receive([row(1, { name: 'second 1' }), row(2, { name: 'second 2' })], [3]);
        await device.receive(changes(POINTS, { rows: [row(3, { name: 'third 3' })], deleteIds: [id(2)] }));
        expect(await shown()).to.deep.equal(['second 1', 'third 3']);
      });

      it('keeps mine over theirs, remembers theirs as base, and reports the conflict (invariant 10)', async () => {
        await device.update(1, { NAME: 'mine' });
        const { conflicts } = await receive([row(1, { name: 'theirs', count: 50 })]);
        expect(conflicts).to.deep.equal([{ layerId: POINTS, globalId: id(1) }]);
        expect((await device.find(1))?.attributes).to.include({ NAME: 'mine', COUNT_: 50 });
        expect((await device.log())[0]?.base?.attributes).to.include({ NAME: 'theirs', COUNT_: 50 });
      });

      it('applied twice changes nothing and reports no conflict again (invariant 10)', async () => {
        await device.update(1, { NAME: 'mine' });
        await device.delete(2);
        const apply = () => receive([row(1, { name: 'theirs' }), row(2, { name: 'theirs 2' }), row(5)], [3]);
        await apply();
        const before = [await device.names(), await device.log(), (await device.store.info()).pending];
        expect((await apply()).conflicts).to.be.empty;
        expect([await device.names(), await device.log(), (await device.store.info()).pending]).to.deep.equal(before);
      });

      it('keeps a row with my edits that the service deleted, and reports it', async () => {
        await device.update(1, { NAME: 'mine' });
        const { conflicts } = await receive([], [1]);
        expect(conflicts).to.deep.equal([{ layerId: POINTS, globalId: id(1) }]);
        expect(await device.nameOf(1)).to.equal('mine');
        expect((await device.log())[0]?.base).to.equal(null);
      });

      it('keeps my delete over their update, whose row becomes the base', async () => {
        await device.delete(1);
        const { conflicts } = await receive([row(1, { name: 'theirs' })]);
        expect(conflicts).to.have.length(1);
        expect(await device.find(1)).to.equal(undefined);
        expect((await device.log())[0]?.base?.attributes['NAME']).to.equal('theirs');
      });

      it('sees no conflict where both deleted', async () => {
        await device.delete(1);
        expect((await receive([], [1])).conflicts).to.be.empty;
        expect(await device.find(1)).to.equal(undefined);
      });

      it('takes the echo of what this device sent as base, never as conflict (invariant 10)', async () => {
        await device.update(1, { NAME: 'mine' });
        await device.record(await device.sent(1));
        await device.update(1, { COUNT_: 8 });
        const echo = row(1, { name: 'mine' });
        const { conflicts } = await receive([
          { ...echo, attributes: { ...echo.attributes, last_edited_date: 1234, AREA: 2 } },
        ]);
        expect(conflicts).to.be.empty;
        expect((await device.find(1))?.attributes).to.include({
          NAME: 'mine',
          COUNT_: 8,
          last_edited_date: 1234,
          AREA: 2,
        });
      });

      it('replaces the echo of an add by the row of the service', async () => {
        await device.add(50);
        await device.record(await device.sent(50, { objectId: null }));
        await receive([row(50, { name: 'mine 50', objectId: 4711 })]);
        expect(await device.find(50)).to.include({ objectId: 4711, pending: 'none' });
      });

      it('keeps a refused edit over theirs', async () => {
        await device.update(1, { NAME: 'refused' });
        await device.record(await device.refused(1));
        await receive([row(1, { name: 'theirs', count: 5 })]);
        expect((await device.find(1))?.attributes).to.include({ NAME: 'refused', COUNT_: 5 });
        await device.store.discardIssues([(await device.store.info()).issues[0]!.id]);
        expect((await device.find(1))?.attributes).to.include({ NAME: 'theirs', COUNT_: 5 });
      });

      it('shows a row once, where it is now', async () => {
        await receive([row(1, { x: 500, y: 500 })]);
        const around = (x: number) => ({ xmin: x - 0.4, ymin: x - 0.4, xmax: x + 0.4, ymax: x + 0.4 });
        expect(await device.store.queryCount(POINTS, { geometry: around(1) })).to.equal(0);
        expect(await device.store.queryCount(POINTS, { geometry: around(500) })).to.equal(1);
      });
    });
  }

  it('a run takes received rows out of the overlay, which stays small', async () => {
    await device.load([row(1), row(2)]);
    await device.receive(changes(POINTS, { rows: many(1, 400, 'small') }));
    expect(await countKeys(device.entry.name, 'overlay')).to.equal(399);
    await device.receive(changes(POINTS, { rows: many(1, 700, 'large'), deleteIds: [id(399)] }));
    expect(await countKeys(device.entry.name, 'overlay')).to.equal(0);
    expect(await device.store.queryCount(POINTS, {})).to.equal(699);
  });

  describe('a snapshot (replace)', () => {
    beforeEach(() => device.load([row(1), row(2), row(3)]));

    it('becomes the whole content: older runs and received overlay rows end', async () => {
      await device.receive(changes(POINTS, { rows: [row(4), row(1, { name: 'overlay' })], deleteIds: [id(2)] }));
      await device.load([row(2, { name: 'new 2' }), row(5)]);
      expect(await device.names()).to.deep.equal(['new 2', 'row 5']);
      expect(await device.store.queryCount(POINTS, {})).to.equal(2);
    });

    it('never takes rows with pending edits: mine stay, theirs become the base', async () => {
      await device.update(1, { NAME: 'mine 1' });
      await device.update(2, { NAME: 'mine 2' });
      await device.delete(3);
      await device.add(10);
      const { conflicts } = await device.load([row(1, { name: 'theirs 1', count: 9 }), row(3)]);
      expect(conflicts.map((conflict) => conflict.globalId)).to.have.members([id(1), id(2)]);
      expect(await device.names()).to.deep.equal(['mine 1', 'mine 10', 'mine 2']);
      expect((await device.find(1))?.attributes['COUNT_']).to.equal(9);
      expect(await device.log()).to.have.length(4);
    });

    it('of no rows empties the layer', async () => {
      await device.load([]);
      expect(await device.store.queryCount(POINTS, {})).to.equal(0);
      expect(await device.find(1)).to.equal(undefined);
    });

    it('may stand beside a delta of another layer', async () => {
      await device.receive(changes(NOTES, { rows: [row(7), row(8)] }));
      const staged = [
        changes(POINTS, { rows: [row(9)] }),
        changes(NOTES, { rows: [row(8, { name: 'delta 8' })], deleteIds: [id(7)] }),
      ];
      await device.receive(staged, { replace: [POINTS] });
      expect(await device.names()).to.deep.equal(['row 9']);
      const table = await device.store.queryFeatures(NOTES, {});
      expect(table.features.map((feature) => feature.attributes['NAME'])).to.deep.equal(['delta 8']);
    });
  });

  it('the same GlobalID staged twice counts once: the later row wins', async () => {
    const twice = [...many(1, 51_000, 'first'), row(1, { name: 'second' })];
    await device.load(twice);
    expect(await device.nameOf(1)).to.equal('second');
    expect(await device.store.queryCount(POINTS, {})).to.equal(50_999);
    const { features } = await device.store.queryFeatures(POINTS, { geometry: { xmin: 0, ymin: 0, xmax: 1, ymax: 1 } });
    expect(features.map((feature) => feature.attributes['NAME'])).to.deep.equal(['second']);
  });

  it('edits made while a download is staged are kept', async () => {
    await device.load([row(1)]);
    const { store, epoch } = device;
    const download = await store.beginDownload(epoch, { layers: [points] });
    await store.stage(epoch, download, [changes(POINTS, { rows: [row(1, { name: 'theirs' })] })]);
    await device.update(1, { NAME: 'mine' });
    const commit = { generations: null, lastSyncAt: null, settleAttempt: null, take: take() };
    await store.commitDownload(epoch, download, commit);
    expect(await device.nameOf(1)).to.equal('mine');
  });

  it('a stale holder can neither stage nor commit (invariant 9)', async () => {
    await device.load([row(1)]);
    const { store, epoch } = device;
    const download = await store.beginDownload(epoch, { layers: [points] });
    await store.stage(epoch, download, [changes(POINTS, { rows: [row(2)] })]);
    const tab = await device.tab();
    await tab.takeHold(5000);
    await rejects(store.stage(epoch, download, [changes(POINTS, { rows: [row(3)] })]), 'stale-holder');
    const commit = { generations: null, lastSyncAt: null, settleAttempt: null, take: take() };
    await rejects(store.commitDownload(epoch, download, commit), 'stale-holder');
    expect(await device.names()).to.deep.equal(['row 1']);
  });

  it('a full disk in the middle of a commit leaves everything as before (storage-full)', async () => {
    await device.load([row(1), row(2)]);
    await device.update(2, { NAME: 'mine' });
    const before = [await device.names(), await device.log(), await device.store.info()];
    const put = IDBObjectStore.prototype.put;
    let error: GdbError | undefined;
    IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...args: Parameters<typeof put>) {
      if (this.name === 'overlay') throw new DOMException('full', 'QuotaExceededError');
      return put.apply(this, args);
    };
    try {
      await device.receive(changes(POINTS, { rows: [row(1, { name: 'theirs' })] }));
    } catch (caught) {
      error = caught as GdbError;
    } finally {
      IDBObjectStore.prototype.put = put;
    }
    expect(error?.code).to.equal('storage-full');
    expect([await device.names(), await device.log(), await device.store.info()]).to.deep.equal(before);
  });
});

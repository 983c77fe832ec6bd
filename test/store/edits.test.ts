/** Editing on this device. */
import { expect } from '@open-wc/testing';
import { toWireId } from '../../src/shared/ids.js';
import { ada, bob, Device, id, NOTES, POINTS, record, row } from './fixture.js';
import { rejects } from './rejects.js';

describe('applyEdits', () => {
  let device: Device;
  beforeEach(async () => {
    device = await Device.start();
    await device.load([row(1), row(2), row(3)]);
  });
  afterEach(() => device.stop());

  it('has an acknowledged edit committed: it is there after a reload (invariant 1)', async () => {
    await device.add(10);
    await device.update(1, { NAME: 'changed' });
    await device.delete(2);
    await device.reload();
    expect(await device.names()).to.deep.equal(['changed', 'mine 10', 'row 3']);
    expect((await device.log()).map((edit) => edit.operation)).to.deep.equal(['add', 'update', 'delete']);
  });

  it('resolves only after the commit: another connection sees the edit at once', async () => {
    const tab = await device.tab();
    await device.update(1, { NAME: 'changed' });
    const { features } = await tab.queryFeatures(POINTS, { globalIds: [id(1)] });
    expect(features[0]?.attributes['NAME']).to.equal('changed');
  });

  describe('an add', () => {
    it('gets a GlobalID in wire form and a temporary negative ObjectID, another for each', async () => {
      const { addResults } = await device.store.applyEdits(
        POINTS,
        { adds: [{ attributes: { NAME: 'a' } }, { attributes: { NAME: 'b' } }] },
        ada,
      );
      const [a, b] = addResults;
      expect(a).to.include({ success: true, objectId: -1 });
      expect(b).to.include({ success: true, objectId: -2 });
      expect(a?.globalId).to.match(/^[0-9a-f-]{36}$/);
      const { features } = await device.store.queryFeatures(POINTS, { objectIds: [-1] });
      expect(features[0]).to.deep.include({ globalId: a?.globalId, objectId: -1, pending: 'add' });
      expect(features[0]?.attributes).to.deep.equal({ NAME: 'a', GlobalID: toWireId(a?.globalId ?? ''), OBJECTID: -1 });
    });

    it('keeps a GlobalID that the caller gives, whatever its spelling', async () => {
      const attributes = { globalid: id(77).toUpperCase(), name: 'mine' };
      const { addResults } = await device.store.applyEdits(POINTS, { adds: [{ attributes }] }, ada);
      expect(addResults[0]?.globalId).to.equal(id(77));
      expect((await device.find(77))?.attributes).to.include({ GlobalID: toWireId(id(77)), NAME: 'mine' });
    });

    it('is logged with the whole row, its geometry, user, time and store instance, but without the temporary ObjectID', async () => {
      await device.add(10);
      const { storeInstance } = await device.store.info();
      const [entry] = await device.log();
      expect(entry).to.deep.include({
        layerId: POINTS,
        globalId: id(10),
        operation: 'add',
        attributes: { NAME: 'mine 10', GlobalID: toWireId(id(10)) },
        geometry: { x: 10, y: 10 },
        base: null,
        storeInstance,
        ...ada,
      });
    });

    it('fails by value when the GlobalID exists: received, pending, or from an earlier add of the same call', async () => {
      const twin = (n: number) => ({ attributes: { GlobalID: toWireId(id(n)), NAME: 'twin' } });
      const { addResults } = await device.store.applyEdits(POINTS, { adds: [twin(1), twin(50), twin(50)] }, ada);
      expect(addResults.map((result) => result.success)).to.deep.equal([false, true, false]);
      expect(addResults[0]?.error?.code).to.equal(1022);
      expect(await device.nameOf(1)).to.equal('row 1');
    });

    it('of a table row needs no geometry', async () => {
      const { addResults } = await device.store.applyEdits(NOTES, { adds: [{ attributes: { NAME: 'note' } }] }, ada);
      expect(addResults[0]?.success).to.be.true;
      expect((await device.store.queryFeatures(NOTES, {})).features).to.have.length(1);
    });
  });

  describe('an update', () => {
    it('changes the named fields, in any case, and no other', async () => {
      const before = (await device.find(1))?.attributes;
      await device.update(1, { nAmE: 'changed' });
      expect((await device.find(1))?.attributes).to.deep.equal({ ...before, NAME: 'changed' });
    });

    it('is logged with the changed fields alone, and the row before it as base', async () => {
      await device.update(1, { NAME: 'changed', COUNT_: 1 });
      const [entry] = await device.log();
      expect(entry?.attributes).to.deep.equal({ NAME: 'changed' });
      expect(entry).not.to.have.property('geometry');
      expect(entry?.base).to.deep.equal({ attributes: row(1).attributes, geometry: row(1).geometry });
    });

    it('keeps the first base through later edits, and every edit in the log (never coalesced, invariant 2)', async () => {
      await device.update(1, { NAME: 'one' });
      await device.update(1, { NAME: 'two' });
      await device.update(1, { COUNT_: 9 });
      const log = await device.log();
      expect(log.map((edit) => edit.attributes)).to.deep.equal([{ NAME: 'one' }, { NAME: 'two' }, { COUNT_: 9 }]);
      expect(log.map((edit) => edit.base?.attributes['NAME'])).to.deep.equal(['row 1', 'row 1', 'row 1']);
    });

    it('moves or empties a geometry', async () => {
      const where = async () => (await device.find(1))?.geometry;
      await device.store.applyEdits(
        POINTS,
        { updates: [{ attributes: { OBJECTID: 1 }, geometry: { x: 5, y: 6 } }] },
        ada,
      );
      expect(await where()).to.deep.equal({ x: 5, y: 6 });
      await device.store.applyEdits(POINTS, { updates: [{ attributes: { OBJECTID: 1 }, geometry: null }] }, ada);
      expect(await where()).to.equal(null);
      expect((await device.log()).map((edit) => edit.geometry)).to.deep.equal([{ x: 5, y: 6 }, null]);
    });

    it('finds its row by ObjectID, be it received or temporary', async () => {
      await device.add(10);
      const rename = (objectId: number) => ({ attributes: { objectid: objectId, NAME: `by ${objectId}` } });
      const { updateResults } = await device.store.applyEdits(POINTS, { updates: [rename(2), rename(-1)] }, ada);
      expect(updateResults.map((result) => result.globalId)).to.deep.equal([id(2), id(10)]);
      expect(await device.names()).to.deep.equal(['by -1', 'by 2', 'row 1', 'row 3']);
    });

    it('that changes nothing succeeds and leaves no trace, ids and tracking fields included', async () => {
      const whole = (await device.find(1))?.attributes ?? {};
      await device.update(1, { ...whole, last_edited_date: 99 });
      expect(await device.log()).to.be.empty;
      expect(await device.find(1)).to.include({ pending: 'none' });
    });

    it('takes a value that JSON cannot carry for one that was not named', async () => {
      const attributes = { GlobalID: id(1), NAME: undefined, COUNT_: 5 };
      await device.store.applyEdits(POINTS, { updates: [{ attributes: attributes as never }] }, ada);
      expect((await device.find(1))?.attributes).to.include({ NAME: 'row 1', COUNT_: 5 });
    });

    it('fails by value: no such row 1011, no such field 1016, not editable 1023; the others go through', async () => {
      const update = (n: number, attributes: object) => ({ attributes: { GlobalID: toWireId(id(n)), ...attributes } });
      const updates = [
        update(99, { NAME: 'x' }),
        update(1, { NONSENSE: 1 }),
        update(2, { AREA: 7 }),
        update(3, { NAME: 'good' }),
      ];
      const { updateResults } = await device.store.applyEdits(POINTS, { updates }, ada);
      expect(updateResults.map((result) => result.error?.code)).to.deep.equal([1011, 1016, 1023, undefined]);
      expect(await device.names()).to.deep.equal(['good', 'row 1', 'row 2']);
      expect(await device.log()).to.have.length(1);
    });
  });

  describe('a delete', () => {
    it('hides a received row and is logged with its base', async () => {
      await device.delete(1);
      expect(await device.find(1)).to.equal(undefined);
      expect((await device.store.queryFeatures(POINTS, { objectIds: [1] })).features).to.be.empty;
      expect((await device.log())[0]).to.deep.include({ operation: 'delete', globalId: id(1) });
      expect((await device.log())[0]?.base?.attributes['NAME']).to.equal('row 1');
    });

    it('of a row that was never sent removes everything of it', async () => {
      await device.add(10);
      await device.update(10, { NAME: 'again' });
      await device.attach(500, 10);
      await device.delete(10);
      expect(await device.log()).to.be.empty;
      expect(await device.store.queryAttachments(POINTS, [id(10)])).to.be.empty;
      expect((await device.store.info()).pending).to.deep.equal({
        features: 0,
        attachments: 0,
        attachmentBytes: 0,
        refused: 0,
        conflicts: 0,
      });
    });

    it('of a row in an attempt of unknown fate is appended: the log keeps the add (invariant 2)', async () => {
      await device.add(10);
      await device.attempt();
      await device.delete(10);
      expect(await device.find(10)).to.equal(undefined);
      expect((await device.log()).map((edit) => edit.operation)).to.deep.equal(['add', 'delete']);
    });

    it('of a row that an attempt left out (held back, or of another layer) removes it', async () => {
      await device.add(10);
      const [entry] = await device.log();
      const attempt = {
        kind: 'sync' as const,
        uid: 'u',
        epoch: device.epoch,
        startedAt: 1,
        connectionEndedAt: null,
        statusUrl: null,
        throughSeq: entry?.seq ?? 0,
        generations: record.generations,
        firstLook: null,
      };
      const bidirectional = 'bidirectional' as const;
      const leg = { direction: bidirectional, layerIds: [POINTS] };
      await device.store.beginAttempt(device.epoch, { ...attempt, leg, heldSeqs: [entry?.seq ?? 0] });
      await device.store.beginAttempt(device.epoch, {
        ...attempt,
        leg: { direction: bidirectional, layerIds: [NOTES] },
        heldSeqs: [],
      });
      await device.delete(10);
      expect(await device.log()).to.be.empty;
    });

    it('takes ObjectIDs and GlobalIDs in any spelling, and says which rows are missing', async () => {
      const { deleteResults } = await device.store.applyEdits(POINTS, { deletes: [2, toWireId(id(3)), 99] }, ada);
      expect(deleteResults.map((result) => result.success)).to.deep.equal([true, true, false]);
      expect(deleteResults[2]?.error?.code).to.equal(1011);
      expect(await device.names()).to.deep.equal(['row 1']);
    });

    it('can be undone by adding the row again: both stay in the log', async () => {
      await device.delete(1);
      await device.add(1, { NAME: 'back' });
      expect(await device.nameOf(1)).to.equal('back');
      expect((await device.find(1))?.objectId).to.equal(1);
      expect((await device.log()).map((edit) => edit.operation)).to.deep.equal(['delete', 'add']);
    });
  });

  it('rejects a layer that is not part of the geodatabase, and an empty geodatabase', async () => {
    await rejects(device.store.applyEdits(7, {}, ada), 'layer-not-found');
    const empty = await Device.start();
    await rejects(empty.store.applyEdits(POINTS, {}, ada), 'no-geodatabase');
    await empty.stop();
  });

  it('commits edits that arrive together as a group; each promise settles by itself', async () => {
    const single = (n: number) =>
      device.store.applyEdits(POINTS, { adds: [{ attributes: { NAME: `g${n}` } }] }, n % 2 ? ada : bob);
    const settled = await Promise.allSettled([single(1), device.store.applyEdits(7, {}, ada), single(2), single(3)]);
    expect(settled.map((result) => result.status)).to.deep.equal(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
    const log = await device.log();
    expect(log.map((edit) => [edit.attributes?.['NAME'], edit.user])).to.deep.equal([
      ['g1', 'ada'],
      ['g2', 'bob'],
      ['g3', 'ada'],
    ]);
    expect((await device.store.info()).editUsers).to.deep.equal(['ada', 'bob']);
  });

  it('counts several edits of one feature once', async () => {
    await device.update(1, { NAME: 'a' });
    await device.update(1, { NAME: 'b' });
    await device.add(10);
    expect((await device.store.info()).pending.features).to.equal(2);
  });

  it('seq goes on rising after the log was emptied', async () => {
    await device.update(1, { NAME: 'a' });
    const first = await device.store.lastSeq();
    await device.record(await device.sent(1));
    expect(await device.store.lastSeq()).to.equal(0);
    await device.update(1, { NAME: 'b' });
    expect(await device.store.lastSeq()).to.be.greaterThan(first);
  });
});

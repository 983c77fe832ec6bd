/** Rows changed here and on the service: all three sides are kept, and a policy or a person decides (10, 11). */
import { expect } from '@open-wc/testing';
import type { ConflictPolicy } from '../../src/shared/conflicts.js';
import { ada, changes, Device, id, NOTES, points, POINTS, notes, row, take } from './fixture.js';
import { putRaw } from './raw.js';
import { rejects } from './rejects.js';

describe('a conflict', () => {
  let device: Device;

  const receive = async (
    policy: ConflictPolicy,
    rows: readonly ReturnType<typeof row>[],
    deletes: readonly number[] = [],
  ) => {
    const { store, epoch } = device;
    const download = await store.beginDownload(epoch, { layers: [points, notes] });
    await store.stage(epoch, download, [changes(POINTS, { rows, deleteIds: deletes.map(id) })]);
    const commit = { generations: null, lastSyncAt: null, settleAttempt: null, take: take(), at: 7000 };
    return store.commitDownload(epoch, download, { ...commit, conflictPolicy: { [POINTS]: policy } });
  };
  const operations = async () => (await device.log()).map(({ operation }) => operation);
  const state = async () => (await device.store.conflicts()).map((one) => one.state);
  const resolve = (n: number, choice: Parameters<Device['store']['resolveConflict']>[2]) =>
    device.store.resolveConflict(POINTS, id(n), choice, ada);

  beforeEach(async () => {
    device = await Device.start();
    await device.load([row(1), row(2)]);
  });
  afterEach(() => device.stop());

  it('keeps base, mine and theirs, over a reload (11)', async () => {
    await device.update(1, { NAME: 'mine' });
    await receive('mine', [row(1, { name: 'theirs' })]);
    await device.reload();
    const [one] = await device.store.conflicts();
    expect(one).to.include({ layerName: 'Points', objectId: 1, title: 'mine', state: 'mine', at: 7000 });
    const sides = [one?.base, one?.mine, one?.theirs].map((side) => side?.attributes['NAME']);
    expect(sides).to.deep.equal(['row 1', 'mine', 'theirs']);
  });

  it('that was not decided remembers what both started from, however often theirs changes', async () => {
    await device.update(1, { NAME: 'mine' });
    await receive('ask', [row(1, { name: 'theirs' })]);
    await receive('ask', [row(1, { name: 'theirs again' })]);
    const [one] = await device.store.conflicts();
    expect([one?.base, one?.theirs].map((side) => side?.attributes['NAME'])).to.deep.equal(['row 1', 'theirs again']);
  });

  it('is none where each side changed other values: both are kept', async () => {
    await device.update(1, { NAME: 'mine' });
    expect((await receive('ask', [row(1, { count: 50 })])).conflicts).to.be.empty;
    expect((await device.find(1))?.attributes).to.include({ NAME: 'mine', COUNT_: 50 });
    expect((await device.store.info()).waiting).to.be.empty;
  });

  it('with the policy mine: mine goes, theirs can be brought back before and after', async () => {
    await device.update(1, { NAME: 'mine' });
    await receive('mine', [row(1, { name: 'theirs' })]);
    await resolve(1, 'theirs');
    expect(await operations()).to.be.empty;
    expect(await device.nameOf(1)).to.equal('theirs');
    await resolve(1, 'mine');
    expect(await device.nameOf(1)).to.equal('mine');
    await device.record(await device.sent(1));
    expect(await state()).to.deep.equal(['mine']);
    await resolve(1, 'theirs');
    expect(await device.nameOf(1)).to.equal('theirs');
    expect(await operations(), 'as a change of its own').to.deep.equal(['update']);
  });

  it('with the policy theirs: theirs stays, mine is out of the log and can be brought back', async () => {
    await device.update(1, { NAME: 'mine' });
    await receive('theirs', [row(1, { name: 'theirs' })]);
    expect(await operations()).to.be.empty;
    expect(await device.nameOf(1)).to.equal('theirs');
    expect(await state()).to.deep.equal(['theirs']);
    await resolve(1, 'mine');
    expect(await device.nameOf(1)).to.equal('mine');
    expect(await operations()).to.deep.equal(['update']);
  });

  it('with the policy ask: it waits, is counted, and goes as a person says', async () => {
    await device.update(1, { NAME: 'mine', COUNT_: 7 });
    await receive('ask', [row(1, { name: 'theirs', count: 8 })]);
    const { waiting, pending } = await device.store.info();
    expect(waiting).to.deep.equal([{ layerId: POINTS, globalId: id(1), isGone: false }]);
    expect(pending).to.include({ features: 1, conflicts: 1 });
    await resolve(1, { attributes: { NAME: 'theirs' } });
    expect((await device.find(1))?.attributes).to.include({ NAME: 'theirs', COUNT_: 7 });
    expect((await device.store.info()).waiting).to.be.empty;
  });

  it('that waits ends when its edits are taken back', async () => {
    await device.update(1, { NAME: 'mine' });
    await receive('ask', [row(1, { name: 'theirs' })]);
    await device.store.undoEdit(POINTS, id(1));
    expect((await device.store.info()).pending.conflicts).to.equal(0);
    expect(await device.store.conflicts()).to.be.empty;
  });

  it('that waits ends when the service comes to have what was made here', async () => {
    await device.update(1, { NAME: 'mine' });
    await receive('ask', [row(1, { name: 'theirs' })]);
    await receive('ask', [row(1, { name: 'mine' })]);
    expect((await device.store.info()).waiting).to.be.empty;
  });

  it('the policy theirs never gives up what may be under way: a person decides', async () => {
    await device.update(1, { NAME: 'mine' });
    const attempt = await device.attempt();
    await receive('theirs', [row(1, { name: 'theirs' })]);
    expect(await operations()).to.deep.equal(['update']);
    expect(await state()).to.deep.equal(['waiting']);
    await rejects(resolve(1, 'theirs'), 'busy');
    await device.store.settleAttempt(device.epoch, attempt);
    await resolve(1, 'theirs');
    expect(await device.nameOf(1)).to.equal('theirs');
  });

  it('nor a photo that is not sent, of a row that others deleted', async () => {
    await device.update(1, { NAME: 'mine' });
    await device.attach(500, 1);
    await receive('theirs', [], [1]);
    expect(await state()).to.deep.equal(['waiting']);
    expect(await device.store.queryAttachments(POINTS, [id(1)])).to.have.length(1);
  });

  it('mine of a row that others deleted goes as a new row under its GlobalID', async () => {
    await device.update(1, { NAME: 'mine' });
    await receive('ask', [], [1]);
    expect((await device.store.info()).waiting[0]).to.include({ isGone: true });
    await resolve(1, 'mine');
    const [edit] = await device.log();
    expect(edit).to.include({ operation: 'add', globalId: id(1), base: null });
    expect(edit?.attributes).to.include({ NAME: 'mine', COUNT_: 1 });
    expect(await device.nameOf(1)).to.equal('mine');
  });

  it('also after the service refused it, and the refusal is settled', async () => {
    await device.update(1, { NAME: 'mine' });
    await receive('mine', [], [1]);
    await device.record(await device.refused(1));
    await resolve(1, 'mine');
    expect(await operations()).to.deep.equal(['add']);
    expect((await device.store.info()).pending.refused).to.equal(0);
  });

  it('theirs of a row that was deleted here brings it back', async () => {
    await device.delete(1);
    await receive('ask', [row(1, { name: 'theirs' })]);
    await resolve(1, 'theirs');
    expect(await operations()).to.be.empty;
    expect(await device.nameOf(1)).to.equal('theirs');
  });

  it('also after the deletion was sent: as a new row under its GlobalID', async () => {
    await device.delete(1);
    await receive('mine', [row(1, { name: 'theirs' })]);
    await device.record(await device.sent(1));
    await resolve(1, 'theirs');
    expect(await device.nameOf(1)).to.equal('theirs');
    expect(await operations()).to.deep.equal(['add']);
  });

  it('is kept for as many days as the page wishes', async () => {
    await device.update(1, { NAME: 'mine' });
    await receive('mine', [row(1, { name: 'theirs' })]);
    await device.record(await device.sent(1));
    const day = 24 * 3_600_000;
    device.epoch = await device.store.takeHold(7000 + 89 * day, 90);
    expect(await device.store.conflicts()).to.have.length(1);
    expect(await device.store.sentEdits({})).to.have.length(1);
    device.epoch = await device.store.takeHold(7000 + 91 * day, 90);
    expect(await device.store.conflicts()).to.be.empty;
    expect(await device.store.sentEdits({})).to.be.empty;
  });

  it('is forgotten when a person says so, or after 30 days; one that waits is not', async () => {
    await device.update(1, { NAME: 'mine' });
    await device.update(2, { NAME: 'mine' });
    await receive('mine', [row(1, { name: 'theirs' })]);
    await receive('ask', [row(2, { name: 'theirs' })]);
    await rejects(device.store.dismissConflict(POINTS, id(2)), 'busy');
    device.epoch = await device.store.takeHold(7000 + 31 * 24 * 3_600_000);
    expect((await device.store.conflicts()).map(({ globalId }) => globalId)).to.deep.equal([id(2)]);
    await resolve(2, 'mine');
    await device.store.dismissConflict(POINTS, id(2));
    expect(await device.store.conflicts()).to.be.empty;
  });
});

describe('the log of what was sent', () => {
  let device: Device;
  beforeEach(async () => {
    device = await Device.start();
    await device.load([row(1), row(2)]);
  });
  afterEach(() => device.stop());

  it('has every edit that the service took, with who made it and what it said, searchable', async () => {
    await device.update(1, { NAME: 'Old oak' });
    await device.delete(2);
    await device.attach(500, 1);
    await device.record(await device.sent(1), await device.sent(2));
    const all = await device.store.sentEdits({});
    expect(all.map(({ operation, title }) => `${operation} ${title}`)).to.have.members([
      'update Old oak',
      'delete row 2',
    ]);
    const found = await device.store.sentEdits({ text: 'OAK' });
    expect(found).to.have.length(1);
    expect(found[0]).to.deep.include({ user: 'ada', at: 2000, attributes: { NAME: 'Old oak' }, layerName: 'Points' });
    expect(await device.store.sentEdits({ layerId: NOTES })).to.be.empty;
    expect(await device.store.sentEdits({ from: 2001 })).to.be.empty;
    expect(await device.store.sentEdits({ to: 2001, limit: 1 })).to.have.length(1);
  });

  it('has nothing that was refused or never sent, and survives a reload', async () => {
    await device.update(1, { NAME: 'refused' });
    await device.record(await device.refused(1));
    await device.update(2, { NAME: 'sent' });
    await device.record(await device.sent(2));
    await device.reload();
    expect((await device.store.sentEdits({})).map(({ title }) => title)).to.deep.equal(['sent']);
  });

  it('is kept for 30 days', async () => {
    await device.update(1, { NAME: 'sent' });
    await device.record(await device.sent(1));
    await device.store.takeHold(2000 + 29 * 24 * 3_600_000);
    expect(await device.store.sentEdits({})).to.have.length(1);
    await device.store.takeHold(2001 + 30 * 24 * 3_600_000);
    expect(await device.store.sentEdits({})).to.be.empty;
  });

  it('is kept up to ten thousand edits: the oldest go first, however many an import sent', async () => {
    await device.update(1, { NAME: 'first' });
    await device.update(2, { NAME: 'second' });
    await device.record(await device.sent(1));
    await device.record(await device.sent(2));
    const [newest] = await device.store.sentEdits({});
    await putRaw(device.entry.name, 'sent', { value: newest, key: 10_001 });
    await device.store.takeHold(3000);
    expect((await device.store.sentEdits({})).map(({ title }) => title)).to.deep.equal(['second', 'second']);
  });
});

/** One sync at a time: epoch, heartbeat, journal, and what two connections see of each other. */
import { expect } from '@open-wc/testing';
import type { SyncAttempt, SyncReceipt } from '../../src/shared/records.js';
import { ada, attachmentChange, changes, Device, id, POINTS, points, row } from './fixture.js';
import { rejects } from './rejects.js';
import { countKeys, partKeys } from './raw.js';

const DAY = 24 * 60 * 60 * 1000;

describe('the holder of a sync (invariant 9)', () => {
  let device: Device;
  beforeEach(async () => {
    device = await Device.start();
    await device.load([row(1), row(2)]);
  });
  afterEach(() => device.stop());

  it('gets a higher epoch each time, over reloads', async () => {
    const first = device.epoch;
    await device.reload();
    const second = await device.store.takeHold(2000);
    expect(second).to.equal(first + 1);
    expect((await device.store.info()).epoch).to.equal(second);
  });

  it('gives signs of life that move no rev', async () => {
    const { rev } = await device.store.info();
    await device.store.heartbeat(device.epoch, 123_456);
    expect(await device.store.info()).to.include({ rev, heartbeatAt: 123_456 });
  });

  it('writes nothing any more once another took over', async () => {
    const { store, epoch } = device;
    await device.attach(500, 1);
    const attempt = await device.attempt();
    const tab = await device.tab();
    await tab.takeHold(5000);
    const before = await tab.info();
    const key = { layerId: POINTS, parentGlobalId: id(1), globalId: id(500) };
    const receipt = {} as SyncReceipt;
    await rejects(store.heartbeat(epoch, 1), 'stale-holder');
    await rejects(store.setOperation(epoch, null), 'stale-holder');
    await rejects(device.attempt(), 'stale-holder');
    await rejects(store.updateAttempt(epoch, attempt, { connectionEndedAt: 1 }), 'stale-holder');
    await rejects(store.settleAttempt(epoch, attempt), 'stale-holder');
    await rejects(device.record(), 'stale-holder');
    await rejects(store.beginDownload(epoch, { layers: [points] }), 'stale-holder');
    await rejects(store.saveUpload(epoch, key, { kind: 'none' }), 'stale-holder');
    const content = { ...key, contentVersion: 1 };
    await rejects(store.writeFetchedPart(epoch, content, 0, new ArrayBuffer(1)), 'stale-holder');
    await rejects(store.commitFetched(epoch, content, { size: 1, partCount: 1 }), 'stale-holder');
    await rejects(store.addReceipt(epoch, receipt), 'stale-holder');
    await rejects(store.clear(epoch, { force: true }), 'stale-holder');
    expect(await tab.info()).to.deep.equal(before);
    expect(await tab.openAttempts()).to.have.length(1);
  });

  it('leaves local edits to every tab, whatever the epoch', async () => {
    const tab = await device.tab();
    await tab.takeHold(5000);
    await device.update(1, { NAME: 'mine' });
    const { features } = await tab.queryFeatures(POINTS, { globalIds: [id(1)] });
    expect(features[0]?.attributes['NAME']).to.equal('mine');
  });

  it('edits of two tabs get one order, and each sees the other by rev', async () => {
    const tab = await device.tab();
    const { rev } = await tab.info();
    const edit = (store: typeof tab, name: string) =>
      store.applyEdits(POINTS, { adds: [{ attributes: { NAME: name } }] }, ada);
    await Promise.all([edit(device.store, 'a'), edit(tab, 'b'), edit(device.store, 'c'), edit(tab, 'd')]);
    expect((await tab.info()).rev).to.be.greaterThan(rev);
    expect(await device.names()).to.deep.equal(['a', 'b', 'c', 'd', 'row 1', 'row 2']);
    const objectIds = (await tab.queryFeatures(POINTS, {})).features.map((feature) => feature.objectId);
    expect(new Set(objectIds).size).to.equal(6);
    expect((await device.log()).map((entry) => entry.seq)).to.deep.equal([1, 2, 3, 4]);
  });

  it('finds the journal as it was left: attempt, job, first look and operation survive a reload (invariant 3)', async () => {
    const operation = {
      kind: 'sync',
      uid: 'u',
      startedAt: 1,
      parameters: { syncDirection: 'bidirectional', layerIds: null, rollbackOnFailure: false },
    } as const;
    await device.store.setOperation(device.epoch, operation);
    await device.update(1, { NAME: 'a' });
    const attempt = await device.attempt();
    const firstLook = { at: 9, absent: [1], replicaMark: 'm' };
    const patch = { statusUrl: 'https://example.com/jobs/1?token=SECRET', connectionEndedAt: 7, firstLook };
    await device.store.updateAttempt(device.epoch, attempt, patch);
    await device.reload();
    const [open] = (await device.store.openAttempts()) as readonly SyncAttempt[];
    expect(open).to.deep.include({ id: attempt, kind: 'sync', throughSeq: 1, connectionEndedAt: 7, firstLook });
    expect(open?.statusUrl).to.equal('https://example.com/jobs/1');
    expect((await device.store.info()).operation).to.deep.equal(operation);
    await device.store.settleAttempt(device.epoch, attempt);
    await device.store.setOperation(device.epoch, null);
    expect(await device.store.openAttempts()).to.be.empty;
    expect((await device.store.info()).operation).to.equal(null);
  });

  it('sweeps the chunks of a dead holder and of replaced runs, and nothing else; opening sweeps nothing', async () => {
    const rows = Array.from({ length: 2000 }, (_, i) => row(100 + i));
    await device.load(rows);
    const inUse = await countKeys(device.entry.name, 'chunk');
    const { store, epoch } = device;
    const download = await store.beginDownload(epoch, { layers: [points] });
    await store.stage(epoch, download, [
      changes(POINTS, { rows: Array.from({ length: 50_100 }, (_, i) => row(i + 1)) }),
    ]);
    const before = await countKeys(device.entry.name, 'chunk');
    expect(before).to.be.greaterThan(inUse);
    await device.reload();
    expect(await countKeys(device.entry.name, 'chunk')).to.equal(before);
    device.epoch = await device.store.takeHold(3000);
    // One chunk of the first load is swept too.
    expect(await countKeys(device.entry.name, 'chunk')).to.equal(inUse - 1);
    expect(await device.store.queryCount(POINTS, {})).to.equal(2000);
    expect(await device.nameOf(100)).to.equal('row 100');
  });

  it('sweeps bytes that belong to nothing: drafts after a day, broken fetches and downloads at once', async () => {
    await device.attach(500, 1);
    const attachment = {
      layerId: POINTS,
      parentGlobalId: id(1),
      globalId: id(600),
      name: 'draft.jpg',
      contentType: 'image/jpeg',
      size: 4,
      keywords: '',
      operation: 'attachAdd',
    } as const;
    const draft = await device.store.beginAttachment(attachment);
    await device.store.writePart(id(600), draft, 0, new ArrayBuffer(4));
    const { store, epoch } = device;
    const download = await store.beginDownload(epoch, { layers: [points] });
    const staged = attachmentChange(700, 1, { data: new ArrayBuffer(4) });
    await store.stage(epoch, download, [changes(POINTS, { attachments: [staged] })]);
    const present = async () => (await partKeys(device.entry.name)).map(([globalId]) => globalId);
    expect(await present()).to.have.members([id(500), id(600), id(700)]);

    await device.reload();
    await device.store.takeHold(10 * DAY);
    expect(await present()).to.have.members([id(500), id(600)]);
    await device.store.takeHold(10.9 * DAY);
    expect(await present()).to.have.members([id(500), id(600)]);
    await device.store.takeHold(11.1 * DAY);
    expect(await present()).to.have.members([id(500)]);
    await rejects(device.store.commitAttachment(attachment, draft, ada), 'invalid-argument');
  });

  it('keeps receipts, the newest first', async () => {
    const receipt = (uid: string): SyncReceipt => ({
      uid,
      operation: 'sync',
      startedAt: 1,
      endedAt: 2,
      user: 'ada',
      sent: { features: 1, attachments: 0 },
      received: { features: 0, attachments: 0 },
      refused: 0,
      error: null,
    });
    for (const uid of ['a', 'b', 'c']) await device.store.addReceipt(device.epoch, receipt(uid));
    expect((await device.store.receipts(2)).map(({ uid }) => uid)).to.deep.equal(['c', 'b']);
    for (let i = 0; i < 101; i++) await device.store.addReceipt(device.epoch, receipt(`r${i}`));
    expect(await device.store.receipts(1000)).to.have.length(100);
  });

  it('clear needs a word while anything is unsent (invariant 13)', async () => {
    await device.update(1, { NAME: 'mine' });
    await rejects(device.store.clear(device.epoch, { force: false }), 'pending-edits');
    expect(await device.nameOf(1)).to.equal('mine');
    await device.record(await device.refused(1));
    await rejects(device.store.clear(device.epoch, { force: false }), 'pending-edits');
    await device.store.clear(device.epoch, { force: true });
    expect(await device.store.info()).to.deep.include({ geodatabase: null, issues: [], editUsers: [] });
    await rejects(device.store.queryFeatures(POINTS, {}), 'no-geodatabase');
    await device.load([row(5)]);
    expect(await device.names()).to.deep.equal(['row 5']);
  });
});

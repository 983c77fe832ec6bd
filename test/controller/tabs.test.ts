/** Two tabs of one origin: two controllers of their own on one database, one lock and one channel (invariant 9). */
import { expect, waitUntil } from '@open-wc/testing';
import { PageController } from '../../src/controller/page-controller.js';
import { TestService } from '../support/service.js';

describe('two tabs', () => {
  let service: TestService;
  let left: PageController;
  let right: PageController;

  /** A controller as another tab has it: not the shared one of this page. */
  const tab = (): PageController =>
    new PageController(
      { serviceUrl: service.url, geodatabase: 'default', settleMs: 100 },
      { onClosed: () => undefined },
    );

  beforeEach(async () => {
    service = await TestService.create();
    left = tab();
    await left.ready;
    await left.generateGeodatabase(await left.createDefaultGenerateGeodatabaseParameters());
    right = tab();
    await right.ready;
    await service.clearLog();
  });

  afterEach(() => {
    left.close();
    right.close();
  });

  it('see each other’s edits and counts', async () => {
    await left.applyEdits(0, { adds: [{ attributes: { name: 'From the left' }, geometry: { x: 1, y: 1 } }] });
    await waitUntil(() => right.state.pending.features === 1, 'the count');
    const rows = (await right.queryFeatures(0)).features;
    expect(rows.some((row) => row.attributes['name'] === 'From the left')).to.equal(true);
  });

  it('press sync at once: one syncs, both show it, both promises settle, every edit travels once', async () => {
    await left.applyEdits(0, { adds: [{ attributes: { name: 'Once' }, geometry: { x: 1, y: 1 } }] });
    await service.fault({ operation: 'synchronizeReplica', kind: 'slow', delayMs: 800 });
    const kinds = new Set<string>();
    right.addEventListener('gdb-sync-status-change', () => {
      if (right.state.elsewhere) kinds.add(right.state.sync.kind);
    });
    const first = left.syncGeodatabase();
    await waitUntil(() => left.state.sync.kind === 'submitting');
    const second = right.syncGeodatabase();
    await waitUntil(() => right.status === 'other-tab', 'the other tab at work');
    const results = await Promise.all([first, second]);
    expect(results.map((result) => result.sent.features)).to.deep.equal([1, 1]);
    expect([...kinds]).to.include('submitting');
    const sent = (await service.log()).filter((entry) => entry.operation === 'synchronizeReplica');
    expect(sent.length).to.equal(1);
    expect(right.state.pending.features).to.equal(0);
    expect((await service.features(0, "name = 'Once'")).length).to.equal(1);
  }).timeout(20_000);

  it('a tab takes over from one that died in mid-sync, and asks before it sends again', async () => {
    await left.applyEdits(0, { adds: [{ attributes: { name: 'Survives' }, geometry: { x: 1, y: 1 } }] });
    await service.fault({ operation: 'synchronizeReplica', kind: 'holdReply' });
    const first = left.syncGeodatabase().catch(() => undefined);
    await waitUntil(async () => (await service.features(0, "name = 'Survives'")).length === 1, 'committed', {
      timeout: 10_000,
    });
    const second = right.syncGeodatabase();
    await waitUntil(() => right.status === 'other-tab');
    left.close();
    await first;
    await service.release();
    await second;
    expect((await service.features(0, "name = 'Survives'")).length).to.equal(1);
    expect(right.state.pending.features).to.equal(0);
    const carriers = (await service.log()).filter(
      (entry) => entry.operation === 'synchronizeReplica' && (entry.edits ?? []).length > 0,
    );
    expect(carriers.length).to.equal(1);
  }).timeout(30_000);

  it('a tab goes on by itself, without a press, with what a tab that went away left in the middle', async () => {
    await left.applyEdits(0, { adds: [{ attributes: { name: 'Left behind' }, geometry: { x: 1, y: 1 } }] });
    await service.fault({ operation: 'synchronizeReplica', kind: 'holdReply' });
    const first = left.syncGeodatabase().catch(() => undefined);
    await waitUntil(async () => (await service.features(0, "name = 'Left behind'")).length === 1, 'committed', {
      timeout: 10_000,
    });
    await waitUntil(() => right.state.elsewhere, 'shown here');
    left.close();
    await first;
    await service.release();
    await waitUntil(() => right.state.sync.kind === 'completed', 'taken over', { timeout: 25_000 });
    expect(right.state.pending.features).to.equal(0);
    expect((await service.features(0, "name = 'Left behind'")).length).to.equal(1);
  }).timeout(45_000);

  it('a follower that cancels stops waiting and leaves the other at work', async () => {
    await left.applyEdits(0, { adds: [{ attributes: { name: 'Goes on' }, geometry: { x: 1, y: 1 } }] });
    await service.fault({ operation: 'synchronizeReplica', kind: 'slow', delayMs: 1_000 });
    const first = left.syncGeodatabase();
    await waitUntil(() => left.state.sync.kind === 'submitting');
    const second = right.syncGeodatabase().catch((error: unknown) => error);
    await waitUntil(() => right.state.paused.includes('other-tab'), 'following');
    right.cancel();
    expect(await second).to.include({ code: 'aborted' });
    expect((await first).sent.features).to.equal(1);
  }).timeout(20_000);

  it('a follower of another kind of work does its own when that is done', async () => {
    await service.fault({ operation: 'unRegisterReplica', kind: 'slow', delayMs: 800 });
    const removing = left.unregisterGeodatabase();
    await waitUntil(() => left.state.sync.kind === 'submitting');
    const syncing = right.syncGeodatabase().catch((error: unknown) => error);
    await removing;
    // To be told "completed" would mean that changes were sent.
    expect(await syncing).to.include({ code: 'no-geodatabase' });
  }).timeout(20_000);

  it('a holder whose lock was taken follows whoever took it, and tells nobody that the work was cancelled', async () => {
    await left.applyEdits(0, { adds: [{ attributes: { name: 'Taken over' }, geometry: { x: 1, y: 1 } }] });
    await service.fault({ operation: 'synchronizeReplica', kind: 'holdReply' });
    const kinds = new Set<string>();
    for (const controller of [left, right])
      controller.addEventListener('gdb-sync-status-change', () => kinds.add(controller.state.sync.kind));
    const first = left.syncGeodatabase();
    await waitUntil(async () => (await service.features(0, "name = 'Taken over'")).length === 1, 'committed', {
      timeout: 10_000,
    });
    const second = right.syncGeodatabase();
    await waitUntil(() => right.state.paused.includes('other-tab'), 'following');
    const { held } = await navigator.locks.query();
    const name = held?.find((lock) => lock.name?.startsWith('gdb-sync/'))?.name ?? '';
    let release = (): void => undefined;
    void navigator.locks.request(name, { steal: true }, () => new Promise<void>((resolve) => (release = resolve)));
    await waitUntil(() => left.state.paused.includes('other-tab'), 'the old holder follows');
    await service.release();
    release();
    const results = await Promise.all([first, second]);
    expect(results.map((result) => result.status)).to.deep.equal(['completed', 'completed']);
    expect([...kinds]).not.to.include('cancelled');
    expect((await service.features(0, "name = 'Taken over'")).length).to.equal(1);
    expect(left.state.pending.features + right.state.pending.features).to.equal(0);
  }).timeout(30_000);
});

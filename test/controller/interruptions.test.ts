/** What a reload, a pause, a cancel and a lost connection do: nothing, to the data. A closed controller is to the database what a reload is. */
import { expect, waitUntil } from '@open-wc/testing';
import type { SyncController, SyncStateKind } from '../../src/controller/types.js';
import { TestService, photoBytes } from '../support/service.js';

describe('an interrupted sync', () => {
  let service: TestService;
  let sync: SyncController;

  beforeEach(async () => {
    service = await TestService.create();
    sync = service.controller({ settleMs: 100 });
    await sync.ready;
  });

  afterEach(() => {
    sync.close();
  });

  async function takeOffline(): Promise<void> {
    await sync.generateGeodatabase(await sync.createDefaultGenerateGeodatabaseParameters());
    await service.clearLog();
  }

  async function reload(): Promise<void> {
    sync.close();
    sync = service.controller({ settleMs: 100 });
    await sync.ready;
  }

  const reached = (kind: SyncStateKind): Promise<void> =>
    waitUntil(() => sync.state.sync.kind === kind, kind, { timeout: 10_000 });
  const ended = (): Promise<void> =>
    waitUntil(
      () => ['completed', 'completed-with-errors', 'failed', 'cancelled'].includes(sync.state.sync.kind),
      'the end',
      { timeout: 15_000 },
    );

  it('shows after a reload, with no network, what was there before (invariant 1)', async () => {
    await takeOffline();
    const [feature] = (await sync.queryFeatures(0)).features;
    await sync.applyEdits(0, { updates: [{ attributes: { GlobalID: feature?.globalId ?? '', notes: 'kept' } }] });
    await sync.addAttachment(0, feature?.globalId ?? '', new File([photoBytes(300_000)], 'kept.jpg'));
    sync.close();
    sync = service.controller({ fetch: () => Promise.reject(new TypeError('Failed to fetch')), settleMs: 100 });
    await sync.ready;
    expect(sync.status).to.equal('changes-not-sent');
    expect(sync.state.pending).to.include({ features: 1, attachments: 1, attachmentBytes: 300_000 });
    const again = (await sync.queryFeatures(0, { globalIds: [feature?.globalId ?? ''] })).features[0];
    expect(again?.attributes['notes']).to.equal('kept');
    expect(again?.pending).to.equal('update');
  });

  it('goes on by itself after a reload, wherever it stood: the reply was never read', async () => {
    await takeOffline();
    await sync.applyEdits(0, { adds: [{ attributes: { name: 'Once' }, geometry: { x: 1, y: 1 } }] });
    await service.fault({ operation: 'synchronizeReplica', kind: 'holdReply' });
    const cut = sync.syncGeodatabase().catch(() => undefined);
    await waitUntil(async () => (await service.features(0, "name = 'Once'")).length === 1, 'committed', {
      timeout: 10_000,
    });
    await reload();
    await cut;
    await service.release();
    await ended();
    expect(sync.state.sync.kind).to.equal('completed');
    expect((await service.features(0, "name = 'Once'")).length).to.equal(1);
    expect(sync.state.pending.features).to.equal(0);
  }).timeout(30_000);

  it('goes on by itself after a reload in the middle of taking the area offline, and leaves no orphan on the service', async () => {
    await service.fault(
      { operation: 'createReplica', kind: 'cutBody', atByte: 10 },
      { operation: 'createReplica', kind: 'holdRequest', occurrence: 2 },
    );
    const cut = sync
      .generateGeodatabase(await sync.createDefaultGenerateGeodatabaseParameters())
      .catch(() => undefined);
    await reached('waiting-retry');
    await reload();
    await cut;
    await service.clearFaults();
    await waitUntil(() => sync.state.geodatabase !== null, 'offline', { timeout: 15_000 });
    await ended();
    const replicas = (await (await fetch(`${service.url}/replicas?f=json`)).json()) as { replicaID: string }[];
    expect(replicas.length).to.equal(1);
  }).timeout(40_000);

  it('keeps the parts of a photo that arrived, over a reload', async () => {
    await takeOffline();
    const [feature] = (await sync.queryFeatures(0)).features;
    await sync.addAttachment(
      0,
      feature?.globalId ?? '',
      new File([photoBytes(9_000_000)], 'large.jpg', { type: 'image/jpeg' }),
    );
    await service.fault({ operation: 'uploadPart', kind: 'holdRequest', occurrence: 4 });
    const cut = sync.syncGeodatabase().catch(() => undefined);
    await waitUntil(
      async () =>
        (await service.log()).filter((entry) => entry.operation === 'uploadPart' && entry.performed > 0).length >= 3,
      'three parts',
      {
        timeout: 15_000,
      },
    );
    await new Promise((resolve) => setTimeout(resolve, 300));
    await reload();
    await cut;
    await service.clearFaults();
    await ended();
    expect(sync.state.sync.kind).to.equal('completed');
    const parts = (await service.log())
      .filter((entry) => entry.operation === 'uploadPart' && entry.performed > 0)
      .map((entry) => entry.params['partid'] ?? entry.params['partId']);
    expect([...new Set(parts)].length).to.equal(5);
    expect(parts.length).to.be.at.most(6);
    const [info] = (await service.attachmentInfos(0, feature?.objectId ?? 0)).filter(
      (candidate) => candidate.name === 'large.jpg',
    );
    expect(info?.size).to.equal(9_000_000);
  }).timeout(40_000);

  it('tells which file is under way while its one request is', async () => {
    await takeOffline();
    const [feature] = (await sync.queryFeatures(0)).features;
    const small = await sync.addAttachment(0, feature?.globalId ?? '', new File([photoBytes(300_000)], 'small.jpg'));
    await service.fault({ operation: 'upload', kind: 'holdRequest' });
    const done = sync.syncGeodatabase();
    await waitUntil(async () => (await service.operations()).includes('upload'));
    expect(sync.state.sync).to.include({ kind: 'uploading-attachments', current: small.globalId, bytesDone: 0 });
    await service.clearFaults();
    expect((await done).sent.attachments).to.equal(1);
  }).timeout(30_000);

  it('stops for a pause between parts and goes on after the last reason is gone', async () => {
    await takeOffline();
    const [feature] = (await sync.queryFeatures(0)).features;
    await sync.addAttachment(
      0,
      feature?.globalId ?? '',
      new File([photoBytes(9_000_000)], 'large.jpg', { type: 'image/jpeg' }),
    );
    await service.fault({ operation: 'uploadPart', kind: 'holdRequest', occurrence: 2 });
    const done = sync.syncGeodatabase();
    await reached('uploading-attachments');
    await waitUntil(
      async () => (await service.operations()).filter((operation) => operation === 'uploadPart').length >= 2,
    );
    sync.pause('user');
    sync.pause('metered');
    await service.clearFaults();
    expect(sync.state.paused).to.have.members(['user', 'metered']);
    expect(sync.status).to.equal('paused');
    sync.resume('user');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(sync.state.sync.kind).to.equal('uploading-attachments');
    sync.resume('metered');
    expect((await done).sent.attachments).to.equal(1);
  }).timeout(30_000);

  it('cancelled keeps every edit, and the next sync sends them once', async () => {
    await takeOffline();
    await sync.applyEdits(0, { adds: [{ attributes: { name: 'Later' }, geometry: { x: 1, y: 1 } }] });
    await service.fault({ operation: 'synchronizeReplica', kind: 'holdRequest' });
    const cancelled = sync.syncGeodatabase().catch((error: unknown) => error);
    await reached('submitting');
    await waitUntil(async () => (await service.operations()).includes('synchronizeReplica'));
    sync.cancel();
    expect(await cancelled).to.include({ code: 'aborted' });
    expect(sync.state.sync.kind).to.equal('cancelled');
    expect(sync.state.pending.features).to.equal(1);
    await service.clearFaults();
    await sync.syncGeodatabase();
    expect((await service.features(0, "name = 'Later'")).length).to.equal(1);
  }).timeout(30_000);

  it('freezes its batch: an edit made while it runs belongs to the next (invariant 2)', async () => {
    await takeOffline();
    await sync.applyEdits(0, { adds: [{ attributes: { name: 'First' }, geometry: { x: 1, y: 1 } }] });
    await service.fault({ operation: 'synchronizeReplica', kind: 'holdReply' });
    const done = sync.syncGeodatabase();
    await waitUntil(async () => (await service.features(0, "name = 'First'")).length === 1, 'committed', {
      timeout: 10_000,
    });
    const [first] = (await sync.queryFeatures(0)).features.filter((feature) => feature.attributes['name'] === 'First');
    await sync.applyEdits(0, { updates: [{ attributes: { GlobalID: first?.globalId ?? '', notes: 'meanwhile' } }] });
    await service.release();
    expect((await done).sent.features).to.equal(1);
    expect(sync.state.pending.features).to.equal(1);
    const mine = (await sync.queryFeatures(0, { globalIds: [first?.globalId ?? ''] })).features[0];
    expect(mine?.attributes['notes']).to.equal('meanwhile');
    await sync.syncGeodatabase();
    expect((await service.features(0, "name = 'First'"))[0]?.attributes['notes']).to.equal('meanwhile');
  }).timeout(30_000);

  it('is not mistaken for other work: removing the geodatabase meanwhile is refused as busy', async () => {
    await takeOffline();
    await sync.applyEdits(0, { adds: [{ attributes: { name: 'On its way' }, geometry: { x: 1, y: 1 } }] });
    await service.fault({ operation: 'synchronizeReplica', kind: 'holdReply' });
    const done = sync.syncGeodatabase();
    await service.held();
    const refused = await sync.unregisterGeodatabase({ discardPendingEdits: true }).catch((error: unknown) => error);
    expect(refused).to.include({ code: 'busy' });
    await service.release();
    expect((await done).sent.features).to.equal(1);
    expect(sync.state.geodatabase).not.to.equal(null);
  }).timeout(30_000);

  it('waits with an honest time and comes back by itself when the service does', async () => {
    await takeOffline();
    await sync.applyEdits(0, { adds: [{ attributes: { name: 'Patience' }, geometry: { x: 1, y: 1 } }] });
    await service.fault({ operation: 'service', kind: 'httpStatus', status: 503, retryAfter: 1 });
    const done = sync.syncGeodatabase();
    await reached('waiting-retry');
    const state = sync.state.sync;
    if (state.kind === 'waiting-retry') expect(state.nextAt).to.be.greaterThan(Date.now());
    expect((await done).sent.features).to.equal(1);
  }).timeout(30_000);

  it('unregisters the replica and removes the copy, but never unsent edits without a word', async () => {
    await takeOffline();
    await sync.applyEdits(0, { adds: [{ attributes: { name: 'Unsent' }, geometry: { x: 1, y: 1 } }] });
    const refused = await sync.unregisterGeodatabase().catch((error: unknown) => error);
    expect(refused).to.include({ code: 'pending-edits' });
    await sync.syncGeodatabase();
    await sync.unregisterGeodatabase();
    expect(sync.state.geodatabase).to.equal(null);
    expect(sync.status).to.equal('not-offline');
    const replicas = (await (await fetch(`${service.url}/replicas?f=json`)).json()) as unknown[];
    expect(replicas.length).to.equal(0);
    await sync.generateGeodatabase(await sync.createDefaultGenerateGeodatabaseParameters());
    expect(sync.status).to.equal('ready');
  }).timeout(30_000);
});

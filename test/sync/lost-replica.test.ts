/** A replica that cannot go on as it is: everything anew, or another replica in its place. No unsent edit is lost on the way. */
import { expect } from '@open-wc/testing';
import {
  TREES,
  INSPECTIONS,
  add,
  capabilities,
  changesOf,
  description,
  failure,
  geodatabase,
  id,
  reply,
  result,
  row,
  update,
} from './support/samples.js';
import type { ReplicaSummary } from '../../src/sync/ports.js';
import type { PendingEdit } from '../../src/shared/records.js';
import { World } from './support/world.js';

const stale = failure('stale-generation', { answered: true });
const gone = failure('replica-not-found', { answered: true });
const whole = (rows = [row(7)]) => [
  changesOf(TREES, { mode: 'replace', rows }),
  changesOf(INSPECTIONS, { mode: 'replace' }),
];
const made = reply({
  replicaId: 'R2',
  replicaName: 'gdbsync_new',
  generations: { kind: 'perReplica', serverGen: 50 },
  changes: whole(),
});
const answered = (more: Parameters<typeof reply>[0]) => ({ kind: 'reply', reply: reply(more) }) as const;

/** The replica that this device ordered last, as the service lists it. */
function listed(replicaId: string, { orphans }: World): ReplicaSummary {
  const replicaName = orphans.at(-1)?.replicaName ?? '';
  return { replicaId, replicaName, owner: null, createdAt: null, lastSyncAt: null, version: null };
}

describe('a generation that the service cannot tell changes from', () => {
  it('is mended by a snapshot; what is here and not there is gone, and the generation moves', async () => {
    const world = new World();
    world.store.rows.set(`0/${id(3)}`, row(3));
    const running = world.sync();
    (await world.service.next('synchronizeReplica')).reject(stale);
    (await world.clock.wait()).elapse();
    const again = await world.service.next('synchronizeReplica');
    expect(again.args[0].leg).to.deep.include({ direction: 'snapshot', layerIds: [TREES, INSPECTIONS] });
    again.respond(answered({ changes: whole() }));
    expect((await running.end).kind).to.equal('completed');
    expect([...world.store.rows.keys()]).to.deep.equal([`0/${id(7)}`]);
    expect(world.store.geodatabase?.generations).to.deep.equal({ kind: 'perReplica', serverGen: 11 });
    expect(world.notes).to.deep.equal([{ kind: 'received-anew' }]);
  });

  it('before edits were sent: the snapshot comes first, then the edits go', async () => {
    const world = new World();
    world.store.edit(update(1, 1, { NAME: 'elm' }));
    const running = world.sync();
    (await world.service.next('synchronizeReplica')).reject(stale);
    (await world.clock.wait()).elapse();
    const snapshot = await world.service.next('synchronizeReplica');
    expect(snapshot.args[0]).to.deep.include({ edits: [] });
    snapshot.respond(answered({ changes: whole() }));
    const sending = await world.service.next('synchronizeReplica');
    expect(sending.args[0].leg.direction).to.equal('bidirectional');
    expect(sending.args[0].edits[0]?.features.updates).to.have.length(1);
    sending.respond(answered({ results: [result(1, 'update')] }));
    expect((await running.end).kind).to.equal('completed');
  });

  it('in a job that failed is known all the same', async () => {
    const world = new World();
    const running = world.sync();
    (await world.service.next('synchronizeReplica')).respond({
      kind: 'job',
      statusUrl: 'https://gis.example.com/jobs/1',
    });
    const error = { code: 400, description: 'serverGen is older than minServerGen' };
    (await world.service.next('jobStatus')).respond({ kind: 'failed', error, lost: 'stale-generation' });
    (await world.clock.wait()).elapse();
    expect((await world.service.next('synchronizeReplica')).args[0].leg.direction).to.equal('snapshot');
    running.cancel();
  });

  it('a snapshot that leaves out a layer is not taken: its rows would never change again', async () => {
    const world = new World();
    const running = world.sync();
    (await world.service.next('synchronizeReplica')).reject(stale);
    (await world.clock.wait()).elapse();
    (await world.service.next('synchronizeReplica')).respond(answered({ changes: whole().slice(0, 1) }));
    expect(await running.end).to.have.nested.property('error.code', 'bad-reply');
    expect(world.store.geodatabase?.generations).to.deep.equal(geodatabase.generations);
  });

  it('where the service has no direction control another replica is made', async () => {
    const world = new World();
    world.service.automatic.describe = () => ({
      ...description,
      capabilities: { ...capabilities, directionControl: false },
    });
    world.sync();
    (await world.service.next('synchronizeReplica')).reject(stale);
    (await world.clock.wait()).elapse();
    await world.service.next('createReplica');
  });
});

describe('a replica that the service no longer knows', () => {
  const lost = async (...edits: readonly PendingEdit[]) => {
    const world = new World();
    world.store.edit(...edits);
    world.service.hold({});
    const running = world.sync();
    (await world.service.next('synchronizeReplica')).reject(gone);
    (await world.clock.wait()).elapse();
    return { world, running };
  };

  it('is replaced by another with the same content, and the sync ends well', async () => {
    const { world, running } = await lost();
    const create = await world.service.next('createReplica');
    expect(create.args[0].parameters).to.deep.equal({
      layers: geodatabase.queries,
      extent: null,
      outSpatialReference: { wkid: 3857 },
      attachments: 'bidirectional',
      syncModel: 'perReplica',
      syncDirection: 'bidirectional',
    });
    create.respond({ kind: 'reply', reply: made });
    (await world.service.next('listReplicas')).respond([listed('R2', world)]);
    const after = await world.service.next('synchronizeReplica');
    expect(after.args[0]).to.deep.include({ replicaId: 'R2', generations: { kind: 'perReplica', serverGen: 50 } });
    after.respond(answered({ generations: { kind: 'perReplica', serverGen: 51 } }));
    expect((await running.end).kind).to.equal('completed');
    expect(world.store.geodatabase).to.deep.include({ replicaId: 'R2', replicaName: 'gdbsync_new' });
    expect(world.notes).to.deep.equal([{ kind: 'replica-replaced', replicaName: 'gdbsync_new' }]);
    expect(world.orphans).to.deep.equal([]);
  });

  it('every unsent edit is carried over; the layers are asked before it is sent (13)', async () => {
    const { world, running } = await lost(add(1, 1, { NAME: 'oak' }), add(2, 2, { NAME: 'elm' }));
    // The lost replica had taken the first of them.
    world.service.hold({ rows: [row(1, { NAME: 'oak' })] });
    (await world.service.next('createReplica')).respond({ kind: 'reply', reply: made });
    (await world.service.next('listReplicas')).respond([listed('R2', world)]);
    const sending = await world.service.next('synchronizeReplica');
    expect(world.service.count('queryByGlobalIds')).to.be.greaterThan(0);
    expect(sending.args[0].edits[0]?.features.adds.map(({ attributes }) => attributes['NAME'])).to.deep.equal(['elm']);
    sending.respond(answered({ results: [result(2)] }));
    const end = await running.end;
    expect(end).to.deep.include({ kind: 'completed' }).and.have.nested.property('totals.sentFeatures', 2);
    expect(world.store.seqs).to.deep.equal([]);
  });

  it('a page that dies before the new one is here begins again, and leaves no replica behind', async () => {
    const { world } = await lost(add(1, 1));
    await world.service.next('createReplica');
    const next = world.sync();
    (await world.service.next('listReplicas')).respond([listed('R2', world)]);
    const ended = await world.service.next('unregisterReplica');
    expect(ended.args[0]).to.equal('R2');
    ended.respond(undefined);
    (await world.service.next('listReplicas')).respond([]);
    (await world.service.next('synchronizeReplica')).reject(gone);
    (await world.clock.wait()).elapse();
    await world.service.next('createReplica');
    expect(world.store.seqs).to.deep.equal([1]);
    next.cancel();
  });

  it('that the next one is not known either ends the run: no replica after replica', async () => {
    const { world, running } = await lost(add(1, 1));
    (await world.service.next('createReplica')).reject(gone);
    expect(await running.end).to.have.nested.property('error.code', 'replica-not-found');
    expect(world.store.seqs).to.deep.equal([1]);
  });
});

import { expect } from '@open-wc/testing';
import {
  INSPECTIONS,
  TREES,
  add,
  attach,
  changesOf,
  description,
  failure,
  geodatabase,
  id,
  inspection,
  refusal,
  remove,
  reply,
  result,
  row,
  update,
  withoutUniqueIds,
} from './support/samples.js';
import { World } from './support/world.js';
import type { ReplicaReply } from '../../src/sync/ports.js';
import type { PendingEdit } from '../../src/shared/records.js';
import type { Running } from './support/world.js';

const generations = { kind: 'perReplica', serverGen: 42 } as const;

/** A sync of these edits, none of which overwrites anything, up to the reply that the test gives. */
async function answered(
  edits: readonly PendingEdit[],
  answer: Partial<ReplicaReply>,
  world: World = new World(),
): Promise<{ world: World; running: Running }> {
  world.store.edit(...edits);
  const running = world.sync();
  (await world.service.next('synchronizeReplica')).respond({ kind: 'reply', reply: reply(answer) });
  return { world, running };
}

describe('a reply that was read to its end', () => {
  it('its results are recorded, then its changes are applied, and the generation moves with them (6)', async () => {
    const changes = [changesOf(TREES, { rows: [row(9, { NAME: 'ash' })] })];
    const { world, running } = await answered([add(1, 1)], { results: [result(1)], generations, changes });
    const end = await running.end;
    expect(end.totals).to.include({ sentFeatures: 1, receivedFeatures: 1 });
    const order = world.order('recordOutcomes', 'beginDownload', 'stage', 'commitDownload');
    expect(order[0]).to.equal('recordOutcomes');
    expect(order.at(-1)).to.equal('commitDownload');
    expect(world.store.geodatabase).to.deep.include({ generations, lastSyncAt: world.clock.now() });
    expect(world.store.rows.has(`${TREES}/${id(9)}`)).to.equal(true);
  });

  it('an apply that fails loses no result and moves no generation (6)', async () => {
    const world = new World();
    world.store.failNext('commitDownload', failure('storage-full'));
    const { running } = await answered([add(1, 1)], { results: [result(1)], generations }, world);
    expect(await running.end).to.have.nested.property('error.code', 'storage-full');
    expect(world.store.seqs).to.deep.equal([]);
    expect(world.store.attempts).to.deep.equal([]);
    expect(world.store.geodatabase).to.have.property('generations', geodatabase.generations);
    expect(world.journal).to.include('dropDownload');
  });

  it('a recording that fails leaves the attempt open: the layers are asked before anything is sent again (4)', async () => {
    const world = new World();
    world.store.failNext('recordOutcomes', failure('storage-full'));
    const { running } = await answered([add(1, 1)], { results: [result(1)], generations }, world);
    await running.end;
    expect(world.store.seqs).to.deep.equal([1]);
    expect(world.store.geodatabase).to.have.property('generations', geodatabase.generations);
    world.sync();
    await world.service.next('queryByGlobalIds');
  });

  it('of an upload moves no generation, whatever it says (6)', async () => {
    const world = new World();
    world.store.edit(add(1, 1));
    const running = world.sync({ syncDirection: 'upload' });
    const request = await world.service.next('synchronizeReplica');
    expect(request.args[0].leg.direction).to.equal('upload');
    const changes = [changesOf(TREES, { mode: 'replace' })];
    request.respond({ kind: 'reply', reply: reply({ results: [result(1)], generations, changes }) });
    expect((await running.end).kind).to.equal('completed');
    expect(world.store.geodatabase).to.have.property('generations', geodatabase.generations);
    expect(world.journal).not.to.include('stage');
  });

  it('without a generation moves none, and is applied all the same', async () => {
    const changes = [changesOf(TREES, { rows: [row(9)] })];
    const { world, running } = await answered([], { generations: null, changes });
    await running.end;
    expect(world.store.geodatabase).to.have.property('generations', geodatabase.generations);
    expect(world.store.rows.size).to.equal(1);
  });

  it('of some layers moves the generations of these alone, and takes their changes alone (6)', async () => {
    const world = new World();
    const before = { kind: 'perLayer', byLayer: { [TREES]: 1, [INSPECTIONS]: 1 } } as const;
    world.store.geodatabase = { ...geodatabase, syncModel: 'perLayer', generations: before };
    const running = world.sync({ layerIds: [TREES] });
    const request = await world.service.next('synchronizeReplica');
    const after = { kind: 'perLayer', byLayer: { [TREES]: 5, [INSPECTIONS]: 5 } } as const;
    const changes = [changesOf(TREES, { rows: [row(8)] }), changesOf(INSPECTIONS, { rows: [row(9)] })];
    request.respond({ kind: 'reply', reply: reply({ generations: after, changes }) });
    await running.end;
    expect(world.store.geodatabase.generations).to.deep.equal({
      kind: 'perLayer',
      byLayer: { [TREES]: 5, [INSPECTIONS]: 1 },
    });
    expect([...world.store.rows.keys()]).to.deep.equal([`${TREES}/${id(8)}`]);
  });

  it('is applied in slices of two thousand rows', async () => {
    const rows = Array.from({ length: 4500 }, (_, n) => row(n));
    const { world, running } = await answered([], { changes: [changesOf(TREES, { rows })] });
    expect((await running.end).totals).to.include({ receivedFeatures: 4500 });
    expect(world.order('stage')).to.have.length(4);
  });
});

describe('results of single edits (5)', () => {
  it('one refused edit is set aside and reported; the others are through (14)', async () => {
    const results = [result(1), refusal(2, 'add', 1001)];
    const { world, running } = await answered([add(1, 1), add(2, 2)], { results });
    const end = await running.end;
    expect(end).to.include({ kind: 'completed-with-errors' });
    expect(end.totals).to.include({ sentFeatures: 1, refused: 1 });
    expect(world.store.seqs).to.deep.equal([]);
    expect(world.store.issues.map(({ globalId, error, edits }) => [globalId, error.code, edits.length])).to.deep.equal([
      [id(2), 1001, 1],
    ]);
  });

  it('an edit without a result is neither sent nor refused: the layers are asked, in the same run', async () => {
    const { world, running } = await answered([add(1, 1), add(2, 2)], { results: [result(1)] });
    world.service.hold({ rows: [row(2)] });
    (await world.service.next('synchronizeReplica')).respond({ kind: 'reply', reply: reply() });
    expect((await running.end).totals).to.include({ sentFeatures: 2, refused: 0 });
    expect(running.kinds).to.include('reconciling');
  });

  it('and until that is known it does not count as a sync that ended well', async () => {
    const { world, running } = await answered([add(1, 1)], { results: [] });
    await world.service.next('queryByGlobalIds');
    expect(world.store.geodatabase).to.have.property('lastSyncAt', null);
    running.cancel();
  });

  it('a service that never says a word about the edits is not asked for ever', async () => {
    const { world, running } = await answered([add(1, 1)], { results: [] });
    world.service.hold({});
    for (let silent = 1; silent < 3; silent += 1)
      (await world.service.next('synchronizeReplica')).respond({ kind: 'reply', reply: reply({ results: [] }) });
    expect(await running.end).to.have.nested.property('error.code', 'bad-reply');
    expect(world.store.seqs).to.deep.equal([1]);
    expect(world.store.attempts).to.have.length(1);
  });

  it('after such a reply it is known when the connection ended', async () => {
    const world = new World();
    world.service.automatic.describe = () => ({ ...description, layers: description.layers.map(withoutUniqueIds) });
    await answered([add(1, 1)], { results: [] }, world);
    world.service.hold({});
    await world.clock.wait();
    expect(world.store.openAttempt).to.have.property('connectionEndedAt', world.clock.now());
  });

  for (const code of [1003, 1012, 2000]) {
    it(`${code}, rolled back with others, is no verdict: the edit stays in the log`, async () => {
      const results = [refusal(1, 'add', 1001), refusal(2, 'add', code)];
      const { world, running } = await answered([add(1, 1), add(2, 2)], { results });
      const end = await running.end;
      expect(end.kind).to.equal('completed-with-errors');
      expect(world.store.seqs).to.deep.equal([2]);
      expect(world.store.attempts).to.deep.equal([]);
      expect(world.store.issues.map(({ globalId }) => globalId)).to.deep.equal([id(1)]);
    });
  }
});

describe('"there already" and "not there" are compared with what the service has', () => {
  it('1022 for an add: its row is there as sent, so it is sent', async () => {
    const world = new World();
    world.service.hold({ rows: [row(1, { NAME: 'oak' })] });
    const { running } = await answered([add(1, 1, { NAME: 'oak' })], { results: [refusal(1, 'add', 1022)] }, world);
    expect((await running.end).totals).to.include({ sentFeatures: 1, refused: 0 });
    expect(world.store.issues).to.deep.equal([]);
  });

  it('1022 for an add whose row is not there is another unique field: refused', async () => {
    const world = new World();
    world.service.hold({});
    const { running } = await answered([add(1, 1)], { results: [refusal(1, 'add', 1022)] }, world);
    expect((await running.end).kind).to.equal('completed-with-errors');
    expect(world.store.issues).to.have.length(1);
  });

  it('1022 for an add whose row has less than was folded into it: the rest goes as an update, in the same run', async () => {
    const world = new World();
    world.service.hold({ rows: [row(1, { NAME: 'oak' })] });
    const edits = [add(1, 1, { NAME: 'oak' }), update(2, 1, { NAME: 'elm' })];
    const { running } = await answered(edits, { results: [refusal(1, 'add', 1022)] }, world);
    (await world.service.next('synchronizeReplica')).respond({ kind: 'reply', reply: reply() });
    const request = await world.service.next('synchronizeReplica');
    expect(request.args[0].edits[0]?.features.updates.map(({ attributes }) => attributes['NAME'])).to.deep.equal([
      'elm',
    ]);
    request.respond({ kind: 'reply', reply: reply({ results: [result(1, 'update')] }) });
    expect((await running.end).kind).to.equal('completed');
    expect(world.store.seqs).to.deep.equal([]);
  });

  for (const code of [1011, 1013]) {
    it(`${code} for a delete: the row is gone, which is what was wanted`, async () => {
      const world = new World();
      world.service.hold({});
      world.store.edit(remove(1, 1));
      const running = world.sync();
      (await world.service.next('synchronizeReplica')).respond({ kind: 'reply', reply: reply() });
      (await world.service.next('synchronizeReplica')).respond({
        kind: 'reply',
        reply: reply({ results: [refusal(1, 'delete', code)] }),
      });
      expect((await running.end).totals).to.include({ sentFeatures: 1, refused: 0 });
    });
  }

  it('1008 for a photo that is there with its size: it is sent', async () => {
    const world = new World();
    world.store.photo(50, 1, { contentVersion: 2 });
    const there = { globalId: id(50), parentGlobalId: id(1), attachmentId: 7, name: 'photo', size: 1 };
    world.service.hold({ attachments: [there] });
    const results = [refusal(50, 'attachAdd', 1008)];
    const { running } = await answered([attach(2, 50, { n: 1 })], { results }, world);
    expect((await running.end).totals).to.include({ sentAttachments: 1, refused: 0 });
  });

  it('1022 for a photo of which the service has only a part: it replaces that part, in the same run', async () => {
    const world = new World();
    world.store.photo(50, 1, { contentVersion: 2, size: 2, partCount: 2 });
    const there = { globalId: id(50), parentGlobalId: id(1), attachmentId: 7, name: 'photo', size: 1, url: 'half' };
    world.service.hold({ attachments: [there] });
    world.service.automatic.readAttachment = () => [new Uint8Array([0])];
    const results = [refusal(50, 'attachAdd', 1022)];
    const { running } = await answered([attach(2, 50, { n: 1 })], { results }, world);
    const again = await world.service.next('synchronizeReplica');
    expect(again.args[0].edits[0]?.attachments).to.have.nested.property('updates.length', 1);
    again.respond({ kind: 'reply', reply: reply({ results: [result(50, 'attachUpdate')] }) });
    const end = await running.end;
    expect(end.kind).to.equal('completed');
    expect(end.totals).to.include({ sentAttachments: 1, refused: 0 });
    expect(world.store.issues).to.deep.equal([]);
  });

  it('where that cannot be asked, the other results are recorded all the same, and these are unknown', async () => {
    const world = new World();
    world.service.automatic.queryByGlobalIds = () => {
      throw failure('network');
    };
    const results = [result(1), refusal(2, 'add', 1022), refusal(3, 'add', 1001)];
    const { running } = await answered([add(1, 1), add(2, 2), add(3, 3)], { results, generations }, world);
    await running.until('waiting-retry');
    expect(world.store.seqs).to.deep.equal([2]);
    expect(world.store.issues.map(({ globalId }) => globalId)).to.deep.equal([id(3)]);
    expect(world.store.geodatabase).to.deep.include({ generations });
    expect(world.store.openAttempt).to.have.property('throughSeq', 3);
    world.service.hold({ rows: [row(2)] });
    (await world.clock.wait()).elapse();
    (await world.service.next('synchronizeReplica')).respond({ kind: 'reply', reply: reply() });
    expect((await running.end).totals).to.include({ sentFeatures: 2, refused: 1 });
  });
});

describe('parents and children in one reply', () => {
  it('a child that the service refused with its parent is reported on its own', async () => {
    const results = [refusal(1, 'add', 1001), refusal(2, 'add', 1011, { layerId: INSPECTIONS })];
    const { world, running } = await answered([add(1, 1), inspection(2, 2, 1)], { results });
    expect((await running.end).totals).to.include({ refused: 2 });
    expect(world.store.issues.map(({ layerId }) => layerId)).to.deep.equal([TREES, INSPECTIONS]);
  });
});

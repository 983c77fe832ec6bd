import { toWireId } from '../../src/shared/ids.js';
import { expect } from '@open-wc/testing';
import { INSPECTIONS, TREES, add, attach, id, inspection, refusal, reply, result, update } from './support/samples.js';
import { World } from './support/world.js';

describe('before a request leaves', () => {
  it('the attempt is committed (3)', async () => {
    const world = new World();
    world.store.edit(add(1, 1), inspection(2, 2, 1));
    const running = world.sync();
    const request = await world.service.next('synchronizeReplica');
    expect(world.order('beginAttempt', 'synchronizeReplica')).to.deep.equal(['beginAttempt', 'synchronizeReplica']);
    expect(world.store.openAttempt).to.deep.include({
      kind: 'sync',
      epoch: 1,
      startedAt: world.clock.now(),
      connectionEndedAt: null,
      statusUrl: null,
      leg: { direction: 'bidirectional', layerIds: [TREES, INSPECTIONS] },
      throughSeq: 2,
      heldSeqs: [],
      generations: { kind: 'perReplica', serverGen: 10 },
    });
    request.respond(reply0());
    expect((await running.end).kind).to.equal('completed');
    expect(world.store.attempts).to.deep.equal([]);
  });

  it('and where the attempt cannot be committed nothing leaves (3)', async () => {
    const world = new World();
    world.store.edit(add(1, 1));
    world.store.failNext('beginAttempt', new Error('disk'));
    expect((await world.sync().end).kind).to.equal('failed');
    expect(world.service.count('synchronizeReplica')).to.equal(0);
    expect(world.store.seqs).to.deep.equal([1]);
  });

  it('what a person takes back until then is not sent: the request is made anew (2)', async () => {
    const world = new World();
    world.store.edit(add(1, 1), add(2, 2));
    const running = world.sync();
    let isTakenBack = false;
    world.onJournal = (entry) => {
      if (entry !== 'beginAttempt' || isTakenBack) return;
      isTakenBack = true;
      world.store.log = world.store.log.filter((edit) => edit.seq !== 2);
    };
    const request = await world.service.next('synchronizeReplica');
    expect(request.args[0].edits[0]?.features.adds.map(({ attributes }) => attributes['GlobalID'])).to.deep.equal([
      toWireId(id(1)),
    ]);
    expect(world.store.attempts).to.have.length(1);
    request.respond(reply0());
    expect((await running.end).totals).to.include({ sentFeatures: 1 });
  });

  it('edits that the request does not carry are named in the attempt (3)', async () => {
    const world = new World();
    world.store.edit(add(1, 1), attach(2, 50, { n: 1 }));
    world.store.photo(50, 1, { contentVersion: 9 });
    world.sync();
    await world.service.next('synchronizeReplica');
    expect(world.store.openAttempt).to.deep.include({ throughSeq: 2, heldSeqs: [2] });
  });

  it('the epoch is checked, also where there is nothing to send (9)', async () => {
    const world = new World();
    const running = world.sync();
    const request = await world.service.next('synchronizeReplica');
    expect(world.order('heartbeat', 'beginAttempt', 'synchronizeReplica')).to.deep.equal([
      'heartbeat',
      'synchronizeReplica',
    ]);
    request.respond({ kind: 'reply', reply: reply() });
    await running.end;
  });

  it('a stale holder asks for nothing and writes nothing (9)', async () => {
    for (const edits of [[], [add(1, 1)]]) {
      const world = new World();
      world.store.edit(...edits);
      const running = world.sync();
      world.onJournal = (entry) => {
        if (entry === 'describe') world.store.epoch += 1;
      };
      const end = await running.end;
      expect(end).to.have.nested.property('error.code', 'stale-holder');
      expect(world.service.count('synchronizeReplica')).to.equal(0);
      expect(world.store.attempts).to.deep.equal([]);
    }
  });

  it('the status URL is committed before the job is polled (3)', async () => {
    const world = new World();
    world.store.edit(add(1, 1));
    const running = world.sync();
    (await world.service.next('synchronizeReplica')).respond({
      kind: 'job',
      statusUrl: 'https://gis.example.com/jobs/1',
    });
    await world.service.next('jobStatus');
    expect(world.store.openAttempt).to.have.property('statusUrl', 'https://gis.example.com/jobs/1');
    expect(world.order('updateAttempt', 'jobStatus')).to.deep.equal(['updateAttempt', 'jobStatus']);
    running.cancel();
  });
});

describe('the batch of a sync', () => {
  it('is frozen when it is planned: edits made meanwhile belong to the next (2)', async () => {
    const world = new World();
    world.service.hold({});
    world.store.edit(update(1, 1, { NAME: 'before' }));
    const running = world.sync();
    const download = await world.service.next('synchronizeReplica');
    expect(download.args[0].leg.direction).to.equal('download');
    world.store.edit(update(2, 1, { NAME: 'meanwhile' }), add(3, 2));
    download.respond({ kind: 'reply', reply: reply() });
    const upload = await world.service.next('synchronizeReplica');
    const [trees] = upload.args[0].edits;
    expect(trees?.features.updates.map((row) => row.attributes['NAME'])).to.deep.equal(['before']);
    expect(trees?.features.adds).to.deep.equal([]);
    upload.respond({ kind: 'reply', reply: reply({ results: [result(1, 'update')] }) });
    await running.end;
    expect(world.store.seqs).to.deep.equal([2, 3]);
  });

  it('sends one row for several edits of a feature, and settles them all (2)', async () => {
    const world = new World();
    world.store.edit(add(1, 1, { NAME: 'oak' }), update(2, 1, { HEIGHT: 3 }), update(3, 1, { NAME: 'elm' }));
    const running = world.sync();
    const request = await world.service.next('synchronizeReplica');
    const adds = request.args[0].edits[0]?.features.adds ?? [];
    expect(adds.map(({ attributes }) => [attributes['NAME'], attributes['HEIGHT']])).to.deep.equal([['elm', 3]]);
    request.respond({ kind: 'reply', reply: reply({ results: [result(1)] }) });
    await running.end;
    expect(world.store.seqs).to.deep.equal([]);
  });

  it('drops what was added and removed again, without asking the service for it', async () => {
    const world = new World();
    world.store.edit(add(1, 1), { ...update(2, 1), operation: 'delete' });
    const running = world.sync();
    const request = await world.service.next('synchronizeReplica');
    expect(request.args[0].edits).to.deep.equal([]);
    request.respond({ kind: 'reply', reply: reply() });
    await running.end;
    expect(world.store.seqs).to.deep.equal([]);
    expect(world.store.recorded.map(({ kind }) => kind)).to.deep.equal(['void']);
  });

  it('leaves out a photo that was replaced since its upload: it goes with the next sync (2)', async () => {
    const world = new World();
    world.store.edit(add(1, 1), attach(2, 50, { n: 1 }));
    world.store.photo(50, 1, { contentVersion: 2 });
    const upload = world.ensureUploaded;
    world.ensureUploaded = async (...args) => {
      const receipt = await upload(...args);
      world.store.photo(50, 1, { contentVersion: 3 });
      world.store.edit(attach(3, 50, { n: 1, operation: 'attachUpdate' }));
      return receipt;
    };
    const running = world.sync();
    const request = await world.service.next('synchronizeReplica');
    expect(request.args[0].edits[0]?.attachments.adds).to.deep.equal([]);
    request.respond({ kind: 'reply', reply: reply({ results: [result(1)] }) });
    await running.end;
    expect(world.store.seqs).to.deep.equal([2, 3]);

    world.ensureUploaded = upload;
    world.sync();
    const next = await world.service.next('synchronizeReplica');
    const adds = next.args[0].edits[0]?.attachments.adds ?? [];
    expect(adds.map(({ globalId, content }) => [globalId, content])).to.deep.equal([
      [id(50), { kind: 'item', uploadId: `item-${id(50)}-3` }],
    ]);
  });

  it('a second sync with nothing to send is one download', async () => {
    const world = new World();
    world.store.edit(add(1, 1));
    const first = world.sync();
    (await world.service.next('synchronizeReplica')).respond(reply0());
    await first.end;
    const second = world.sync();
    const request = await world.service.next('synchronizeReplica');
    expect(request.args[0]).to.deep.include({
      edits: [],
      leg: { direction: 'download', layerIds: [TREES, INSPECTIONS] },
    });
    request.respond({ kind: 'reply', reply: reply() });
    await second.end;
    expect(second.kinds).to.deep.equal(['preparing', 'submitting', 'applying', 'completed']);
    expect(world.service.count('synchronizeReplica')).to.equal(2);
  });
});

describe('what hangs on a refused row (14)', () => {
  const refusedTree = async (): Promise<World> => {
    const world = new World();
    world.store.edit(add(1, 1));
    const running = world.sync();
    (await world.service.next('synchronizeReplica')).respond({
      kind: 'reply',
      reply: reply({ results: [refusal(1, 'add', 1001)] }),
    });
    expect((await running.end).kind).to.equal('completed-with-errors');
    return world;
  };

  it('waits: its photos, its inspections, and theirs; the rest goes', async () => {
    const world = await refusedTree();
    world.store.photo(50, 1, { contentVersion: 3 });
    world.store.photo(51, 2, { layerId: INSPECTIONS, contentVersion: 5 });
    const onInspection = attach(5, 51, { n: 2, layerId: INSPECTIONS });
    world.store.edit(
      update(2, 1, { NAME: 'x' }),
      attach(3, 50, { n: 1 }),
      inspection(4, 2, 1),
      onInspection,
      add(6, 6),
    );
    const running = world.sync();
    const request = await world.service.next('synchronizeReplica');
    expect(world.store.openAttempt).to.deep.include({ throughSeq: 6, heldSeqs: [2, 3, 4, 5] });
    expect(
      request.args[0].edits.map(({ layerId, features, attachments }) => [
        layerId,
        features.adds.length,
        attachments.adds.length,
      ]),
    ).to.deep.equal([[TREES, 1, 0]]);
    request.respond({ kind: 'reply', reply: reply({ results: [result(6)] }) });
    expect((await running.end).kind).to.equal('completed');
    expect(world.store.seqs).to.deep.equal([2, 3, 4, 5]);
  });

  it('goes once the row is sent again', async () => {
    const world = await refusedTree();
    world.store.issues = [];
    world.store.edit(inspection(4, 2, 1), add(7, 1));
    world.sync();
    const request = await world.service.next('synchronizeReplica');
    expect(request.args[0].edits.map(({ layerId }) => layerId)).to.deep.equal([TREES, INSPECTIONS]);
  });
});

function reply0(): { readonly kind: 'reply'; readonly reply: ReturnType<typeof reply> } {
  return { kind: 'reply', reply: reply({ results: [result(1), result(2, 'add', { layerId: INSPECTIONS })] }) };
}

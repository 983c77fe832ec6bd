/** What others changed is seen before it is overwritten (11). */
import { expect } from '@open-wc/testing';
import {
  capabilities,
  changesOf,
  description,
  failure,
  id,
  inspection,
  add,
  attach,
  reply,
  result,
  row,
  TREES,
  update,
} from './support/samples.js';
import { World } from './support/world.js';

describe('before updates and deletes are sent (11)', () => {
  let world: World;
  const uploadOnly = { syncDirection: 'upload' } as const;

  beforeEach(() => {
    world = new World();
    world.store.edit(update(1, 1, { NAME: 'mine' }, { base: row(1, { NAME: 'base' }) }), add(2, 2));
  });

  it('an upload-only sync asks for the rows first, and shows them as a download', async () => {
    const running = world.sync(uploadOnly);
    const asked = await world.service.next('queryByGlobalIds');
    expect(asked.args[1], 'of what it overwrites alone').to.deep.equal([id(1)]);
    asked.respond([row(1, { NAME: 'theirs', HEIGHT: 9 })]);
    const request = await world.service.next('synchronizeReplica');
    expect(world.order('commitDownload', 'beginAttempt', 'synchronizeReplica')).to.deep.equal([
      'commitDownload',
      'beginAttempt',
      'synchronizeReplica',
    ]);
    const sent = request.args[0].edits[0]?.features.updates[0]?.attributes;
    expect(sent, 'mine over theirs, and nothing of theirs').to.include({ NAME: 'mine' });
    expect(sent).not.to.have.property('HEIGHT');
    request.respond({ kind: 'reply', reply: reply({ results: [result(1, 'update'), result(2)] }) });
    expect((await running.end).kind).to.equal('completed');
    expect(world.store.geodatabase?.generations, 'a look moves no generation').to.deep.equal({
      kind: 'perReplica',
      serverGen: 10,
    });
  });

  it('so does a sync of a service without direction control', async () => {
    const control = { ...description, capabilities: { ...capabilities, directionControl: false } };
    world.service.automatic.describe = () => control;
    world.service.hold({ rows: [row(1, { NAME: 'theirs' })] });
    const running = world.sync();
    (await world.service.next('synchronizeReplica')).respond({
      kind: 'reply',
      reply: reply({ results: [result(1, 'update'), result(2)], changes: [changesOf(TREES)] }),
    });
    expect((await running.end).kind).to.equal('completed');
    expect(world.service.count('queryByGlobalIds')).to.equal(1);
  });

  it('adds alone are sent without a look', async () => {
    world.store.log = [];
    world.store.edit(add(1, 1), attach(2, 50, { n: 1 }));
    world.store.photo(50, 1, { contentVersion: 2 });
    const running = world.sync(uploadOnly);
    (await world.service.next('synchronizeReplica')).respond({
      kind: 'reply',
      reply: reply({ results: [result(1), result(50, 'attachAdd')] }),
    });
    await running.end;
    expect(world.service.count('queryByGlobalIds')).to.equal(0);
  });

  it('a look that breaks off is met again, with nothing at stake', async () => {
    const running = world.sync(uploadOnly);
    (await world.service.next('queryByGlobalIds')).reject(failure('network'));
    await running.until('waiting-retry');
    expect(world.store.attempts).to.be.empty;
    running.cancel();
    await running.end;
  });

  it('a service that answers no queries is sent to all the same, and the end says so', async () => {
    const running = world.sync(uploadOnly);
    (await world.service.next('queryByGlobalIds')).reject(failure('forbidden', { answered: true }));
    (await world.service.next('synchronizeReplica')).respond({
      kind: 'reply',
      reply: reply({ results: [result(1, 'update'), result(2)] }),
    });
    await running.end;
    expect(world.notes.map(({ kind }) => kind)).to.deep.equal(['overwritten-unseen']);
  });
});

describe('an edit that waits for a decision (14)', () => {
  it('stays, its photos and the rest go, and the end says so', async () => {
    const world = new World();
    world.store.edit(update(1, 1, { NAME: 'mine' }), attach(2, 50, { n: 1 }), add(3, 3));
    world.store.photo(50, 1, { contentVersion: 2 });
    world.store.waiting = [{ layerId: TREES, globalId: id(1), isGone: false }];
    const running = world.sync();
    const request = await world.service.next('synchronizeReplica');
    const [trees] = request.args[0].edits;
    expect(trees?.features.updates).to.be.empty;
    expect([trees?.features.adds.length, trees?.attachments.adds.length]).to.deep.equal([1, 1]);
    request.respond({ kind: 'reply', reply: reply({ results: [result(3), result(50, 'attachAdd')] }) });
    await running.end;
    expect(world.store.seqs).to.deep.equal([1]);
    expect(world.notes).to.deep.equal([{ kind: 'conflicts-waiting', count: 1 }]);
  });

  it('of a row that is gone keeps what hangs on it back too', async () => {
    const world = new World();
    world.store.edit(update(1, 1, { NAME: 'mine' }), inspection(2, 2, 1), attach(3, 50, { n: 1 }), add(4, 4));
    world.store.waiting = [{ layerId: TREES, globalId: id(1), isGone: true }];
    const running = world.sync();
    const request = await world.service.next('synchronizeReplica');
    expect(request.args[0].edits.map(({ layerId }) => layerId)).to.deep.equal([TREES]);
    request.respond({ kind: 'reply', reply: reply({ results: [result(4)] }) });
    await running.end;
    expect(world.store.seqs).to.deep.equal([1, 2, 3]);
  });
});

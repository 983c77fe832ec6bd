/** Rows that a service made twice are found and told, and never deleted silently (4). */
import { expect } from '@open-wc/testing';
import { add, description, failure, id, reply, result, row, TREES, withoutUniqueIds } from './support/samples.js';
import { World } from './support/world.js';

const plain = { ...description, layers: description.layers.map(withoutUniqueIds) };

describe('after adds were sent to a layer whose GlobalIDs are not unique (4)', () => {
  let world: World;
  const twice = () => [row(1), { ...row(1), attributes: { ...row(1).attributes, OBJECTID: 77 } }];
  const answer = async (): Promise<void> => {
    (await world.service.next('synchronizeReplica')).respond({ kind: 'reply', reply: reply({ results: [result(1)] }) });
  };

  beforeEach(() => {
    world = new World();
    world.service.automatic.describe = () => plain;
    world.store.edit(add(1, 1));
  });

  it('they are counted: a browser may send a POST twice by itself', async () => {
    world.service.automatic.queryByGlobalIds = () => twice();
    const running = world.sync();
    await answer();
    expect((await running.end).kind).to.equal('completed');
    expect(world.notes).to.deep.equal([
      { kind: 'doubled-rows', rows: [{ layerId: TREES, layerName: 'Trees', globalId: id(1), objectIds: [1, 77] }] },
    ]);
    expect(world.store.attempts).to.be.empty;
  });

  it('one row each is nothing to tell', async () => {
    world.service.hold({ rows: [row(1)] });
    const running = world.sync();
    await answer();
    await running.end;
    expect(world.notes).to.be.empty;
  });

  it('results are recorded first, and a count that breaks off is made up with the next sync', async () => {
    world.service.automatic.queryByGlobalIds = () => {
      throw failure('network');
    };
    const first = world.sync();
    await answer();
    expect((await first.end).kind).to.equal('completed');
    expect(world.store.seqs, 'its result is known').to.be.empty;
    expect(world.store.attempts).to.have.length(1);
    world.service.automatic.queryByGlobalIds = () => twice();
    const second = world.sync();
    (await world.service.next('synchronizeReplica')).respond({ kind: 'reply', reply: reply() });
    await second.end;
    expect(world.notes.map(({ kind }) => kind)).to.deep.equal(['doubled-rows']);
    expect(world.store.attempts).to.be.empty;
  });

  it('a service that answers no queries is not asked again', async () => {
    world.service.automatic.queryByGlobalIds = () => {
      throw failure('forbidden', { answered: true });
    };
    const running = world.sync();
    await answer();
    await running.end;
    expect(world.store.attempts).to.be.empty;
  });

  it('nothing is counted where GlobalIDs are unique', async () => {
    world.service.automatic.describe = () => description;
    const running = world.sync();
    await answer();
    await running.end;
    expect(world.service.count('queryByGlobalIds')).to.equal(0);
  });
});

describe('rows that the user may not see (4)', () => {
  it('count as unknown: nothing is sent again before somebody signed in, and the words say why', async () => {
    const world = new World();
    world.user = 'anonymous';
    const own = { ...plain, layers: plain.layers.map((layer) => ({ ...layer, ownRowsOnly: true as const })) };
    world.service.automatic.describe = () => own;
    if (world.store.geodatabase) world.store.geodatabase = { ...world.store.geodatabase, layers: own.layers };
    world.store.edit(add(1, 1));
    world.service.hold({});
    const running = world.sync();
    (await world.service.next('synchronizeReplica')).loseReply();
    await running.until('waiting-retry');
    (await world.clock.wait()).elapse();
    await running.until('reconciling');
    for (let turn = 0; turn < 50 && world.signIns.length === 0; turn += 1)
      await new Promise((done) => setTimeout(done));
    expect(world.signIns[0]?.message).to.contain('their own features only');
    expect(world.service.count('synchronizeReplica')).to.equal(1);
    world.user = 'ada';
    world.service.hold({ rows: [row(1)] });
    world.pauses.delete('needs-auth');
    (await world.service.next('synchronizeReplica')).respond({ kind: 'reply', reply: reply() });
    expect((await running.end).kind).to.equal('completed');
    expect(world.store.seqs).to.be.empty;
  });
});

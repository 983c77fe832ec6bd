/** Replicas that nobody here uses any more are remembered until the service has ended them. */
import { expect } from '@open-wc/testing';
import { add, failure, reply, unregister } from './support/samples.js';
import { World } from './support/world.js';

describe('a replica that was left', () => {
  const answer = async (world: World): Promise<void> => {
    (await world.service.next('synchronizeReplica')).respond({ kind: 'reply', reply: reply() });
  };

  it('an area can be removed without its service: the replica is noted first', async () => {
    const world = new World();
    const end = await world.start({ ...unregister, leaveReplica: true }).end;
    expect(end.kind).to.equal('completed');
    expect(world.service.seen).to.be.empty;
    expect(world.order('noteLeftReplica', 'clear')).to.deep.equal(['noteLeftReplica', 'clear']);
    expect([...world.leftReplicas]).to.deep.equal(['R1']);
    expect(world.store.geodatabase).to.equal(null);
  });

  it('but no edit without an explicit word (13)', async () => {
    const world = new World();
    world.store.edit(add(1, 1));
    const end = await world.start({ ...unregister, leaveReplica: true }).end;
    expect(end).to.have.nested.property('error.code', 'pending-edits');
    expect([...world.leftReplicas]).to.be.empty;
    expect(world.store.seqs).to.deep.equal([1]);
  });

  it('is unregistered when the service can be reached again, and forgotten', async () => {
    const world = new World();
    world.leftReplicas.add('OLD');
    const running = world.sync();
    const request = await world.service.next('unregisterReplica');
    expect(request.args[0]).to.equal('OLD');
    request.respond(undefined);
    await answer(world);
    await running.end;
    expect([...world.leftReplicas]).to.be.empty;
  });

  it('never the one that is in use: the page may have died before another took its place', async () => {
    const world = new World();
    world.leftReplicas.add('R1');
    const running = world.sync();
    await answer(world);
    await running.end;
    expect(world.service.count('unregisterReplica')).to.equal(0);
    expect([...world.leftReplicas]).to.deep.equal(['R1']);
  });

  it('stays noted while the connection breaks, and is given up where the service will never allow it', async () => {
    const world = new World();
    world.leftReplicas.add('OLD');
    const first = world.sync();
    (await world.service.next('unregisterReplica')).reject(failure('network'));
    await answer(world);
    expect((await first.end).kind, 'it keeps nobody from syncing').to.equal('completed');
    expect([...world.leftReplicas]).to.deep.equal(['OLD']);
    const second = world.sync();
    (await world.service.next('unregisterReplica')).reject(failure('forbidden', { answered: true }));
    await answer(world);
    await second.end;
    expect([...world.leftReplicas]).to.be.empty;
  });
});

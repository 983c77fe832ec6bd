import { expect } from '@open-wc/testing';
import { add, attemptOf, failure, unregister } from './support/samples.js';
import { World } from './support/world.js';

describe('removing a geodatabase', () => {
  it('unregisters the replica, then removes what is here', async () => {
    const world = new World();
    const running = world.start(unregister);
    const request = await world.service.next('unregisterReplica');
    expect(request.args[0]).to.equal('R1');
    expect(world.order('heartbeat', 'unregisterReplica', 'clear')).to.deep.equal(['heartbeat', 'unregisterReplica']);
    request.respond(undefined);
    expect((await running.end).kind).to.equal('completed');
    expect(world.store.geodatabase).to.equal(null);
  });

  it('removes nothing while the service has not answered', async () => {
    const world = new World();
    const running = world.start(unregister);
    (await world.service.next('unregisterReplica')).loseReply();
    await running.until('waiting-retry');
    expect(world.store.geodatabase).not.to.equal(null);
    running.cancel();
  });

  it('a replica that the service does not know any more is as good as unregistered', async () => {
    const world = new World();
    const running = world.start(unregister);
    (await world.service.next('unregisterReplica')).reject(failure('replica-not-found', { answered: true }));
    expect((await running.end).kind).to.equal('completed');
  });

  it('does not ask what became of edits that are given up with it', async () => {
    const world = new World();
    world.store.edit(add(1, 1));
    world.store.attempts = [attemptOf({ statusUrl: 'https://gis.example.com/jobs/1' })];
    const running = world.start(unregister);
    (await world.service.next('unregisterReplica')).respond(undefined);
    expect((await running.end).kind).to.equal('completed');
    expect(world.service.seen.map(({ operation }) => operation)).to.deep.equal(['describe', 'unregisterReplica']);
    expect(world.store.attempts).to.deep.equal([]);
  });

  it('that goes on after a reload, with everything removed already, is done', async () => {
    const world = new World();
    world.store.geodatabase = null;
    expect((await world.start(unregister).end).kind).to.equal('completed');
    expect(world.service.seen).to.deep.equal([]);
  });
});

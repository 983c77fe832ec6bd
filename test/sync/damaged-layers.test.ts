/** Layers of which a part on this device cannot be read any more: fetched whole, and never in the way of what is to be sent. */
import { expect } from '@open-wc/testing';
import {
  INSPECTIONS,
  TREES,
  add,
  capabilities,
  changesOf,
  description,
  failure,
  id,
  reply,
  result,
  row,
} from './support/samples.js';
import { World } from './support/world.js';

const answered = (more: Parameters<typeof reply>[0]) => ({ kind: 'reply', reply: reply(more) }) as const;
const whole = [changesOf(TREES, { mode: 'replace', rows: [row(7)] }), changesOf(INSPECTIONS, { mode: 'replace' })];
const made = reply({
  replicaId: 'R2',
  replicaName: 'gdbsync_new',
  generations: { kind: 'perReplica', serverGen: 50 },
  changes: whole,
});

function damaged({ directionControl = true } = {}): World {
  const world = new World();
  world.store.damagedLayerIds = [TREES];
  world.store.edit(add(1, 1));
  world.service.hold({});
  world.service.automatic.listReplicas = () => [];
  world.service.automatic.describe = () => ({ ...description, capabilities: { ...capabilities, directionControl } });
  return world;
}

/** Answers what is sent, which must be the one edit, and waits for the end. */
async function sent(world: World, running: ReturnType<World['sync']>): Promise<void> {
  const sending = await world.service.next('synchronizeReplica');
  expect(sending.args[0].edits[0]?.features.adds).to.have.length(1);
  sending.respond(answered({ results: [result(1)] }));
  expect((await running.end).kind).to.equal('completed');
  expect(world.store.seqs).to.deep.equal([]);
}

describe('a damaged layer', () => {
  it('is fetched by a snapshot, then edits go', async () => {
    const world = damaged();
    const running = world.sync();
    const snapshot = await world.service.next('synchronizeReplica');
    expect(snapshot.args[0].leg.direction).to.equal('snapshot');
    snapshot.respond(answered({ changes: whole }));
    await sent(world, running);
    expect(world.store.damagedLayerIds).to.deep.equal([]);
  });

  it('that the service does not send leaves the edits their way: they go, and the damage stays noted', async () => {
    const world = damaged();
    const running = world.sync();
    (await world.service.next('synchronizeReplica')).reject(failure('service', { answered: true }));
    (await world.clock.wait()).elapse();
    await sent(world, running);
    expect(world.store.damagedLayerIds).to.deep.equal([TREES]);
  });

  it('is asked for again where the connection broke, before it is given up for this run', async () => {
    const world = damaged();
    const running = world.sync();
    for (let tries = 0; tries < 3; tries += 1) {
      const request = await world.service.next('synchronizeReplica');
      expect(request.args[0].leg.direction).to.equal('snapshot');
      request.loseReply();
      (await world.clock.wait()).elapse();
    }
    await sent(world, running);
  });

  describe('where the service has no direction control', () => {
    it('brings another replica; unsent edits are carried over, and the old one is unregistered', async () => {
      const world = damaged({ directionControl: false });
      const running = world.sync();
      (await world.service.next('createReplica')).respond({ kind: 'reply', reply: made });
      const old = await world.service.next('unregisterReplica');
      expect(old.args[0]).to.equal('R1');
      old.respond(undefined);
      await sent(world, running);
      expect(world.store.damagedLayerIds).to.deep.equal([]);
      expect(world.store.geodatabase).to.deep.include({ replicaId: 'R2' });
      expect([...world.store.rows.keys()]).to.include(`0/${id(7)}`);
      expect(world.notes).to.deep.equal([{ kind: 'replica-replaced', replicaName: 'gdbsync_new' }]);
    });

    it('lets the edits go also where the old replica cannot be unregistered', async () => {
      const world = damaged({ directionControl: false });
      const running = world.sync();
      (await world.service.next('createReplica')).respond({ kind: 'reply', reply: made });
      (await world.service.next('unregisterReplica')).reject(failure('forbidden', { answered: true }));
      await sent(world, running);
    });

    it('lets the edits go by the old replica where no other can be had', async () => {
      const world = damaged({ directionControl: false });
      const running = world.sync();
      (await world.service.next('createReplica')).reject(failure('forbidden', { answered: true }));
      (await world.clock.wait()).elapse();
      await sent(world, running);
      expect(world.store.geodatabase).to.deep.include({ replicaId: 'R1' });
      expect(world.store.damagedLayerIds).to.deep.equal([TREES]);
      expect(world.service.count('unregisterReplica')).to.equal(0);
    });
  });
});

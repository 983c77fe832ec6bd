/** What was loaded from a file gets a replica of its own, by rules that no answer of the service can bend. */
import { expect } from '@open-wc/testing';
import type { Operation } from '../../src/shared/records.js';
import type { ServiceCapabilities } from '../../src/sync/ports.js';
import { add, capabilities, description, failure, geodatabase, reply, trees, unregister } from './support/samples.js';
import { World } from './support/world.js';

const register: Operation = { kind: 'register', uid: 'r1', startedAt: 0, takeAnew: false };
const registration = { kind: 'pending', refReplicaId: 'OFFICE' } as const;

function loaded(can: Partial<ServiceCapabilities> = { registerExistingData: true }): World {
  const world = new World();
  world.store.geodatabase = { ...geodatabase, replicaId: '', registration };
  world.service.automatic.describe = () => ({ ...description, capabilities: { ...capabilities, ...can } });
  world.service.automatic.listReplicas = () => [];
  return world;
}

describe('registering a geodatabase out of a file', () => {
  it('names the replica that the file was made by, and what the data are up to date with', async () => {
    const world = loaded();
    const running = world.start(register);
    const request = await world.service.next('createReplica');
    expect(request.args[0].registerExistingData).to.deep.equal({
      refReplicaId: 'OFFICE',
      generations: geodatabase.generations,
    });
    expect(world.order('beginAttempt', 'noteCreate', 'createReplica')).to.deep.equal([
      'beginAttempt',
      'noteCreate',
      'createReplica',
    ]);
    request.respond({ kind: 'reply', reply: reply({ replicaId: 'MINE', replicaName: 'mine' }) });
    expect((await running.end).kind).to.equal('completed');
    expect(world.store.geodatabase?.replicaId).to.equal('MINE');
    expect(world.store.geodatabase?.registration).to.deep.equal({ kind: 'done', refReplicaId: 'OFFICE' });
  });

  it('keeps the generations of the file, whatever the service names', async () => {
    const world = loaded();
    const running = world.start(register);
    const later = { kind: 'perReplica', serverGen: 999_999 } as const;
    const generations = geodatabase.generations.kind === 'perReplica' ? later : null;
    (await world.service.next('createReplica')).respond({
      kind: 'reply',
      reply: reply({ replicaId: 'MINE', generations }),
    });
    await running.end;
    expect(world.store.geodatabase?.generations).to.deep.equal(geodatabase.generations);
  });

  it('refuses the replica of the file itself, and an answer without one', async () => {
    for (const replicaId of ['OFFICE', null, '']) {
      const world = loaded();
      const running = world.start(register);
      (await world.service.next('createReplica')).respond({ kind: 'reply', reply: reply({ replicaId }) });
      expect(await running.end, String(replicaId)).to.have.nested.property('error.code', 'bad-reply');
      expect(world.store.geodatabase?.registration).to.deep.equal(registration);
    }
  });

  it('says that the original is gone where the service does not know it', async () => {
    const world = loaded();
    const running = world.start(register);
    (await world.service.next('createReplica')).reject(failure('replica-not-found', { answered: true }));
    expect(await running.end).to.have.nested.property('error.code', 'original-unregistered');
    expect(world.store.geodatabase?.registration).to.deep.equal(registration);
  });

  it('asks nothing of a service that cannot, or whose layers are others', async () => {
    const unable = loaded({ registerExistingData: false });
    expect(await unable.start(register).end).to.have.nested.property('error.code', 'not-supported');
    const changed = loaded();
    const fewer = { ...trees, fields: trees.fields.slice(0, -1) };
    const layers = description.layers.map((layer) => (layer.layerId === trees.layerId ? fewer : layer));
    changed.service.automatic.describe = () => ({
      ...description,
      layers,
      capabilities: { ...capabilities, registerExistingData: true },
    });
    const end = await changed.start(register).end;
    expect(end).to.have.nested.property('error.code', 'schema-mismatch');
    expect(end)
      .to.have.nested.property('error.message')
      .that.includes(trees.fields.at(-1)?.name ?? '');
    for (const world of [unable, changed])
      expect(world.service.seen.map(({ operation }) => operation)).to.not.include('createReplica');
  });

  it('keeps edits that were made before', async () => {
    const world = loaded();
    world.store.edit(add(1, 1));
    const running = world.start(register);
    (await world.service.next('createReplica')).respond({ kind: 'reply', reply: reply({ replicaId: 'MINE' }) });
    await running.end;
    expect(world.store.log.length).to.equal(1);
  });

  it('comes before any sync: one without it is refused and sends nothing', async () => {
    const world = loaded();
    world.store.edit(add(1, 1));
    expect(await world.sync().end).to.have.nested.property('error.code', 'not-registered');
    expect(world.service.seen.map(({ operation }) => operation)).to.deep.equal(['describe']);
  });

  it('what was never registered is removed without a word to the service, and may be loaded again', async () => {
    const world = loaded();
    expect((await world.start(unregister).end).kind).to.equal('completed');
    expect(world.service.seen).to.deep.equal([]);
    expect(world.buried).to.deep.equal([]);
  });

  it('what was registered is remembered with the replica of its file when it is unregistered', async () => {
    const world = loaded();
    world.store.geodatabase = { ...geodatabase, replicaId: 'MINE', registration: { ...registration, kind: 'done' } };
    const running = world.start(unregister);
    const request = await world.service.next('unregisterReplica');
    expect(request.args[0]).to.equal('MINE');
    expect(world.buried).to.deep.equal([]);
    request.respond(undefined);
    await running.end;
    expect(world.buried).to.deep.equal(['MINE', 'OFFICE']);
  });

  it('a load without its file, as after a reload, ends and changes nothing', async () => {
    const world = new World();
    world.store.geodatabase = null;
    const end = await world.start({ kind: 'load', uid: 'l1', startedAt: 0 }).end;
    expect(end).to.have.nested.property('error.code', 'aborted');
    expect(world.service.seen).to.deep.equal([]);
  });
});

import { expect } from '@open-wc/testing';
import type { Operation } from '../../src/shared/records.js';
import {
  INSPECTIONS,
  START,
  TREES,
  add,
  changesOf,
  failure,
  generate,
  generateParameters,
  geodatabase,
  id,
  layers,
  reply,
  row,
} from './support/samples.js';
import { World } from './support/world.js';
import type { Running } from './support/world.js';

const JOB = 'https://gis.example.com/arcgis/rest/services/Trees/FeatureServer/jobs/1';
const DAY = 24 * 3_600_000;
const made = reply({ replicaId: 'R7', changes: [changesOf(TREES, { mode: 'replace', rows: [row(1), row(2)] })] });
const done = {
  kind: 'done',
  status: 'Completed',
  resultUrl: 'https://gis.example.com/out/1',
  withErrors: false,
} as const;

function empty(): World {
  const world = new World();
  world.store.geodatabase = null;
  return world;
}

function generating(world: World = empty(), operation: Operation = generate): { world: World; running: Running } {
  return { world, running: world.start(operation) };
}

const replica = (replicaId: string, replicaName: string) => ({
  replicaId,
  replicaName,
  owner: null,
  createdAt: null,
  lastSyncAt: null,
  version: null,
});

describe('taking an area offline', () => {
  it('commits the attempt here and notes it in the catalogue before the request leaves (3)', async () => {
    const { world, running } = generating();
    const request = await world.service.next('createReplica');
    expect(world.order('beginAttempt', 'noteCreate', 'createReplica')).to.deep.equal([
      'beginAttempt',
      'noteCreate',
      'createReplica',
    ]);
    const attempt = world.store.openAttempt;
    expect(attempt).to.deep.include({ kind: 'create', parameters: generateParameters, startedAt: START });
    expect(request.args[0].replicaName).to.equal('gdbsync_ada_phone_20231114_uuid1');
    expect(attempt).to.have.property('replicaName', request.args[0].replicaName);
    expect(attempt?.uid).to.equal('uuid-1');
    running.cancel();
  });

  it('makes rows, record and generation visible in one step, which settles the attempt', async () => {
    const { world, running } = generating();
    (await world.service.next('createReplica')).respond({ kind: 'reply', reply: made });
    expect((await running.end).totals).to.include({ receivedFeatures: 2 });
    expect(world.store.geodatabase).to.deep.include({
      replicaId: 'R7',
      serviceUrl: geodatabase.serviceUrl,
      generations: { kind: 'perReplica', serverGen: 11 },
      layers,
      queries: generateParameters.layers,
      spatialReference: { wkid: 3857 },
      lastSyncAt: START,
    });
    expect(world.order('commitDownload', 'settleAttempt')).to.deep.equal(['commitDownload']);
    expect(world.store.attempts).to.deep.equal([]);
  });

  it('a replica that says neither id nor generation is not taken: it could never be synced', async () => {
    for (const missing of [{ replicaId: null }, { generations: null }]) {
      const { world, running } = generating();
      (await world.service.next('createReplica')).respond({ kind: 'reply', reply: { ...made, ...missing } });
      expect(await running.end).to.have.nested.property('error.code', 'bad-reply');
      expect(world.store.geodatabase).to.equal(null);
      expect(world.store.attempts).to.have.length(1);
    }
  });

  it('an apply that fails leaves the attempt open, so that the replica is found and unregistered', async () => {
    const { world, running } = generating();
    world.store.failNext('commitDownload', failure('storage-full'));
    (await world.service.next('createReplica')).respond({ kind: 'reply', reply: made });
    await running.end;
    world.start(generate);
    (await world.service.next('listReplicas')).respond([replica('R7', 'gdbsync_ada_phone_20231114_uuid1')]);
    expect((await world.service.next('unregisterReplica')).args[0]).to.equal('R7');
  });
});

describe('a createReplica whose reply was lost', () => {
  const lost = async (): Promise<{ world: World; running: Running }> => {
    const { world, running } = generating();
    (await world.service.next('createReplica')).loseReply();
    (await world.clock.wait()).elapse();
    return { world, running };
  };

  it('its replica is found by the uid in its name and unregistered, then one is made anew (3)', async () => {
    const { world, running } = await lost();
    const list = await world.service.next('listReplicas');
    list.respond([replica('R1', 'gdbsync_bob_uuid2'), replica('R7', 'GDBSYNC_ADA_PHONE_20231114_UUID1')]);
    const gone = await world.service.next('unregisterReplica');
    expect(gone.args[0]).to.equal('R7');
    gone.respond(undefined);
    const again = await world.service.next('createReplica');
    expect(again.args[0].replicaName).to.include('uuid2');
    again.respond({ kind: 'reply', reply: made });
    expect((await running.end).kind).to.equal('completed');
    expect(world.orphans.map(({ uid }) => uid)).to.deep.equal(['uuid-2']);
  });

  it('one that is gone by then is as good as unregistered', async () => {
    const { world } = await lost();
    (await world.service.next('listReplicas')).respond([replica('R7', 'x_uuid1')]);
    (await world.service.next('unregisterReplica')).reject(failure('replica-not-found', { answered: true }));
    await world.service.next('createReplica');
    expect(world.orphans.map(({ uid }) => uid)).to.deep.equal(['uuid-2']);
  });

  it('one that is not in the list may come yet: its note stays, and the next one asked for looks again', async () => {
    const { world, running } = await lost();
    (await world.service.next('listReplicas')).respond([]);
    // The sweep before the new request looks once more.
    (await world.service.next('listReplicas')).respond([]);
    await world.service.next('createReplica');
    expect(world.orphans.map(({ uid }) => uid)).to.deep.equal(['uuid-1', 'uuid-2']);
    running.cancel();
  });

  for (const [what, error] of [
    ['answers no', failure('forbidden', { answered: true, status: 403 })],
    ['has no such page', failure('http', { status: 404 })],
  ] as const) {
    it(`a service that ${what} when its replicas are asked for keeps nobody from trying again`, async () => {
      const { world, running } = await lost();
      world.service.automatic.listReplicas = () => {
        throw error;
      };
      const again = await world.service.next('createReplica');
      again.respond({ kind: 'reply', reply: made });
      expect((await running.end).kind).to.equal('completed');
    });
  }

  it('nothing is made anew while the list cannot be asked for', async () => {
    const { world, running } = await lost();
    (await world.service.next('listReplicas')).loseReply();
    await running.until('waiting-retry');
    expect(world.store.attempts).to.have.length(1);
    running.cancel();
  });
});

describe('a createReplica that became a job', () => {
  const ordered = async (): Promise<World> => {
    const { world } = generating();
    (await world.service.next('createReplica')).respond({ kind: 'job', statusUrl: JOB });
    await world.service.next('jobStatus');
    return world;
  };

  it('is found again after a reload: its replica is taken, and no second one is ordered (3)', async () => {
    const world = await ordered();
    world.service.automatic.jobStatus = () => done;
    const reloaded = world.start(generate);
    (await world.service.next('readResult')).respond({ kind: 'reply', reply: made });
    expect((await reloaded.end).kind).to.equal('completed');
    expect(world.service.count('createReplica')).to.equal(1);
    expect(world.store.geodatabase).to.deep.include({
      replicaId: 'R7',
      replicaName: 'gdbsync_ada_phone_20231114_uuid1',
    });
  });

  it('for another area is not taken for this one', async () => {
    const world = await ordered();
    const extent = { xmin: 0, ymin: 0, xmax: 1, ymax: 1 };
    const elsewhere: Operation = { ...generate, parameters: { ...generateParameters, extent } };
    world.start(elsewhere);
    (await world.service.next('listReplicas')).respond([replica('R7', 'x_uuid1')]);
    (await world.service.next('unregisterReplica')).respond(undefined);
    const again = await world.service.next('createReplica');
    expect(again.args[0].parameters.extent).to.deep.equal(extent);
    expect(world.service.count('jobStatus')).to.equal(1);
  });

  it('that failed: its replica, if there is any, is unregistered, and one is made anew', async () => {
    const world = await ordered();
    world.start(generate);
    (await world.service.next('jobStatus')).respond({ kind: 'failed', error: null });
    (await world.service.next('listReplicas')).respond([]);
    (await world.service.next('listReplicas')).respond([]);
    await world.service.next('createReplica');
  });
});

describe('a generate that goes on after a reload', () => {
  it('with the replica here already orders none, and fetches the photos that are still missing', async () => {
    const world = new World();
    world.store.photo(50, 1, { state: { kind: 'received', bytesHere: false }, url: 'https://gis.example.com/a' });
    world.store.edit(add(1, 9));
    const { running } = generating(world);
    (await world.service.next('readAttachment')).respond([new Uint8Array([1])]);
    expect(await running.end).to.deep.include({ kind: 'completed' });
    expect(world.service.seen.map(({ operation }) => operation)).to.deep.equal(['readAttachment']);
    expect(world.store.seqs).to.deep.equal([1]);
  });

  it('with everything here is done, without a connection', async () => {
    const { world, running } = generating(new World());
    expect((await running.end).kind).to.equal('completed');
    expect(world.service.seen).to.deep.equal([]);
  });
});

describe('orphans of earlier attempts', () => {
  const orphan = { uid: 'uuid-x', replicaName: 'x_uuidx', startedAt: START };

  it('are unregistered before a new replica is asked for, and forgotten', async () => {
    const world = empty();
    world.orphans.push(orphan);
    generating(world);
    (await world.service.next('listReplicas')).respond([replica('R5', 'x_uuidx'), replica('R6', 'somebody')]);
    const gone = await world.service.next('unregisterReplica');
    expect(gone.args[0]).to.equal('R5');
    gone.respond(undefined);
    await world.service.next('createReplica');
    expect(world.orphans.map(({ uid }) => uid)).to.deep.equal(['uuid-1']);
  });

  it('are looked for by the next sync too: one made late, or twice by one request, is unregistered, and this device keeps its own', async () => {
    const { world, running } = generating();
    (await world.service.next('createReplica')).respond({ kind: 'reply', reply: made });
    await running.end;
    expect(world.orphans.map(({ uid }) => uid)).to.deep.equal(['uuid-1']);
    const syncing = world.sync();
    const twin = replica('R8', 'x_uuid1');
    (await world.service.next('listReplicas')).respond([twin, replica(made.replicaId ?? '', 'x_uuid1')]);
    const gone = await world.service.next('unregisterReplica');
    expect(gone.args[0]).to.equal('R8');
    gone.respond(undefined);
    await world.service.next('synchronizeReplica');
    expect(world.orphans).to.deep.equal([]);
    expect(world.service.count('unregisterReplica')).to.equal(1);
    syncing.cancel();
  });

  it('that never showed up are forgotten after a day', async () => {
    const world = empty();
    world.orphans.push(orphan, { ...orphan, uid: 'uuid-old', startedAt: START - DAY - 1 });
    world.service.automatic.listReplicas = () => [];
    generating(world);
    await world.service.next('createReplica');
    expect(world.orphans.map(({ uid }) => uid)).to.deep.equal(['uuid-x', 'uuid-1']);
  });

  it('that the service will not show are no reason not to go on', async () => {
    const world = empty();
    world.orphans.push(orphan);
    world.service.automatic.listReplicas = () => {
      throw failure('forbidden', { answered: true });
    };
    generating(world);
    await world.service.next('createReplica');
  });
});

describe('layers of a new replica', () => {
  it('that came without a row are taken all the same, and empty', async () => {
    const { world, running } = generating();
    world.store.rows.set(`${INSPECTIONS}/${id(9)}`, { attributes: {} });
    (await world.service.next('createReplica')).respond({ kind: 'reply', reply: made });
    await running.end;
    expect([...world.store.rows.keys()]).to.deep.equal([`${TREES}/${id(1)}`, `${TREES}/${id(2)}`]);
  });
});

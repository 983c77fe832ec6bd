import { expect } from '@open-wc/testing';
import { add, attemptOf, failure, id, reply, result, row } from './support/samples.js';
import { settled } from './support/soon.js';
import { World } from './support/world.js';
import type { Running } from './support/world.js';

const JOB = 'https://gis.example.com/arcgis/rest/services/Trees/FeatureServer/jobs/1';
const FILE = 'https://gis.example.com/arcgis/rest/directories/out/1.json?sig=1';
const DAY = 24 * 3_600_000;
const done = { kind: 'done', status: 'Completed', resultUrl: FILE, withErrors: false } as const;
const isRunning = { kind: 'running', status: 'ExportChanges' } as const;

/** A result file, read. */
const read = (more: Parameters<typeof reply>[0]) => ({ kind: 'reply', reply: reply(more) }) as const;

/** A sync of one add that the service made a job of. */
async function withJob(world: World = new World()): Promise<{ world: World; running: Running }> {
  world.store.edit(add(1, 1));
  const running = world.sync();
  (await world.service.next('synchronizeReplica')).respond({ kind: 'job', statusUrl: JOB });
  await running.until('waiting-server');
  return { world, running };
}

/** The page went away while the job ran; a new one takes hold, after a while. */
async function reloaded(afterMs = 0): Promise<{ world: World; running: Running }> {
  const { world } = await withJob();
  await world.service.next('jobStatus');
  world.clock.advance(afterMs);
  return { world, running: world.sync() };
}

describe('a job', () => {
  it('is polled until it is done: once soon, then every two seconds', async () => {
    const world = new World();
    world.clock.passesAtOnce = null;
    const { running } = await withJob(world);
    const waits: number[] = [];
    for (let poll = 0; poll < 3; poll += 1) {
      const wait = await world.clock.wait();
      waits.push(wait.ms);
      wait.elapse();
      const asked = await world.service.next('jobStatus');
      if (poll < 2) asked.respond(isRunning);
      else asked.respond(done);
    }
    expect(waits).to.deep.equal([500, 2000, 2000]);
    expect(running.events).to.deep.include({ type: 'job-progress', status: 'ExportChanges' });
    const file = await world.service.next('readResult');
    expect(file.args[0]).to.equal(FILE);
    file.respond(read({ results: [result(1)] }));
    expect((await running.end).kind).to.equal('completed');
    expect(world.store.seqs).to.deep.equal([]);
  });

  it('its result address, which may be signed, is never stored (12)', async () => {
    const { world, running } = await withJob();
    (await world.service.next('jobStatus')).respond(done);
    await world.service.next('readResult');
    expect(JSON.stringify(world.store.attempts)).not.to.include('sig=1');
    running.cancel();
  });

  it('is found again after a reload, and its results are recorded, not asked for anew', async () => {
    const { world, running } = await reloaded();
    expect((await world.service.next('jobStatus')).args[0]).to.equal(JOB);
    world.service.automatic.jobStatus = () => done;
    running.cancel();
    const again = world.sync();
    (await world.service.next('readResult')).respond(read({ results: [result(1)] }));
    // What came since is planned now.
    (await world.service.next('synchronizeReplica')).respond({ kind: 'reply', reply: reply() });
    expect((await again.end).totals).to.include({ sentFeatures: 1 });
    expect(world.service.count('queryByGlobalIds')).to.equal(0);
    expect(world.store.attempts).to.deep.equal([]);
  });

  it('that failed ends the run with its reason; the next one asks the layers', async () => {
    const { world, running } = await withJob();
    (await world.service.next('jobStatus')).respond({
      kind: 'failed',
      error: { code: 400, description: 'out of disk' },
    });
    const end = await running.end;
    expect(end).to.have.nested.property('error.code', 'job-failed');
    expect(end).to.have.nested.property('error.message').that.includes('out of disk');
    expect(world.store.openAttempt).to.deep.include({ statusUrl: null, connectionEndedAt: world.clock.now() });
    const next = world.sync();
    await world.service.next('queryByGlobalIds');
    expect(world.service.count('jobStatus')).to.equal(1);
    next.cancel();
  });

  it('that failed while nobody looked: the layers are asked at once', async () => {
    const { world, running } = await reloaded();
    (await world.service.next('jobStatus')).respond({ kind: 'failed', error: null });
    expect((await world.service.next('queryByGlobalIds')).args[1]).to.deep.equal([id(1)]);
    running.cancel();
  });

  for (const [what, error] of [
    ['with its own words', failure('service', { answered: true, serviceCode: 400 })],
    ['with a plain 404', failure('http', { answered: false, status: 404 })],
    ['with a 403', failure('forbidden', { answered: false, status: 403 })],
  ] as const) {
    it(`that the service has forgotten, told ${what}: the layers are asked`, async () => {
      const { world, running } = await reloaded();
      (await world.service.next('jobStatus')).reject(error);
      await world.service.next('queryByGlobalIds');
      expect(world.store.openAttempt).to.have.property('statusUrl', null);
      running.cancel();
    });
  }

  it('that cannot be reached is asked again, and not given up', async () => {
    const { world, running } = await reloaded();
    (await world.service.next('jobStatus')).reject(failure('http', { status: 500, retryable: true }));
    await running.until('waiting-retry');
    expect(world.store.openAttempt).to.have.property('statusUrl', JOB);
    running.cancel();
  });

  for (const [what, answer] of [
    ['still says that it runs', isRunning],
    ['always breaks', failure('http', { status: 500, retryable: true })],
  ] as const) {
    it(`that after more than a day ${what} is given up: the layers are asked`, async () => {
      const { world, running } = await reloaded(DAY + 1);
      const request = await world.service.next('jobStatus');
      if (answer instanceof Error) request.reject(answer);
      else request.respond(answer);
      await world.service.next('queryByGlobalIds');
      expect(world.store.openAttempt).to.have.property('statusUrl', null);
      running.cancel();
    });
  }

  it('that never ends while somebody waits ends the run after a day; the next one asks the layers', async () => {
    const { world, running } = await withJob();
    (await world.service.next('jobStatus')).respond(isRunning);
    await world.clock.wait();
    world.service.automatic.jobStatus = () => isRunning;
    world.clock.advance(DAY + 1);
    expect(await running.end).to.have.nested.property('error.code', 'job-failed');
    expect(world.store.openAttempt).to.have.property('statusUrl', null);
    world.sync();
    await world.service.next('queryByGlobalIds');
  });

  it('done without a result: the layers are asked at the next try', async () => {
    const { world, running } = await withJob();
    (await world.service.next('jobStatus')).respond({ ...done, resultUrl: null });
    expect(await running.end).to.have.nested.property('error.code', 'bad-reply');
    world.sync();
    await world.service.next('queryByGlobalIds');
  });

  it('that answers without a word about an edit is not asked for the same again: the layers are', async () => {
    const { world, running } = await withJob();
    (await world.service.next('jobStatus')).respond(done);
    (await world.service.next('readResult')).respond(read({ results: [] }));
    world.service.hold({ rows: [row(1)] });
    (await world.service.next('synchronizeReplica')).respond({ kind: 'reply', reply: reply() });
    expect((await running.end).kind).to.equal('completed');
    expect(world.service.count('jobStatus')).to.equal(1);
    expect(world.store.attempts).to.deep.equal([]);
  });
});

describe('a result file', () => {
  const atFile = async (): Promise<{ world: World; running: Running }> => {
    const { world, running } = await withJob();
    (await world.service.next('jobStatus')).respond(done);
    return { world, running };
  };

  it('that is gone: the job is asked once for a fresh address', async () => {
    const { world, running } = await atFile();
    (await world.service.next('readResult')).reject(failure('http', { status: 404 }));
    (await world.clock.wait()).elapse();
    world.service.automatic.jobStatus = () => ({ ...done, resultUrl: `${FILE}2` });
    const fresh = await world.service.next('readResult');
    expect(fresh.args[0]).to.equal(`${FILE}2`);
    fresh.respond(read({ results: [result(1)] }));
    (await world.service.next('synchronizeReplica')).respond({ kind: 'reply', reply: reply() });
    expect((await running.end).kind).to.equal('completed');
  });

  it('that is gone twice is given up: the run fails, the next one asks the layers', async () => {
    const { world, running } = await atFile();
    world.service.automatic.jobStatus = () => done;
    world.service.automatic.readResult = () => {
      throw failure('http', { status: 404 });
    };
    (await world.clock.wait()).elapse();
    expect(await running.end).to.have.nested.property('error.code', 'http');
    expect(world.service.count('readResult')).to.equal(2);
    expect(world.store.openAttempt).to.have.property('statusUrl', null);
    world.sync();
    await world.service.next('queryByGlobalIds');
    expect(world.store.seqs).to.deep.equal([1]);
  });

  it('that breaks on its way is asked for again, from the job', async () => {
    const { world, running } = await atFile();
    (await world.service.next('readResult')).loseReply();
    (await world.clock.wait()).elapse();
    (await world.service.next('jobStatus')).respond(done);
    (await world.service.next('readResult')).respond(read({ results: [result(1)] }));
    (await world.service.next('synchronizeReplica')).respond({ kind: 'reply', reply: reply() });
    expect((await running.end).totals).to.include({ sentFeatures: 1 });
  });

  it('offered without a job, and then not read: the layers are asked, and it is known since when', async () => {
    const world = new World();
    world.store.edit(add(1, 1));
    const running = world.sync();
    (await world.service.next('synchronizeReplica')).respond({ kind: 'file', url: FILE });
    (await world.service.next('readResult')).loseReply();
    await running.until('waiting-retry');
    expect(world.store.openAttempt).to.have.property('connectionEndedAt', attemptOf().startedAt);
    (await world.clock.wait()).elapse();
    await world.service.next('queryByGlobalIds');
    running.cancel();
  });

  it('tells how much of it has come', async () => {
    const { world, running } = await atFile();
    const file = await world.service.next('readResult');
    file.args[1].onProgress(10, 40);
    expect(running.state).to.include({ kind: 'downloading', what: 'changes', bytesDone: 10, bytesTotal: 40 });
    running.cancel();
    await settled();
  });
});

import { expect } from '@open-wc/testing';
import { add, description, failure, reply, result } from './support/samples.js';
import type { WaitingRetryState } from '../../src/sync/state.js';
import { settled, soon } from './support/soon.js';
import { World } from './support/world.js';

const offline = (): never => {
  throw failure('network');
};

describe('what fails and may pass', () => {
  it('is tried again after growing waits, and then given up for a person to decide', async () => {
    const world = new World();
    world.service.automatic.describe = offline;
    const running = world.sync();
    const waits: number[] = [];
    for (let retry = 0; retry < 8; retry += 1) {
      const wait = await world.clock.wait();
      waits.push(wait.ms);
      wait.elapse();
      await settled();
    }
    expect(waits).to.deep.equal([2000, 5000, 15_000, 30_000, 60_000, 60_000, 60_000, 60_000]);
    expect(await running.end).to.have.nested.property('error.code', 'network');
    expect(world.service.count('describe')).to.equal(9);
  });

  it('waits as long as the service asks', async () => {
    const world = new World();
    world.service.automatic.describe = () => {
      throw failure('rate-limited', { retryAfterMs: 90_000 });
    };
    const running = world.sync();
    expect((await world.clock.wait()).ms).to.equal(90_000);
    expect(running.state).to.include({ kind: 'waiting-retry', nextAt: world.clock.now() + 90_000 });
    running.cancel();
  });

  it('but not for hours: then a person is told', async () => {
    const world = new World();
    world.service.automatic.describe = () => {
      throw failure('rate-limited', { retryAfterMs: 3_600_000 });
    };
    expect((await world.sync().end).kind).to.equal('failed');
  });

  it('goes on at once when a person says so', async () => {
    const world = new World();
    world.service.automatic.describe = offline;
    const running = world.sync();
    await running.until('waiting-retry');
    world.service.automatic.describe = () => description;
    world.wake();
    (await world.service.next('synchronizeReplica')).respond({ kind: 'reply', reply: reply() });
    expect((await running.end).kind).to.equal('completed');
  });

  it('is tried again soon when the connection is back, at a moment of its own, and the state says when', async () => {
    const world = new World();
    world.service.automatic.describe = offline;
    world.chance = () => 0.5;
    const running = world.sync();
    await running.until('waiting-retry');
    world.wake({ kind: 'connection-back', awayMs: 3_600_000 });
    await soon('the new time', () => (running.state as WaitingRetryState).nextAt === world.clock.now() + 30_000);
    expect(running.state.kind).to.equal('waiting-retry');
    expect(world.service.count('describe')).to.equal(1);
    world.service.automatic.describe = () => description;
    (await world.clock.wait()).elapse();
    (await world.service.next('synchronizeReplica')).respond({ kind: 'reply', reply: reply() });
    expect((await running.end).kind).to.equal('completed');
  });

  it('is tried at once by a person who does not want to wait for that moment', async () => {
    const world = new World();
    world.service.automatic.describe = offline;
    world.chance = () => 0.5;
    const running = world.sync();
    await running.until('waiting-retry');
    world.wake({ kind: 'connection-back', awayMs: 3_600_000 });
    await settled();
    world.wake();
    await soon('the next try', () => world.service.count('describe') === 2);
    running.cancel();
  });

  it('fails before anything is at stake when there is no connection: no attempt is opened', async () => {
    const world = new World();
    world.store.edit(add(1, 1));
    world.service.automatic.describe = offline;
    const running = world.sync();
    await running.until('waiting-retry');
    expect(world.journal).not.to.include('beginAttempt');
    running.cancel();
  });

  it('begins to count anew when edits have got through', async () => {
    const world = new World();
    world.store.edit(add(1, 1));
    world.service.automatic.describe = offline;
    const running = world.sync();
    for (let retry = 0; retry < 4; retry += 1) (await world.clock.wait()).elapse();
    world.service.automatic.describe = () => description;
    const request = await world.service.next('synchronizeReplica');
    expect(running.state).to.have.nested.property('run.retries', 4);
    world.service.automatic.readAttachment = offline;
    world.store.photo(50, 1, { state: { kind: 'received', bytesHere: false }, url: 'https://gis.example.com/a' });
    request.respond({ kind: 'reply', reply: reply({ results: [result(1)] }) });
    await running.until('waiting-retry');
    expect(running.state).to.have.nested.property('run.retries', 1);
    running.cancel();
  });
});

describe('what fails and will not pass', () => {
  for (const code of ['forbidden', 'not-supported', 'storage-full', 'storage-lost'] as const) {
    it(`${code} ends the run at once, and discards nothing (8)`, async () => {
      const world = new World();
      world.store.edit(add(1, 1));
      const running = world.sync();
      (await world.service.next('synchronizeReplica')).reject(failure(code, { answered: true }));
      expect(await running.end).to.have.nested.property('error.code', code);
      expect(world.store.seqs).to.deep.equal([1]);
      expect(world.store.attempts).to.have.length(1);
    });
  }

  for (const code of ['timeout', 'not-json', 'http', 'bad-reply'] as const) {
    it(`${code} in place of a reply discards nothing (8)`, async () => {
      const world = new World();
      world.store.edit(add(1, 1));
      const running = world.sync();
      (await world.service.next('synchronizeReplica')).reject(failure(code));
      await settled();
      expect(world.store.seqs).to.deep.equal([1]);
      expect(world.store.attempts).to.have.length(1);
      running.cancel();
    });
  }

  it('a service without sync is named as such, with what to switch on', async () => {
    const world = new World();
    const capabilities = { ...description.capabilities, canSync: false };
    world.service.automatic.describe = () => ({ ...description, capabilities });
    const end = await world.sync().end;
    expect(end).to.have.nested.property('error.code', 'not-supported');
    expect(end).to.have.nested.property('error.message').that.includes('Enable Sync');
  });

  it('a mistake of our own is an error of its own, not a crash', async () => {
    const world = new World();
    world.service.automatic.describe = () => {
      throw new TypeError('x is not a function');
    };
    expect(await world.sync().end).to.have.nested.property('error.code', 'internal');
  });
});

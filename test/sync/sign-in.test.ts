import { expect } from '@open-wc/testing';
import { add, failure, generate, reply, result } from './support/samples.js';
import { settled } from './support/soon.js';
import { World } from './support/world.js';

const expired = () => failure('token-invalid', { answered: true });

describe('a token that the service refuses', () => {
  for (const code of ['token-invalid', 'token-required'] as const) {
    it(`${code} while edits are submitted: nothing was done, so the attempt is settled; after the sign-in the same step goes on`, async () => {
      const world = new World();
      world.store.edit(add(1, 1));
      const running = world.sync();
      (await world.service.next('synchronizeReplica')).reject(failure(code, { answered: true }));
      await settled();
      expect(world.pauses.reasons).to.deep.equal(['needs-auth']);
      expect(world.signIns.map((error) => error.code)).to.deep.equal([code]);
      expect(world.store.attempts).to.deep.equal([]);
      expect(running.state.kind).to.equal('submitting');
      world.pauses.delete('needs-auth');
      (await world.service.next('synchronizeReplica')).respond({
        kind: 'reply',
        reply: reply({ results: [result(1)] }),
      });
      expect((await running.end).kind).to.equal('completed');
      expect(world.service.count('queryByGlobalIds')).to.equal(0);
    });
  }

  it('while the service is described: the run waits where it is', async () => {
    const world = new World();
    const describeAgain = world.service.automatic.describe!;
    world.service.automatic.describe = () => {
      throw expired();
    };
    const running = world.sync();
    await settled();
    expect(running.kinds).to.deep.equal(['preparing']);
    world.service.automatic.describe = describeAgain;
    world.pauses.delete('needs-auth');
    await world.service.next('synchronizeReplica');
    running.cancel();
  });

  it('while the layers are asked after a lost reply: the attempt stays open and the look is taken after the sign-in (8)', async () => {
    const world = new World();
    world.store.edit(add(1, 1));
    const running = world.sync();
    (await world.service.next('synchronizeReplica')).loseReply();
    (await world.clock.wait()).elapse();
    (await world.service.next('queryByGlobalIds')).reject(expired());
    await settled();
    expect(world.store.attempts).to.have.length(1);
    world.pauses.delete('needs-auth');
    await world.service.next('queryByGlobalIds');
    expect(world.service.count('synchronizeReplica')).to.equal(1);
    running.cancel();
  });

  it('while a job is asked for, here or after a reload: its address is kept', async () => {
    const world = new World();
    world.store.edit(add(1, 1));
    const running = world.sync();
    (await world.service.next('synchronizeReplica')).respond({
      kind: 'job',
      statusUrl: 'https://gis.example.com/jobs/1',
    });
    (await world.service.next('jobStatus')).reject(expired());
    await settled();
    running.cancel();
    await running.end;
    world.pauses.delete('needs-auth');
    const reloaded = world.sync();
    (await world.service.next('jobStatus')).reject(expired());
    await settled();
    expect(world.pauses.has('needs-auth')).to.equal(true);
    expect(world.store.openAttempt).to.have.property('statusUrl', 'https://gis.example.com/jobs/1');
    reloaded.cancel();
  });

  it('while photos are fetched: they are waited for, not skipped', async () => {
    const world = new World();
    world.store.photo(50, 1, { state: { kind: 'received', bytesHere: false }, url: 'https://gis.example.com/a' });
    const running = world.sync();
    (await world.service.next('synchronizeReplica')).respond({ kind: 'reply', reply: reply() });
    (await world.service.next('readAttachment')).reject(expired());
    await settled();
    expect(world.pauses.has('needs-auth')).to.equal(true);
    world.pauses.delete('needs-auth');
    (await world.service.next('readAttachment')).respond([new Uint8Array([1])]);
    expect((await running.end).totals).to.include({ receivedAttachments: 1 });
  });

  it('while a replica is made: no replica is there, so its attempt and note go', async () => {
    const world = new World();
    world.store.geodatabase = null;
    const running = world.start(generate);
    (await world.service.next('createReplica')).reject(expired());
    await settled();
    expect(world.store.attempts).to.deep.equal([]);
    expect(world.orphans).to.deep.equal([]);
    world.pauses.delete('needs-auth');
    await world.service.next('createReplica');
    running.cancel();
  });
});

describe('edits of somebody else', () => {
  for (const code of ['user-unknown', 'user-mismatch', 'anonymous-edits'] as const) {
    it(`${code}: nothing is sent before it is settled who sends`, async () => {
      const world = new World();
      world.store.edit({ ...add(1, 1), user: 'bob' });
      const asked: (readonly string[])[] = [];
      world.authorizeSend = async (users) => {
        asked.push(users);
        if (asked.length === 1) throw failure(code);
      };
      const running = world.sync();
      await settled();
      expect(asked).to.deep.equal([['bob']]);
      expect(world.journal).not.to.include('beginAttempt');
      world.pauses.delete('needs-auth');
      (await world.service.next('synchronizeReplica')).respond({
        kind: 'reply',
        reply: reply({ results: [result(1)] }),
      });
      expect((await running.end).kind).to.equal('completed');
    });
  }

  it('reading is allowed without that question', async () => {
    const world = new World();
    world.authorizeSend = () => Promise.reject(failure('user-unknown'));
    const running = world.sync();
    (await world.service.next('synchronizeReplica')).respond({ kind: 'reply', reply: reply() });
    expect((await running.end).kind).to.equal('completed');
  });
});

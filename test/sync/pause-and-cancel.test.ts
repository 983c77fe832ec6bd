import { expect } from '@open-wc/testing';
import type { SyncState } from '../../src/sync/state.js';
import { add, attach, description, failure, reply, result, row, withoutUniqueIds } from './support/samples.js';
import { settled } from './support/soon.js';
import { World } from './support/world.js';
import type { Running } from './support/world.js';

interface Stand {
  readonly world: World;
  readonly running: Running;
  /** Lets the work of this state go on to the run's end. */
  readonly goOn: () => Promise<void>;
}

const respondAll = async (world: World): Promise<void> => {
  (await world.service.next('synchronizeReplica')).respond({ kind: 'reply', reply: reply({ results: [result(1)] }) });
};

function begin(): { world: World; running: Running } {
  const world = new World();
  world.store.edit(add(1, 1));
  return { world, running: world.sync() };
}

/** A run that stands in each state in turn, with its effect at work. */
const stands: Readonly<
  Record<
    Exclude<SyncState['kind'], 'idle' | 'applying' | 'completed' | 'completed-with-errors' | 'failed' | 'cancelled'>,
    () => Promise<Stand>
  >
> = {
  preparing: async () => {
    const world = new World();
    delete world.service.automatic.describe;
    world.store.edit(add(1, 1));
    const running = world.sync();
    await world.service.next('describe');
    const goOn = async (): Promise<void> => {
      (await world.service.next('describe')).respond(description);
      await respondAll(world);
    };
    return { world, running, goOn };
  },
  reconciling: async () => {
    const { world, running } = begin();
    world.service.automatic.describe = () => ({ ...description, layers: description.layers.map(withoutUniqueIds) });
    (await world.service.next('synchronizeReplica')).loseReply();
    (await world.clock.wait()).elapse();
    (await world.service.next('queryByGlobalIds')).respond([]);
    await world.clock.wait();
    const goOn = async (): Promise<void> => {
      (await world.clock.wait()).elapse();
      (await world.service.next('queryByGlobalIds')).respond([]);
      await respondAll(world);
      // What was sent again is counted.
      (await world.service.next('queryByGlobalIds')).respond([row(1)]);
    };
    return { world, running, goOn };
  },
  'uploading-attachments': async () => {
    const world = new World();
    world.store.edit(add(1, 1), attach(2, 50, { n: 1 }));
    world.store.photo(50, 1, { contentVersion: 2 });
    const upload = world.ensureUploaded;
    world.ensureUploaded = (_request, { signal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          reject(failure('aborted'));
        });
      });
    const running = world.sync();
    await running.until('uploading-attachments');
    const goOn = async (): Promise<void> => {
      world.ensureUploaded = upload;
      const results = [result(1), result(50, 'attachAdd')];
      (await world.service.next('synchronizeReplica')).respond({ kind: 'reply', reply: reply({ results }) });
    };
    return { world, running, goOn };
  },
  submitting: async () => {
    const { world, running } = begin();
    const request = await world.service.next('synchronizeReplica');
    const goOn = async (): Promise<void> => {
      request.respond({ kind: 'reply', reply: reply({ results: [result(1)] }) });
    };
    return { world, running, goOn };
  },
  'waiting-server': async () => {
    const { world, running } = begin();
    (await world.service.next('synchronizeReplica')).respond({
      kind: 'job',
      statusUrl: 'https://gis.example.com/jobs/1',
    });
    (await world.service.next('jobStatus')).respond({ kind: 'running', status: 'Pending' });
    await world.clock.wait();
    const goOn = async (): Promise<void> => {
      const job = await world.service.next('jobStatus');
      job.respond({ kind: 'done', status: 'Completed', resultUrl: 'https://gis.example.com/out/1', withErrors: false });
      (await world.service.next('readResult')).respond({ kind: 'reply', reply: reply({ results: [result(1)] }) });
    };
    return { world, running, goOn };
  },
  downloading: async () => {
    const { world, running } = begin();
    (await world.service.next('synchronizeReplica')).respond({ kind: 'file', url: 'https://gis.example.com/out/1' });
    await world.service.next('readResult');
    const goOn = async (): Promise<void> => {
      (await world.service.next('readResult')).respond({ kind: 'reply', reply: reply({ results: [result(1)] }) });
    };
    return { world, running, goOn };
  },
  'waiting-retry': async () => {
    const world = new World();
    world.service.automatic.describe = () => {
      throw failure('network');
    };
    world.store.edit(add(1, 1));
    const running = world.sync();
    await world.clock.wait();
    const goOn = async (): Promise<void> => {
      world.service.automatic.describe = () => description;
      (await world.clock.wait()).elapse();
      await respondAll(world);
    };
    return { world, running, goOn };
  },
};

describe('a cancel', () => {
  for (const [kind, stand] of Object.entries(stands)) {
    it(`ends a run that is ${kind}, and loses no edit`, async () => {
      const { world, running } = await stand();
      expect(running.state.kind).to.equal(kind);
      running.cancel();
      expect((await running.end).kind).to.equal('cancelled');
      expect(world.store.seqs).to.include(1);
      expect(world.clock.isAwaited).to.equal(false);
    });
  }

  for (const kind of ['submitting', 'waiting-server', 'downloading', 'reconciling'] as const) {
    it(`while ${kind} leaves the attempt open: its fate is not known (4)`, async () => {
      const { world, running } = await stands[kind]();
      running.cancel();
      await running.end;
      expect(world.store.attempts).to.have.length(1);
      if (kind !== 'waiting-server')
        expect(world.store.openAttempt).to.have.property('connectionEndedAt').that.is.a('number');
    });
  }

  it('while the reply is recorded lets that finish first (6)', async () => {
    const { world, running } = begin();
    world.onJournal = (entry) => {
      if (entry === 'recordOutcomes') running.cancel();
    };
    await respondAll(world);
    const end = await running.end;
    expect(end.kind).to.equal('completed');
    expect(world.store.seqs).to.deep.equal([]);
  });

  it('while a leg is applied ends the run before the next leg', async () => {
    const world = new World();
    world.store.edit({ ...add(1, 1), operation: 'update' });
    const running = world.sync();
    world.onJournal = (entry) => {
      if (entry === 'commitDownload') running.cancel();
    };
    (await world.service.next('synchronizeReplica')).respond({ kind: 'reply', reply: reply() });
    expect((await running.end).kind).to.equal('cancelled');
    expect(world.service.count('synchronizeReplica')).to.equal(1);
    expect(world.store.seqs).to.deep.equal([1]);
  });

  it('is heard while the run is paused', async () => {
    const { world, running } = await stands.preparing();
    world.pauses.add('user');
    await settled();
    running.cancel();
    expect((await running.end).kind).to.equal('cancelled');
  });
});

describe('a pause', () => {
  for (const kind of [
    'preparing',
    'reconciling',
    'uploading-attachments',
    'waiting-server',
    'downloading',
    'waiting-retry',
  ] as const) {
    it(`stops a run that is ${kind} at once; after it the same step goes on`, async () => {
      const { world, running, goOn } = await stands[kind]();
      world.pauses.add('user');
      await settled();
      expect(world.clock.isAwaited, 'nobody waits').to.equal(false);
      expect(running.state.kind).to.equal(kind);
      world.pauses.delete('user');
      await goOn();
      expect((await running.end).kind).to.equal('completed');
      expect(world.store.seqs).to.deep.equal([]);
    });

    it(`that is over before a run that is ${kind} has stopped is no failure`, async () => {
      const { world, running, goOn } = await stands[kind]();
      world.pauses.add('user');
      world.pauses.delete('user');
      await goOn();
      expect((await running.end).kind).to.equal('completed');
    });
  }

  it('lets a request that carries edits come to its answer, and that be recorded; then it stops', async () => {
    const { world, running, goOn } = await stands.submitting();
    world.store.photo(60, 1, { state: { kind: 'received', bytesHere: false }, url: 'https://gis.example.com/a' });
    world.pauses.add('user');
    await goOn();
    await running.until('downloading');
    await settled();
    expect(world.store.seqs).to.deep.equal([]);
    expect(world.service.unanswered).to.deep.equal([]);
    world.pauses.delete('user');
    (await world.service.next('readAttachment')).respond([new Uint8Array([1])]);
    expect((await running.end).kind).to.equal('completed');
  });

  it('has a set of reasons: the first to end does not end the others', async () => {
    const { world, goOn, running } = await stands.preparing();
    world.pauses.add('user');
    world.pauses.add('metered');
    world.pauses.delete('user');
    await settled();
    expect(world.service.unanswered).to.deep.equal([]);
    world.pauses.delete('metered');
    await goOn();
    await running.end;
  });

  it('keeps a run from beginning', async () => {
    const world = new World();
    world.pauses.add('metered');
    const running = world.sync();
    await settled();
    expect(world.journal).to.deep.equal(['takeHold']);
    running.cancel();
    expect((await running.end).kind).to.equal('cancelled');
  });

  it('keeps a run that waits for its retry from being woken', async () => {
    const { world, running } = await stands['waiting-retry']();
    world.pauses.add('user');
    await settled();
    world.wake();
    await settled();
    expect(world.service.count('describe')).to.equal(1);
    running.cancel();
  });
});

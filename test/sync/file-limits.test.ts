import { expect } from '@open-wc/testing';
import { description, failure, generate, geodatabase, reply } from './support/samples.js';
import { World } from './support/world.js';

const limits = { maxBytes: 10_000_000, fileTypes: ['jpg', 'pdf'] };

/** A service that says what files it takes, and how often it was asked. */
function telling(world: World, told: typeof limits = limits): { asked: number } {
  const seen = { asked: 0 };
  world.uploadLimits = () => {
    seen.asked += 1;
    return Promise.resolve(told);
  };
  return seen;
}

async function synced(world: World): Promise<void> {
  const running = world.sync();
  (await world.service.next('synchronizeReplica')).respond({ kind: 'reply', reply: reply() });
  expect((await running.end).kind).to.equal('completed');
}

async function generated(world: World, parameters: Partial<typeof generate.parameters> = {}): Promise<void> {
  world.store.geodatabase = null;
  const running = world.start({ ...generate, parameters: { ...generate.parameters, ...parameters } });
  const made = reply({ replicaId: 'R7' });
  (await world.service.next('createReplica')).respond({ kind: 'reply', reply: made });
  expect((await running.end).kind).to.equal('completed');
}

describe('what files a service takes', () => {
  it('is kept with a new area', async () => {
    const world = new World();
    telling(world);
    await generated(world);
    expect(world.store.geodatabase?.uploadLimits).to.deep.equal(limits);
  });

  it('is not asked for an area without attachments', async () => {
    const world = new World();
    const seen = telling(world);
    await generated(world, { attachments: 'none' });
    expect([seen.asked, world.store.geodatabase?.uploadLimits]).to.deep.equal([0, undefined]);
  });

  it('is learned by the next sync for an area that was taken before it was asked', async () => {
    const world = new World();
    telling(world);
    await synced(world);
    expect(world.store.geodatabase?.uploadLimits).to.deep.equal(limits);
  });

  it('is renewed by each sync: an admin may have allowed more', async () => {
    const world = new World();
    world.store.geodatabase = { ...geodatabase, uploadLimits: limits };
    const more = { maxBytes: 50_000_000, fileTypes: ['jpg'] };
    telling(world, more);
    await synced(world);
    expect(world.store.geodatabase.uploadLimits).to.deep.equal(more);
  });

  it('is asked with the word whether there are uploads at all', async () => {
    const world = new World();
    const { capabilities } = description;
    world.service.automatic.describe = () => ({ ...description, capabilities: { ...capabilities, uploads: false } });
    world.uploadLimits = ({ uploadsSupported }) =>
      Promise.resolve({ maxBytes: uploadsSupported ? null : 5, fileTypes: null });
    await generated(world);
    expect(world.store.geodatabase?.uploadLimits?.maxBytes).to.equal(5);
  });

  it('stays unknown where the service does not tell, which keeps nothing from going on', async () => {
    const world = new World();
    world.uploadLimits = () => Promise.reject(failure('network', { retryable: true }));
    await generated(world);
    expect(world.store.geodatabase).not.to.have.property('uploadLimits');
  });

  it('stays as it was known where the service does not answer now', async () => {
    const world = new World();
    world.store.geodatabase = { ...geodatabase, uploadLimits: limits };
    await synced(world);
    expect(world.store.geodatabase.uploadLimits).to.deep.equal(limits);
  });
});

/** What a service cannot do is said before anything is asked of it. */
import { expect } from '@open-wc/testing';
import type { GenerateGeodatabaseParameters, SyncGeodatabaseParameters } from '../../src/shared/records.js';
import type { ServiceCapabilities } from '../../src/sync/ports.js';
import {
  capabilities,
  description,
  generate,
  generateParameters,
  geodatabase,
  reply,
  changesOf,
  TREES,
  INSPECTIONS,
  trees,
  add,
  result,
  unregister,
} from './support/samples.js';
import { World } from './support/world.js';
import type { Running } from './support/world.js';

const world = (lacks: Partial<ServiceCapabilities>): World => {
  const made = new World();
  made.service.automatic.describe = () => ({ ...description, capabilities: { ...capabilities, ...lacks } });
  return made;
};

for (const [asked, lacks, word] of [
  [{ rollbackOnFailure: true }, { rollbackOnFailure: false }, 'supportsRollbackOnFailure'],
  [{ reconcileBranchVersion: true }, { reconcileBranchVersion: false }, 'supportsBranchVersionReconcile'],
  [{ syncDirection: 'snapshot' }, { directionControl: false }, 'supportsSyncDirectionControl'],
  [{ layerOptions: [{ layerId: 0, syncDirection: 'upload' }] }, {}, 'perLayer'],
] as const satisfies readonly (readonly [Partial<SyncGeodatabaseParameters>, Partial<ServiceCapabilities>, string])[]) {
  it(`a sync with ${JSON.stringify(asked)} names what is missing: ${word}`, async () => {
    const here = world(lacks);
    here.store.edit(add(1, 1));
    const end = await here.sync(asked).end;
    expect(end).to.have.nested.property('error.code', 'not-supported');
    expect(end).to.have.nested.property('error.message').that.includes(word);
    expect(here.service.count('synchronizeReplica')).to.equal(0);
    expect(here.store.seqs).to.deep.equal([1]);
  });
}

for (const [asked, lacks, word] of [
  [{ syncModel: 'perLayer' }, { perLayer: false }, 'supportsPerLayerSync'],
  [{ syncModel: 'perReplica' }, { perReplica: false }, 'supportsPerReplicaSync'],
  [{ syncModel: 'none' }, { syncModelNone: false }, 'supportsSyncModelNone'],
  [{ attachments: 'upload' }, { attachmentsDirection: false }, 'supportsAttachmentsSyncDirection'],
] as const satisfies readonly (readonly [
  Partial<GenerateGeodatabaseParameters>,
  Partial<ServiceCapabilities>,
  string,
])[]) {
  it(`taking an area with ${JSON.stringify(asked)} names what is missing: ${word}`, async () => {
    const here = world(lacks);
    here.store.geodatabase = null;
    const end = await here.start({ ...generate, parameters: { ...generateParameters, ...asked } }).end;
    expect(end).to.have.nested.property('error.message').that.includes(word);
    expect(here.service.count('createReplica')).to.equal(0);
  });
}

describe('what is asked for and can be had', () => {
  for (const asked of [{ rollbackOnFailure: true }, { reconcileBranchVersion: true }] as const)
    it(`is passed on: ${JSON.stringify(asked)}`, async () => {
      const here = world({ reconcileBranchVersion: true });
      here.store.edit(add(1, 1));
      here.sync(asked);
      expect((await here.service.next('synchronizeReplica')).args[0]).to.include(asked);
    });
});

describe('a copy without a replica', () => {
  const copied = async () => {
    const here = world({ syncModelNone: true, canSync: false });
    here.store.geodatabase = null;
    const running = here.start({ ...generate, parameters: { ...generateParameters, syncModel: 'none' } });
    const whole = [TREES, INSPECTIONS].map((layerId) => changesOf(layerId, { mode: 'replace' }));
    const taken = reply({ replicaId: null, generations: null, changes: whole });
    (await here.service.next('createReplica')).respond({ kind: 'reply', reply: taken });
    expect((await running.end).kind).to.equal('completed');
    return here;
  };

  it('is taken, and says so when it is to be synced', async () => {
    const here = await copied();
    expect(here.store.geodatabase).to.deep.include({ syncModel: 'none', replicaId: '', syncDirection: 'download' });
    const end = await here.sync().end;
    expect(end).to.have.nested.property('error.message').that.includes('taken as a copy');
  });

  it('is removed without asking the service', async () => {
    const here = await copied();
    const asked = here.service.seen.length;
    expect((await here.start(unregister).end).kind).to.equal('completed');
    expect(here.service.seen.length).to.equal(asked);
    expect(here.store.geodatabase).to.equal(null);
  });
});

describe('a service whose data are versioned', () => {
  const versioned = {
    ...description,
    layers: [{ ...trees, versioning: 'branch' as const }, ...description.layers.slice(1)],
  };

  const untold = {
    replicaId: geodatabase.replicaId,
    replicaName: '',
    owner: null,
    createdAt: null,
    lastSyncAt: null,
    version: null,
    syncModel: null,
    syncDirection: null,
    targetType: null,
    generations: null,
    returnAttachments: null,
    attachmentsSyncDirection: null,
    layerIds: [],
  };

  /** A sync whose reply is lost, at its second try. */
  async function afterLostReply(version: string | null): Promise<{ here: World; running: Running }> {
    const here = new World();
    here.service.automatic.describe = () => versioned;
    here.service.automatic.replicaInfo = () => ({ ...untold, version });
    here.store.edit(add(1, 1));
    const running = here.sync();
    (await here.service.next('synchronizeReplica')).loseReply();
    await running.until('waiting-retry');
    (await here.clock.wait()).elapse();
    return { here, running };
  }

  it('is asked in that version what arrived, also where only the replica itself tells it', async () => {
    const { here, running } = await afterLostReply('ADA.field');
    const question = await here.service.next('queryByGlobalIds');
    expect(question.args[2]).to.deep.include({ gdbVersion: 'ADA.field' });
    running.cancel();
  });

  it('is sent nothing again where the version is not told: the default one would say that nothing arrived', async () => {
    const { here, running } = await afterLostReply(null);
    const end = await running.end;
    expect(end).to.have.nested.property('error.code', 'not-supported');
    expect(end).to.have.nested.property('error.message').that.includes('which version');
    expect(here.service.count('queryByGlobalIds')).to.equal(0);
    expect(here.service.count('synchronizeReplica')).to.equal(1);
    expect(here.store.seqs).to.deep.equal([1]);
  });

  it('tells whoever sent to which version, and that others do not see it yet', async () => {
    const here = new World();
    const replicaLists = { version: true, lastSyncDate: true };
    here.service.automatic.describe = () => ({ ...versioned, capabilities: { ...capabilities, replicaLists } });
    const mine = {
      replicaId: geodatabase.replicaId,
      replicaName: '',
      owner: null,
      createdAt: null,
      lastSyncAt: null,
      version: 'ADA.field',
    };
    here.service.automatic.listReplicas = () => [mine];
    here.store.edit(add(1, 1));
    const running = here.sync();
    (await here.service.next('synchronizeReplica')).respond({ kind: 'reply', reply: reply({ results: [result(1)] }) });
    await running.end;
    expect(here.notes).to.deep.equal([{ kind: 'sent-to-version', version: 'ADA.field' }]);
  });

  it('tells it without a name where the service gives none, and nothing where nothing was sent', async () => {
    const here = new World();
    here.service.automatic.describe = () => versioned;
    here.service.automatic.replicaInfo = () => untold;
    const quiet = here.sync();
    (await here.service.next('synchronizeReplica')).respond({ kind: 'reply', reply: reply() });
    await quiet.end;
    expect(here.notes).to.deep.equal([]);
    here.store.edit(add(1, 1));
    const running = here.sync();
    (await here.service.next('synchronizeReplica')).respond({ kind: 'reply', reply: reply({ results: [result(1)] }) });
    await running.end;
    expect(here.notes).to.deep.equal([{ kind: 'sent-to-version', version: null }]);
  });
});

describe('a service without direction control', () => {
  it('does both, and it is said', async () => {
    const here = world({ directionControl: false });
    here.store.edit(add(1, 1));
    const running = here.sync({ syncDirection: 'upload' });
    const request = await here.service.next('synchronizeReplica');
    expect(request.args[0].leg.direction).to.equal('bidirectional');
    request.respond({ kind: 'reply', reply: reply({ results: [result(1)] }) });
    expect((await running.end).notes).to.deep.equal([{ kind: 'both-directions' }]);
  });
});

/** What a service cannot do any more, or does not take: over real HTTP, nothing replaced. */
import { expect } from '@open-wc/testing';
import type { SyncController } from '../../src/controller/types.js';
import { TestService } from '../support/service.js';

describe('an area on this device', () => {
  let service: TestService;
  let sync: SyncController;

  beforeEach(async () => {
    service = await TestService.create({});
    sync = service.controller({ settleMs: 200 });
    await sync.ready;
    const parameters = await sync.createDefaultGenerateGeodatabaseParameters();
    await sync.generateGeodatabase({ ...parameters, attachments: 'none', layers: parameters.layers.slice(0, 1) });
  });

  afterEach(() => {
    sync.close();
  });

  const add = (name: string, notes = ''): Promise<unknown> =>
    sync.applyEdits(0, { adds: [{ attributes: { name, notes }, geometry: { x: 8, y: 47 } }] });

  it('whose generation the service forgot is received anew, and what was edited here is sent once', async () => {
    await add('Made offline');
    const [theirs] = await service.features(0);
    const changed = { attributes: { OBJECTID: theirs?.attributes['OBJECTID'], notes: 'theirs' } };
    await service.applyEdits(0, { updates: [changed] });
    await service.forgetChanges();
    const { status, notes } = await sync.syncGeodatabase();
    expect([status, notes]).to.deep.equal(['completed', [{ kind: 'received-anew' }]]);
    expect(await service.features(0, "name = 'Made offline'")).to.have.length(1);
    expect((await sync.queryFeatures(0, { where: "notes = 'theirs'" })).features).to.have.length(1);
    expect((await sync.syncGeodatabase()).notes).to.deep.equal([]);
  });

  for (const [how, capabilities] of [
    ['as a file', 'Create,Delete,Query,Update,Editing,Sync,Uploads'],
    ['in smaller requests, where it takes no files', 'Create,Delete,Query,Update,Editing,Sync'],
  ] as const)
    it(`sends what the service finds too large (413) ${how}`, async () => {
      await service.configure({ capabilities });
      for (let n = 0; n < 40; n += 1) await add(`Large ${String(n)}`, 'é'.repeat(400));
      await service.configure({ maxBodyBytes: 60_000 });
      await service.clearLog();
      const { status, sent } = await sync.syncGeodatabase();
      expect([status, sent.features]).to.deep.equal(['completed', 40]);
      expect(await service.features(0, "name LIKE 'Large%'")).to.have.length(40);
      expect(sync.state.pending.features).to.equal(0);
      const log = await service.log();
      const carrying = log.filter(({ edits }) => edits?.some(({ adds }) => adds > 0) === true);
      if (capabilities.endsWith('Uploads')) expect(carrying[0]?.params).to.have.property('editsuploadid');
      else expect(carrying.length).to.be.above(1);
    });
});

/** A first load that comes as one mobile geodatabase (`dataFormat=sqlite`), on the real stack. */
import { expect } from '@open-wc/testing';
import type { SyncController } from '../../src/controller/types.js';
import { toGlobalId } from '../../src/shared/ids.js';
import { TestService, photoBytes, sha256 } from '../support/service.js';

describe('a first load as a mobile geodatabase', () => {
  let service: TestService;
  let sync: SyncController;
  const large = photoBytes(5_000_000, 9);

  async function use(options: Record<string, unknown> = {}): Promise<void> {
    service = await TestService.create(options);
    sync = service.controller({ settleMs: 200 });
    await sync.ready;
    const objectId = String((await service.features(0))[0]?.attributes['OBJECTID']);
    const body = new FormData();
    body.append('f', 'json');
    body.append('attachment', new Blob([large], { type: 'image/jpeg' }), 'large.jpg');
    await fetch(`${service.url}/0/${objectId}/addAttachment`, { method: 'POST', body });
    await service.clearLog();
  }

  async function take(): Promise<void> {
    const parameters = await sync.createDefaultGenerateGeodatabaseParameters();
    await sync.generateGeodatabase({ ...parameters, dataFormat: 'sqlite' });
  }

  async function requireAll(): Promise<void> {
    for (const layerId of [0, 1, 2]) {
      const theirs = (await service.features(layerId)).map((row) => toGlobalId(String(row.attributes['GlobalID'])));
      const mine = (await sync.queryFeatures(layerId)).features.map(({ globalId }) => globalId);
      expect(mine.sort()).to.deep.equal(theirs.sort());
    }
    const parents = (await sync.queryFeatures(0)).features.map(({ globalId }) => globalId);
    const photo = (await sync.queryAttachments(0, parents)).find(({ name }) => name === 'large.jpg');
    if (photo === undefined) throw new Error('The photo is missing.');
    const bytes = await (await sync.readAttachment(photo)).arrayBuffer();
    expect(await sha256(bytes)).to.equal(await sha256(large));
    expect(sync.state.readiness.attachmentsMissing).to.equal(0);
  }

  afterEach(() => {
    sync.close();
  });

  for (const supportsAsync of [true, false])
    it(`brings everything in one file, ${supportsAsync ? 'by a job' : 'at once'}, and syncs in JSON`, async () => {
      await use({ syncCapabilities: { supportsAsync } });
      await take();
      await requireAll();
      const asked = (await service.log()).find(({ operation }) => operation === 'createReplica');
      expect(asked?.params['dataformat']).to.equal('sqlite');
      expect((await service.operations()).includes('attachment')).to.equal(false);
      await sync.applyEdits(0, { adds: [{ attributes: { name: 'Since' }, geometry: { x: 8, y: 47 } }] });
      await service.applyEdits(0, { adds: [{ attributes: { name: 'Theirs' }, geometry: { x: 7, y: 46 } }] });
      const result = await sync.syncGeodatabase();
      expect(result.sent.features).to.equal(1);
      expect((await sync.queryFeatures(0, { where: "name = 'Theirs'" })).features.length).to.equal(1);
    });

  it('goes on where the connection broke, and does not ask for what is here', async () => {
    await use();
    await service.fault({ kind: 'cutBody', operation: 'resultFile', atByte: 4_500_000 });
    await take();
    await requireAll();
    const files = (await service.log()).filter(({ operation }) => operation === 'resultFile');
    expect(files.length).to.equal(2);
    expect(files[1]?.responseBytes).to.be.lessThan(4_000_000);
  });
});

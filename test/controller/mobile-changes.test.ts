/** A service that sends its changes as mobile geodatabases, although it was asked for JSON: on the real stack. */
import { expect } from '@open-wc/testing';
import type { SyncController } from '../../src/controller/types.js';
import type { GdbError } from '../../src/shared/errors.js';
import { toGlobalId } from '../../src/shared/ids.js';
import { TestService, photoBytes, sha256 } from '../support/service.js';

describe('changes that come as a mobile geodatabase', () => {
  let service: TestService;
  let sync: SyncController;

  async function use(options: Record<string, unknown> = {}): Promise<void> {
    service = await TestService.create(options);
    sync = service.controller({ settleMs: 200, retry: { delays: [20] } });
    await sync.ready;
    await sync.generateGeodatabase(await sync.createDefaultGenerateGeodatabaseParameters());
    await service.clearLog();
  }

  /** Another client adds with a photo, changes and deletes. */
  async function othersEdit(photo: ArrayBuffer): Promise<void> {
    const [first, second] = await service.features(0);
    const result = await service.applyEdits(0, {
      adds: [{ attributes: { name: 'Theirs' }, geometry: { x: 7, y: 46 } }],
      updates: [{ attributes: { OBJECTID: first?.attributes['OBJECTID'], name: 'Changed' } }],
      deletes: [second?.attributes['OBJECTID']],
    });
    const [added] = result['addResults'] as { objectId: number }[];
    const body = new FormData();
    body.append('f', 'json');
    body.append('attachment', new Blob([photo], { type: 'image/jpeg' }), 'theirs.jpg');
    await fetch(`${service.url}/0/${String(added?.objectId)}/addAttachment`, { method: 'POST', body });
  }

  async function requireEqual(): Promise<void> {
    for (const layerId of [0, 1, 2]) {
      const rows = (list: readonly { attributes: Readonly<Record<string, unknown>> }[]): unknown =>
        list
          .map(({ attributes }) => ({ ...attributes, GlobalID: toGlobalId(String(attributes['GlobalID'])) }))
          .sort((a, b) => a.GlobalID.localeCompare(b.GlobalID));
      const mine = rows((await sync.queryFeatures(layerId)).features);
      expect(mine).to.deep.equal(rows(await service.features(layerId)));
    }
  }

  afterEach(() => {
    sync.close();
  });

  for (const supportsAsync of [true, false])
    for (const syncModel of ['perLayer', 'perReplica'])
      it(`is received whole, with attachments inside, ${supportsAsync ? 'by a job' : 'at once'}, ${syncModel}`, async () => {
        const only = syncModel === 'perLayer' ? 'supportsPerReplicaSync' : 'supportsPerLayerSync';
        await use({ deltas: 'sqlite', syncCapabilities: { supportsAsync, [only]: false } });
        const photo = photoBytes(5_000_000, 3);
        await othersEdit(photo);
        const mine = await sync.queryFeatures(0);
        const [, , third, fourth] = mine.features;
        await sync.applyEdits(0, {
          adds: [{ attributes: { name: 'Mine' }, geometry: { x: 8, y: 47 } }],
          updates: [{ attributes: { GlobalID: third!.globalId, name: 'Changed here' } }],
          deletes: [fourth!.globalId],
        });
        const result = await sync.syncGeodatabase();
        expect(result.status).to.equal('completed');
        expect(result.sent.features).to.equal(3);
        expect(sync.state.pending.features).to.equal(0);
        await requireEqual();
        const [theirs] = (await sync.queryFeatures(0, { where: "name = 'Theirs'" })).features;
        const [photoHere] = await sync.queryAttachments(0, [theirs!.globalId]);
        expect(await sha256(await (await sync.readAttachment(photoHere!)).arrayBuffer())).to.equal(await sha256(photo));
        expect((await service.operations()).includes('attachment')).to.equal(false);
        // From the generation of the file on: nothing comes twice.
        expect((await sync.syncGeodatabase()).received.features).to.equal(0);
      });

  it('settles photos that were sent, by asking for what a delta does not say clearly', async () => {
    await use({ deltas: 'sqlite' });
    const added = await sync.applyEdits(0, { adds: [{ attributes: { name: 'Mine' }, geometry: { x: 8, y: 47 } }] });
    const globalId = added.addResults[0]!.globalId!;
    await sync.addAttachment(0, globalId, new File([photoBytes(40_000)], 'mine.jpg', { type: 'image/jpeg' }));
    const result = await sync.syncGeodatabase();
    expect(result.sent.attachments).to.equal(1);
    expect(sync.state.pending.attachments).to.equal(0);
    const [row] = await service.features(0, "name = 'Mine'");
    expect((await service.attachmentInfos(0, Number(row?.attributes['OBJECTID']))).length).to.equal(1);
  });

  it('is refused by name where it holds what is not known: edits are kept, the generation stays', async () => {
    await use({ deltas: 'sqlite-newer' });
    await othersEdit(photoBytes(1000));
    const [first] = (await sync.queryFeatures(0)).features;
    await sync.applyEdits(0, { updates: [{ attributes: { GlobalID: first!.globalId, name: 'Mine' } }] });
    const before = await sync.queryFeatures(0);
    const { generations } = sync.state.geodatabase!;
    const error = await sync.syncGeodatabase().then(
      () => null,
      (reason: unknown) => reason as GdbError,
    );
    expect(error?.code).to.equal('unsupported-file');
    expect(error?.message).to.contain('changes of type 4');
    expect(sync.state.pending.features).to.equal(1);
    expect(sync.state.geodatabase!.generations).to.deep.equal(generations);
    expect((await sync.queryFeatures(0)).features).to.deep.equal(before.features);
    await service.configure({ deltas: 'asked' });
    await sync.syncGeodatabase();
    expect(sync.state.pending.features).to.equal(0);
    await requireEqual();
  });
});

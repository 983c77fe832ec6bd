/** Attachments that stay on the service until a person opens one; a copy that is only read. Over real HTTP, nothing replaced. */
import { expect } from '@open-wc/testing';
import type { SyncController } from '../../src/controller/types.js';
import { isGdbError } from '../../src/shared/errors.js';
import type { GenerateGeodatabaseParameters } from '../../src/shared/records.js';
import { TestService } from '../support/service.js';

describe('an area taken with other wishes', () => {
  let service: TestService;
  let sync: SyncController;

  const take = async (wishes: Partial<GenerateGeodatabaseParameters>): Promise<void> => {
    service = await TestService.create({});
    sync = service.controller({ settleMs: 200 });
    await sync.ready;
    await sync.generateGeodatabase({ ...(await sync.createDefaultGenerateGeodatabaseParameters()), ...wishes });
    await service.clearLog();
  };

  afterEach(() => {
    sync.close();
  });

  it('lazy: no attachment is fetched with the area, one that is opened is fetched once and stays', async () => {
    await take({ attachmentDownload: 'lazy' });
    const ids = (await sync.queryFeatures(0)).features.map(({ globalId }) => globalId);
    const [photo] = await sync.queryAttachments(0, ids);
    if (photo === undefined) throw new Error('The seed has no photos.');
    expect(photo.state).to.deep.equal({ kind: 'received', bytesHere: false });
    expect(sync.state.readiness.attachmentsMissing).to.equal(0);
    expect((await sync.readAttachment(photo)).size).to.equal(photo.size);
    const fetched = (await service.log()).length;
    expect((await sync.readAttachment(photo)).size).to.equal(photo.size);
    expect(await service.log()).to.have.length(fetched);
    const [kept] = await sync.queryAttachments(0, [photo.parentGlobalId]);
    expect(kept?.state).to.deep.equal({ kind: 'received', bytesHere: true });
  });

  it('a large file whose fetch breaks off goes on where it stood', async () => {
    service = await TestService.create({});
    const [feature] = await service.features(0);
    const form = new FormData();
    const bytes = new Uint8Array(5_000_000).map((_, at) => (at * 7919) >> 5);
    form.set('attachment', new Blob([bytes], { type: 'image/jpeg' }), 'large.jpg');
    form.set('f', 'json');
    const address = `${service.url}/0/${String(feature?.attributes['OBJECTID'])}/addAttachment`;
    await fetch(address, { method: 'POST', body: form });
    sync = service.controller({ settleMs: 200 });
    await sync.ready;
    const parameters = await sync.createDefaultGenerateGeodatabaseParameters();
    await sync.generateGeodatabase({ ...parameters, attachmentDownload: 'lazy' });
    const ids = (await sync.queryFeatures(0)).features.map(({ globalId }) => globalId);
    const large = (await sync.queryAttachments(0, ids)).find(({ name }) => name === 'large.jpg');
    if (large === undefined) throw new Error('The large file did not come.');
    await service.fault({ kind: 'cutBody', operation: 'attachment', atByte: 4_500_000 });
    const broken = await sync.readAttachment(large).catch((error: unknown) => error);
    expect(isGdbError(broken) && broken.code).to.equal('network');
    const whole = new Uint8Array(await (await sync.readAttachment(large)).arrayBuffer());
    expect(whole.length).to.equal(bytes.length);
    expect(whole.every((byte, at) => byte === bytes[at])).to.equal(true);
    const sent = (await service.log()).filter(({ operation }) => operation === 'attachment').at(-1)?.responseBytes;
    expect(sent).to.be.below(bytes.length - 2_000_000);
  });

  it('a copy: everything is here to be read, and nothing is edited that could never be sent', async () => {
    await take({ syncModel: 'none', attachments: 'none' });
    expect(await sync.queryFeatureCount(0)).to.equal((await service.features(0)).length);
    const added = sync.applyEdits(0, { adds: [{ attributes: {} }] });
    const error = await added.then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect(isGdbError(error) && error.code).to.equal('not-supported');
    await sync.unregisterGeodatabase();
    expect(sync.state.geodatabase).to.equal(null);
  });
});

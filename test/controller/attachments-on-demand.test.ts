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

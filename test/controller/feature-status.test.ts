/** Where a feature stands, its row and its files apart. The real stack, over real HTTP. */
import { expect } from '@open-wc/testing';
import type { GlobalId } from '../../src/shared/ids.js';
import type { SyncController } from '../../src/controller/types.js';
import { TestService, photoBytes } from '../support/service.js';

const NO_FILES = { attachmentsWaiting: 0, attachmentBytesWaiting: 0, attachmentsRefused: 0 };
const BYTES = 2000;

describe('the status of a feature', () => {
  let service: TestService;
  let sync: SyncController;
  let first: GlobalId;
  let second: GlobalId;

  const photo = (parent: GlobalId) =>
    sync.addAttachment(0, parent, new File([photoBytes(BYTES)], 'field.jpg', { type: 'image/jpeg' }));

  beforeEach(async () => {
    service = await TestService.create({}, 4);
    sync = service.controller({ settleMs: 100, photos: 'manual' });
    await sync.ready;
    await sync.generateGeodatabase(await sync.createDefaultGenerateGeodatabaseParameters());
    [first = '', second = ''] = (await sync.queryFeatures(0)).features.map(({ globalId }) => globalId);
  });
  afterEach(() => sync.close());

  it('is sent while nothing of it was changed here, and null for a feature that is not here', async () => {
    expect(await sync.featureStatus(0, first)).to.deep.equal({ row: 'sent', ...NO_FILES });
    expect(await sync.featureStatus(0, crypto.randomUUID())).to.equal(null);
  });

  it('waits when it was added, changed or deleted', async () => {
    const adds = [{ attributes: { name: 'New', status: 'open' }, geometry: { x: 8.5, y: 47.4 } }];
    const updates = [{ attributes: { GlobalID: first, notes: 'changed' } }];
    const { addResults } = await sync.applyEdits(0, { adds, updates, deletes: [second] });
    expect((await sync.featureStatus(0, addResults[0]?.globalId ?? ''))?.row).to.equal('waiting');
    expect((await sync.featureStatus(0, first))?.row).to.equal('waiting');
    expect((await sync.featureStatus(0, second))?.row).to.equal('deleting');
  });

  it('is sent with two photos waiting, after a sync that left them; the page hears that it may have changed', async () => {
    await sync.applyEdits(0, { updates: [{ attributes: { GlobalID: first, notes: 'changed' } }] });
    await photo(first);
    await photo(first);
    expect((await sync.featureStatus(0, first))?.row).to.equal('waiting');
    let told = 0;
    sync.addEventListener('gdb-edits-change', () => (told += 1));
    await sync.syncGeodatabase();
    expect(told).to.be.above(0);
    const waiting = { attachmentsWaiting: 2, attachmentBytesWaiting: 2 * BYTES, attachmentsRefused: 0 };
    expect(await sync.featureStatus(0, first)).to.deep.equal({ row: 'sent', ...waiting });
    await sync.sendPhotos();
    expect(await sync.featureStatus(0, first)).to.deep.equal({ row: 'sent', ...NO_FILES });
  });

  it('is refused when the service refused it, and counts files that were refused apart', async () => {
    await sync.applyEdits(0, { updates: [{ attributes: { GlobalID: first, notes: 'changed' } }] });
    await photo(second);
    await service.fault({
      operation: 'synchronizeReplica',
      kind: 'editFails',
      code: 1016,
      message: 'No.',
      occurrence: 'every',
    });
    await sync.sendPhotos();
    expect((await sync.featureStatus(0, first))?.row).to.equal('refused');
    expect(await sync.featureStatus(0, second)).to.deep.equal({ row: 'sent', ...NO_FILES, attachmentsRefused: 1 });
  });
});

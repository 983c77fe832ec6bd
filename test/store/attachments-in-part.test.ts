/** Attachments that the service has without all of their bytes: a repeat must not make a second one. */
import { expect } from '@open-wc/testing';
import type { AttachmentRecord } from '../../src/shared/records.js';
import { ada, Device, id, POINTS, row } from './fixture.js';
import { partKeys } from './raw.js';

describe('new attachments of which the service has a part', () => {
  let device: Device;
  const only = async (): Promise<AttachmentRecord | undefined> =>
    (await device.store.queryAttachments(POINTS, [id(1)]))[0];
  const operations = async () => (await device.log()).map((edit) => edit.operation);

  beforeEach(async () => {
    device = await Device.start();
    await device.load([row(1)]);
    await device.attach(500, 1);
    await device.putAttachment(500, 1, { bytes: new Uint8Array([9, 9]), operation: 'attachUpdate' });
    const seqs = (await device.log()).map(({ seq }) => seq);
    const there = { layerId: POINTS, globalId: id(1), attachmentGlobalId: id(500), objectId: 42 };
    await device.record({ kind: 'replace', seqs, ...there });
  });
  afterEach(() => device.stop());

  it('stay in the log as replacements, with their bytes', async () => {
    expect(await operations()).to.deep.equal(['attachUpdate', 'attachUpdate']);
    const state = { kind: 'pending', operation: 'attachUpdate' };
    expect(await only()).to.deep.include({ attachmentId: 42, state, size: 2 });
    expect((await device.store.info()).pending).to.include({ attachments: 1 });
  });

  it('are removed there when they are removed here', async () => {
    await device.store.deleteAttachments(POINTS, id(1), [id(500)], ada);
    expect((await operations()).at(-1)).to.equal('attachDelete');
  });

  it('taken back leave what the service has, to be fetched', async () => {
    await device.store.undoEdit(POINTS, id(1));
    await device.store.undoEdit(POINTS, id(1));
    expect(await operations()).to.deep.equal([]);
    expect(await only()).to.deep.include({ state: { kind: 'received', bytesHere: false }, attachmentId: 42 });
    expect(await partKeys(device.entry.name)).to.be.empty;
  });
});

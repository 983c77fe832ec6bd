/** Attachments that come from the service. */
import { expect } from '@open-wc/testing';
import { attachmentsOf, bytes, onlyAttachment, operationsOf, outcome } from './attachment-fixture.js';
import { attachmentChange, changes, Device, id, POINTS, row } from './fixture.js';
import { rejects } from './rejects.js';

describe('attachments received', () => {
  let device: Device;
  const only = (parent?: number) => onlyAttachment(device, parent);
  const all = (parent?: number) => attachmentsOf(device, parent);
  const operations = () => operationsOf(device);

  beforeEach(async () => {
    device = await Device.start();
    await device.load([row(1), row(2)]);
  });
  afterEach(() => device.stop());

  it('by address are fetched later, part by part; parts alone are invisible', async () => {
    const url = 'https://example.com/a?token=SECRET&x=1';
    await device.receive(changes(POINTS, { attachments: [attachmentChange(500, 1, { url })] }));
    const [record] = await device.store.attachmentsToFetch(10);
    expect(record).to.deep.include({ state: { kind: 'received', bytesHere: false }, partHashes: [] });
    expect(record?.url).to.equal('https://example.com/a?x=1');
    const key = { layerId: POINTS, parentGlobalId: id(1), globalId: id(500), contentVersion: record!.contentVersion };
    await device.store.writeFetchedPart(device.epoch, key, 0, bytes(4, 3, 2, 1).buffer);
    expect(await only()).to.deep.include({ state: { kind: 'received', bytesHere: false } });
    await device.store.commitFetched(device.epoch, key, { size: 4, partCount: 1 });
    expect(await only()).to.deep.include({ state: { kind: 'received', bytesHere: true } });
    expect((await only()).partHashes).to.have.length(1);
    expect(await device.store.attachmentsToFetch(10)).to.be.empty;
  });

  it('by address start anew after a fetch that broke off', async () => {
    await device.receive(changes(POINTS, { attachments: [attachmentChange(500, 1)] }));
    const { contentVersion } = await only();
    const key = { layerId: POINTS, parentGlobalId: id(1), globalId: id(500), contentVersion };
    for (const partNo of [0, 1, 2]) await device.store.writeFetchedPart(device.epoch, key, partNo, new ArrayBuffer(9));
    await device.store.writeFetchedPart(device.epoch, key, 0, bytes(1, 2).buffer);
    await device.store.commitFetched(device.epoch, key, { size: 2, partCount: 1 });
    expect(await only()).to.deep.include({ size: 2, partCount: 1, state: { kind: 'received', bytesHere: true } });
    await rejects(device.store.readPart(id(500), contentVersion, 1), 'attachment-not-found');
  });

  it('with their bytes are here at once', async () => {
    const data = bytes(4, 3, 2, 1).buffer;
    await device.receive(changes(POINTS, { attachments: [attachmentChange(500, 1, { data, url: null })] }));
    const record = await only();
    expect(record).to.deep.include({ state: { kind: 'received', bytesHere: true }, size: 4 });
    expect(new Uint8Array(await device.store.readPart(id(500), record.contentVersion, 0))).to.deep.equal(
      bytes(4, 3, 2, 1),
    );
  });

  it('twice change nothing (invariant 10)', async () => {
    const data = bytes(1, 2, 3, 4).buffer;
    const staged = changes(POINTS, { attachments: [attachmentChange(500, 1), attachmentChange(501, 1, { data })] });
    await device.receive(staged);
    const before = await all();
    await device.receive(staged);
    expect(await all()).to.deep.equal(before);
  });

  it('as the echo of my own upload keep their bytes', async () => {
    await device.attach(500, 1, bytes(1, 2, 3, 4));
    await device.record(outcome(await device.log()));
    const before = await only();
    await device.receive(changes(POINTS, { attachments: [attachmentChange(500, 1, { attachmentId: 42 })] }));
    expect(await only()).to.deep.include({
      state: { kind: 'received', bytesHere: true },
      contentVersion: before.contentVersion,
      url: 'https://example.com/attachments/500',
    });
  });

  it('that the service says were replaced give up their bytes, though size, name and address are the same', async () => {
    const data = bytes(1, 2, 3, 4).buffer;
    await device.receive(changes(POINTS, { attachments: [attachmentChange(500, 1, { data, url: null })] }));
    const again = attachmentChange(500, 1, { size: 4, url: null });
    await device.receive(changes(POINTS, { attachments: [again] }));
    expect(await only()).to.deep.include({ state: { kind: 'received', bytesHere: true } });
    await device.receive(changes(POINTS, { attachments: [{ ...again, replaced: true }] }));
    expect(await only()).to.deep.include({ state: { kind: 'received', bytesHere: false } });
    expect(await device.store.attachmentsToFetch(10)).to.have.length(1);
  });

  it("as the echo of my own replacement keep their bytes once; the next replacement is somebody else's", async () => {
    await device.attach(500, 1, bytes(1, 2, 3, 4));
    await device.record(outcome(await device.log()));
    const echo = changes(POINTS, { attachments: [attachmentChange(500, 1, { size: 4, replaced: true })] });
    await device.receive(echo);
    expect(await only()).to.deep.include({ state: { kind: 'received', bytesHere: true } });
    await device.receive(echo);
    expect(await only()).to.deep.include({ state: { kind: 'received', bytesHere: false } });
  });

  it('with another content replace the bytes', async () => {
    await device.receive(
      changes(POINTS, { attachments: [attachmentChange(500, 1, { data: bytes(1, 2, 3, 4).buffer })] }),
    );
    const before = await only();
    await device.receive(changes(POINTS, { attachments: [attachmentChange(500, 1, { size: 9 })] }));
    expect(await only()).to.deep.include({ size: 9, state: { kind: 'received', bytesHere: false } });
    await rejects(device.store.readPart(id(500), before.contentVersion, 0), 'attachment-not-found');
  });

  it('yield to my pending change of the same attachment', async () => {
    await device.receive(
      changes(POINTS, { attachments: [attachmentChange(500, 1, { data: bytes(1, 2, 3, 4).buffer })] }),
    );
    await device.putAttachment(500, 1, { bytes: bytes(8, 8), operation: 'attachUpdate' });
    await device.receive(changes(POINTS, { attachments: [attachmentChange(500, 1, { size: 9 })] }));
    expect(await only()).to.deep.include({ size: 2, state: { kind: 'pending', operation: 'attachUpdate' } });
    await device.receive(changes(POINTS, { attachmentDeleteIds: [id(500)] }));
    expect(await only()).to.deep.include({ size: 2, state: { kind: 'pending', operation: 'attachUpdate' } });
  });

  it('go when the service deletes them, or their row', async () => {
    const attachments = [attachmentChange(500, 1), attachmentChange(501, 1), attachmentChange(502, 2)];
    await device.receive(changes(POINTS, { attachments }));
    await device.receive(changes(POINTS, { attachmentDeleteIds: [id(500)] }));
    expect((await all()).map((record) => record.globalId)).to.deep.equal([id(501)]);
    await device.receive(changes(POINTS, { deleteIds: [id(1)] }));
    expect(await all()).to.be.empty;
    expect(await all(2)).to.have.length(1);
    await device.load([row(1)]);
    expect(await all(2)).to.be.empty;
  });

  it('with a deleted row: mine are kept, and the row is reported', async () => {
    await device.receive(changes(POINTS, { attachments: [attachmentChange(501, 1)] }));
    await device.attach(500, 1);
    const { conflicts } = await device.receive(changes(POINTS, { deleteIds: [id(1)] }));
    expect(conflicts).to.deep.equal([{ layerId: POINTS, globalId: id(1) }]);
    expect((await all()).map((record) => record.globalId)).to.deep.equal([id(500)]);
    expect(await operations()).to.deep.equal(['attachAdd']);
  });

  it('fetched bytes of an attachment that I replaced meanwhile are of no use, and hurt nothing', async () => {
    await device.receive(changes(POINTS, { attachments: [attachmentChange(500, 1)] }));
    const record = await only();
    const key = { layerId: POINTS, parentGlobalId: id(1), globalId: id(500), contentVersion: record.contentVersion };
    await device.store.writeFetchedPart(device.epoch, key, 0, bytes(4, 3, 2, 1).buffer);
    await device.putAttachment(500, 1, { bytes: bytes(8, 8), operation: 'attachUpdate' });
    await device.store.commitFetched(device.epoch, key, { size: 4, partCount: 1 });
    expect(await only()).to.deep.include({ size: 2, state: { kind: 'pending', operation: 'attachUpdate' } });
  });
});

/** Attachments that are made on this device, and their bytes. */
import { expect } from '@open-wc/testing';
import { PART_SIZE } from '../../src/shared/parts.js';
import { attachmentsOf, bytes, hashed, newAttachment, onlyAttachment, operationsOf } from './attachment-fixture.js';
import { ada, Device, id, NOTES, POINTS, row } from './fixture.js';
import { partKeys } from './raw.js';
import { rejects } from './rejects.js';

describe('attachments made here', () => {
  let device: Device;
  const only = (parent?: number) => onlyAttachment(device, parent);
  const all = (parent?: number) => attachmentsOf(device, parent);
  const operations = () => operationsOf(device);

  beforeEach(async () => {
    device = await Device.start();
    await device.load([row(1), row(2)]);
  });
  afterEach(() => device.stop());

  it('are committed with bytes, hashes and their edit before the promise settles (invariant 1)', async () => {
    await device.attach(500, 1, bytes(1, 2, 3));
    await device.reload();
    const record = await only();
    expect(record).to.deep.include({
      globalId: id(500),
      parentGlobalId: id(1),
      attachmentId: null,
      size: 3,
      partCount: 1,
      state: { kind: 'pending', operation: 'attachAdd' },
      partHashes: ['039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81'],
    });
    expect(record).not.to.have.property('echo');
    const part = await device.store.readPart(id(500), record.contentVersion, 0);
    expect(new Uint8Array(part)).to.deep.equal(bytes(1, 2, 3));
    expect((await device.log())[0]).to.deep.include({
      operation: 'attachAdd',
      globalId: id(1),
      attachmentGlobalId: id(500),
      contentVersion: record.contentVersion,
    });
    expect((await device.store.info()).pending).to.include({ attachments: 1, attachmentBytes: 3, features: 0 });
    const { features } = await device.store.queryFeatures(POINTS, { globalIds: [id(1)] });
    expect(features[0]).to.include({ pendingAttachments: 1, pending: 'none' });
  });

  it('of several parts keep them in order', async () => {
    const attachment = newAttachment({ size: PART_SIZE + 2 });
    const version = await device.store.beginAttachment(attachment);
    await device.store.writePart(id(500), version, 0, new ArrayBuffer(PART_SIZE));
    await rejects(device.store.commitAttachment(attachment, version, ada), 'invalid-argument');
    await device.store.writePart(id(500), version, 1, bytes(7, 8).buffer);
    const record = await device.store.commitAttachment(attachment, version, ada);
    expect(record).to.include({ partCount: 2 });
    expect(record.partHashes).to.have.length(2);
    expect((await device.store.readPart(id(500), version, 1)).byteLength).to.equal(2);
  });

  it('that fit into memory are saved with bytes, hashes and edit in one transaction', async () => {
    const attachment = newAttachment({ size: PART_SIZE + 2 });
    const parts = await hashed(new ArrayBuffer(PART_SIZE), bytes(7, 8).buffer);
    const record = await device.store.saveAttachment(attachment, parts, ada);
    expect(record).to.deep.include({ partCount: 2, state: { kind: 'pending', operation: 'attachAdd' } });
    expect(record.partHashes).to.have.length(2);
    const read = await device.store.readPart(id(500), record.contentVersion, 1);
    expect(new Uint8Array(read)).to.deep.equal(bytes(7, 8));
    expect(await operations()).to.deep.equal(['attachAdd']);
  });

  it('of which a part is missing, or whose feature is gone, leave nothing', async () => {
    const attachment = newAttachment({ size: PART_SIZE + 2 });
    await rejects(
      device.store.saveAttachment(attachment, await hashed(new ArrayBuffer(PART_SIZE)), ada),
      'invalid-argument',
    );
    const elsewhere = newAttachment({ parentGlobalId: id(99) });
    await rejects(
      device.store.saveAttachment(elsewhere, await hashed(bytes(1, 2, 3, 4).buffer), ada),
      'feature-not-found',
    );
    expect(await all()).to.be.empty;
    expect(await partKeys(device.entry.name)).to.be.empty;
  });

  it('may be empty files', async () => {
    const attachment = newAttachment({ size: 0 });
    await device.store.commitAttachment(attachment, await device.store.beginAttachment(attachment), ada);
    expect(await only()).to.include({ size: 0, partCount: 0 });
  });

  it('are invisible until committed', async () => {
    const attachment = newAttachment();
    const version = await device.store.beginAttachment(attachment);
    await device.store.writePart(id(500), version, 0, bytes(1, 2, 3, 4).buffer);
    expect(await all()).to.be.empty;
    expect(await device.log()).to.be.empty;
  });

  it('need their feature, a layer that takes attachments, and a name of their own', async () => {
    const attachment = newAttachment();
    await rejects(device.store.beginAttachment({ ...attachment, parentGlobalId: id(99) }), 'feature-not-found');
    await rejects(device.store.beginAttachment({ ...attachment, layerId: NOTES }), 'not-supported');
    await rejects(device.store.beginAttachment({ ...attachment, operation: 'attachUpdate' }), 'attachment-not-found');
    await device.attach(500, 1);
    await rejects(device.store.beginAttachment(attachment), 'invalid-argument');
    await rejects(device.store.writePart(id(500), 999, 0, new ArrayBuffer(1)), 'attachment-not-found');
  });

  it('replaces that content and no other, where one is named', async () => {
    await device.attach(500, 1);
    const { contentVersion } = await only();
    const renamed = newAttachment({ operation: 'attachUpdate', name: 'oak.jpg', ifContentVersion: contentVersion });
    const parts = await hashed(bytes(1, 2, 3, 4).buffer);
    const begun = await device.store.beginAttachment(renamed);
    await device.store.writePart(id(500), begun, 0, bytes(1, 2, 3, 4).buffer);
    await device.putAttachment(500, 1, { bytes: bytes(5, 6, 7, 8), operation: 'attachUpdate' });
    const newer = await only();
    const isRefused = async (work: Promise<unknown>): Promise<void> => {
      expect((await rejects(work, 'attachment-refused')).retryable).to.equal(true);
      expect(await only()).to.deep.equal(newer);
    };
    await isRefused(device.store.commitAttachment(renamed, begun, ada));
    await isRefused(device.store.saveAttachment(renamed, parts, ada));
    await isRefused(device.store.beginAttachment(renamed));
    const over = { ...renamed, ifContentVersion: newer.contentVersion };
    expect(await device.store.saveAttachment(over, parts, ada)).to.include({ name: 'oak.jpg' });
  });

  it('and replaced before they are sent stay one add, with the new bytes', async () => {
    await device.attach(500, 1, bytes(1, 2));
    const version = await device.putAttachment(500, 1, { bytes: bytes(3, 4, 5), operation: 'attachUpdate' });
    expect(await only()).to.deep.include({
      contentVersion: version,
      size: 3,
      state: { kind: 'pending', operation: 'attachAdd' },
    });
    expect(await operations()).to.deep.equal(['attachAdd', 'attachUpdate']);
    expect((await device.store.info()).pending).to.include({ attachments: 1, attachmentBytes: 3 });
  });

  it('and removed before they are sent are gone with their bytes', async () => {
    await device.attach(500, 1);
    const { contentVersion } = await only();
    await device.store.deleteAttachments(POINTS, id(1), [id(500)], ada);
    expect(await all()).to.be.empty;
    expect(await device.log()).to.be.empty;
    await rejects(device.store.readPart(id(500), contentVersion, 0), 'attachment-not-found');
  });

  it('and removed while an attempt of unknown fate holds them are deleted by the next batch (invariant 2)', async () => {
    await device.attach(500, 1);
    const { contentVersion } = await only();
    await device.attempt();
    await device.store.deleteAttachments(POINTS, id(1), [id(500)], ada);
    expect(await operations()).to.deep.equal(['attachAdd', 'attachDelete']);
    expect(await only()).to.deep.include({ state: { kind: 'pending', operation: 'attachDelete' } });
    expect((await device.store.readPart(id(500), contentVersion, 0)).byteLength).to.equal(4);
  });
});

/** Attachments and their bytes. */
import { expect } from '@open-wc/testing';
import { PART_SIZE } from '../../src/shared/parts.js';
import type { AttachmentRecord, EditEntry } from '../../src/shared/records.js';
import type { EditOutcome } from '../../src/sync/ports.js';
import { ada, attachmentChange, changes, Device, id, NOTES, POINTS, row } from './fixture.js';
import { partKeys } from './raw.js';
import { rejects } from './rejects.js';

const bytes = (...values: number[]) => new Uint8Array(values);

describe('attachments', () => {
  let device: Device;
  const only = async (parent = 1): Promise<AttachmentRecord> =>
    (await device.store.queryAttachments(POINTS, [id(parent)]))[0]!;
  const all = async (parent = 1) => device.store.queryAttachments(POINTS, [id(parent)]);
  const operations = async () => (await device.log()).map((edit) => edit.operation);
  const outcome = (
    entries: readonly EditEntry[],
    more: Partial<Extract<EditOutcome, { kind: 'sent' }>> = {},
  ): EditOutcome => ({
    kind: 'sent',
    seqs: entries.map((entry) => entry.seq),
    layerId: POINTS,
    globalId: id(1),
    attachmentGlobalId: id(500),
    operation: entries.at(-1)!.operation,
    objectId: 42,
    row: null,
    ...more,
  });
  const refusal = (entries: readonly EditEntry[]): EditOutcome => ({
    kind: 'refused',
    seqs: entries.map((entry) => entry.seq),
    layerId: POINTS,
    globalId: id(1),
    attachmentGlobalId: id(500),
    operation: entries.at(-1)!.operation,
    objectId: null,
    error: { code: 1008, description: 'too large' },
  });

  beforeEach(async () => {
    device = await Device.start();
    await device.load([row(1), row(2)]);
  });
  afterEach(() => device.stop());

  describe('made here', () => {
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
      const attachment = {
        layerId: POINTS,
        parentGlobalId: id(1),
        globalId: id(500),
        name: 'big.jpg',
        contentType: 'image/jpeg',
        size: PART_SIZE + 2,
        keywords: 'k',
        operation: 'attachAdd',
      } as const;
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
      const attachment = { ...newAttachment(), size: PART_SIZE + 2 };
      const parts = [new ArrayBuffer(PART_SIZE), bytes(7, 8).buffer];
      const record = await device.store.saveAttachment(attachment, parts, ada);
      expect(record).to.deep.include({ partCount: 2, state: { kind: 'pending', operation: 'attachAdd' } });
      expect(record.partHashes).to.have.length(2);
      const read = await device.store.readPart(id(500), record.contentVersion, 1);
      expect(new Uint8Array(read)).to.deep.equal(bytes(7, 8));
      expect(await operations()).to.deep.equal(['attachAdd']);
    });

    it('of which a part is missing, or whose feature is gone, leave nothing', async () => {
      const attachment = { ...newAttachment(), size: PART_SIZE + 2 };
      await rejects(device.store.saveAttachment(attachment, [new ArrayBuffer(PART_SIZE)], ada), 'invalid-argument');
      const elsewhere = { ...newAttachment(), parentGlobalId: id(99) };
      await rejects(device.store.saveAttachment(elsewhere, [bytes(1, 2, 3, 4).buffer], ada), 'feature-not-found');
      expect(await all()).to.be.empty;
      expect(await partKeys(device.entry.name)).to.be.empty;
    });

    it('may be empty files', async () => {
      const attachment = { ...newAttachment(), size: 0 };
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

  describe('sent', () => {
    it('are received with their bytes here and their attachmentId; they stay when the feature was sent long ago (invariant 7)', async () => {
      await device.add(10);
      await device.attach(500, 10);
      await device.record(await device.sent(10));
      expect(await only(10)).to.deep.include({ state: { kind: 'pending', operation: 'attachAdd' } });
      const record = await only(10);
      const key = { layerId: POINTS, parentGlobalId: id(10), globalId: id(500) };
      await device.store.saveUpload(device.epoch, key, {
        kind: 'item',
        itemId: 'i1',
        contentVersion: record.contentVersion,
        at: 1,
      });
      await device.record(outcome(await device.log(), { globalId: id(10) }));
      expect(await only(10)).to.deep.include({
        state: { kind: 'received', bytesHere: true },
        upload: { kind: 'none' },
        attachmentId: 42,
      });
      expect((await device.store.readPart(id(500), record.contentVersion, 0)).byteLength).to.equal(4);
    });

    it('while a replacement came later stay pending with the newer bytes; the older ones go with it', async () => {
      await device.attach(500, 1, bytes(1));
      const first = await only();
      const log = await device.log();
      await device.attempt();
      await device.putAttachment(500, 1, { bytes: bytes(2, 2), operation: 'attachUpdate' });
      expect((await device.store.readPart(id(500), first.contentVersion, 0)).byteLength).to.equal(1);
      await device.record(outcome(log));
      expect(await only()).to.deep.include({
        size: 2,
        state: { kind: 'pending', operation: 'attachUpdate' },
        attachmentId: 42,
      });
      // Kept, so that the replacement can be undone until it is sent itself.
      expect((await device.store.readPart(id(500), first.contentVersion, 0)).byteLength).to.equal(1);
      await device.record(outcome(await device.log()));
      await rejects(device.store.readPart(id(500), first.contentVersion, 0), 'attachment-not-found');
    });

    it('deletes remove record and bytes', async () => {
      await device.receive(
        changes(POINTS, { attachments: [attachmentChange(500, 1, { data: bytes(1, 2, 3, 4).buffer })] }),
      );
      await device.store.deleteAttachments(POINTS, id(1), [id(500)], ada);
      expect(await only()).to.deep.include({ state: { kind: 'pending', operation: 'attachDelete' } });
      await device.record(outcome(await device.log()));
      expect(await all()).to.be.empty;
    });
  });

  describe('refused', () => {
    beforeEach(() => device.attach(500, 1));

    it('keep their bytes and say why (invariant 8)', async () => {
      await device.record(refusal(await device.log()));
      const record = await only();
      expect(record.state).to.deep.equal({
        kind: 'refused',
        operation: 'attachAdd',
        error: { code: 1008, description: 'too large' },
      });
      expect((await device.store.readPart(id(500), record.contentVersion, 0)).byteLength).to.equal(4);
      const { issues, pending } = await device.store.info();
      expect(issues[0]).to.include({
        operation: 'attachAdd',
        attachmentGlobalId: id(500),
        attachmentName: 'photo-500.jpg',
        title: 'row 1',
      });
      expect(pending).to.include({ attachments: 0, refused: 1 });
      const { features } = await device.store.queryFeatures(POINTS, { globalIds: [id(1)] });
      expect(features[0]?.pendingAttachments).to.equal(1);
    });

    it('go again by retry', async () => {
      await device.record(refusal(await device.log()));
      await device.store.retryIssues([(await device.store.info()).issues[0]!.id]);
      expect(await operations()).to.deep.equal(['attachAdd']);
      expect(await only()).to.deep.include({ state: { kind: 'pending', operation: 'attachAdd' } });
    });

    it('go again when replaced, as one add', async () => {
      await device.record(refusal(await device.log()));
      await device.putAttachment(500, 1, { bytes: bytes(9), operation: 'attachUpdate' });
      expect(await operations()).to.deep.equal(['attachAdd', 'attachUpdate']);
      expect((await device.store.info()).issues).to.be.empty;
    });

    it('are gone when given up, or deleted', async () => {
      await device.record(refusal(await device.log()));
      await device.store.discardIssues([(await device.store.info()).issues[0]!.id]);
      expect(await all()).to.be.empty;
      await device.attach(500, 1);
      await device.record(refusal(await device.log()));
      await device.store.deleteAttachments(POINTS, id(1), [id(500)], ada);
      expect(await all()).to.be.empty;
      expect((await device.store.info()).issues).to.be.empty;
    });

    it('replacements are fetched anew when given up; deletes bring the attachment back', async () => {
      await device.record(outcome(await device.log()));
      await device.putAttachment(500, 1, { bytes: bytes(9, 9), operation: 'attachUpdate' });
      await device.record(refusal(await device.log()));
      await device.store.discardIssues([(await device.store.info()).issues[0]!.id]);
      expect(await only()).to.deep.include({ state: { kind: 'received', bytesHere: false }, partHashes: [] });

      await device.attach(600, 1);
      const added = await device.log();
      await device.record(outcome(added, { attachmentGlobalId: id(600) }));
      await device.store.deleteAttachments(POINTS, id(1), [id(600)], ada);
      await device.record({ ...refusal(await device.log()), attachmentGlobalId: id(600) } as EditOutcome);
      await device.store.discardIssues([(await device.store.info()).issues[0]!.id]);
      const record = (await all()).find((attachment) => attachment.globalId === id(600));
      expect(record?.state).to.deep.equal({ kind: 'received', bytesHere: true });
    });

    it('survive a refused delete of their row that is given up', async () => {
      await device.delete(1);
      const seqs = (await device.log()).map((edit) => edit.seq);
      await device.record(await device.refused(1, { seqs }));
      expect((await only()).state.kind).to.equal('refused');
      await device.store.discardIssues([(await device.store.info()).issues[0]!.id]);
      expect(await device.nameOf(1)).to.equal('row 1');
      expect(await operations()).to.deep.equal(['attachAdd']);
      expect(await only()).to.deep.include({ state: { kind: 'pending', operation: 'attachAdd' } });
    });

    it('go again alone: what else waits for the same row keeps its place', async () => {
      const first = await device.log();
      await device.attach(501, 1);
      const { seq } = (await device.log())[1]!;
      await device.record(refusal(first));
      await device.store.retryIssues([(await device.store.info()).issues[0]!.id]);
      expect((await device.log())[0]).to.include({ seq, attachmentGlobalId: id(501) });
    });

    it('go again with the add of their feature', async () => {
      await device.add(10);
      await device.attach(700, 10);
      const attachEntry = (await device.log()).filter((edit) => edit.attachmentGlobalId === id(700));
      await device.record(await device.refused(10), {
        ...refusal(attachEntry),
        globalId: id(10),
        attachmentGlobalId: id(700),
      } as EditOutcome);
      await device.update(10, { NAME: 'corrected' });
      const log = (await device.log()).filter((edit) => edit.globalId === id(10));
      expect(log.map((edit) => edit.operation)).to.deep.equal(['add', 'attachAdd', 'update']);
      expect(await only(10)).to.deep.include({ state: { kind: 'pending', operation: 'attachAdd' } });
    });
  });

  describe('received', () => {
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
      for (const partNo of [0, 1, 2])
        await device.store.writeFetchedPart(device.epoch, key, partNo, new ArrayBuffer(9));
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

  it('the progress of an upload is kept over a reload and moves no rev', async () => {
    await device.attach(500, 1);
    const { contentVersion } = await only();
    const { rev } = await device.store.info();
    const key = { layerId: POINTS, parentGlobalId: id(1), globalId: id(500) };
    const upload = { kind: 'parts', itemId: 'i1', contentVersion, partsDone: [1, 2] } as const;
    await device.store.saveUpload(device.epoch, key, upload);
    await device.reload();
    expect(
      (await device.store.attachmentsByGlobalId(POINTS, [key, { ...key, globalId: id(1) }]))[0]?.upload,
    ).to.deep.equal(upload);
    expect((await device.store.info()).rev).to.equal(rev);
  });

  function newAttachment() {
    return {
      layerId: POINTS,
      parentGlobalId: id(1),
      globalId: id(500),
      name: 'photo-500.jpg',
      contentType: 'image/jpeg',
      size: 4,
      keywords: '',
      operation: 'attachAdd' as 'attachAdd' | 'attachUpdate',
    };
  }
});

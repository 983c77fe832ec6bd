/** What becomes of attachments that were sent, and of those that the service refuses. */
import { expect } from '@open-wc/testing';
import type { EditOutcome } from '../../src/sync/ports.js';
import { attachmentsOf, bytes, onlyAttachment, operationsOf, outcome, refusal } from './attachment-fixture.js';
import { ada, attachmentChange, changes, Device, id, POINTS, row } from './fixture.js';
import { rejects } from './rejects.js';

describe('attachments', () => {
  let device: Device;
  const only = (parent?: number) => onlyAttachment(device, parent);
  const all = (parent?: number) => attachmentsOf(device, parent);
  const operations = () => operationsOf(device);

  beforeEach(async () => {
    device = await Device.start();
    await device.load([row(1), row(2)]);
  });
  afterEach(() => device.stop());

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
});

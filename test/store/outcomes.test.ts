/** What became of edits that were sent. */
import { expect } from '@open-wc/testing';
import type { EditOutcome } from '../../src/sync/ports.js';
import { ada, Device, id, NOTES, POINTS, row } from './fixture.js';
import { rejects } from './rejects.js';

describe('recordOutcomes', () => {
  let device: Device;
  beforeEach(async () => {
    device = await Device.start();
    await device.load([row(1), row(2), row(3)]);
  });
  afterEach(() => device.stop());

  describe('sent', () => {
    it('takes an add out of the log and its ObjectID over', async () => {
      await device.add(10);
      await device.record(await device.sent(10, { objectId: 4711 }));
      expect(await device.log()).to.be.empty;
      const feature = await device.find(10);
      expect(feature).to.include({ objectId: 4711, pending: 'none' });
      expect(feature?.attributes).to.include({ OBJECTID: 4711, NAME: 'mine 10' });
    });

    it('keeps the temporary ObjectID when the service told none', async () => {
      await device.add(10);
      await device.record(await device.sent(10, { objectId: null }));
      expect(await device.find(10)).to.include({ objectId: -1, pending: 'none' });
    });

    it('leaves an updated row as it was sent, with what the service did to it', async () => {
      await device.update(1, { NAME: 'changed' });
      const seen = { attributes: { ...row(1).attributes, NAME: 'CHANGED', AREA: 8 }, geometry: { x: 3, y: 4 } };
      await device.record(await device.sent(1, { row: seen }));
      expect((await device.find(1))?.attributes).to.deep.equal(seen.attributes);
      expect((await device.find(1))?.geometry).to.deep.equal({ x: 3, y: 4 });
    });

    it('makes the sent row the base of edits that came later; mine stays visible (invariant 2)', async () => {
      await device.update(1, { NAME: 'sent' });
      const outcome = await device.sent(1);
      await device.update(1, { COUNT_: 99 });
      await device.record(outcome);
      const log = await device.log();
      expect(log).to.have.length(1);
      expect(log[0]?.base?.attributes).to.include({ NAME: 'sent', COUNT_: 1 });
      expect((await device.find(1))?.attributes).to.include({ NAME: 'sent', COUNT_: 99 });
      expect(await device.find(1)).to.include({ pending: 'update' });
    });

    it('makes later edits of an added row updates of it, under its ObjectID', async () => {
      await device.add(10);
      const outcome = await device.sent(10, { objectId: 4711 });
      await device.update(10, { COUNT_: 5 });
      await device.record(outcome);
      expect(await device.find(10)).to.include({ pending: 'update', objectId: 4711 });
      expect((await device.log())[0]?.base?.attributes).to.deep.include({ OBJECTID: 4711, NAME: 'mine 10' });
    });

    it('keeps a sent delete hidden, and removes what hung on the row', async () => {
      await device.attach(500, 1);
      await device.delete(1);
      const log = await device.log();
      await device.record(await device.sent(1, { seqs: log.map((edit) => edit.seq) }));
      expect(await device.find(1)).to.equal(undefined);
      expect(await device.log()).to.be.empty;
      expect(await device.store.queryAttachments(POINTS, [id(1)])).to.be.empty;
      await rejects(device.store.readPart(id(500), 1, 0), 'attachment-not-found');
    });

    it('lets a row that was added again after its delete live on as an add', async () => {
      await device.delete(1);
      const outcome = await device.sent(1);
      await device.add(1, { NAME: 'back' });
      await device.record(outcome);
      expect(await device.find(1)).to.include({ pending: 'add' });
      expect((await device.find(1))?.objectId).to.be.lessThan(0);
      expect((await device.log())[0]).to.deep.include({ operation: 'add', base: null });
    });

    it('ends what was refused of a row before its delete: there is no row any more that it could change', async () => {
      await device.update(1, { NAME: 'bad' });
      const refusal = await device.refused(1);
      await device.delete(1);
      await device.record(refusal);
      const outcome = await device.sent(1);
      await device.add(1, { NAME: 'back' });
      await device.record(outcome);
      expect((await device.store.info()).issues).to.be.empty;
      expect(await device.find(1)).to.include({ pending: 'add' });
      expect((await device.log()).map((edit) => edit.operation)).to.deep.equal(['add']);
    });

    it('keeps the old row hidden when what was added in its place is deleted again', async () => {
      await device.delete(1);
      await device.record(await device.sent(1));
      await device.add(1, { NAME: 'back' });
      await device.delete(1);
      expect(await device.find(1)).to.equal(undefined);
      expect(await device.log()).to.be.empty;
    });

    it('said twice, or for edits that are settled, changes nothing (invariant 5)', async () => {
      await device.add(10);
      const outcome = await device.sent(10, { objectId: 4711 });
      await device.record(outcome, outcome);
      await device.update(10, { NAME: 'later' });
      await device.record(outcome, { ...outcome, kind: 'void' });
      expect(await device.nameOf(10)).to.equal('later');
      expect(await device.log()).to.have.length(1);
    });
  });

  describe('sent after an older edit of the same row was refused', () => {
    /** A first edit is refused while a second one, made meanwhile, is sent. */
    async function refuseThenSend(first: () => Promise<unknown>, second: () => Promise<unknown>): Promise<void> {
      await first();
      const refusal = await device.refused(1);
      await second();
      await device.record(refusal);
      await device.record(await device.sent(1));
    }

    it('shows and keeps the newer values, and settles what they replace', async () => {
      await refuseThenSend(
        () => device.update(1, { NAME: 'older' }),
        () => device.update(1, { NAME: 'newer' }),
      );
      expect(await device.find(1)).to.include({ pending: 'none' });
      expect(await device.nameOf(1)).to.equal('newer');
      expect((await device.store.info()).issues).to.be.empty;
    });

    it('keeps the refused fields that nobody typed anew, and a retry sends those alone', async () => {
      await refuseThenSend(
        () => device.update(1, { NAME: 'older', COUNT_: 99 }),
        () => device.update(1, { NAME: 'newer' }),
      );
      expect(await device.find(1)).to.include({ pending: 'refused' });
      expect((await device.find(1))?.attributes).to.include({ NAME: 'newer', COUNT_: 99 });
      const [issue] = (await device.store.info()).issues;
      await device.store.retryIssues([issue!.id]);
      expect((await device.log()).map((edit) => edit.attributes)).to.deep.equal([{ COUNT_: 99 }]);
    });

    it('shows a row that was added again after its delete was refused', async () => {
      await refuseThenSend(
        () => device.delete(1),
        () => device.add(1, { NAME: 'back' }),
      );
      expect(await device.nameOf(1)).to.equal('back');
      expect((await device.store.info()).issues).to.be.empty;
    });

    it('does not put refused values behind newer ones that are on their way', async () => {
      await device.update(1, { NAME: 'older', COUNT_: 99 });
      const refusal = await device.refused(1);
      await device.update(1, { NAME: 'newer' });
      await device.record(refusal);
      await device.attempt();
      const [issue] = (await device.store.info()).issues;
      await device.store.retryIssues([issue!.id]);
      expect((await device.find(1))?.attributes).to.include({ NAME: 'newer', COUNT_: 99 });
      expect((await device.log()).map((edit) => edit.attributes)).to.deep.equal([{ NAME: 'newer' }, { COUNT_: 99 }]);
    });

    it('keeps a photo that replaced a refused one', async () => {
      await device.attach(500, 1);
      const add = (await device.log())[0]!;
      const common = { layerId: POINTS, globalId: id(1), attachmentGlobalId: id(500), objectId: 7 } as const;
      await device.record({ kind: 'sent', seqs: [add.seq], ...common, operation: 'attachAdd', row: null });
      const replace = (n: number) =>
        device.putAttachment(500, 1, { bytes: new Uint8Array([n]), operation: 'attachUpdate' });
      await replace(1);
      const older = (await device.log())[0]!;
      const kept = await replace(2);
      const newer = (await device.log())[1]!;
      const error = { code: 1009, description: 'no' };
      await device.record({ kind: 'refused', seqs: [older.seq], ...common, operation: 'attachUpdate', error });
      await device.record({ kind: 'sent', seqs: [newer.seq], ...common, operation: 'attachUpdate', row: null });
      expect((await device.store.info()).issues).to.be.empty;
      const [photo] = await device.store.queryAttachments(POINTS, [id(1)]);
      expect(photo?.state).to.deep.equal({ kind: 'received', bytesHere: true });
      expect(new Uint8Array(await device.store.readPart(id(500), kept, 0))).to.deep.equal(new Uint8Array([2]));
    });
  });

  describe('refused', () => {
    it('moves the edits to an issue that names layer, row, operation, reason and code (invariant 14)', async () => {
      await device.update(1, { NAME: 'bad' });
      await device.update(2, { NAME: 'good' });
      const log = await device.log();
      await device.record(await device.refused(1, { objectId: 1 }), await device.sent(2));
      const { issues, pending } = await device.store.info();
      expect(issues).to.have.length(1);
      expect(issues[0]).to.deep.include({
        layerId: POINTS,
        layerName: 'Points',
        globalId: id(1),
        objectId: 1,
        operation: 'update',
        title: 'bad',
        error: { code: 1019, description: 'refused' },
        at: 2000,
      });
      expect(issues[0]?.edits.map((edit) => edit.seq)).to.deep.equal([log[0]?.seq]);
      expect(pending).to.include({ features: 0, refused: 1 });
      expect(await device.log()).to.be.empty;
    });

    it('takes an ObjectID of -1 for none told', async () => {
      await device.add(10);
      await device.update(1, { NAME: 'bad' });
      await device.record(await device.refused(1, { objectId: -1 }), await device.sent(10, { objectId: -1 }));
      expect((await device.store.info()).issues[0]?.objectId).to.equal(1);
      expect(await device.find(10)).to.include({ objectId: -1, pending: 'none' });
    });

    it('keeps my row, marked, also over a reload', async () => {
      await device.update(1, { NAME: 'bad' });
      await device.record(await device.refused(1));
      await device.reload();
      expect(await device.find(1)).to.include({ pending: 'refused' });
      expect(await device.nameOf(1)).to.equal('bad');
      expect((await device.store.info()).editUsers).to.deep.equal(['ada']);
    });

    it('of an add takes its later edits along, since they cannot be sent without it', async () => {
      await device.add(10);
      const outcome = await device.refused(10);
      await device.update(10, { COUNT_: 3 });
      await device.record(outcome);
      expect(await device.log()).to.be.empty;
      expect((await device.store.info()).issues[0]?.edits.map((edit) => edit.operation)).to.deep.equal([
        'add',
        'update',
      ]);
      expect((await device.find(10))?.attributes).to.include({ NAME: 'mine 10', COUNT_: 3 });
    });

    it('of an add that was deleted here meanwhile leaves nothing', async () => {
      await device.add(10);
      await device.attempt();
      const outcome = await device.refused(10);
      await device.delete(10);
      await device.record(outcome);
      expect(await device.log()).to.be.empty;
      expect((await device.store.info()).issues).to.be.empty;
    });

    it('of an update leaves later edits of the row in the log', async () => {
      await device.update(1, { NAME: 'bad' });
      const outcome = await device.refused(1);
      await device.update(1, { COUNT_: 7 });
      await device.record(outcome);
      expect((await device.log()).map((edit) => edit.attributes)).to.deep.equal([{ COUNT_: 7 }]);
      expect((await device.find(1))?.attributes).to.include({ NAME: 'bad', COUNT_: 7 });
      await device.record(await device.sent(1));
      expect(await device.find(1)).to.include({ pending: 'refused' });
      expect((await device.find(1))?.attributes).to.include({ NAME: 'bad', COUNT_: 7 });
    });
  });

  it('void: what was added and deleted before anything was sent is gone', async () => {
    await device.add(10);
    await device.attempt();
    await device.delete(10);
    const seqs = (await device.log()).map((edit) => edit.seq);
    await device.record({ kind: 'void', seqs, layerId: POINTS, globalId: id(10) });
    expect(await device.log()).to.be.empty;
    expect(await device.find(10)).to.equal(undefined);
    expect((await device.store.info()).pending.features).to.equal(0);
  });

  it('closes the attempt in the same transaction when told to', async () => {
    await device.update(1, { NAME: 'a' });
    const attemptId = await device.attempt();
    const outcomes = [await device.sent(1)];
    await device.store.recordOutcomes(device.epoch, { attemptId, outcomes: [], settle: false, now: 1 });
    expect(await device.store.openAttempts()).to.have.length(1);
    await device.store.recordOutcomes(device.epoch, { attemptId, outcomes, settle: true, now: 1 });
    expect(await device.store.openAttempts()).to.be.empty;
    expect(await device.log()).to.be.empty;
  });

  it('of a stale holder writes nothing at all (invariant 9)', async () => {
    await device.update(1, { NAME: 'a' });
    const outcome = await device.sent(1);
    await device.store.takeHold(2000);
    await rejects(device.record(outcome), 'stale-holder');
    expect(await device.log()).to.have.length(1);
  });

  it('records many at once: first results, whatever the layer', async () => {
    await device.store.applyEdits(NOTES, { adds: [{ attributes: { NAME: 'n' } }] }, ada);
    await device.update(1, { NAME: 'a' });
    const outcomes = (await device.log()).map((edit): EditOutcome => ({
      kind: 'sent',
      seqs: [edit.seq],
      layerId: edit.layerId,
      globalId: edit.globalId,
      operation: edit.operation,
      objectId: 42,
      row: null,
    }));
    await device.record(...outcomes);
    expect(await device.log()).to.be.empty;
    expect((await device.store.queryFeatures(NOTES, {})).features[0]).to.include({ objectId: 42, pending: 'none' });
  });

  it('records hundreds of rows side by side, each over its own base: what was refused is listed in its order, and the rest is sent', async () => {
    const numbers = Array.from({ length: 300 }, (_, index) => index + 1);
    await device.load(numbers.map((n) => row(n)));
    const updates = numbers.map((n) => ({ attributes: { GlobalID: id(n), NAME: `mine ${String(n)}` } }));
    await device.store.applyEdits(POINTS, { updates }, ada);
    const log = await device.log();
    expect(log.map(({ base }) => base?.attributes['NAME'])).to.deep.equal(numbers.map((n) => `row ${String(n)}`));
    const isRefused = (n: number): boolean => n % 3 === 0;
    const outcomes = log.map(({ seq, layerId, globalId, operation }, index): EditOutcome => {
      const own = { seqs: [seq], layerId, globalId, operation, objectId: index + 1 };
      return isRefused(index + 1)
        ? { kind: 'refused', ...own, error: { code: 1019, description: 'refused' } }
        : { kind: 'sent', ...own, row: null };
    });
    await device.record(...outcomes);
    expect(await device.log()).to.be.empty;
    const { issues } = await device.store.info();
    expect(issues.map(({ title }) => title)).to.deep.equal(numbers.filter(isRefused).map((n) => `mine ${String(n)}`));
    const { features } = await device.store.queryFeatures(POINTS, { orderByFields: ['OBJECTID'] });
    expect(features.map(({ pending }) => pending)).to.deep.equal(
      numbers.map((n) => (isRefused(n) ? 'refused' : 'none')),
    );
    expect(features.map(({ attributes }) => attributes['NAME'])).to.deep.equal(numbers.map((n) => `mine ${String(n)}`));
  });
});

describe('issues', () => {
  let device: Device;
  const onlyIssue = async (): Promise<number> => (await device.store.info()).issues[0]!.id;
  beforeEach(async () => {
    device = await Device.start();
    await device.load([row(1), row(2)]);
  });
  afterEach(() => device.stop());

  it('retry puts the edits back, behind all others, in their order', async () => {
    await device.add(10);
    await device.update(10, { NAME: 'two' });
    await device.record(await device.refused(10));
    await device.update(1, { NAME: 'other' });
    await device.store.retryIssues([await onlyIssue()]);
    const log = await device.log();
    expect(log.map((edit) => [edit.globalId, edit.operation])).to.deep.equal([
      [id(1), 'update'],
      [id(10), 'add'],
      [id(10), 'update'],
    ]);
    expect(await device.find(10)).to.include({ pending: 'add' });
    expect((await device.store.info()).pending).to.include({ refused: 0, features: 2 });
  });

  it('retry lets what was typed last stay last', async () => {
    await device.update(1, { NAME: 'bad' });
    const outcome = await device.refused(1);
    await device.update(1, { NAME: 'better' });
    await device.record(outcome);
    await device.store.retryIssues([await onlyIssue()]);
    expect(await device.nameOf(1)).to.equal('better');
    expect((await device.log()).map((edit) => edit.attributes?.['NAME'])).to.deep.equal(['bad', 'better']);
  });

  it('retry leaves what an open attempt carries where it is (invariant 2)', async () => {
    await device.update(1, { NAME: 'bad' });
    const outcome = await device.refused(1);
    await device.update(1, { COUNT_: 7 });
    await device.record(outcome);
    await device.attempt();
    const [frozen] = await device.log();
    await device.store.retryIssues([await onlyIssue()]);
    const log = await device.log();
    expect(log.map((edit) => edit.attributes)).to.deep.equal([{ COUNT_: 7 }, { NAME: 'bad' }]);
    expect(log[0]?.seq).to.equal(frozen?.seq);
  });

  it('a new edit of a refused row is its correction: all goes again, with the correction last', async () => {
    await device.add(10, { NAME: 'bad' });
    await device.record(await device.refused(10));
    await device.update(10, { NAME: 'good' });
    const { issues } = await device.store.info();
    expect(issues).to.be.empty;
    expect((await device.log()).map((edit) => edit.operation)).to.deep.equal(['add', 'update']);
    expect(await device.find(10)).to.include({ pending: 'add' });
    expect(await device.nameOf(10)).to.equal('good');
  });

  it('deleting a row whose add was refused removes all of it', async () => {
    await device.add(10);
    await device.attach(500, 10);
    await device.record(await device.refused(10));
    await device.delete(10);
    const { issues, pending } = await device.store.info();
    expect(issues).to.be.empty;
    expect(pending).to.include({ features: 0, attachments: 0 });
    expect(await device.log()).to.be.empty;
  });

  it('discard gives the row of the service back', async () => {
    await device.update(1, { NAME: 'bad' });
    await device.record(await device.refused(1));
    await device.store.discardIssues([await onlyIssue()]);
    expect(await device.find(1)).to.include({ pending: 'none' });
    expect(await device.nameOf(1)).to.equal('row 1');
    expect((await device.store.info()).issues).to.be.empty;
  });

  it('discard of a refused delete brings the row back', async () => {
    await device.delete(1);
    await device.record(await device.refused(1));
    expect((await device.store.info()).issues[0]?.title).to.equal('row 1');
    await device.store.discardIssues([await onlyIssue()]);
    expect(await device.nameOf(1)).to.equal('row 1');
  });

  it('discard keeps other edits of the row, on top of what the service has', async () => {
    await device.update(1, { NAME: 'bad' });
    const outcome = await device.refused(1);
    await device.update(1, { COUNT_: 7 });
    await device.record(outcome);
    await device.store.discardIssues([await onlyIssue()]);
    expect((await device.find(1))?.attributes).to.include({ NAME: 'row 1', COUNT_: 7 });
    expect(await device.log()).to.have.length(1);
  });

  it('discard of an add removes the row with its attachments', async () => {
    await device.add(10);
    await device.attach(500, 10);
    await device.record(await device.refused(10));
    await device.store.discardIssues([await onlyIssue()]);
    expect(await device.find(10)).to.equal(undefined);
    expect(await device.store.queryAttachments(POINTS, [id(10)])).to.be.empty;
    expect(await device.log()).to.be.empty;
  });

  it('settled in another tab already: nothing happens', async () => {
    await device.update(1, { NAME: 'bad' });
    await device.record(await device.refused(1));
    const issue = await onlyIssue();
    const tab = await device.tab();
    await tab.retryIssues([issue]);
    await device.store.retryIssues([issue]);
    await device.store.discardIssues([issue]);
    expect(await device.log()).to.have.length(1);
    expect(await device.nameOf(1)).to.equal('bad');
  });
});

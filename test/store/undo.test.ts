/** Taking back what was not sent. */
import { expect } from '@open-wc/testing';
import { ada, changes, Device, id, POINTS, row } from './fixture.js';
import { partKeys } from './raw.js';
import { rejects } from './rejects.js';

describe('undo', () => {
  let device: Device;
  beforeEach(async () => {
    device = await Device.start();
    await device.load([row(1), row(2), row(3)]);
  });
  afterEach(() => device.stop());

  const undo = (n: number, choice = {}) => device.store.undoEdit(POINTS, id(n), choice);
  const operations = async () => (await device.log()).map(({ operation }) => operation);

  it('of an update shows the row as it was; of one among several, what the others make of it', async () => {
    await device.update(1, { NAME: 'first', COUNT_: 8 });
    await device.update(1, { NAME: 'second' });
    await device.update(1, { COUNT_: 9 });
    const [, second] = await device.store.pendingEdits(POINTS, id(1));
    expect(await undo(1, { editId: second!.seq })).to.include({ operation: 'update', globalId: id(1) });
    expect((await device.find(1))?.attributes).to.include({ NAME: 'first', COUNT_: 9 });
    await undo(1);
    expect((await device.find(1))?.attributes).to.include({ NAME: 'first', COUNT_: 8 });
    await undo(1);
    expect(await device.find(1)).to.include({ pending: 'none', objectId: 1 });
    expect((await device.find(1))?.attributes).to.deep.equal(row(1).attributes);
    expect((await device.store.info()).pending.features).to.equal(0);
    await rejects(undo(1), 'edit-not-found');
  });

  it('shows what was received meanwhile, for the base was kept', async () => {
    await device.update(1, { NAME: 'mine' });
    await device.receive(changes(POINTS, { rows: [row(1, { name: 'theirs' })] }));
    await device.update(2, { NAME: 'mine' });
    await device.receive(changes(POINTS, { deleteIds: [id(2)] }));
    await undo(1);
    await undo(2);
    expect(await device.nameOf(1)).to.equal('theirs');
    expect(await device.find(2)).to.equal(undefined);
  });

  it('of an add takes the row away, with all that was done to it', async () => {
    await device.add(10);
    await device.update(10, { NAME: 'changed' });
    await device.attach(500, 10);
    const [add] = await device.store.pendingEdits(POINTS, id(10));
    await undo(10, { editId: add!.seq });
    expect(await device.find(10)).to.equal(undefined);
    expect(await device.log()).to.be.empty;
    expect(await partKeys(device.entry.name)).to.be.empty;
    expect(await device.store.queryCount(POINTS, {})).to.equal(3);
  });

  it('of a delete brings the row back with its edits', async () => {
    await device.update(1, { NAME: 'mine' });
    await device.delete(1);
    await undo(1);
    expect(await device.nameOf(1)).to.equal('mine');
    expect(await operations()).to.deep.equal(['update']);
  });

  it('of an add that came over a delete deletes again; the delete goes after it', async () => {
    await device.delete(1);
    await device.add(1, { NAME: 'again' });
    const [del] = await device.store.pendingEdits(POINTS, id(1));
    await rejects(undo(1, { editId: del!.seq }), 'busy');
    await undo(1);
    expect(await device.find(1)).to.equal(undefined);
    await undo(1);
    expect((await device.find(1))?.attributes).to.deep.equal(row(1).attributes);
  });

  it('is refused in words for what is under way, and done for what came after', async () => {
    await device.update(1, { NAME: 'sent' });
    await device.attempt();
    await device.update(1, { NAME: 'later' });
    await undo(1);
    expect(await device.nameOf(1)).to.equal('sent');
    const error = await undo(1).catch((thrown: unknown) => thrown as Error);
    expect(error).to.include({ code: 'busy' });
    expect(error).to.have.property('message').that.contains('sync first');
    expect(await operations()).to.deep.equal(['update']);
  });

  it('leaves what was refused as it is', async () => {
    await device.update(1, { NAME: 'bad' });
    const refusal = await device.refused(1);
    await device.update(1, { COUNT_: 5 });
    await device.record(refusal);
    await undo(1);
    expect(await device.find(1)).to.include({ pending: 'refused' });
    expect((await device.find(1))?.attributes).to.include({ NAME: 'bad', COUNT_: 1 });
    expect((await device.store.info()).issues).to.have.length(1);
  });

  describe('of photos', () => {
    const photo = async () => (await device.store.queryAttachments(POINTS, [id(1)]))[0];

    /** A photo that the service has. */
    async function sendPhoto(bytes: Uint8Array): Promise<void> {
      await device.attach(500, 1, bytes);
      const [add] = await device.log();
      const common = { layerId: POINTS, globalId: id(1), attachmentGlobalId: id(500), objectId: 7, row: null } as const;
      await device.record({ kind: 'sent', seqs: [add!.seq], ...common, operation: 'attachAdd' });
    }

    it('an added one goes with its bytes', async () => {
      await device.attach(500, 1);
      await undo(1);
      expect(await photo()).to.equal(undefined);
      expect(await partKeys(device.entry.name)).to.be.empty;
    });

    it('a replaced one has its old bytes again, also after a sweep', async () => {
      await sendPhoto(new Uint8Array([1, 2, 3]));
      const before = await photo();
      await device.putAttachment(500, 1, { bytes: new Uint8Array([9]), operation: 'attachUpdate' });
      device.epoch = await device.store.takeHold(1e12);
      await undo(1, { attachmentGlobalId: id(500) });
      expect(await photo()).to.deep.equal(before);
      const bytes = await device.store.readPart(id(500), before!.contentVersion, 0);
      expect(new Uint8Array(bytes)).to.deep.equal(new Uint8Array([1, 2, 3]));
      expect(await partKeys(device.entry.name)).to.have.length(1);
      expect(await device.log()).to.be.empty;
    });

    it('a deleted one is there again', async () => {
      await sendPhoto(new Uint8Array([1]));
      await device.store.deleteAttachments(POINTS, id(1), [id(500)], ada);
      await undo(1);
      expect((await photo())?.state).to.deep.equal({ kind: 'received', bytesHere: true });
    });

    it('a replacement that was sent keeps no bytes of what it replaced', async () => {
      await sendPhoto(new Uint8Array([1]));
      await device.putAttachment(500, 1, { bytes: new Uint8Array([9]), operation: 'attachUpdate' });
      const [edit] = await device.log();
      const common = { layerId: POINTS, globalId: id(1), attachmentGlobalId: id(500), objectId: 7, row: null } as const;
      await device.record({ kind: 'sent', seqs: [edit!.seq], ...common, operation: 'attachUpdate' });
      expect(await partKeys(device.entry.name)).to.have.length(1);
    });
  });

  it('works in another tab at the same time: one of two takes the edit back', async () => {
    await device.update(1, { NAME: 'mine' });
    const tab = await device.tab();
    const outcomes = await Promise.allSettled([undo(1), tab.undoEdit(POINTS, id(1))]);
    expect(outcomes.map(({ status }) => status).sort()).to.deep.equal(['fulfilled', 'rejected']);
    expect(await device.nameOf(1)).to.equal('row 1');
    expect((await tab.queryFeatures(POINTS, { globalIds: [id(1)] })).features[0]?.pending).to.equal('none');
  });
});

describe('an edit', () => {
  it('is strict unless it is told that it may be relaxed; one that must be on disk brings the others along', async () => {
    const device = await Device.start();
    await device.load([row(1)]);
    const asked: string[] = [];
    const transaction = IDBDatabase.prototype.transaction;
    IDBDatabase.prototype.transaction = function (stores, mode, options) {
      if (mode === 'readwrite') asked.push(options?.durability ?? 'default');
      return transaction.call(this, stores, mode, options);
    };
    try {
      const edit = (durability?: 'strict' | 'relaxed') =>
        device.store.applyEdits(
          POINTS,
          { adds: [{ attributes: { NAME: 'x' } }] },
          ada,
          durability ? { durability } : {},
        );
      await edit();
      await edit('relaxed');
      // The first goes at once; the others wait for it, and go together.
      await Promise.all([edit('relaxed'), edit('relaxed'), edit('strict')]);
      expect(asked).to.deep.equal(['strict', 'relaxed', 'relaxed', 'strict']);
    } finally {
      IDBDatabase.prototype.transaction = transaction;
      await device.stop();
    }
  });

  it('and a small download take the same work in a large layer as in a small one', async function () {
    this.timeout(60_000);
    const work: number[] = [];
    for (const size of [700, 14_000]) {
      const device = await Device.start();
      await device.load(Array.from({ length: size }, (_, i) => row(i + 1)));
      await device.reload();
      const counter = countRequests();
      try {
        for (let n = 1; n <= 40; n++) {
          const updates = [{ attributes: { GlobalID: id(n), NAME: 'x' } }];
          await device.store.applyEdits(
            POINTS,
            { updates, adds: [{ attributes: { NAME: 'y' } }], deletes: [id(300 + n)] },
            ada,
          );
        }
        await device.receive(
          changes(POINTS, { rows: Array.from({ length: 100 }, (_, i) => row(i + 10)), deleteIds: [id(200)] }),
        );
        work.push(counter.records());
      } finally {
        counter.stop();
        await device.stop();
      }
    }
    // Rows of a larger layer lie in more chunks and buckets: a few more of them are read once.
    expect(work[1]! - work[0]!).to.be.below(60);
  });
});

/** Counts what is read from and written to the database: requests, and records of those that answer several. */
function countRequests(): { records(): number; stop(): void } {
  let records = 0;
  const names = [
    'get',
    'getAll',
    'getKey',
    'getAllKeys',
    'put',
    'add',
    'delete',
    'openCursor',
    'openKeyCursor',
    'count',
  ] as const;
  const own = names.map((name) => [name, IDBObjectStore.prototype[name] as (...args: never[]) => IDBRequest] as const);
  for (const [name, method] of own) {
    Object.assign(IDBObjectStore.prototype, {
      [name](this: IDBObjectStore, ...args: never[]) {
        const request = method.apply(this, args);
        records++;
        request.addEventListener('success', () => {
          if (Array.isArray(request.result)) records += request.result.length;
        });
        return request;
      },
    });
  }
  return {
    records: () => records,
    stop: () => {
      for (const [name, method] of own) Object.assign(IDBObjectStore.prototype, { [name]: method });
    },
  };
}

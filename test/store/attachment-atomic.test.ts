/** A photo that fits into memory: its bytes, their hashes, its record and its edit are committed together, or none of them is. */
import { expect } from '@open-wc/testing';
import { PART_SIZE, type HashedPart } from '../../src/shared/parts.js';
import { attachmentsOf, bytes, hashed, newAttachment, operationsOf } from './attachment-fixture.js';
import { ada, bob, Device, id, POINTS, row } from './fixture.js';
import { partKeys } from './raw.js';
import { rejects } from './rejects.js';

const { transaction } = IDBDatabase.prototype;
const { put } = IDBObjectStore.prototype;
const { commit } = IDBTransaction.prototype;

/** Two whole parts and a rest, none like another. */
function threeParts(): Promise<readonly HashedPart[]> {
  return hashed(...[PART_SIZE, PART_SIZE, 7].map((size, at) => new Uint8Array(size).fill(at + 1).buffer));
}

const large = newAttachment({ size: 2 * PART_SIZE + 7 });

describe('a photo that is saved at once', () => {
  let device: Device;
  beforeEach(async () => {
    device = await Device.start();
    await device.load([row(1), row(2)]);
  });
  afterEach(async () => {
    IDBDatabase.prototype.transaction = transaction;
    IDBObjectStore.prototype.put = put;
    IDBTransaction.prototype.commit = commit;
    await device.stop();
  });

  /** As a reload finds it: no record, no edit, not a byte. */
  const leftNothing = async (): Promise<void> => {
    await device.reload();
    expect(await attachmentsOf(device)).to.be.empty;
    expect(await device.log()).to.be.empty;
    expect(await partKeys(device.entry.name)).to.be.empty;
  };

  it('takes one strict transaction, and settles when that is on the disk', async () => {
    const events: string[] = [];
    IDBDatabase.prototype.transaction = function (this: IDBDatabase, ...args: Parameters<typeof transaction>) {
      const tx = transaction.apply(this, args);
      if (tx.mode === 'readwrite') {
        events.push(`begun ${args[2]?.durability ?? 'default'}`);
        tx.addEventListener('complete', () => events.push('committed'));
      }
      return tx;
    };
    await device.store.saveAttachment(large, await threeParts(), ada);
    events.push('settled');
    expect(events).to.deep.equal(['begun strict', 'committed', 'settled']);
  });

  it('keeps every byte, and the hash of each part', async () => {
    const parts = await threeParts();
    const record = await device.store.saveAttachment(large, parts, ada);
    expect(record.partHashes).to.deep.equal(parts.map(({ hash }) => hash));
    await device.reload();
    expect((await attachmentsOf(device))[0]).to.deep.equal(record);
    const kept = parts.map((_, partNo) => device.store.readPart(id(500), record.contentVersion, partNo));
    expect((await hashed(...(await Promise.all(kept)))).map(({ hash }) => hash)).to.deep.equal(record.partHashes);
  });

  it('leaves nothing when the disk is full in the middle of its bytes', async () => {
    IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...args: Parameters<typeof put>) {
      const key = args[1] as readonly unknown[] | undefined;
      if (this.name === 'part' && key?.[2] === 1) throw new DOMException('full', 'QuotaExceededError');
      return put.apply(this, args);
    };
    await rejects(device.store.saveAttachment(large, await threeParts(), ada), 'storage-full');
    IDBObjectStore.prototype.put = put;
    await leftNothing();
    await device.store.saveAttachment(large, await threeParts(), ada);
    expect(await operationsOf(device), 'and can be tried again').to.deep.equal(['attachAdd']);
  });

  it('leaves nothing when the browser fails to write one part of it, whatever it wrote of the rest', async () => {
    IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...args: Parameters<typeof put>) {
      const request = put.apply(this, args);
      const key = args[1] as readonly unknown[] | undefined;
      // A second record under one key: a request that fails by itself, when those after it are on their way.
      return this.name === 'part' && key?.[2] === 1 ? this.add(...args) : request;
    };
    const failure = await rejects(device.store.saveAttachment(large, await threeParts(), ada), 'internal');
    expect(failure.cause).to.have.property('name', 'ConstraintError');
    IDBObjectStore.prototype.put = put;
    await leftNothing();
  });

  it('leaves nothing when all is written and the commit fails', async () => {
    IDBTransaction.prototype.commit = function (this: IDBTransaction) {
      IDBTransaction.prototype.commit = commit;
      this.abort();
    };
    const failure = await device.store.saveAttachment(large, await threeParts(), ada).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(Error);
    await leftNothing();
  });

  it('of two tabs are both kept, one after the other, each with bytes of its own', async () => {
    const tab = await device.tab();
    const saved = await Promise.all([
      device.store.saveAttachment(newAttachment(), await hashed(bytes(1, 1, 1, 1).buffer), ada),
      tab.saveAttachment(newAttachment({ globalId: id(501) }), await hashed(bytes(2, 2, 2, 2).buffer), bob),
      device.store.saveAttachment(newAttachment({ globalId: id(502), size: 2 }), await hashed(bytes(3, 3).buffer), ada),
    ]);
    expect(new Set(saved.map(({ contentVersion }) => contentVersion)).size).to.equal(3);
    for (const store of [device.store, tab]) {
      expect((await store.queryAttachments(POINTS, [id(1)])).map(({ globalId }) => globalId)).to.deep.equal(
        saved.map(({ globalId }) => globalId),
      );
      expect((await store.info()).pending).to.include({ attachments: 3, attachmentBytes: 10 });
    }
    for (const [at, { globalId, contentVersion }] of saved.entries())
      expect(new Uint8Array(await tab.readPart(globalId, contentVersion, 0))[0]).to.equal(at + 1);
  });

  it('twice with the same GlobalID is refused the second time, in whichever tab, and the first keeps its bytes', async () => {
    const tab = await device.tab();
    const [first, second] = await Promise.allSettled([
      device.store.saveAttachment(newAttachment(), await hashed(bytes(1, 1, 1, 1).buffer), ada),
      tab.saveAttachment(newAttachment(), await hashed(bytes(2, 2, 2, 2).buffer), bob),
    ]);
    expect([first.status, second.status].sort()).to.deep.equal(['fulfilled', 'rejected']);
    expect(await operationsOf(device)).to.deep.equal(['attachAdd']);
    expect(await partKeys(device.entry.name)).to.have.length(1);
  });

  it('shows in the counts and in its feature, and leaves what other features show in memory', async () => {
    await device.store.info();
    await device.store.queryFeatures(POINTS, {});
    await device.store.saveAttachment(newAttachment(), await hashed(bytes(1, 2, 3, 4).buffer), ada);
    expect((await device.store.info()).pending).to.include({ attachments: 1, attachmentBytes: 4 });
    const { features } = await device.store.queryFeatures(POINTS, { orderByFields: ['NAME'] });
    expect(features.map(({ pendingAttachments }) => pendingAttachments)).to.deep.equal([1, 0]);
    await device.store.deleteAttachments(POINTS, id(1), [id(500)], ada);
    expect((await device.store.info()).pending).to.include({ attachments: 0, attachmentBytes: 0 });
    const { features: after } = await device.store.queryFeatures(POINTS, { orderByFields: ['NAME'] });
    expect(after.map(({ pendingAttachments }) => pendingAttachments)).to.deep.equal([0, 0]);
  });
});

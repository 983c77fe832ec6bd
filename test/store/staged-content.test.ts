/** Attachments of a download that are too large to be staged at once: their bytes come part by part, and show with the download. */
import { expect } from '@open-wc/testing';
import { PART_SIZE } from '../../src/shared/parts.js';
import { partKeys } from './raw.js';
import { attachmentChange, changes, Device, id, POINTS, points, record, row, take } from './fixture.js';
import { rejects } from './rejects.js';

const size = PART_SIZE + 10;
const commit = { geodatabase: record, generations: null, lastSyncAt: null, settleAttempt: null, take: take([POINTS]) };

async function write(device: Device, parts = 2): Promise<number> {
  const { store, epoch } = device;
  const contentVersion = await store.beginContent(epoch, id(9));
  const key = { globalId: id(9), contentVersion };
  await store.writeContentPart(epoch, key, 0, new ArrayBuffer(PART_SIZE));
  if (parts > 1) await store.writeContentPart(epoch, key, 1, new ArrayBuffer(10));
  return contentVersion;
}

describe('content of a download, part by part', () => {
  let device: Device;
  beforeEach(async () => {
    device = await Device.start();
  });
  afterEach(() => device.stop());

  it('shows with the rows, complete', async () => {
    const { store, epoch } = device;
    const download = await store.beginDownload(epoch, { layers: [points] });
    const contentVersion = await write(device);
    const change = { ...attachmentChange(9, 1), size, data: null, contentVersion };
    await store.stage(epoch, download, [changes(POINTS, { rows: [row(1)], attachments: [change] })]);
    expect(await store.queryAttachments(POINTS, [id(1)])).to.deep.equal([]);
    await store.commitDownload(epoch, download, commit);
    const [shown] = await store.queryAttachments(POINTS, [id(1)]);
    expect(shown?.state).to.deep.equal({ kind: 'received', bytesHere: true });
    expect([shown?.size, shown?.partCount, shown?.partHashes.length]).to.deep.equal([size, 2, 2]);
    expect((await store.readPart(id(9), contentVersion, 1)).byteLength).to.equal(10);
    await store.takeHold(5);
    expect((await partKeys(device.entry.name)).length).to.equal(2);
  });

  it('is refused while a part is missing', async () => {
    const { store, epoch } = device;
    const download = await store.beginDownload(epoch, { layers: [points] });
    const contentVersion = await write(device, 1);
    const change = { ...attachmentChange(9, 1), size, data: null, contentVersion };
    await rejects(store.stage(epoch, download, [changes(POINTS, { attachments: [change] })]), 'invalid-argument');
  });

  it('goes with a download that is dropped', async () => {
    const { store, epoch } = device;
    const download = await store.beginDownload(epoch, { layers: [points] });
    const contentVersion = await write(device);
    const change = { ...attachmentChange(9, 1), size, data: null, contentVersion };
    await store.stage(epoch, download, [changes(POINTS, { attachments: [change] })]);
    await store.dropDownload(epoch, download);
    expect(await partKeys(device.entry.name)).to.deep.equal([]);
  });

  it('of a holder that died is swept at once by the next', async () => {
    await write(device, 1);
    expect((await partKeys(device.entry.name)).length).to.equal(1);
    await device.store.takeHold(5);
    expect(await partKeys(device.entry.name)).to.deep.equal([]);
  });

  it('takes nothing from a holder that was replaced', async () => {
    const { store, epoch } = device;
    await store.takeHold(5);
    await rejects(store.beginContent(epoch, id(9)), 'stale-holder');
  });
});

/**
 * A large file in parts, going on where an earlier page stopped. What the service lists is believed, not what this device remembers;
 * an item is committed only after every part was seen there.
 */
import { GdbError } from '../shared/errors.js';
import { partCount } from '../shared/parts.js';
import type { AttachmentRecord } from '../shared/records.js';
import type { UploadHooks, UploadItem, UploadServicePort } from '../sync/ports.js';
import { partLength, readPart } from './read-file.js';
import { isRefusal } from './refusal.js';

const AT_ONCE = 2;
/** Rounds of sending what is missing, before the service counts as losing parts. */
const ROUNDS = 3;

/** One file on its way. */
export interface PartsJob {
  readonly service: UploadServicePort;
  readonly attachment: AttachmentRecord;
  readonly hooks: UploadHooks;
}

/** An item that waits for its parts, and those it has confirmed (numbers from 1). */
interface OpenItem {
  readonly itemId: string;
  readonly done: Set<number>;
}

/** The committed item. Starts anew, once, when the service has forgotten the item. */
export async function uploadInParts(job: PartsJob): Promise<UploadItem> {
  const { service, hooks } = job;
  const resumed = await resume(job);
  if (resumed && 'committed' in resumed) return resumed;
  const item = resumed ?? (await register(job));
  try {
    return await sendAndCommit(job, item);
  } catch (error) {
    // The words of "no such item" are documented nowhere, so the service is asked.
    if (!isRefusal(error) || (await service.item(item.itemId, { signal: hooks.signal })) !== null) throw error;
  }
  return sendAndCommit(job, await register(job));
}

/** The item of an earlier page, if the service still has it. A commit whose reply was lost shows here as a committed item. */
async function resume({ service, attachment, hooks }: PartsJob): Promise<UploadItem | OpenItem | null> {
  const { upload, contentVersion } = attachment;
  if (upload.kind !== 'parts' || upload.contentVersion !== contentVersion) return null;
  const item = await service.item(upload.itemId, { signal: hooks.signal });
  if (item === null || item.committed) return item;
  return { itemId: item.itemId, done: new Set(upload.partsDone) };
}

async function register(job: PartsJob): Promise<OpenItem> {
  const { itemId } = await job.service.registerItem({ name: job.attachment.name }, { signal: job.hooks.signal });
  const item = { itemId, done: new Set<number>() };
  await save(job, item);
  return item;
}

async function sendAndCommit(job: PartsJob, item: OpenItem): Promise<UploadItem> {
  const { service, attachment, hooks } = job;
  const all = Array.from({ length: partCount(attachment.size) }, (_, index) => index + 1);
  for (let round = 0; ; round++) {
    await lookAtParts(job, item);
    const missing = all.filter((partNo) => !item.done.has(partNo));
    if (missing.length === 0) return service.commitItem(item.itemId, all, { signal: hooks.signal });
    if (round === ROUNDS) break;
    await sendParts(job, item, missing);
  }
  throw new GdbError(
    'bad-reply',
    `${attachment.name}: the service confirmed parts of the upload and does not have them. It will be sent again.`,
    {
      answered: true,
      retryable: true,
    },
  );
}

/** Makes `done` what the service lists. Where it cannot list parts, its confirmations have to do. */
async function lookAtParts({ service, attachment, hooks }: PartsJob, item: OpenItem): Promise<void> {
  try {
    const listed = await service.listParts(item.itemId, { signal: hooks.signal });
    item.done.clear();
    for (const partNo of listed) item.done.add(partNo);
  } catch (error) {
    if (!isRefusal(error)) throw error;
  }
  hooks.onProgress(bytesDone(attachment, item));
}

async function sendParts(job: PartsJob, item: OpenItem, missing: readonly number[]): Promise<void> {
  const queue = missing.values();
  let failed = false;
  const lane = async (): Promise<void> => {
    for (const partNo of queue) {
      if (failed) return;
      try {
        await sendPart(job, item, partNo);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  // All lanes end before the error goes on: a part confirmed in the meantime is remembered too.
  const lanes = await Promise.allSettled(Array.from({ length: AT_ONCE }, lane));
  const broken = lanes.find((result) => result.status === 'rejected');
  if (broken) throw broken.reason;
}

async function sendPart(job: PartsJob, item: OpenItem, partNo: number): Promise<void> {
  const { service, attachment, hooks } = job;
  const bytes = await readPart(attachment, partNo - 1, hooks);
  await service.uploadPart(item.itemId, { partNo, bytes }, { signal: hooks.signal });
  item.done.add(partNo);
  await save(job, item);
  hooks.onProgress(bytesDone(attachment, item));
}

function save({ attachment, hooks }: PartsJob, { itemId, done }: OpenItem): Promise<void> {
  return hooks.save({
    kind: 'parts',
    itemId,
    contentVersion: attachment.contentVersion,
    partsDone: [...done].sort((a, b) => a - b),
  });
}

function bytesDone({ size }: AttachmentRecord, { done }: OpenItem): number {
  const count = partCount(size);
  return [...done]
    .filter((partNo) => partNo >= 1 && partNo <= count)
    .reduce((sum, partNo) => sum + partLength(size, partNo - 1), 0);
}

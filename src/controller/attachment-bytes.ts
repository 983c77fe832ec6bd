/** A file into the store and out of it. A photo goes in one transaction; of a video no more than a part is in memory. */
import { GdbError, isAbort } from '../shared/errors.js';
import { letGo } from '../shared/let-go.js';
import { partCount, PART_SIZE, type HashedPart } from '../shared/parts.js';
import type { EditStamp, NewAttachment } from '../shared/queries.js';
import type { AttachmentRecord } from '../shared/records.js';
import type { LocalStorePort, StorePort } from '../sync/ports.js';
import { safeType } from '../shared/files.js';
import { sha256 } from '../shared/sha256.js';
import type { AddAttachmentOptions } from './types.js';

/** Bytes that may be in memory together: those of a photo, not those of a video. */
const AT_ONCE = 4 * PART_SIZE;

/** Resolves when bytes and edit are committed (invariant 1). Rejects `aborted` before that, and `attachment-refused` when the file can't be read. */
export async function writeAttachment(
  store: LocalStorePort,
  attachment: NewAttachment,
  write: { readonly file: Blob; readonly stamp: EditStamp; readonly options: AddAttachmentOptions },
): Promise<AttachmentRecord> {
  const { file, stamp, options } = write;
  throwIfCancelled(options.signal, attachment);
  if (file.size <= AT_ONCE) {
    const parts = await readAndHash(file, attachment.name);
    try {
      throwIfCancelled(options.signal, attachment);
      const record = await store.saveAttachment(attachment, parts, stamp);
      options.onProgress?.(file.size);
      return record;
    } finally {
      letGo(parts.map(({ bytes }) => bytes));
    }
  }
  const contentVersion = await store.beginAttachment(attachment);
  try {
    for (let partNo = 0; partNo < partCount(file.size); partNo += 1) {
      throwIfCancelled(options.signal, attachment);
      const bytes = await readPart(file, partNo, attachment.name);
      await store.writePart(attachment.globalId, contentVersion, partNo, bytes);
      letGo([bytes]);
      options.onProgress?.(Math.min((partNo + 1) * PART_SIZE, file.size));
    }
    return await store.commitAttachment(attachment, contentVersion, stamp);
  } catch (error) {
    await store.abandonAttachment(attachment.globalId, contentVersion).catch(() => undefined);
    throw error;
  }
}

/** As a Blob whose type no browser runs as a document. Each part is handed to the browser as it comes, so that the page holds one at a time. */
export async function readAttachment(
  store: Pick<StorePort, 'readPart'>,
  attachment: AttachmentRecord,
  signal: AbortSignal | undefined,
): Promise<Blob> {
  const parts: Blob[] = [];
  for (let partNo = 0; partNo < attachment.partCount; partNo += 1) {
    if (signal?.aborted === true) throw new GdbError('aborted', 'Cancelled.');
    const bytes = await store.readPart(attachment.globalId, attachment.contentVersion, partNo);
    parts.push(new Blob([bytes]));
  }
  if (parts.length === 0) throw notHere(attachment);
  return new Blob(parts, { type: safeType(attachment.contentType) });
}

/** Part by part, as it is asked for. */
export function streamAttachment(
  store: Pick<StorePort, 'readPart'>,
  attachment: AttachmentRecord,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  let partNo = 0;
  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(stream) {
        if (attachment.partCount === 0) throw notHere(attachment);
        const bytes = await store.readPart(attachment.globalId, attachment.contentVersion, partNo);
        stream.enqueue(new Uint8Array(bytes));
        partNo += 1;
        if (partNo === attachment.partCount) stream.close();
      },
    },
    { highWaterMark: 0 },
  );
}

function notHere({ name }: AttachmentRecord): GdbError {
  return new GdbError('attachment-not-found', `${name} is not on this device yet.`);
}

function throwIfCancelled(signal: AbortSignal | undefined, { name }: NewAttachment): void {
  if (signal?.aborted === true) throw new GdbError('aborted', `${name} was not added: cancelled.`);
}

/** Each part is hashed as soon as it is here, while the others are still being read. */
async function readAndHash(file: Blob, name: string): Promise<readonly HashedPart[]> {
  const hashed = async (partNo: number): Promise<HashedPart> => {
    const bytes = await readPart(file, partNo, name);
    return { bytes, hash: await sha256(bytes) };
  };
  return Promise.all(Array.from({ length: partCount(file.size) }, (_, partNo) => hashed(partNo)));
}

/** A picked file can vanish or change before it is read: cloud files, a card taken out. */
async function readPart(file: Blob, partNo: number, name: string): Promise<ArrayBuffer> {
  try {
    return await file.slice(partNo * PART_SIZE, (partNo + 1) * PART_SIZE).arrayBuffer();
  } catch (cause) {
    if (isAbort(cause)) throw cause;
    throw new GdbError(
      'attachment-refused',
      `${name} could not be read: it was moved or changed since it was picked. Pick it again.`,
      { cause },
    );
  }
}

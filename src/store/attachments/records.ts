/** Reading attachments' records, and keeping the progress of their uploads. */
import { GdbError } from '../../shared/errors.js';
import { toGlobalId, type GlobalId } from '../../shared/ids.js';
import type { AttachmentRecord, UploadProgress } from '../../shared/records.js';
import type { StoredAttachment } from '../schema.js';
import { read, write, type Session } from '../work.js';
import { getAttachment, putAttachment, type AttachmentKey } from './settle.js';

/** Of these features, whatever their state: those to be deleted at the next sync say so themselves. */
export async function queryAttachments(
  session: Session,
  layerId: number,
  parentGlobalIds: readonly GlobalId[],
): Promise<readonly AttachmentRecord[]> {
  return read(session, ['meta', 'attach'], async (tx) => {
    const parents = [...new Set(parentGlobalIds.map(toGlobalId))];
    const found = parents.map((parent) =>
      tx.objectStore('attach').getAll(IDBKeyRange.bound([layerId, parent], [layerId, parent, []])),
    );
    return (await Promise.all(found)).flat().map(toRecord);
  });
}

/** The attachment of this GlobalID, whichever feature it belongs to; null when there is none. */
export async function findAttachment(
  session: Session,
  layerId: number,
  globalId: GlobalId,
): Promise<AttachmentRecord | null> {
  const wanted = toGlobalId(globalId);
  return read(session, ['meta', 'attach'], async (tx) => {
    const keys = await tx.objectStore('attach').getAllKeys(IDBKeyRange.bound([layerId], [layerId, []]));
    const key = keys.find(([, , attachmentGlobalId]) => attachmentGlobalId === wanted);
    const record = key && (await tx.objectStore('attach').get(key));
    return record ? toRecord(record) : null;
  });
}

export async function attachmentsByGlobalId(
  session: Session,
  layerId: number,
  keys: readonly { readonly parentGlobalId: GlobalId; readonly globalId: GlobalId }[],
): Promise<readonly AttachmentRecord[]> {
  return read(session, ['meta', 'attach'], async (tx) => {
    const found = keys.map((key) => tx.objectStore('attach').get([layerId, key.parentGlobalId, key.globalId]));
    return (await Promise.all(found)).filter((record) => record !== undefined).map(toRecord);
  });
}

/** Also those whose address is not known: the service may know it. */
export async function attachmentsToFetch(session: Session, limit: number): Promise<readonly AttachmentRecord[]> {
  return read(session, ['meta', 'attach'], async (tx) => {
    const found: AttachmentRecord[] = [];
    let cursor = await tx.objectStore('attach').openCursor();
    while (cursor && found.length < limit) {
      const { state } = cursor.value;
      if (state.kind === 'received' && !state.bytesHere) found.push(toRecord(cursor.value));
      cursor = await cursor.continue();
    }
    return found;
  });
}

/** Kept over reloads. Changes nothing that a query shows. */
export async function saveUpload(
  session: Session,
  epoch: number,
  saved: { readonly key: AttachmentKey; readonly upload: UploadProgress },
): Promise<void> {
  await write(session, { stores: ['meta', 'attach'], epoch }, async (work) => {
    const record = await getAttachment(work, saved.key);
    if (!record) throw new GdbError('attachment-not-found', 'This attachment is not on this device any more.');
    await putAttachment(work, { ...record, upload: saved.upload });
  });
}

/** Without what only the store needs to know. */
export function toRecord(stored: StoredAttachment): AttachmentRecord {
  const record: AttachmentRecord & { echo?: boolean } = { ...stored };
  delete record.echo;
  return record;
}

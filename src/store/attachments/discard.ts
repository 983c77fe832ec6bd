/** Giving up refused edits of an attachment. */
import type { EditEntry } from '../../shared/records.js';
import { removeAttachment, removeContent } from '../edits/forget.js';
import type { StoredAttachment } from '../schema.js';
import type { Work } from '../work.js';
import { getAttachment, putAttachment, rebuildAttachment, unsettledAttachment, type AttachmentKey } from './settle.js';

/**
 * An add goes with its bytes and whatever was done to it since. A replacement leaves an attachment whose bytes must be fetched again, since the
 * older ones are gone. A delete brings the attachment back.
 */
export async function discardAttachmentEdits(
  work: Work,
  key: AttachmentKey,
  edits: readonly EditEntry[],
): Promise<void> {
  const record = await getAttachment(work, key);
  if (!record) return;
  const { log } = await unsettledAttachment(work, key);
  const operations = edits.map((edit) => edit.operation);
  if (operations.includes('attachAdd')) {
    for (const entry of log) await work.tx.objectStore('edits').delete(entry.seq);
    await removeAttachment(work, record);
    return;
  }
  if (operations.includes('attachUpdate') && log.length === 0) await dropOwnContent(work, record);
  await rebuildAttachment(work, key);
}

/** The bytes of this device go: those of the service are fetched again. */
export async function dropOwnContent(work: Work, record: StoredAttachment): Promise<void> {
  await removeContent(work, record.globalId, record.contentVersion);
  const contentVersion = work.take('nextContentVersion');
  await putAttachment(work, { ...record, contentVersion, partHashes: [], upload: { kind: 'none' }, echo: false });
}

/** What became of attachments that were sent. The bytes stay until an attachment's own receipt is recorded (invariant 7), and after it as well. */
import type { EditEntry } from '../../shared/records.js';
import { removeAttachment, removeContent } from '../edits/forget.js';
import type { Work } from '../work.js';
import { getAttachment, putAttachment, rebuildAttachment, unsettledAttachment, type AttachmentKey } from './settle.js';

export async function attachmentSent(
  work: Work,
  key: AttachmentKey,
  entries: readonly EditEntry[],
  attachmentId: number | null,
): Promise<void> {
  const record = await getAttachment(work, key);
  if (!record) return;
  const later = (await unsettledAttachment(work, key)).log;
  if (entries.at(-1)?.operation === 'attachDelete' && later.length === 0) return removeAttachment(work, record);
  const needed = new Set([record.contentVersion, ...later.map((entry) => entry.contentVersion)]);
  for (const { contentVersion } of entries) {
    if (contentVersion !== undefined && !needed.has(contentVersion)) {
      await removeContent(work, key.globalId, contentVersion);
    }
  }
  // The progress of a replacement that is already under way is kept.
  const isNewer =
    later.length > 0 && record.upload.kind !== 'none' && record.upload.contentVersion === record.contentVersion;
  await putAttachment(work, {
    ...record,
    attachmentId: attachmentId ?? record.attachmentId,
    upload: isNewer ? record.upload : { kind: 'none' },
    echo: true,
  });
  await rebuildAttachment(work, key);
}

/** Added and removed again before it was sent. */
export async function attachmentVoid(work: Work, key: AttachmentKey): Promise<void> {
  const record = await getAttachment(work, key);
  if (!record) return;
  const { log, issues } = await unsettledAttachment(work, key);
  if (log.length + issues.length === 0) await removeAttachment(work, record);
  else await rebuildAttachment(work, key);
}

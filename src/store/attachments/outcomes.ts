/** What became of attachments that were sent. The bytes stay until an attachment's own receipt is recorded (invariant 7), and after it as well. */
import type { EditEntry } from '../../shared/records.js';
import type { EditOutcome } from '../../sync/ports.js';
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
  const needed = new Set([record.contentVersion, ...later.flatMap(versionsOf)]);
  const superseded = await endOlderIssues(work, key, Math.max(...entries.map((entry) => entry.seq)));
  for (const version of [...superseded, ...entries].flatMap(versionsOf)) {
    if (!needed.has(version)) await removeContent(work, key.globalId, version);
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

/** The bytes that an edit brought, and those that it replaced. */
function versionsOf({ contentVersion, replaced }: EditEntry): readonly number[] {
  return [contentVersion, replaced?.contentVersion].filter((version) => version !== undefined);
}

/** What was refused of the attachment before is settled with what was sent after it. Returns those edits. */
async function endOlderIssues(work: Work, key: AttachmentKey, seq: number): Promise<readonly EditEntry[]> {
  const { issues } = await unsettledAttachment(work, key);
  const older = issues.filter((issue) =>
    issue.edits.every((edit) => edit.attachmentGlobalId === key.globalId && edit.seq < seq),
  );
  for (const issue of older) await work.tx.objectStore('issues').delete(issue.id);
  return older.flatMap((issue) => issue.edits);
}

/** The service has it already, without all of its bytes: what would add it replaces it. */
export async function attachmentToReplace(
  work: Work,
  outcome: Extract<EditOutcome, { kind: 'replace' }>,
  entries: readonly EditEntry[],
): Promise<void> {
  const { layerId, globalId: parentGlobalId, attachmentGlobalId: globalId, objectId } = outcome;
  const key: AttachmentKey = { layerId, parentGlobalId, globalId };
  const record = await getAttachment(work, key);
  if (!record) return;
  for (const entry of entries)
    if (entry.operation === 'attachAdd')
      await work.tx.objectStore('edits').put({ ...entry, operation: 'attachUpdate' });
  await putAttachment(work, { ...record, attachmentId: objectId });
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

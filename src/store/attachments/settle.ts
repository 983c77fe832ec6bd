/** The state of an attachment's record, made anew from what is known: entries in the log, entries refused, or neither. */
import { groupBy } from '../../shared/collections.js';
import type { GlobalId } from '../../shared/ids.js';
import type { AttachmentOperation, AttachmentState, EditEntry, EditIssue } from '../../shared/records.js';
import { entriesOf, issuesOf } from '../edits/log.js';
import type { StoredAttachment } from '../schema.js';
import type { Work } from '../work.js';

/** Names an attachment: the key of its record. */
export interface AttachmentKey {
  readonly layerId: number;
  readonly parentGlobalId: GlobalId;
  readonly globalId: GlobalId;
}

export async function getAttachment(work: Work, key: AttachmentKey): Promise<StoredAttachment | undefined> {
  return work.tx.objectStore('attach').get([key.layerId, key.parentGlobalId, key.globalId]);
}

export function putAttachment(work: Work, record: StoredAttachment): Promise<unknown> {
  return work.tx.objectStore('attach').put(record, [record.layerId, record.parentGlobalId, record.globalId]);
}

/** Edits of attachments among these, by attachment. */
export function byAttachment(edits: readonly EditEntry[]): readonly (readonly [AttachmentKey, readonly EditEntry[]])[] {
  const own = edits.filter((edit) => edit.attachmentGlobalId !== undefined);
  const groups = groupBy(own, (edit) => `${String(edit.layerId)}/${edit.globalId}/${edit.attachmentGlobalId ?? ''}`);
  return [...groups.values()].map((group) => [keyOf(group[0] as EditEntry), group]);
}

/** Edits of an attachment that are neither sent nor given up. */
export interface Unsettled {
  readonly log: readonly EditEntry[];
  readonly issues: readonly EditIssue[];
}

/** What the log and the issues still hold of an attachment. */
export async function unsettledAttachment(work: Work, key: AttachmentKey): Promise<Unsettled> {
  const isOwn = (edit: EditEntry): boolean => edit.attachmentGlobalId === key.globalId;
  const [entries, issues] = await Promise.all([
    entriesOf(work.tx, key.layerId, key.parentGlobalId),
    issuesOf(work.tx, key.layerId, key.parentGlobalId),
  ]);
  return { log: entries.filter(isOwn), issues: issues.filter((issue) => issue.edits.some(isOwn)) };
}

/** Puts the record in the state that its unsettled edits give it. */
export async function rebuildAttachment(work: Work, key: AttachmentKey): Promise<void> {
  const record = await getAttachment(work, key);
  if (!record) return;
  const unsettled = await unsettledAttachment(work, key);
  await putAttachment(work, { ...record, state: stateOf(record, unsettled) });
}

function stateOf(record: StoredAttachment, unsettled: Unsettled): AttachmentState {
  const pending = foldOperations(unsettled.log);
  if (pending) return { kind: 'pending', operation: pending };
  const issue = unsettled.issues.at(-1);
  const refused = foldOperations(issue?.edits.filter((edit) => edit.attachmentGlobalId === record.globalId) ?? []);
  if (issue && refused) return { kind: 'refused', operation: refused, error: issue.error };
  return { kind: 'received', bytesHere: hasBytes(record) };
}

/** True when all parts of the content are on this device. */
export function hasBytes(record: Pick<StoredAttachment, 'partHashes' | 'partCount'>): boolean {
  return record.partHashes.length === record.partCount;
}

/** What several edits of one attachment amount to; null without any. */
export function foldOperations(edits: readonly Pick<EditEntry, 'operation'>[]): AttachmentOperation | null {
  const operations = edits.map((edit) => edit.operation as AttachmentOperation);
  if (operations.length === 0) return null;
  if (operations.at(-1) === 'attachDelete') return 'attachDelete';
  return operations.includes('attachAdd') ? 'attachAdd' : 'attachUpdate';
}

function keyOf(edit: EditEntry): AttachmentKey {
  return { layerId: edit.layerId, parentGlobalId: edit.globalId, globalId: edit.attachmentGlobalId ?? '' };
}

/** Edits that the service refused: out of the log, waiting for a person. */
import type { GlobalId } from '../../shared/ids.js';
import type { EditEntry, EditIssue } from '../../shared/records.js';
import type { EditOutcome } from '../../sync/ports.js';
import { discardAttachmentEdits } from '../attachments/discard.js';
import { byAttachment, rebuildAttachment } from '../attachments/settle.js';
import { isFeatureEdit } from '../rows/fold.js';
import type { ChunkCache } from '../rows/chunk-cache.js';
import { layerRows, objectIdOf, type LayerRows } from '../rows/layer-rows.js';
import { EDIT_STORES, write, type Session, type Work } from '../work.js';
import { giveUp } from './given-up.js';
import { issuesOf, requeue } from './log.js';
import { rebuild } from './rebuild.js';
import { leftOf } from './supersede.js';

/** Writes the issue of a refusal. The entries have left the log already. */
export async function keepAsIssue(
  work: Work,
  rows: LayerRows,
  refusal: {
    readonly outcome: Extract<EditOutcome, { kind: 'refused' }>;
    readonly entries: readonly EditEntry[];
    readonly now: number;
    readonly givenUpParent?: GlobalId;
  },
): Promise<void> {
  const { outcome, entries, now, givenUpParent } = refusal;
  const { layerId, globalId, attachmentGlobalId, operation, error } = outcome;
  const { tx } = work;
  const { layer } = rows;
  const visible = await rows.visible(globalId);
  const row = visible?.feature ?? (await tx.objectStore('base').get([layerId, globalId]))?.row;
  const title = row?.attributes[layer.displayField];
  const objectId = row ? objectIdOf(row, layer) : NaN;
  const attachment =
    attachmentGlobalId === undefined
      ? undefined
      : await tx.objectStore('attach').get([layerId, globalId, attachmentGlobalId]);
  await tx.objectStore('issues').add({
    layerId,
    layerName: layer.name,
    globalId,
    // The id that a result of an attachment carries is the attachment's.
    objectId:
      toldObjectId(attachmentGlobalId === undefined ? outcome.objectId : null) ??
      (Number.isNaN(objectId) ? null : objectId),
    operation,
    ...(attachmentGlobalId !== undefined && { attachmentGlobalId }),
    ...(attachment && { attachmentName: attachment.name }),
    title: typeof title === 'string' || typeof title === 'number' ? String(title) : '',
    error,
    at: now,
    edits: entries,
    ...(givenUpParent !== undefined && { givenUpParent }),
  });
}

/** The ObjectID of a result: services write -1 where they have none to tell. */
export function toldObjectId(objectId: number | null): number | null {
  return objectId !== null && objectId >= 0 ? objectId : null;
}

/** Another tab may have settled some of them meanwhile: of those there is nothing to do. */
export async function retryIssues(session: Session, cache: ChunkCache, issueIds: readonly number[]): Promise<void> {
  await write(session, { stores: EDIT_STORES }, async (work) => {
    const rowsOf = layerRows(work.tx, cache);
    for (const id of issueIds) {
      const issue = await getIssue(work, id);
      if (!issue) continue;
      await reopen(work, [issue]);
      const base = await work.tx.objectStore('base').get([issue.layerId, issue.globalId]);
      if (issue.edits.some(isFeatureEdit))
        await rebuild(work, await rowsOf(issue.layerId), issue.globalId, base ?? null);
      work.touch();
    }
  });
}

/** Says of refused edits that they are to be given up, or (null) that they are not. Nothing else changes yet. */
export async function markIssues(session: Session, issueIds: readonly number[], at: number | null): Promise<void> {
  await write(session, { stores: ['meta', 'issues'] }, async (work) => {
    for (const id of issueIds) {
      const issue = await getIssue(work, id);
      if (!issue) continue;
      const { discardedAt: _before, ...rest } = issue;
      await work.tx.objectStore('issues').put(at === null ? rest : { ...rest, discardedAt: at });
      work.touch();
    }
  });
}

/** Puts the edits of issues back into the log. With a refused add come the issues of what depends on it. The caller rebuilds the row. */
export async function reopen(work: Work, issues: readonly EditIssue[]): Promise<void> {
  const reopened = new Map(issues.map((issue) => [issue.id, issue]));
  for (const issue of issues) {
    if (!issue.edits.some((edit) => edit.operation === 'add')) continue;
    for (const other of await issuesOf(work.tx, issue.layerId, issue.globalId)) reopened.set(other.id, other);
  }
  for (const id of reopened.keys()) await work.tx.objectStore('issues').delete(id);
  const edits = [...reopened.values()].flatMap((issue) => issue.edits);
  await requeue(work.tx, edits);
  for (const [key] of byAttachment(edits)) await rebuildAttachment(work, key);
}

/** Edits of the row were sent: what was refused before, and they say anew, is settled. The caller rebuilds the row. */
export async function endSuperseded(
  work: Work,
  layerId: number,
  globalId: GlobalId,
  sent: readonly EditEntry[],
): Promise<void> {
  for (const issue of await issuesOf(work.tx, layerId, globalId)) {
    const edits = issue.edits.flatMap((edit) => (isFeatureEdit(edit) ? (leftOf(edit, sent) ?? []) : edit));
    if (edits.length === issue.edits.length && edits.every((edit, i) => edit === issue.edits[i])) continue;
    if (edits.some(isFeatureEdit)) await work.tx.objectStore('issues').put({ ...issue, edits });
    else {
      await work.tx.objectStore('issues').delete(issue.id);
      await discardAttachments(work, { ...issue, edits });
    }
  }
}

/** The rows become what the service has; a refused add was only ever here and goes, with what hangs on it. */
export async function discardIssues(session: Session, cache: ChunkCache, issueIds: readonly number[]): Promise<void> {
  await write(session, { stores: EDIT_STORES }, async (work) => {
    const rowsOf = layerRows(work.tx, cache);
    for (const id of issueIds) {
      const issue = await getIssue(work, id);
      if (!issue) continue;
      await work.tx.objectStore('issues').delete(id);
      const rows = await rowsOf(issue.layerId);
      const base = await work.tx.objectStore('base').get([issue.layerId, issue.globalId]);
      if (!base && issue.edits.some((edit) => edit.operation === 'add')) {
        await giveUp(work, rows, issue.globalId);
      } else {
        if (issue.edits.some(isFeatureEdit)) await rebuild(work, rows, issue.globalId, base ?? null);
        await discardAttachments(work, issue);
      }
      work.touch();
    }
  });
}

/** What was done to the attachments of a row before its refused delete is worth sending again, now that the row lives on. */
async function discardAttachments(work: Work, issue: EditIssue): Promise<void> {
  const attachments = byAttachment(issue.edits);
  if (issue.operation === 'delete')
    await requeue(
      work.tx,
      attachments.flatMap(([, edits]) => edits),
    );
  for (const [key, edits] of attachments) {
    if (issue.operation === 'delete') await rebuildAttachment(work, key);
    else await discardAttachmentEdits(work, key, edits);
  }
}

async function getIssue(work: Work, issueId: number): Promise<EditIssue | undefined> {
  return (await work.tx.objectStore('issues').get(issueId)) as EditIssue | undefined;
}

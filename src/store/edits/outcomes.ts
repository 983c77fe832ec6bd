/** What became of edits that were sent: each leaves the log only in the transaction that records its own result (invariant 5). */
import { groupBy, slices } from '../../shared/collections.js';
import type { Feature, LayerSchema } from '../../shared/esri.js';
import type { GlobalId } from '../../shared/ids.js';
import type { EditEntry } from '../../shared/records.js';
import type { EditOutcome, StorePort } from '../../sync/ports.js';
import { byAttachment, rebuildAttachment } from '../attachments/settle.js';
import { attachmentSent, attachmentToReplace, attachmentVoid } from '../attachments/outcomes.js';
import type { ChunkCache } from '../rows/chunk-cache.js';
import { LayerRows } from '../rows/layer-rows.js';
import { foldRow, isFeatureEdit, merge, withObjectId } from '../rows/fold.js';
import { requireGeodatabase, requireLayer } from '../state.js';
import { EDIT_STORES, write, type Session, type Work } from '../work.js';
import { endWaiting } from './conflicts.js';
import { attachmentsOf, removeAttachment, removeFeature } from './forget.js';
import { giveUp } from './given-up.js';
import { endSuperseded, keepAsIssue, toldObjectId } from './issues.js';
import { entriesOf, issuesOf } from './log.js';
import { rebuild, unsettledOf } from './rebuild.js';
import { noteSent } from './sent-log.js';

type Sent = Extract<EditOutcome, { kind: 'sent' }>;
type Refused = Extract<EditOutcome, { kind: 'refused' }>;

/** So many features are settled side by side: what each asks of the database waits together, not one after the other. */
const SIDE_BY_SIDE = 64;

export async function recordOutcomes(
  session: Session,
  cache: ChunkCache,
  epoch: number,
  record: Parameters<StorePort['recordOutcomes']>[1],
): Promise<void> {
  await write(session, { stores: EDIT_STORES, epoch }, async (work) => {
    const geodatabase = await requireGeodatabase(work.tx);
    for (const [layerId, outcomes] of groupBy(record.outcomes, (outcome) => outcome.layerId)) {
      const rows = await LayerRows.open(work.tx, requireLayer(geodatabase, layerId), cache);
      const recordAll = async (ofFeature: readonly EditOutcome[]): Promise<void> => {
        for (const outcome of ofFeature) await recordOutcome(work, rows, outcome, record.now);
      };
      const features = [...groupBy(outcomes, (outcome) => outcome.globalId).values()];
      for (const some of slices(features, SIDE_BY_SIDE)) await Promise.all(some.map(recordAll));
    }
    if (record.settle && record.attemptId !== null) await work.tx.objectStore('attempts').delete(record.attemptId);
    work.touch();
  });
}

/** Edits that are not in the log any more were settled before: saying it twice changes nothing. */
async function recordOutcome(work: Work, rows: LayerRows, outcome: EditOutcome, now: number): Promise<void> {
  const store = work.tx.objectStore('edits');
  const found = await Promise.all(outcome.seqs.map((seq) => store.get(seq)));
  const entries = (found.filter((entry) => entry !== undefined) as EditEntry[]).sort((a, b) => a.seq - b.seq);
  if (entries.length === 0) return;
  if (outcome.kind === 'replace') return attachmentToReplace(work, outcome, entries);
  for (const entry of entries) await store.delete(entry.seq);
  switch (outcome.kind) {
    case 'sent':
      await noteSent(work, rows, { outcome, entries, now });
      return sent(work, rows, outcome, entries);
    case 'refused':
      return refused(work, rows, { outcome, entries, now });
    case 'void':
      return voided(work, rows, outcome.globalId, entries);
  }
}

async function sent(work: Work, rows: LayerRows, outcome: Sent, entries: readonly EditEntry[]): Promise<void> {
  const own = entries.filter(isFeatureEdit);
  if (own.length > 0) await endWaiting(work, rows.layer.layerId, outcome.globalId);
  if (own.length > 0 && outcome.operation === 'delete') return deleteSent(work, rows, outcome.globalId, own);
  if (own.length > 0) await rowSent(work, rows, outcome, own);
  for (const [key, group] of byAttachment(entries)) await attachmentSent(work, key, group, outcome.objectId);
}

/** The row as sent is what the service has now: the base of later edits, or all there is to show. */
async function rowSent(work: Work, rows: LayerRows, outcome: Sent, entries: readonly EditEntry[]): Promise<void> {
  const { layer } = rows;
  const key: [number, GlobalId] = [layer.layerId, outcome.globalId];
  const base = await work.tx.objectStore('base').get(key);
  const overlay = await work.tx.objectStore('overlay').get(key);
  await endSuperseded(work, ...key, entries);
  const folded = foldRow(base?.row ?? null, entries);
  const row = outcome.row ? merge(folded ?? { attributes: {} }, outcome.row) : folded;
  if (!row) return rebuild(work, rows, outcome.globalId, base ?? null);
  const objectId =
    toldObjectId(outcome.objectId) ?? knownObjectId(row, layer) ?? overlay?.objectId ?? work.take('nextObjectId');
  await rebuild(work, rows, outcome.globalId, {
    layerId: layer.layerId,
    globalId: outcome.globalId,
    row: withObjectId(row, layer, objectId),
    deletedOnServer: false,
  });
}

async function deleteSent(
  work: Work,
  rows: LayerRows,
  globalId: GlobalId,
  entries: readonly EditEntry[],
): Promise<void> {
  const { layerId } = rows.layer;
  const later = await entriesOf(work.tx, layerId, globalId);
  if (!later.some((entry) => entry.operation === 'add')) return removeFeature(work, rows, globalId);
  // It was added again meanwhile: a new row, which the service will number anew, with the attachments that are still to be sent.
  const last = Math.max(...entries.map((entry) => entry.seq));
  for (const issue of await issuesOf(work.tx, layerId, globalId)) {
    if (issue.edits.every((edit) => edit.seq < last)) await work.tx.objectStore('issues').delete(issue.id);
  }
  for (const attachment of await attachmentsOf(work, layerId, globalId)) {
    if (attachment.state.kind !== 'pending') await removeAttachment(work, attachment);
  }
  // Without its old record it gets a temporary ObjectID.
  await work.tx.objectStore('overlay').delete([layerId, globalId]);
  await rebuild(work, rows, globalId, null);
}

async function refused(
  work: Work,
  rows: LayerRows,
  refusal: { readonly outcome: Refused; readonly entries: readonly EditEntry[]; readonly now: number },
): Promise<void> {
  const { outcome, now } = refusal;
  const { layer } = rows;
  const base = await work.tx.objectStore('base').get([layer.layerId, outcome.globalId]);
  let entries = refusal.entries;
  if (outcome.operation === 'add' && !base) {
    // Without the add, what was done to the row later can't be sent either: it shares the add's fate.
    const later = (await entriesOf(work.tx, layer.layerId, outcome.globalId)).filter(isFeatureEdit);
    if (later.at(-1)?.operation === 'delete') return giveUp(work, rows, outcome.globalId);
    for (const entry of later) await work.tx.objectStore('edits').delete(entry.seq);
    entries = [...entries, ...later];
  }
  await keepAsIssue(work, rows, { outcome, entries, now });
  if (entries.some(isFeatureEdit)) await rebuild(work, rows, outcome.globalId, base ?? null);
  for (const [key] of byAttachment(entries)) await rebuildAttachment(work, key);
}

async function voided(work: Work, rows: LayerRows, globalId: GlobalId, entries: readonly EditEntry[]): Promise<void> {
  if (entries.some(isFeatureEdit)) {
    const { layerId } = rows.layer;
    const base = await work.tx.objectStore('base').get([layerId, globalId]);
    const later = await unsettledOf(work, layerId, globalId);
    if (!base && later.log.length + later.refused.length === 0) return giveUp(work, rows, globalId);
    await rebuild(work, rows, globalId, base ?? null);
  }
  for (const [key] of byAttachment(entries)) await attachmentVoid(work, key);
}

function knownObjectId(row: Feature, layer: LayerSchema): number | null {
  const value = row.attributes[layer.objectIdField];
  return typeof value === 'number' ? value : null;
}

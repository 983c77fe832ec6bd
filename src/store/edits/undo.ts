/** Taking back an edit that was not sent: its row or attachment becomes what it was without it. What is under way stays (invariant 2). */
import { GdbError } from '../../shared/errors.js';
import { toGlobalId, type GlobalId } from '../../shared/ids.js';
import type { EditChoice } from '../../shared/queries.js';
import type { EditEntry } from '../../shared/records.js';
import { dropOwnContent } from '../attachments/discard.js';
import { getAttachment, putAttachment, rebuildAttachment, type AttachmentKey } from '../attachments/settle.js';
import type { ChunkCache } from '../rows/chunk-cache.js';
import { isFeatureEdit } from '../rows/fold.js';
import { LayerRows } from '../rows/layer-rows.js';
import { requireGeodatabase, requireLayer } from '../state.js';
import { read, type Session, type Work } from '../work.js';
import { attachmentsOf, removeAttachment, removeContent } from './forget.js';
import { giveUp } from './given-up.js';
import { entriesOf, isCovered, openAttempts } from './log.js';
import { rebuild } from './rebuild.js';

/** Edits of a feature and its attachments that are not sent, in the order in which they were made. */
export async function pendingEdits(
  session: Session,
  layerId: number,
  globalId: GlobalId,
): Promise<readonly EditEntry[]> {
  return read(session, ['meta', 'edits'], (tx) => entriesOf(tx, layerId, toGlobalId(globalId)));
}

/** Returns what was taken back. Rejects `edit-not-found`; `busy` for what may be on its way, and for what later edits rest on. */
export async function undoEdit(
  work: Work,
  cache: ChunkCache,
  feature: { readonly layerId: number; readonly globalId: GlobalId; readonly choice: EditChoice },
): Promise<EditEntry> {
  const { layerId, choice } = feature;
  const globalId = toGlobalId(feature.globalId);
  const layer = requireLayer(await requireGeodatabase(work.tx), layerId);
  const entries = await entriesOf(work.tx, layerId, globalId);
  const edit = entries.filter((entry) => isChosen(entry, choice)).at(-1);
  if (!edit) throw new GdbError('edit-not-found', 'There is no such change on this device that is not sent yet.');
  const own = entries.filter((entry) => entry.attachmentGlobalId === edit.attachmentGlobalId);
  const later = own.filter((entry) => entry.seq > edit.seq);
  const attempts = await openAttempts(work.tx);
  const going = entries.filter(
    ({ seq }) =>
      seq === edit.seq ||
      (edit.operation === 'add' && seq > edit.seq) ||
      (edit.operation === 'attachAdd' && later.some((entry) => entry.seq === seq)),
  );
  if (going.some((entry) => isCovered(attempts, entry))) {
    throw new GdbError('busy', 'This change is being sent, or may have arrived: sync first, then change it back.');
  }
  if (edit.operation === 'delete' && later.length > 0) throw restedOn();
  const rows = await LayerRows.open(work.tx, layer, cache);
  if (isFeatureEdit(edit)) await undoOfRow(work, rows, edit, later);
  else await undoOfAttachment(work, edit, later);
  work.touchRows(layerId, [globalId]);
  return edit;
}

function isChosen(entry: EditEntry, { editId, attachmentGlobalId }: EditChoice): boolean {
  if (editId !== undefined) return entry.seq === editId;
  return attachmentGlobalId === undefined || entry.attachmentGlobalId === toGlobalId(attachmentGlobalId);
}

function restedOn(): GdbError {
  return new GdbError('busy', 'Later changes rest on this one: undo those first.');
}

async function undoOfRow(work: Work, rows: LayerRows, edit: EditEntry, later: readonly EditEntry[]): Promise<void> {
  const { layerId, globalId, operation } = edit;
  const base = await work.tx.objectStore('base').get([layerId, globalId]);
  if (operation === 'add' && !base) {
    await giveUp(work, rows, globalId);
    return;
  }
  for (const { seq } of operation === 'add' ? [edit, ...later] : [edit]) await work.tx.objectStore('edits').delete(seq);
  if (operation === 'add') await undoAttachmentsAfter(work, edit);
  await rebuild(work, rows, globalId, base ?? null);
}

/** The row is deleted again: photos that were added to it since go with it. */
async function undoAttachmentsAfter(work: Work, { layerId, globalId, seq }: EditEntry): Promise<void> {
  const since = (await entriesOf(work.tx, layerId, globalId)).filter((entry) => entry.seq > seq);
  for (const attachment of await attachmentsOf(work, layerId, globalId)) {
    const own = since.filter((entry) => entry.attachmentGlobalId === attachment.globalId);
    const added = own.find((entry) => entry.operation === 'attachAdd');
    if (added)
      await undoOfAttachment(
        work,
        added,
        own.filter((entry) => entry !== added),
      );
  }
}

async function undoOfAttachment(work: Work, edit: EditEntry, later: readonly EditEntry[]): Promise<void> {
  const key: AttachmentKey = {
    layerId: edit.layerId,
    parentGlobalId: edit.globalId,
    globalId: edit.attachmentGlobalId ?? '',
  };
  const edits = work.tx.objectStore('edits');
  const record = await getAttachment(work, key);
  if (edit.operation === 'attachAdd') {
    for (const { seq } of [edit, ...later]) await edits.delete(seq);
    if (record) await removeAttachment(work, record);
    return;
  }
  if (edit.operation === 'attachUpdate' && later.some(({ operation }) => operation === 'attachUpdate'))
    throw restedOn();
  await edits.delete(edit.seq);
  if (edit.operation === 'attachUpdate' && record && edit.replaced && edit.contentVersion !== undefined) {
    await removeContent(work, key.globalId, edit.contentVersion);
    // What the service told of the attachment meanwhile stays.
    await putAttachment(work, {
      ...record,
      ...edit.replaced,
      attachmentId: record.attachmentId ?? edit.replaced.attachmentId,
      echo: false,
    });
  }
  // What would have added it replaces what the service has of it (an upload that broke off): that is what is left.
  if (edit.operation === 'attachUpdate' && record && !edit.replaced) await dropOwnContent(work, record);
  await rebuildAttachment(work, key);
}

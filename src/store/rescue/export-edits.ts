/** Everything unsent, for another device. From here on it may be sent from there: no edit of it leaves this device unasked (invariant 13). */
import { newGlobalId } from '../../shared/ids.js';
import type { EditEntry, EditIssue } from '../../shared/records.js';
import type { ExportedEdits, RescueEdit } from '../../shared/rescue.js';
import { getAttachment } from '../attachments/settle.js';
import type { ChunkCache } from '../rows/chunk-cache.js';
import { isFeatureEdit } from '../rows/fold.js';
import { LayerRows } from '../rows/layer-rows.js';
import type { StoredAttachment } from '../schema.js';
import { requireGeodatabase, requireLayer } from '../state.js';
import { EDIT_STORES, write, type Session, type Work } from '../work.js';
import { noteKnown } from './known-edits.js';

type Named = EditEntry & { readonly uid: string };

/** Marks edits and issues as being elsewhere too, names them, and returns them in the order in which they were made. */
export async function exportEdits(session: Session, cache: ChunkCache, fileUid: string): Promise<ExportedEdits> {
  return write(session, { stores: EDIT_STORES }, async (work) => {
    const geodatabase = await requireGeodatabase(work.tx);
    const logged = (await work.tx.objectStore('edits').getAll()) as EditEntry[];
    const refusals = (await work.tx.objectStore('issues').getAll()) as EditIssue[];
    // What a person gave up is not to be sent by another device.
    const issues = refusals.filter(({ discardedAt }) => discardedAt === undefined);
    const marked = logged.map(named);
    for (const edit of marked) await work.tx.objectStore('edits').put(edit);
    const refused = new Map<Named, EditIssue>();
    for (const issue of issues) {
      const edits = issue.edits.map(named);
      for (const edit of edits) refused.set(edit, issue);
      await work.tx.objectStore('issues').put({ ...issue, edits });
    }
    const all = [...marked, ...refused.keys()].sort((a, b) => a.seq - b.seq);
    await noteKnown(
      work.tx,
      fileUid,
      all.map(({ uid }) => uid),
    );
    const contentVersions = new Map<string, number>();
    const edits: RescueEdit[] = [];
    for (const edit of all) {
      const rows = await LayerRows.open(work.tx, requireLayer(geodatabase, edit.layerId), cache);
      const found = isFeatureEdit(edit)
        ? await featureEdit(work, rows, edit)
        : await attachmentEdit(work, rows, edit, { all, contentVersions });
      const issue = refused.get(edit);
      if (found) edits.push(issue ? { ...found, ...saidOf(issue) } : found);
    }
    work.touch();
    return { storeInstance: session.storeInstance, geodatabase, edits, contentVersions };
  });
}

function saidOf({ error, givenUpParent }: EditIssue): Pick<RescueEdit, 'refused' | 'givenUpParent'> {
  return { refused: error, ...(givenUpParent !== undefined && { givenUpParent }) };
}

function named(edit: EditEntry): Named {
  return { ...edit, uid: edit.uid ?? newGlobalId(), elsewhere: edit.elsewhere ?? 'maybe' };
}

async function featureEdit(work: Work, rows: LayerRows, edit: Named): Promise<RescueEdit> {
  const { uid, layerId, globalId, operation, attributes, geometry, user, time } = edit;
  const base = await work.tx.objectStore('base').get([rows.layer.layerId, globalId]);
  return {
    uid,
    layerId,
    globalId,
    operation,
    ...(attributes && { attributes }),
    ...(geometry !== undefined && { geometry }),
    base: base && !base.deletedOnServer ? base.row : null,
    user,
    time,
  };
}

/** What the edits of an attachment amount to, in the place of the last one; null for the others, and where its record is gone. */
async function attachmentEdit(
  work: Work,
  rows: LayerRows,
  edit: Named,
  found: { readonly all: readonly Named[]; readonly contentVersions: Map<string, number> },
): Promise<RescueEdit | null> {
  const { uid, layerId, globalId, attachmentGlobalId = '', user, time } = edit;
  const own = found.all.filter((one) => one.layerId === layerId && one.attachmentGlobalId === attachmentGlobalId);
  const record = await getAttachment(work, { layerId, parentGlobalId: globalId, globalId: attachmentGlobalId });
  if (own.at(-1) !== edit || record === undefined || record.state.kind === 'received') return null;
  const { operation } = record.state;
  const isGoing = operation === 'attachDelete';
  if (!isGoing) found.contentVersions.set(attachmentGlobalId, record.contentVersion);
  const base = await work.tx.objectStore('base').get([layerId, globalId]);
  // The row that it belongs to, unless that is new itself.
  const parent = base?.row ?? (await rows.visible(globalId))?.feature ?? null;
  const isNew = found.all.some((one) => one.globalId === globalId && one.operation === 'add') && base === undefined;
  return {
    uid,
    layerId,
    globalId,
    operation,
    attachment: attachmentOf(record, isGoing),
    base: isNew ? null : parent,
    user,
    time,
  };
}

function attachmentOf(record: StoredAttachment, isGoing: boolean): NonNullable<RescueEdit['attachment']> {
  const { globalId, attachmentId, name, contentType, size, keywords, partHashes } = record;
  return { globalId, attachmentId, name, contentType, size, keywords, partHashes: isGoing ? [] : partHashes };
}

import { groupBy } from '../../shared/collections.js';
import type { PendingEdit } from '../../shared/records.js';
import { geodatabaseOf, isFinalNo, presentLayers, versionOf } from '../context.js';
import type { RunContext } from '../context.js';
import { foldEdits } from '../fold.js';
import type { StagedLayer } from '../ports.js';
import { showDownload } from './show-download.js';

/**
 * The rows that these updates and deletes would overwrite, asked for by GlobalID where no download went before: they are shown as a download is, so
 * that a conflict is met, and the policy decides, before anything leaves (invariant 11). Work grows with the edits, not with the layer. True when
 * there was something to see. A row that is not there says nothing: the user may just not see it, and the edit's own result tells.
 */
export async function seeBeforeOverwriting(
  edits: readonly PendingEdit[],
  { context, signal }: { readonly context: RunContext; readonly signal: AbortSignal },
): Promise<boolean> {
  const geodatabase = geodatabaseOf(await context.store.info());
  const overwriting = foldEdits(edits).filter((edit) => edit.kind === 'feature' && edit.operation !== 'add');
  const changes: (StagedLayer & { readonly mode: 'delta' })[] = [];
  try {
    for (const [layerId, own] of groupBy(overwriting, (edit) => edit.layerId)) {
      const layer = presentLayers(geodatabase, context).find((candidate) => candidate.layerId === layerId);
      if (layer === undefined) continue;
      const ids = own.map(({ globalId }) => globalId);
      const outSpatialReference = geodatabase.spatialReference;
      const call = { signal, gdbVersion: versionOf(context), outSpatialReference };
      const rows = await context.service.queryByGlobalIds(layer, ids, call);
      if (rows.length > 0)
        changes.push({ layerId, mode: 'delta', rows, deleteIds: [], attachments: [], attachmentDeleteIds: [] });
    }
  } catch (error) {
    if (!isFinalNo(error)) throw error;
    // The service answers no queries: what is overwritten can only be told of.
    context.session.notes.set('overwritten-unseen', { kind: 'overwritten-unseen' });
    return false;
  }
  if (changes.length === 0) return false;
  // A request leaves only after a transaction that checked the epoch, and so does what it brought.
  const commit = { generations: null, lastSyncAt: null, settleAttempt: null };
  const { conflicts } = await showDownload(changes, commit, context);
  context.session.seenConflicts += conflicts.length;
  return true;
}

/** Taking away what nobody needs any more: rows that were only ever here, attachments with their bytes. */
import type { GlobalId } from '../../shared/ids.js';
import type { StoredAttachment } from '../schema.js';
import type { Work } from '../work.js';
import type { LayerRows } from '../rows/layer-rows.js';
import { entriesOf, issuesOf } from './log.js';
import { hideRow } from './rebuild.js';

/** Removes a feature with everything that belongs to it: row, edits, issues, attachments. */
export async function removeFeature(work: Work, rows: LayerRows, globalId: GlobalId): Promise<void> {
  const { tx } = work;
  const { layerId } = rows.layer;
  await hideRow(work, rows, globalId);
  await tx.objectStore('base').delete([layerId, globalId]);
  for (const entry of await entriesOf(tx, layerId, globalId)) await tx.objectStore('edits').delete(entry.seq);
  for (const issue of await issuesOf(tx, layerId, globalId)) await tx.objectStore('issues').delete(issue.id);
  for (const attachment of await attachmentsOf(work, layerId, globalId)) await removeAttachment(work, attachment);
}

export async function attachmentsOf(
  work: Work,
  layerId: number,
  parentGlobalId: GlobalId,
): Promise<readonly StoredAttachment[]> {
  const range = IDBKeyRange.bound([layerId, parentGlobalId], [layerId, parentGlobalId, []]);
  return work.tx.objectStore('attach').getAll(range);
}

/** Removes an attachment's record and all its bytes. */
export async function removeAttachment(work: Work, attachment: StoredAttachment): Promise<void> {
  const { layerId, parentGlobalId, globalId } = attachment;
  await work.tx.objectStore('attach').delete([layerId, parentGlobalId, globalId]);
  await work.tx.objectStore('thumb').delete([layerId, globalId]);
  await work.tx.objectStore('part').delete(IDBKeyRange.bound([globalId], [globalId, []]));
}

/** Removes the bytes of one content version. */
export async function removeContent(work: Work, globalId: GlobalId, contentVersion: number): Promise<void> {
  const range = IDBKeyRange.bound([globalId, contentVersion], [globalId, contentVersion, []]);
  await work.tx.objectStore('part').delete(range);
}

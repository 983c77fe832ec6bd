/** The `edits` of synchronizeReplica out of a folded batch. */
import { groupBy } from '../shared/collections.js';
import type { Feature, LayerSchema } from '../shared/esri.js';
import type { FoldedAttachment, FoldedEdit, FoldedFeature } from './fold.js';
import type { AttachmentEdit, LayerEdits } from './ports.js';
import { parentsFirst } from './parents-first.js';
import { rowToSend } from './rows.js';

/** One entry a layer, parents before children (invariant 14). */
export function toLayerEdits(
  edits: readonly FoldedEdit[],
  layers: readonly LayerSchema[],
  attachmentOf: (edit: FoldedAttachment) => AttachmentEdit,
): readonly LayerEdits[] {
  const byLayer = groupBy(edits, (edit) => edit.layerId);
  const entries: LayerEdits[] = [];
  for (const layer of parentsFirst(layers)) {
    const own = byLayer.get(layer.layerId);
    if (own === undefined) continue;
    const features = own.filter((edit): edit is FoldedFeature => edit.kind === 'feature');
    const attachments = own.filter((edit): edit is FoldedAttachment => edit.kind === 'attachment');
    const rows = (operation: FoldedFeature['operation']): readonly Feature[] =>
      features.filter((edit) => edit.operation === operation).map((edit) => rowToSend(edit, layer));
    const files = (operation: FoldedAttachment['operation']): readonly AttachmentEdit[] =>
      attachments.filter((edit) => edit.operation === operation).map(attachmentOf);
    entries.push({
      layerId: layer.layerId,
      features: {
        adds: rows('add'),
        updates: rows('update'),
        deleteIds: features.filter((edit) => edit.operation === 'delete').map((edit) => edit.globalId),
      },
      attachments: {
        adds: files('attachAdd'),
        updates: files('attachUpdate'),
        deleteIds: attachments
          .filter((edit) => edit.operation === 'attachDelete')
          .map((edit) => edit.attachmentGlobalId),
      },
    });
  }
  return entries;
}

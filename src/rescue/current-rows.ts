/** What unsent edits make of each row, for files that people open elsewhere. */
import type { Feature, LayerSchema } from '../shared/esri.js';
import type { RescueEdit } from '../shared/rescue.js';

/** A row as its edits leave it; of a deleted one what it was. */
export interface EditedRow {
  readonly globalId: string;
  readonly operation: 'add' | 'update' | 'delete';
  readonly feature: Feature;
  readonly user: string;
  /** Epoch ms of the last edit. */
  readonly time: number;
  /** What the service said of it; empty where nothing. */
  readonly refused: string;
}

export function editedRows(layer: LayerSchema, edits: readonly RescueEdit[]): readonly EditedRow[] {
  const rows = new Map<string, EditedRow>();
  for (const edit of edits) {
    if (edit.layerId !== layer.layerId || edit.attachment) continue;
    const before = rows.get(edit.globalId);
    const feature = before?.feature ?? edit.base ?? { attributes: {} };
    const geometry = edit.geometry === undefined ? feature.geometry : edit.geometry;
    const isGone = edit.operation === 'delete';
    rows.set(edit.globalId, {
      globalId: edit.globalId,
      operation: isGone ? 'delete' : (before?.operation ?? (edit.base ? 'update' : 'add')) === 'add' ? 'add' : 'update',
      feature: isGone
        ? feature
        : { attributes: { ...feature.attributes, ...edit.attributes }, geometry: geometry ?? null },
      user: edit.user,
      time: edit.time,
      refused: edit.refused?.description ?? before?.refused ?? '',
    });
  }
  return [...rows.values()];
}

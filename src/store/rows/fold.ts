/** Edits applied to a row. The overlay of a row with edits is always its base with all its unsettled edits, in the order of the log. */
import type { Attributes, Feature, LayerSchema } from '../../shared/esri.js';
import type { EditEntry, EditOperation } from '../../shared/records.js';

type Change = Pick<EditEntry, 'operation' | 'attributes' | 'geometry'>;

/** The row after one edit; null when it is deleted (or was never there). */
export function applyEdit(row: Feature | null, edit: Change): Feature | null {
  switch (edit.operation) {
    case 'add':
      return merge(row ?? { attributes: {}, geometry: null }, edit);
    case 'update':
      return row && merge(row, edit);
    case 'delete':
      return null;
    default:
      return row;
  }
}

/** The row after several edits. */
export function foldRow(row: Feature | null, edits: readonly Change[]): Feature | null {
  return edits.reduce(applyEdit, row);
}

/** The row with these attributes, and this geometry unless it is undefined. */
export function merge(
  row: Feature,
  change: { readonly attributes?: Attributes; readonly geometry?: Feature['geometry'] },
): Feature {
  const attributes = { ...row.attributes, ...change.attributes };
  const geometry = change.geometry === undefined ? row.geometry : change.geometry;
  return geometry === undefined ? { attributes } : { attributes, geometry };
}

/** The row under this ObjectID. */
export function withObjectId(row: Feature, layer: LayerSchema, objectId: number): Feature {
  return { ...row, attributes: { ...row.attributes, [layer.objectIdField]: objectId } };
}

export function isFeatureEdit(edit: { readonly operation: EditOperation }): boolean {
  return edit.operation === 'add' || edit.operation === 'update' || edit.operation === 'delete';
}

/** Rows as they are sent, and rows as they are afterwards. */
import type { Attributes, Feature, LayerSchema } from '../shared/esri.js';
import { toWireId } from '../shared/ids.js';
import type { FoldedFeature } from './fold.js';

/**
 * What goes over the wire: of an add every editable field, of an update what was changed (omitted fields stay as they are, protocol 3.2). A whole row
 * would undo what others wrote into its other fields since the last look, and photos can take minutes between the look and the request. A geometry
 * travels only when it is new: services that don't allow geometry updates refuse a row that has one.
 */
export function rowToSend({ globalId, changes }: FoldedFeature, layer: LayerSchema): Feature {
  const editable = new Set(
    layer.fields.filter((field) => field.editable && field.name !== layer.objectIdField).map((field) => field.name),
  );
  const attributes: Record<string, Attributes[string]> = {};
  for (const [name, value] of Object.entries(changes.attributes)) if (editable.has(name)) attributes[name] = value;
  attributes[layer.globalIdField] = toWireId(globalId);
  return changes.geometry === undefined ? { attributes } : { attributes, geometry: changes.geometry };
}

/** The row that the service has once the edit is on it: the new base. */
export function rowAfter(edit: FoldedFeature): Feature | null {
  if (edit.operation === 'delete') return null;
  const attributes = { ...(edit.base?.attributes ?? {}), ...edit.changes.attributes };
  const geometry = edit.changes.geometry === undefined ? edit.base?.geometry : edit.changes.geometry;
  return geometry === undefined ? { attributes } : { attributes, geometry };
}

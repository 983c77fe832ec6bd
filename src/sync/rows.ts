/** Rows as they are sent, and rows as they are afterwards. */
import type { Attributes, Feature, LayerSchema } from '../shared/esri.js';
import { toWireId } from '../shared/ids.js';
import type { FoldedFeature } from './fold.js';

/**
 * What goes over the wire. Adds and updates carry every editable field (omitted fields of an update are said to stay unchanged, but full rows
 * are safer, protocol 3.2); the base was brought up to date just before, so a full row doesn't undo other people's fields. A geometry travels
 * only when it is new: services that don't allow geometry updates refuse a row that has one.
 */
export function rowToSend(edit: FoldedFeature, layer: LayerSchema): Feature {
  const whole: Attributes = { ...(edit.base?.attributes ?? {}), ...edit.changes.attributes };
  const editable = new Set(
    layer.fields.filter((field) => field.editable && field.name !== layer.objectIdField).map((field) => field.name),
  );
  const attributes: Record<string, Attributes[string]> = {};
  for (const [name, value] of Object.entries(whole)) if (editable.has(name)) attributes[name] = value;
  attributes[layer.globalIdField] = toWireId(edit.globalId);
  return edit.changes.geometry === undefined ? { attributes } : { attributes, geometry: edit.changes.geometry };
}

/** The row that the service has once the edit is on it: the new base. */
export function rowAfter(edit: FoldedFeature): Feature | null {
  if (edit.operation === 'delete') return null;
  const attributes = { ...(edit.base?.attributes ?? {}), ...edit.changes.attributes };
  const geometry = edit.changes.geometry === undefined ? edit.base?.geometry : edit.changes.geometry;
  return geometry === undefined ? { attributes } : { attributes, geometry };
}

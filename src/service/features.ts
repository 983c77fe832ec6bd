/** Rows between the wire and this library: GlobalIDs in key form here and `{UPPER}` there, field names as the layer spells them. Pure. */
import { GdbError } from '../shared/errors.js';
import type { Attributes, Feature, LayerSchema } from '../shared/esri.js';
import { isGuid, toGlobalId, toWireId, type GlobalId } from '../shared/ids.js';
import { asString, isObject, pick, type JsonObject, type JsonValue } from '../shared/json.js';
import type { Complain } from '../shared/read-rows.js';

/** The list under one of these names, empty when there is none. What is no list is complained about: its rows would be lost unseen. */
export function readList(place: JsonObject, names: readonly string[], complain: Complain): readonly unknown[] {
  const value = pick(place, ...names);
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? (value as readonly unknown[]) : complain(`"${names[0] ?? ''}" is no list.`);
}

/** A GlobalID as text or as `{ globalId }`; null for anything else. */
export function readId(value: unknown): GlobalId | null {
  const text = asString(isObject(value) ? pick(value, 'globalId') : value);
  return text === undefined || text.trim() === '' ? null : toGlobalId(text);
}

/**
 * A row as it is sent: without ObjectID (a negative one means nothing to the service) and without fields that cannot be edited, GUIDs in
 * wire form. Throws `internal` for a row without GlobalID, before anything is sent.
 */
export function toWireFeature(feature: Feature, layer: LayerSchema): Feature {
  const fields = new Map(layer.fields.map((field) => [field.name.toLowerCase(), field]));
  const attributes: Record<string, JsonValue> = {};
  let keyed = false;
  for (const [key, value] of Object.entries(feature.attributes)) {
    const field = fields.get(key.toLowerCase());
    const name = field?.name ?? key;
    if (name === layer.globalIdField) {
      if (typeof value !== 'string' || value === '') continue;
      keyed = true;
      attributes[name] = toWireId(value);
    } else if (name !== layer.objectIdField && field?.editable !== false) {
      attributes[name] = field?.type === 'esriFieldTypeGUID' && isGuid(value) ? toWireId(value) : value;
    }
  }
  if (!keyed)
    throw new GdbError(
      'internal',
      `A row of layer ${String(layer.layerId)} (${layer.name}) was to be sent without its GlobalID.`,
    );
  return feature.geometry === undefined ? { attributes } : { attributes, geometry: feature.geometry };
}

/** The ObjectID of a row, or undefined. */
export function objectIdOf(attributes: Attributes, layer: LayerSchema): number | undefined {
  const value = attributes[layer.objectIdField];
  return typeof value === 'number' ? value : undefined;
}

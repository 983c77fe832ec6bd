/** Attributes as callers write them, against the fields of a layer: names in any case, refusals with ArcGIS codes. */
import type { Attributes, Feature, Field, LayerSchema } from '../../shared/esri.js';
import { toGlobalId, type GlobalId } from '../../shared/ids.js';
import type { JsonValue } from '../../shared/json.js';
import type { EditError } from '../../shared/records.js';

/** Codes of edit results: https://developers.arcgis.com/rest/services-reference/enterprise/feature-service-error-codes/ */
export const EDIT_CODES = { missing: 1011, geometry: 1015, value: 1016, exists: 1022, readOnly: 1023 } as const;

export type Checked<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: EditError };

/** The field of this name, in any case. */
export function fieldNamed(layer: LayerSchema, name: string): Field | undefined {
  const lower = name.toLowerCase();
  return layer.fields.find((field) => field.name === name) ?? layer.fields.find((f) => f.name.toLowerCase() === lower);
}

/** How the attributes name their row. */
export function rowNamedBy(
  layer: LayerSchema,
  attributes: Attributes,
): { readonly globalId: GlobalId | null; readonly objectId: number | null } {
  const globalId = valueOf(attributes, layer.globalIdField);
  const objectId = valueOf(attributes, layer.objectIdField);
  return {
    globalId: typeof globalId === 'string' && globalId.trim() !== '' ? toGlobalId(globalId) : null,
    objectId: typeof objectId === 'number' ? objectId : null,
  };
}

/**
 * What the attributes change of `current` (null for a new row), under the fields' own names. The row's ids and the fields that the service
 * fills in by itself are no changes; neither is a value that is there already, since forms hand back whole rows.
 */
export function changesOf(layer: LayerSchema, attributes: Attributes, current: Feature | null): Checked<Attributes> {
  const changes: Record<string, JsonValue> = {};
  for (const [name, value] of Object.entries(attributes)) {
    // Plain JavaScript may hand over what JSON cannot carry.
    if ((value as unknown) === undefined) continue;
    const field = fieldNamed(layer, name);
    if (!field) return refuse(EDIT_CODES.value, `${layer.name} has no field ${name}.`);
    if (field.name === layer.objectIdField || field.name === layer.globalIdField) continue;
    if (layer.editorTracking.includes(field.name)) continue;
    if (current ? sameJson(value, current.attributes[field.name] ?? null) : !field.editable && value === null) continue;
    if (!field.editable) return refuse(EDIT_CODES.readOnly, `${field.alias || field.name} cannot be edited.`);
    if (typeof value === 'object' && value !== null) {
      return refuse(EDIT_CODES.value, `${field.alias || field.name} takes a text, a number or nothing.`);
    }
    changes[field.name] = value;
  }
  return { ok: true, value: changes };
}

export function refuse(code: number, description: string): { readonly ok: false; readonly error: EditError } {
  return { ok: false, error: { code, description } };
}

/** Equality of JSON values; the order of keys does not count. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && sameJson(left[key], right[key]))
  );
}

function valueOf(attributes: Attributes, fieldName: string): JsonValue | undefined {
  if (Object.hasOwn(attributes, fieldName)) return attributes[fieldName];
  const lower = fieldName.toLowerCase();
  const key = Object.keys(attributes).find((name) => name.toLowerCase() === lower);
  return key === undefined ? undefined : attributes[key];
}

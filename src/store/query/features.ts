/** Rows as a query shows them. */
import { GdbError } from '../../shared/errors.js';
import type { Attributes, Field, LayerSchema } from '../../shared/esri.js';
import type { JsonValue } from '../../shared/json.js';
import type { FeatureQuery, LocalFeature } from '../../shared/queries.js';
import { featureKey, type Unsent } from '../unsent.js';
import { fieldNamed } from '../rows/attributes.js';
import type { VisibleRow } from '../rows/layer-rows.js';

export interface Showing {
  readonly layer: Pick<LayerSchema, 'layerId' | 'fields'>;
  /** Those that were asked for. */
  readonly fields: readonly Field[];
  readonly returnGeometry: boolean;
  readonly unsent: Pick<Unsent, 'attachmentsByParent'>;
}

/** Throws `unsupported-query` for a field that is not there. */
export function showing(layer: LayerSchema, query: FeatureQuery, unsent: Unsent): Showing {
  const fields = outFields(layer, query.outFields);
  return { layer, fields, returnGeometry: query.returnGeometry !== false, unsent };
}

/** A row of its own: the overlay's are kept for the next query, and whoever gets this one may do with it what he likes. A packed one was parsed for it. */
export function localFeature(row: VisibleRow, { layer, fields, returnGeometry, unsent }: Showing): LocalFeature {
  const { globalId, objectId, overlay, feature } = row;
  const { attachmentsByParent: counts } = unsent;
  const all = overlay ? { ...feature.attributes } : feature.attributes;
  const attributes = fields === layer.fields ? all : project(all, fields);
  const geometry = overlay ? structuredClone(feature.geometry) : feature.geometry;
  const pending = overlay?.pending ?? 'none';
  // A text for every row of a map would cost more than the rest of this.
  const pendingAttachments =
    counts.size === 0 ? 0 : (counts.get(featureKey({ layerId: layer.layerId, globalId })) ?? 0);
  if (!returnGeometry || geometry === undefined) return { attributes, globalId, objectId, pending, pendingAttachments };
  return { attributes, geometry, globalId, objectId, pending, pendingAttachments };
}

/** The fields of the answer; GlobalID and ObjectID always come along. */
function outFields(layer: LayerSchema, names: readonly string[] | undefined): readonly Field[] {
  if (!names || names.length === 0 || names.includes('*')) return layer.fields;
  const wanted = new Set([layer.objectIdField, layer.globalIdField]);
  for (const name of names) wanted.add(requireField(layer, name).name);
  return layer.fields.filter((field) => wanted.has(field.name));
}

/** The field of this name in any case, or `unsupported-query`. */
export function requireField(layer: LayerSchema, name: string): Field {
  const field = fieldNamed(layer, name);
  if (!field) throw new GdbError('unsupported-query', `${layer.name} has no field "${name}".`);
  return field;
}

function project(attributes: Attributes, fields: readonly Field[]): Attributes {
  const wanted: Record<string, JsonValue> = {};
  for (const { name } of fields) wanted[name] = attributes[name] ?? null;
  return wanted;
}

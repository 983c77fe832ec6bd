import { project, type Wkid } from '../geometry/project.js';
import { formatGuid, type GuidFormat } from '../guid.js';
import type { AttributeValue, Feature, Field, LayerDefinition } from './layer-definition.js';

/** How rows leave the service. */
export interface WireFormat {
  readonly guidFormat: GuidFormat;
  readonly wkid: Wkid;
  /** undefined: all */
  readonly fields?: readonly Field[];
  readonly geometry?: boolean;
}

/** @returns one value as the wire shows it */
export function wireValue(field: Field, value: AttributeValue, format: GuidFormat): AttributeValue {
  const isGuid = field.type === 'esriFieldTypeGlobalID' || field.type === 'esriFieldTypeGUID';
  return isGuid && typeof value === 'string' ? formatGuid(value, format) : value;
}

/** @returns a row as Esri JSON */
export function wireFeature(
  definition: LayerDefinition,
  feature: Feature,
  format: WireFormat,
): Record<string, unknown> {
  const attributes: Record<string, AttributeValue> = {};
  for (const field of format.fields ?? definition.fields) {
    attributes[field.name] = wireValue(field, feature.attributes[field.name] ?? null, format.guidFormat);
  }
  if (definition.geometryType === null || format.geometry === false) return { attributes };
  return { attributes, geometry: feature.geometry && project(feature.geometry, definition.wkid, format.wkid) };
}

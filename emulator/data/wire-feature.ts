import { withDimensions } from '../geometry/dimensions.js';
import type { Dimensions } from '../geometry/esri.js';
import { project, type Wkid } from '../geometry/project.js';
import { formatGuid, type GuidFormat } from '../guid.js';
import {
  dimensionsOf,
  type AttributeValue,
  type Feature,
  type Field,
  type LayerDefinition,
} from './layer-definition.js';

/** How rows leave the service. */
export interface WireFormat {
  readonly guidFormat: GuidFormat;
  readonly wkid: Wkid;
  /** undefined: all */
  readonly fields?: readonly Field[];
  readonly geometry?: boolean;
  /** heights and measures that are wanted; undefined: all that the layer has */
  readonly dimensions?: Dimensions;
}

/** A row as Esri JSON. */
export interface WireRow {
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly geometry?: Record<string, unknown> | null;
}

/** @returns one value as the wire shows it */
export function wireValue(field: Field, value: AttributeValue, format: GuidFormat): AttributeValue {
  const isGuid = field.type === 'esriFieldTypeGlobalID' || field.type === 'esriFieldTypeGUID';
  return isGuid && typeof value === 'string' ? formatGuid(value, format) : value;
}

/** @returns a row as Esri JSON */
export function wireFeature(definition: LayerDefinition, feature: Feature, format: WireFormat): WireRow {
  const attributes: Record<string, AttributeValue> = {};
  for (const field of format.fields ?? definition.fields) {
    attributes[field.name] = wireValue(field, feature.attributes[field.name] ?? null, format.guidFormat);
  }
  if (definition.geometryType === null || format.geometry === false) return { attributes };
  if (feature.geometry === null) return { attributes, geometry: null };
  const has = dimensionsOf(definition);
  const geometry = project(feature.geometry, definition.wkid, format.wkid);
  return { attributes, geometry: withDimensions(geometry, has, format.dimensions ?? has) };
}

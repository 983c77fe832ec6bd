/** Feature sets as a service writes them in JSON. Pure. */
import type { Feature, Field, Geometry } from '../../shared/esri.js';
import type { LocalRecordSet } from '../../shared/queries.js';
import { gridToJson, toGrid, transformOf } from './quantize.js';
import type { FeatureSet } from './query.js';

export function featureSetJson({
  layer,
  fields,
  features,
  exceededTransferLimit,
  spatialReference,
  wish,
}: FeatureSet): object {
  const { grid, returnGeometry, returnZ, returnM } = wish;
  const names = fields.map(({ name }) => name);
  const shape = ({ geometry }: Feature): object => {
    if (!returnGeometry || !geometry) return {};
    if (grid === null) return { geometry: withoutReference(geometry) };
    const cells = toGrid(geometry, grid);
    return cells === null ? {} : { geometry: gridToJson(cells, layer.geometryType ?? '') };
  };
  return {
    objectIdFieldName: layer.objectIdField,
    uniqueIdField: { name: layer.objectIdField, isSystemMaintained: true },
    globalIdFieldName: layer.globalIdField,
    ...(layer.geometryType === undefined ? {} : { geometryType: layer.geometryType }),
    ...(returnGeometry ? { spatialReference } : {}),
    ...(returnGeometry && grid !== null ? { transform: transformOf(grid) } : {}),
    ...(returnGeometry && grid === null && returnZ && layer.hasZ ? { hasZ: true } : {}),
    ...(returnGeometry && grid === null && returnM && layer.hasM ? { hasM: true } : {}),
    fields: fields.map(fieldJson),
    features: features.map((feature) => ({ attributes: only(feature, names), ...shape(feature) })),
    ...(exceededTransferLimit ? { exceededTransferLimit } : {}),
  };
}

/** Statistics and distinct values. */
export function recordSetJson({ fields, features, exceededTransferLimit }: LocalRecordSet): object {
  return {
    fields: fields.map(fieldJson),
    features: features.map(({ attributes }) => ({ attributes })),
    ...(exceededTransferLimit ? { exceededTransferLimit } : {}),
  };
}

export function fieldJson({ name, type, alias, length, domain, defaultValue }: Field): object {
  return {
    name,
    type,
    alias,
    ...(length === undefined ? {} : { length }),
    domain: domain ?? null,
    defaultValue: defaultValue ?? null,
  };
}

function only({ attributes }: Feature, names: readonly string[]): object {
  return Object.fromEntries(names.map((name) => [name, attributes[name] ?? null]));
}

function withoutReference(geometry: Geometry): object {
  const { spatialReference: _, ...shape } = geometry;
  return shape;
}

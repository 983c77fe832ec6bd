import { ServiceError } from '../errors.js';
import { geometryType, type Dimensions, type Geometry, type GeometryType } from '../geometry/esri.js';
import { fromGeoJson } from '../geometry/geojson.js';
import { newGuid } from '../guid.js';
import { asArray, isRecord } from '../json.js';
import { drawingInfo } from './drawing.js';
import { givenGlobalId, inferFields } from './infer-fields.js';
import {
  dimensionsOf,
  field,
  globalIdField,
  isSystemField,
  withSystemFields,
  type Attributes,
  type Feature,
  type Field,
  type FieldType,
  type LayerDefinition,
  type LayerSeed,
  type Relationship,
} from './layer-definition.js';
import type { Subtypes } from './subtypes.js';

interface Source {
  readonly properties: Record<string, unknown>;
  readonly geometry: Geometry | null;
}

/** What a caller says about a layer, beside its features. */
export interface LayerWish {
  readonly id: number;
  readonly name: string;
  readonly geometryType?: GeometryType;
  readonly hasZ?: boolean;
  readonly hasM?: boolean;
  readonly fields?: readonly (Partial<Field> & { name: string })[];
  readonly relationships?: readonly Relationship[];
  readonly subtypes?: Subtypes;
  readonly hasAttachments?: boolean;
  readonly editorTracking?: boolean;
}

/**
 * Publishes GeoJSON: one layer per kind of geometry, a table where there is none.
 * @throws {ServiceError} 400 when it is no GeoJSON
 */
export function layersFromGeoJson(name: string, geoJson: unknown): LayerSeed[] {
  const byType = new Map<GeometryType | null, Source[]>();
  for (const source of readSources(geoJson)) {
    const type = source.geometry && geometryType(source.geometry);
    byType.set(type, [...(byType.get(type) ?? []), source]);
  }
  // Features without a place belong to the layer if there is one.
  const [only, ...others] = [...byType.keys()].filter((type) => type !== null);
  if (only !== undefined && others.length === 0)
    return [makeLayer({ id: 0, name, geometryType: only }, [...byType.values()].flat())];
  return [...byType].map(([type, sources], id) => {
    const suffix = byType.size === 1 ? '' : `_${type?.replace('esriGeometry', '').toLowerCase() ?? 'table'}`;
    return makeLayer({ id, name: `${name}${suffix}`, ...(type === null ? {} : { geometryType: type }) }, sources);
  });
}

/** Reads layers as a request to the control endpoint describes them: `{ name, geojson?, fields?, ... }`. */
export function readLayers(layers: readonly unknown[]): LayerSeed[] {
  return layers.map((layer, index) => {
    if (!isRecord(layer)) throw new ServiceError(400, 'A layer is an object', { httpStatus: 400 });
    const wish = { id: index, name: `Layer_${index}`, ...layer } as LayerWish;
    const sources = layer['geojson'] === undefined ? [] : readSources(layer['geojson'], dimensionsOf(wish));
    const first = sources.find(({ geometry }) => geometry !== null)?.geometry;
    return makeLayer(first ? { geometryType: geometryType(first), ...wish } : wish, sources);
  });
}

function readSources(geoJson: unknown, dimensions?: Dimensions): Source[] {
  const features =
    isRecord(geoJson) && geoJson['type'] === 'FeatureCollection' ? asArray(geoJson['features']) : [geoJson];
  return features.map((feature) => {
    if (!isRecord(feature) || feature['type'] !== 'Feature')
      throw new ServiceError(400, 'This is no GeoJSON of features', { httpStatus: 400 });
    const geometry = fromGeoJson(feature['geometry'], dimensions);
    if (geometry === undefined)
      throw new ServiceError(400, 'A feature has a geometry that no layer can hold', { httpStatus: 400 });
    return { properties: isRecord(feature['properties']) ? feature['properties'] : {}, geometry };
  });
}

function makeLayer(wish: LayerWish, sources: readonly Source[]): LayerSeed {
  const inferred = inferFields(sources.map(({ properties }) => properties));
  const { fields: wished = [], hasAttachments = true, editorTracking = true, relationships = [] } = wish;
  const fromData = inferred.map(({ field: one }) => ({ ...one, ...wished.find(({ name }) => name === one.name) }));
  const more = wished.filter(({ name }) => !inferred.some((one) => one.field.name === name)).map(toField);
  const fields = withSystemFields([...fromData, ...more], { editorTracking });
  const definition: LayerDefinition = {
    id: wish.id,
    name: wish.name,
    geometryType: wish.geometryType ?? null,
    wkid: 4326,
    ...dimensionsOf(wish),
    fields,
    displayField: '',
    hasAttachments,
    editorTracking,
    relationships,
    ...(wish.subtypes ? { subtypes: wish.subtypes } : {}),
    ...drawingInfo(wish.geometryType),
  };
  const text = fields.find((one) => one.type === 'esriFieldTypeString' && !isSystemField(definition, one));
  const used = new Set<string>();
  const features = sources.map(({ properties, geometry }): Feature => {
    const given = givenGlobalId(properties);
    const globalId = given === undefined || used.has(given) ? newGuid() : given;
    used.add(globalId);
    const attributes: Attributes = { [globalIdField]: globalId };
    for (const one of inferred) attributes[one.field.name] = one.read(properties[one.property]);
    return { attributes, geometry };
  });
  return { definition: { ...definition, displayField: text?.name ?? globalIdField }, features };
}

function toField(wish: Partial<Field> & { name: string }): Field {
  const type: FieldType = wish.type ?? 'esriFieldTypeString';
  return { ...field(wish.name, type), ...wish, type };
}

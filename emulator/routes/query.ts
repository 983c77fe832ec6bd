import { allOf, quoted, type Predicate } from '../database/driver.js';
import { findField, globalIdField, objectIdField, type Field, type LayerDefinition } from '../data/layer-definition.js';
import type { LayerTable, RowFilter, StoredFeature } from '../data/layer-table.js';
import { compileWhere } from '../data/where.js';
import { wireFeature, type WireFormat } from '../data/wire-feature.js';
import { ServiceError, invalidParameter } from '../errors.js';
import { envelopeOf, envelopeRing } from '../geometry/esri.js';
import { toGeoJson } from '../geometry/geojson.js';
import { project, readSpatialReference, spatialReference, type Wkid } from '../geometry/project.js';
import { normaliseGuid } from '../guid.js';
import { toJsonText, without } from '../json.js';
import { json, type Reply } from '../reply.js';
import type { Params } from '../params.js';
import type { Call } from '../site.js';
import { layerOf, needCapability } from './common.js';
import { rowsPage } from './directory.js';
import { readFilterGeometry } from './filter-geometry.js';
import { distinctReply, statisticsReply } from './query-statistics.js';

/** `query`: rows, or only their ids, number or extent, as Esri JSON or GeoJSON. */
export function query(call: Call): Reply {
  needCapability(call, 'Query');
  const { params, service } = call;
  const layer = layerOf(call);
  refuseUnsupported(params);
  const filter = readRowFilter(params, layer);
  if (params.text('outStatistics') !== undefined) return json(statisticsReply(call, layer, filter));
  if (params.flag('returnDistinctValues', false))
    return json(distinctReply(call, filter, { layer, fields: readOutFields(params, layer.definition) }));
  const wkid = readSpatialReference(params.text('outSR')) ?? layer.definition.wkid;
  const countOnly = params.flag('returnCountOnly', false);
  if (params.flag('returnExtentOnly', false)) return json(extentReply(layer, filter, { wkid, countOnly }));
  if (countOnly) return json({ count: layer.count(filter) });
  if (params.flag('returnIdsOnly', false)) return json(idsReply(call, layer, filter));
  const limit = Math.min(params.integer('resultRecordCount') ?? Infinity, service.options.maxRecordCount);
  const page = { orderBy: readOrder(params, layer.definition), offset: params.integer('resultOffset') ?? 0 };
  if (limit < 0 || page.offset < 0) throw invalidParameter('resultRecordCount');
  // One row more than asked for tells whether there are more.
  const rows = layer.select(filter, { ...page, limit: limit + 1 });
  const shown = rows.slice(0, limit);
  const exceeded = rows.length > limit;
  const fields = readOutFields(params, layer.definition);
  const format: WireFormat = {
    guidFormat: service.options.guidFormat,
    wkid,
    fields,
    geometry: params.flag('returnGeometry', true),
    dimensions: { hasZ: params.flag('returnZ', false), hasM: params.flag('returnM', false) },
  };
  if (params.text('f')?.toLowerCase() === 'geojson') return geoJsonReply(layer, shown, { format, exceeded });
  const features = shown.map((row) => wireFeature(layer.definition, row, format));
  const reply = {
    objectIdFieldName: objectIdField,
    uniqueIdField: { name: objectIdField, isSystemMaintained: true },
    globalIdFieldName: globalIdField,
    ...(layer.definition.geometryType === null
      ? {}
      : { geometryType: layer.definition.geometryType, spatialReference: spatialReference(wkid) }),
    fields: fields.map((field) => without(field, 'editable', 'nullable')),
    features,
    ...(exceeded ? { exceededTransferLimit: true } : {}),
  };
  return json(reply, () => rowsPage(layer, features));
}

/** @returns which rows the parameters `where`, `objectIds`, `globalIds` and `geometry` mean together */
export function readRowFilter(params: Params, layer: LayerTable): RowFilter {
  const { definition } = layer;
  const predicates: Predicate[] = [
    compileWhere(params.text('where') ?? params.text('definitionExpression'), definition),
  ];
  const objectIds = params.list('objectIds');
  if (objectIds !== undefined) {
    const numbers = objectIds.map(Number);
    if (!numbers.every(Number.isInteger)) throw invalidParameter('objectIds');
    predicates.push(isIn(objectIdField, numbers));
  }
  const globalIds = params.list('globalIds');
  if (globalIds !== undefined)
    predicates.push(
      isIn(
        globalIdField,
        globalIds.map((id) => normaliseGuid(id.replaceAll("'", '')) ?? id),
      ),
    );
  const predicate = allOf(...predicates);
  const filter = readFilterGeometry(params, definition.wkid);
  if (filter === undefined || definition.geometryType === null) return { predicate };
  const geometry = project(filter.geometry, filter.wkid, definition.wkid);
  switch (params.text('spatialRel') ?? 'esriSpatialRelIntersects') {
    case 'esriSpatialRelIntersects':
      return { predicate, geometry };
    case 'esriSpatialRelEnvelopeIntersects':
      return { predicate, geometry: envelopeRing(envelopeOf(geometry)) };
    default:
      throw invalidParameter(
        'spatialRel',
        'esriSpatialRelIntersects and esriSpatialRelEnvelopeIntersects are supported',
      );
  }
}

function isIn(column: string, values: readonly (string | number)[]): Predicate {
  return { sql: `${quoted(column)} IN (SELECT value FROM json_each(?))`, values: [JSON.stringify(values)] };
}

function idsReply(call: Call, layer: LayerTable, filter: RowFilter): Record<string, unknown> {
  const orderBy = readOrder(call.params, layer.definition);
  const objectIds = layer.select(filter, { orderBy }).map(({ objectId }) => objectId);
  return { objectIdFieldName: objectIdField, objectIds };
}

function extentReply(
  layer: LayerTable,
  filter: RowFilter,
  more: { wkid: Wkid; countOnly: boolean },
): Record<string, unknown> {
  const extent = layer.extent(filter);
  const shown = extent && envelopeOf(project(envelopeRing(extent), layer.definition.wkid, more.wkid));
  const nothing = { xmin: 'NaN', ymin: 'NaN', xmax: 'NaN', ymax: 'NaN' };
  const reply = { extent: { ...(shown ?? nothing), spatialReference: spatialReference(more.wkid) } };
  return more.countOnly ? { count: layer.count(filter), ...reply } : reply;
}

function geoJsonReply(
  layer: LayerTable,
  rows: readonly StoredFeature[],
  more: { format: WireFormat; exceeded: boolean },
): Reply {
  const features = rows.map((row) => {
    const { attributes } = wireFeature(layer.definition, row, { ...more.format, geometry: false });
    const geometry =
      row.geometry && more.format.geometry !== false ? project(row.geometry, layer.definition.wkid, 4326) : null;
    return { type: 'Feature', id: row.objectId, geometry: toGeoJson(geometry), properties: attributes };
  });
  const limit = more.exceeded ? { exceededTransferLimit: true, properties: { exceededTransferLimit: true } } : {};
  const body = toJsonText({ type: 'FeatureCollection', ...limit, features });
  return { kind: 'raw', body, headers: { 'content-type': 'application/geo+json; charset=utf-8' } };
}

/** @returns `orderByFields` as SQL. Every reply is in a stable order, or paging would lose rows */
export function readOrder(params: Params, definition: LayerDefinition): string {
  const terms = (params.list('orderByFields') ?? []).map((term) => {
    const [, name = '', direction = 'ASC'] = /^(\S+)(?:\s+(asc|desc))?$/i.exec(term) ?? [];
    const field = findField(definition, name.replaceAll('"', ''));
    if (field === undefined) throw invalidParameter('orderByFields', `unknown field ${term}`);
    return `${quoted(field.name)} ${direction.toUpperCase() === 'DESC' ? 'DESC' : 'ASC'}`;
  });
  return [...terms, quoted(objectIdField)].join(', ');
}

/** @returns the fields that `outFields` names; without it the ObjectID alone */
export function readOutFields(params: Params, definition: LayerDefinition): Field[] {
  const names = params.list('outFields') ?? [objectIdField];
  if (names.includes('*')) return [...definition.fields];
  return names.map((name) => {
    const field = findField(definition, name);
    if (field === undefined) throw invalidParameter('outFields', `unknown field ${name}`);
    return field;
  });
}

function refuseUnsupported(params: Params): void {
  for (const name of ['having', 'quantizationParameters']) {
    if (params.text(name) !== undefined) throw new ServiceError(400, `'${name}' is not supported`);
  }
  if (params.text('f')?.toLowerCase() === 'pbf') throw new ServiceError(400, `'f=pbf' is not supported`);
  const distance = params.text('distance');
  if (distance !== undefined && Number(distance) !== 0) throw new ServiceError(400, `'distance' is not supported`);
}

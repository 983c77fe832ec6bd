/**
 * What the copy on this device says of itself: the service's own description as it was when online, where that was kept, with everything in it that
 * the copy does differently. Without one, a description that is enough to draw, query and edit. Pure.
 */
import type { GeodatabaseRecord } from '../../shared/records.js';
import type { LayerSchema, SpatialReference } from '../../shared/esri.js';
import type { JsonObject } from '../../shared/json.js';
import { fieldJson } from './feature-set-json.js';
import { MAX_RECORDS, MAX_TILE_RECORDS } from './query.js';

/** Any version that has what the SDK looks for. */
const VERSION = 11.3;

/** What a description is made with. */
export interface Described {
  /** The service's own. */
  readonly known: JsonObject | null;
  /** Of answers that nobody asked otherwise of. */
  readonly spatialReference: SpatialReference | null;
}

/** `{FeatureServer}?f=json`. */
export function serviceJson(geodatabase: GeodatabaseRecord, { known, spatialReference }: Described): object {
  const { layers, extent } = geodatabase;
  const entry = ({ layerId, name, type, geometryType }: LayerSchema): object => ({
    id: layerId,
    name,
    type,
    parentLayerId: -1,
    defaultVisibility: true,
    subLayerIds: null,
    minScale: 0,
    maxScale: 0,
    ...(geometryType === undefined ? {} : { geometryType }),
  });
  const area = extent === null ? {} : { initialExtent: extent, fullExtent: extent };
  return {
    currentVersion: VERSION,
    serviceDescription: '',
    hasVersionedData: false,
    supportsDisconnectedEditing: false,
    maxRecordCount: MAX_RECORDS,
    ...area,
    ...known,
    ...QUERY_FORMATS,
    capabilities: [...new Set(layers.flatMap(capabilitiesOf))].join(','),
    spatialReference,
    // The copy is what is synced, and this library does it: nobody makes a replica of a replica.
    syncEnabled: false,
    layers: layers.filter(({ type }) => type !== 'Table').map(entry),
    tables: layers.filter(({ type }) => type === 'Table').map(entry),
    supportsApplyEditsWithGlobalIds: true,
  };
}

/** `{FeatureServer}/{layerId}?f=json`. */
export function layerJson(
  layer: LayerSchema,
  geodatabase: GeodatabaseRecord,
  { known, spatialReference }: Described,
): object {
  const extent = layer.extent ?? geodatabase.extent;
  const isSpatial = layer.geometryType !== undefined;
  return {
    currentVersion: VERSION,
    description: '',
    defaultVisibility: true,
    types: [],
    templates: [],
    relationships: layer.relationships,
    ...(isSpatial ? { drawingInfo: { renderer: plainRenderer(layer.geometryType ?? '') } } : {}),
    ...(isSpatial && extent !== null ? { extent: { spatialReference, ...extent } } : {}),
    fields: layer.fields.map((field) => ({
      ...fieldJson(field),
      nullable: field.nullable,
      editable: field.editable,
    })),
    ...known,
    ...QUERY_FORMATS,
    id: layer.layerId,
    name: layer.name,
    type: layer.type,
    ...(isSpatial ? { geometryType: layer.geometryType, spatialReference } : {}),
    hasZ: layer.hasZ,
    hasM: layer.hasM,
    objectIdField: layer.objectIdField,
    globalIdField: layer.globalIdField,
    displayField: layer.displayField,
    hasAttachments: layer.hasAttachments,
    capabilities: capabilitiesOf(layer).join(','),
    maxRecordCount: MAX_RECORDS,
    tileMaxRecordCount: MAX_TILE_RECORDS,
    standardMaxRecordCount: MAX_TILE_RECORDS,
    maxRecordCountFactor: 1,
    isDataVersioned: false,
    isDataBranchVersioned: false,
    supportsApplyEditsWithGlobalIds: true,
    supportsRollbackOnFailureParameter: true,
    supportsAsyncApplyEdits: false,
    supportsCoordinatesQuantization: true,
    supportsStatistics: true,
    supportsAdvancedQueries: true,
    useStandardizedQueries: true,
    allowGeometryUpdates: true,
    syncCanReturnChanges: false,
    advancedQueryCapabilities: ADVANCED_QUERIES,
  };
}

const QUERY_FORMATS = { supportedQueryFormats: 'JSON, PBF' };

/** Exactly what query-parameters.ts takes. */
const ADVANCED_QUERIES = {
  useStandardizedQueries: true,
  supportsStatistics: true,
  supportsPercentileStatistics: false,
  supportsHavingClause: false,
  supportsOrderBy: true,
  supportsDistinct: true,
  supportsCountDistinct: false,
  supportsPagination: true,
  supportsPaginationOnAggregatedQueries: true,
  supportsTrueCurve: false,
  supportsQueryWithDatumTransformation: false,
  supportsQueryWithDistance: false,
  supportsQueryWithResultType: true,
  supportsReturningQueryExtent: true,
  supportsReturningGeometryCentroid: false,
  supportsReturningGeometryEnvelope: false,
  supportsSqlExpression: true,
  supportsTopFeaturesQuery: false,
  supportsQueryAnalytic: false,
  supportsQueryRelatedPagination: false,
  supportsAdvancedQueryRelated: false,
  supportsQueryAttachments: true,
  supportsQueryAttachmentsCountOnly: false,
  supportsQueryAttachmentOrderByFields: false,
  supportsFullTextSearch: false,
  supportsSpatialAggregationStatistics: false,
  supportsOutFieldSQLExpression: false,
};

/** What the layer allows, of what this device can do. A layer that lists EDITING alone allows all of it. */
function capabilitiesOf({ capabilities }: LayerSchema): readonly string[] {
  const words = { CREATE: 'Create', DELETE: 'Delete', UPDATE: 'Update' };
  const isAny = Object.keys(words).some((word) => capabilities.includes(word));
  const allowed = Object.entries(words).flatMap(([word, shown]) =>
    capabilities.includes(word) || (!isAny && capabilities.includes('EDITING')) ? [shown] : [],
  );
  return ['Query', ...allowed, ...(allowed.length > 0 ? ['Editing'] : [])];
}

const BLUE = [0, 122, 194, 255];
const WHITE = [255, 255, 255, 255];

/** Drawn so only where the service's own drawing was never seen. */
function plainRenderer(geometryType: string): object {
  return { type: 'simple', symbol: plainSymbol(geometryType) };
}

function plainSymbol(geometryType: string): object {
  const line = { type: 'esriSLS', style: 'esriSLSSolid', color: BLUE, width: 1.5 };
  switch (geometryType) {
    case 'esriGeometryPolyline':
      return line;
    case 'esriGeometryPolygon':
      return { type: 'esriSFS', style: 'esriSFSSolid', color: [...BLUE.slice(0, 3), 64], outline: line };
    default:
      return {
        type: 'esriSMS',
        style: 'esriSMSCircle',
        color: BLUE,
        size: 8,
        outline: { color: WHITE, width: 1 },
      };
  }
}

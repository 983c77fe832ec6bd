/** `query` of a layer, answered by the controller. https://developers.arcgis.com/rest/services-reference/enterprise/query-feature-service-layer/ */
import type { Feature, Field, LayerSchema, SpatialReference } from '../../shared/esri.js';
import type { FeatureQuery } from '../../shared/queries.js';
import { featureSetJson, recordSetJson } from './feature-set-json.js';
import type { LocalCopy } from './local-copy.js';
import { pbf } from './parts.js';
import type { QueryWish } from './query-parameters.js';
import type { References } from './references.js';
import { json, type LocalReply } from './request.js';
import { findProjection, projectGeometry, type Projection } from './spatial-references.js';

/** Rows of a plain answer, and of a tile, at most: as many as a service of Esri's own gives. */
export const MAX_RECORDS = 2_000;
export const MAX_TILE_RECORDS = 16_000;

/** A feature set on its way to one of the two formats. */
export interface FeatureSet {
  readonly layer: LayerSchema;
  readonly fields: readonly Field[];
  readonly features: readonly Feature[];
  readonly exceededTransferLimit: boolean;
  readonly spatialReference: SpatialReference | null;
  readonly wish: QueryWish;
}

export interface QueryContext {
  readonly controller: LocalCopy;
  readonly layer: LayerSchema;
  readonly references: References;
}

export async function answerQuery(context: QueryContext, wish: QueryWish): Promise<LocalReply> {
  const { controller, layer } = context;
  const { layerId } = layer;
  const { filter } = wish;
  const paging = {
    orderByFields: wish.orderByFields,
    ...(wish.offset === undefined ? {} : { resultOffset: wish.offset }),
    ...(wish.limit === undefined ? {} : { resultRecordCount: wish.limit }),
  };
  switch (wish.asked) {
    case 'count':
      return json({ count: await controller.queryFeatureCount(layerId, filter) });
    case 'ids': {
      const objectIds = await controller.queryObjectIds(layerId, { ...filter, ...paging });
      return json({ objectIdFieldName: layer.objectIdField, objectIds });
    }
    case 'extent':
      return json(await extentJson(context, wish));
    case 'distinct':
      return json(
        recordSetJson(
          await controller.queryDistinctValues(layerId, { ...filter, ...paging, outFields: wish.outFields }),
        ),
      );
    case 'statistics': {
      const { statistics: outStatistics, groupBy: groupByFieldsForStatistics } = wish;
      const query = { ...filter, ...paging, outStatistics, groupByFieldsForStatistics };
      return json(recordSetJson(await controller.queryStatistics(layerId, query)));
    }
    case 'features': {
      const set = await featureSet(context, wish);
      if (wish.format === 'json') return json(featureSetJson(set));
      return { kind: 'pbf', bytes: (await pbf()).featureSetPbf(set) };
    }
  }
}

async function featureSet(context: QueryContext, wish: QueryWish): Promise<FeatureSet> {
  const { controller, layer } = context;
  const most = wish.isTile ? MAX_TILE_RECORDS : MAX_RECORDS;
  const limit = Math.min(wish.limit ?? most, most);
  const isSpatial = layer.geometryType !== undefined && wish.returnGeometry;
  const query: FeatureQuery = {
    ...wish.filter,
    outFields: wish.outFields,
    orderByFields: wish.orderByFields,
    resultRecordCount: limit,
    returnGeometry: isSpatial,
    ...(wish.offset === undefined ? {} : { resultOffset: wish.offset }),
  };
  const found = await controller.queryFeatures(layer.layerId, query);
  const tooMany = found.exceededTransferLimit && wish.allOrNothing;
  return {
    layer,
    fields: fieldsOf(layer, wish.outFields),
    features: tooMany ? [] : projected(found.features, isSpatial ? outProjection(context, wish) : null),
    exceededTransferLimit: found.exceededTransferLimit,
    spatialReference: wish.outReference ?? context.references.copy,
    wish: { ...wish, returnGeometry: isSpatial },
  };
}

/** Throws `unsupported-query` where nobody knows how. */
export function outProjection(
  { references: { copy, project } }: QueryContext,
  { outReference }: QueryWish,
): Projection | null {
  return copy === null || outReference === undefined ? null : findProjection(copy, outReference, project);
}

function projected(features: readonly Feature[], projection: Projection | null): readonly Feature[] {
  if (projection === null) return features;
  return features.map((feature) =>
    feature.geometry ? { ...feature, geometry: projectGeometry(feature.geometry, projection) } : feature,
  );
}

async function extentJson(context: QueryContext, wish: QueryWish): Promise<object> {
  const { count, extent } = await context.controller.queryExtent(context.layer.layerId, wish.filter);
  const projection = outProjection(context, wish);
  const spatialReference = wish.outReference ?? context.references.copy;
  const shown = extent === null || projection === null ? extent : projectGeometry(extent, projection);
  // A service answers an empty extent with NaN in words.
  const nothing = { xmin: 'NaN', ymin: 'NaN', xmax: 'NaN', ymax: 'NaN' };
  return { count, extent: { ...(shown ?? nothing), spatialReference } };
}

/** The fields that an answer names, in the layer's order; the ObjectID is always among them. */
function fieldsOf(layer: LayerSchema, outFields: readonly string[]): readonly Field[] {
  if (outFields.length === 0 || outFields.includes('*')) return layer.fields;
  const named = new Set([layer.objectIdField, ...outFields].map((name) => name.toLowerCase()));
  return layer.fields.filter(({ name }) => named.has(name.toLowerCase()));
}

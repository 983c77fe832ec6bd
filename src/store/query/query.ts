/** queryFeatures and its kin, answered from this device. */
import type { Attributes } from '../../shared/esri.js';
import { copyOf } from '../../shared/json.js';
import type {
  DistinctQuery,
  FeatureQuery,
  LocalExtent,
  LocalFeatureSet,
  LocalIds,
  LocalRecordSet,
  RowFilter,
  StatisticsQuery,
} from '../../shared/queries.js';
import type { Box } from '../rows/box.js';
import type { Session } from '../work.js';
import { localFeature, requireField, showing } from './features.js';
import { asksNothing, hits, queryLayer, type LayerRequest, type QueryCaches, type QueryScope } from './layer-query.js';
import { rowOrder } from './order.js';
import { Page } from './page.js';
import { extentOf } from './row-filter.js';
import { countAll } from './scan.js';
import type { RecordTable } from './statistics/record-table.js';

/** Where queries are answered. */
export interface QueryContext {
  readonly session: Session;
  readonly caches: QueryCaches;
}

export async function queryFeatures(
  context: QueryContext,
  request: LayerRequest<FeatureQuery>,
): Promise<LocalFeatureSet> {
  const { layerId, query } = request;
  return queryLayer(context, request, async (scope) => {
    const { layer, geodatabase } = scope;
    const page = await pageOf(scope, query);
    const shown = showing(layer, query, await scope.unsent());
    const found = page.hits();
    return {
      layerId,
      objectIdFieldName: layer.objectIdField,
      globalIdFieldName: layer.globalIdField,
      ...(layer.geometryType !== undefined && { geometryType: layer.geometryType }),
      spatialReference: copyOf(geodatabase.spatialReference),
      fields: copyOf(shown.fields),
      features: found.map((hit) => localFeature(hit.visible(), shown)),
      exceededTransferLimit: page.hasMore,
    };
  });
}

export async function queryCount(context: QueryContext, request: LayerRequest<RowFilter>): Promise<number> {
  return queryLayer(context, request, async (scope) => {
    const known = asksNothing(scope, request.query) ? await countAll(scope.rows, scope.overlay) : null;
    if (known !== null) return known;
    let count = 0;
    for await (const batch of hits(scope, request.query)) count += batch.length;
    return count;
  });
}

export async function queryIds(context: QueryContext, request: LayerRequest<FeatureQuery>): Promise<LocalIds> {
  return queryLayer(context, request, async (scope) => {
    const found = (await pageOf(scope, request.query)).hits();
    const rows = found.map((hit) => hit.visible());
    return { objectIds: rows.map(({ objectId }) => objectId), globalIds: rows.map(({ globalId }) => globalId) };
  });
}

export async function queryExtent(context: QueryContext, request: LayerRequest<RowFilter>): Promise<LocalExtent> {
  return queryLayer(context, request, async (scope) => {
    let count = 0;
    let bounds: Box | null = null;
    for await (const batch of hits(scope, request.query)) {
      count += batch.length;
      for (const { box } of batch) bounds = united(bounds, box);
    }
    const spatialReference = copyOf(scope.geodatabase.spatialReference);
    const extent = bounds && { ...extentOf(bounds), ...(spatialReference && { spatialReference }) };
    return { count, extent };
  });
}

export async function queryStatistics(
  context: QueryContext,
  request: LayerRequest<StatisticsQuery>,
): Promise<LocalRecordSet> {
  const { query } = request;
  const { outStatistics: statistics, groupByFieldsForStatistics: groupBy = [] } = query;
  return queryRecords(context, request, () => ({ statistics, groupBy }));
}

export async function queryDistinctValues(
  context: QueryContext,
  request: LayerRequest<DistinctQuery>,
): Promise<LocalRecordSet> {
  const { outFields } = request.query;
  return queryRecords(context, request, ({ layer }) => {
    const fields = outFields.map((name) => requireField(layer, name));
    return { statistics: [], groupBy: fields.map(({ name }) => `"${name.replaceAll('"', '""')}"`) };
  });
}

type Columns = Pick<ConstructorParameters<typeof RecordTable>[0], 'statistics' | 'groupBy'>;

async function queryRecords(
  context: QueryContext,
  request: LayerRequest<DistinctQuery | StatisticsQuery>,
  columns: (scope: QueryScope) => Columns,
): Promise<LocalRecordSet> {
  const { query } = request;
  const make = async (scope: QueryScope): Promise<LocalRecordSet> => {
    const { RecordTable } = context.caches.tools.get('statistics');
    const { layer } = scope;
    const table = new RecordTable({ layer, now: query.currentTime ?? null, ...columns(scope) });
    for await (const batch of hits(scope, query)) {
      for (const hit of batch) table.add(hit.visible().feature.attributes);
    }
    const order = rowOrder(`the statistics of ${layer.name}`, table.fields, query.orderByFields);
    const records: readonly Attributes[] = order ? [...table.records()].sort(order) : table.records();
    const { resultOffset = 0, resultRecordCount = Infinity } = query;
    const end = resultOffset + resultRecordCount;
    return {
      fields: table.fields,
      features: records.slice(resultOffset, end).map((attributes) => ({ attributes })),
      exceededTransferLimit: records.length > end,
    };
  };
  return queryLayer(context, request, make, ['statistics']);
}

async function pageOf(scope: QueryScope, query: FeatureQuery): Promise<Page> {
  const { layer } = scope;
  const order = rowOrder(layer.name, layer.fields, query.orderByFields);
  const page = new Page(query, order);
  const decode = order !== null || query.resultRecordCount === undefined;
  for await (const batch of hits(scope, query, { decode })) if (!page.addAll(batch)) break;
  return page;
}

function united(a: Box | null, b: Box | null): Box | null {
  if (!a || !b) return a ?? b;
  return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];
}

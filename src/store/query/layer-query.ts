/** The frame of every query: one transaction that reads `rev`, the run lists, the overlay and the chunks. */
import { toGlobalId } from '../../shared/ids.js';
import type { LayerSchema } from '../../shared/esri.js';
import type { RowFilter } from '../../shared/queries.js';
import type { GeodatabaseRecord } from '../../shared/records.js';
import type { ReadTx } from '../database.js';
import { UNSENT_STORES, type Unsent, type UnsentCache } from '../info.js';
import { intersects } from '../rows/box.js';
import type { ChunkCache } from '../rows/chunk-cache.js';
import { LayerRows } from '../rows/layer-rows.js';
import { requireGeodatabase, requireLayer } from '../state.js';
import { read, ROW_STORES, type Session } from '../work.js';
import type { OverlayCache } from './overlay-cache.js';
import { compileFilter, type CompiledFilter } from './row-filter.js';
import { pickRows, scan, type Hit, type Overlay, type Place } from './scan.js';
import { toolsFor, type QueryTools, type ToolName } from './tools.js';

/** What queries keep between calls. */
export interface QueryCaches {
  readonly chunks: ChunkCache;
  readonly overlays: OverlayCache;
  readonly unsent: UnsentCache;
  readonly tools: QueryTools;
}

export interface LayerRequest<Query extends RowFilter> {
  readonly layerId: number;
  readonly query: Query;
}

/** What a query can look at, within its transaction. */
export interface QueryScope {
  readonly tx: ReadTx;
  readonly rev: number;
  readonly geodatabase: GeodatabaseRecord;
  readonly layer: LayerSchema;
  readonly rows: LayerRows;
  readonly overlay: Overlay;
  readonly filter: CompiledFilter;
  readonly unsent: Unsent;
}

const QUERY_STORES = [...ROW_STORES, ...UNSENT_STORES] as const;

/** Runs `body` in a transaction of its own; what `also` names is loaded before, besides what the filter takes. */
export async function queryLayer<Query extends RowFilter, T>(
  { session, caches }: { readonly session: Session; readonly caches: QueryCaches },
  { layerId, query }: LayerRequest<Query>,
  body: (scope: QueryScope) => Promise<T>,
  also: readonly ToolName[] = [],
): Promise<T> {
  for (;;) {
    const outcome = await read(session, QUERY_STORES, async (tx, { rev }) => {
      const geodatabase = await requireGeodatabase(tx);
      const layer = requireLayer(geodatabase, layerId);
      const missing = caches.tools.missing([...toolsFor(layer, query), ...also]);
      if (missing.length > 0) return { kind: 'missing', missing } as const;
      const { spatialReference } = geodatabase;
      const filter = compileFilter(query, { layer, spatialReference, tools: caches.tools });
      const overlay = await caches.overlays.read(tx, layerId, rev);
      const unsent = await caches.unsent.read(tx, rev);
      const rows = await LayerRows.open(tx, layer, caches.chunks);
      const value = await body({ tx, rev, geodatabase, layer, rows, overlay, filter, unsent });
      return { kind: 'done', value } as const;
    });
    if (outcome.kind === 'done') return outcome.value;
    await caches.tools.load(outcome.missing);
  }
}

/** The rows that a query finds; with `from`, those at that place and after. */
export async function* hits(
  scope: Pick<QueryScope, 'rows' | 'overlay' | 'filter'>,
  { globalIds, objectIds }: RowFilter,
  from?: Place,
): AsyncGenerator<Hit> {
  const { rows, overlay, filter } = scope;
  const { envelope, test } = filter;
  if (!globalIds && !objectIds) {
    for await (const hit of scan(rows, overlay, { envelope, ...(from && { from }) })) if (!test || test(hit)) yield hit;
    return;
  }
  const wanted = new Set(objectIds);
  const names = globalIds ? { globalIds: [...new Set(globalIds.map(toGlobalId))] } : { objectIds: [...wanted] };
  for await (const hit of pickRows(rows, names)) {
    if (globalIds && objectIds && !wanted.has(hit.row().objectId)) continue;
    if (envelope && !(hit.box && intersects(hit.box, 0, envelope))) continue;
    if (!test || test(hit)) yield hit;
  }
}

/** True when nothing is asked of rows at all. */
export function asksNothing(scope: QueryScope, { globalIds, objectIds }: RowFilter): boolean {
  return !scope.filter.envelope && !scope.filter.test && !globalIds && !objectIds;
}

/** The frame of every query: one transaction that reads `rev`, the run lists, the overlay and the chunks. */
import { toGlobalId } from '../../shared/ids.js';
import type { LayerSchema } from '../../shared/esri.js';
import type { RowFilter } from '../../shared/queries.js';
import type { GeodatabaseRecord } from '../../shared/records.js';
import type { ReadTx } from '../database.js';
import { boxOf, intersects } from '../rows/box.js';
import type { ChunkCache } from '../rows/chunk-cache.js';
import { LayerRows } from '../rows/layer-rows.js';
import { PackedRows } from '../rows/packed-rows.js';
import type { MappedRun, Run } from '../schema.js';
import { UNSENT_STORES, type Unsent, type UnsentCache } from '../unsent.js';
import { askedAhead, readAhead, ROW_STORES, type Session } from '../work.js';
import { decodeAll, type Hit, type Place } from './hits.js';
import { readParts, type LayerView, type LayerViews, type ViewParts } from './layer-views.js';
import type { Overlay } from './overlay.js';
import { compileFilter, extentOf, type CompiledFilter } from './row-filter.js';
import { chunksIn, pickRows, scan } from './scan.js';
import { toolsFor, type QueryTools, type ToolName } from './tools.js';

/** What queries keep between calls. */
export interface QueryCaches {
  readonly chunks: ChunkCache;
  readonly views: LayerViews;
  readonly unsent: UnsentCache;
  readonly tools: QueryTools;
}

export interface LayerRequest<Query extends RowFilter> {
  readonly layerId: number;
  readonly query: Query;
}

/** What a query can look at, within its transaction. */
export interface QueryScope {
  readonly geodatabase: GeodatabaseRecord;
  readonly layer: LayerSchema;
  readonly rows: LayerRows;
  readonly runs: readonly MappedRun[];
  readonly overlay: Overlay;
  readonly filter: CompiledFilter;
  /** Read where it is shown. */
  readonly unsent: () => Promise<Unsent>;
}

const QUERY_STORES = [...ROW_STORES, ...UNSENT_STORES] as const;
/** Chunks; a larger part of a layer comes soon enough. */
const ASKED_AHEAD = 64;

/** Runs `body` in a transaction of its own; what `also` names is loaded before, besides what the filter takes. */
export async function queryLayer<Query extends RowFilter, T>(
  { session, caches }: { readonly session: Session; readonly caches: QueryCaches },
  { layerId, query }: LayerRequest<Query>,
  body: (scope: QueryScope) => Promise<T>,
  also: readonly ToolName[] = [],
): Promise<T> {
  for (;;) {
    const outcome = await readAhead(session, QUERY_STORES, {
      ahead: (tx) => askAhead(tx, caches, { layerId, query }),
      body: async (tx, { rev }, asked) => {
        const view = await caches.views.read(tx, layerId, { rev, asked: asked?.kind === 'view' ? asked.parts : null });
        const { geodatabase, layer, overlay } = view;
        const missing = caches.tools.missing([...toolsFor(layer, query), ...also]);
        if (missing.length > 0) return { kind: 'missing', missing } as const;
        const { spatialReference } = geodatabase;
        const filter = compileFilter(query, { layer, spatialReference, tools: caches.tools });
        const packed =
          asked?.kind === 'chunks' && asked.view.runs === view.runs ? asked.packed : packedRows(tx, view, caches);
        const rows = LayerRows.over(tx, packed);
        const unsent = (): Promise<Unsent> => caches.unsent.read(tx, rev);
        const { runs } = view.runs;
        return {
          kind: 'done',
          value: await body({ geodatabase, layer, rows, runs, overlay, filter, unsent }),
        } as const;
      },
    });
    if (outcome.kind === 'done') return outcome.value;
    await caches.tools.load(outcome.missing);
  }
}

/** What was asked for before it was known whether the last view still holds; where there is none, what a view is made of. */
type Asked =
  | { readonly kind: 'chunks'; readonly view: LayerView; readonly packed: PackedRows }
  | { readonly kind: 'view'; readonly parts: Promise<ViewParts> };

/** Asks for the chunks of a map by the last view, so that they come together with `rev`. */
function askAhead(tx: ReadTx, caches: QueryCaches, { layerId, query }: LayerRequest<RowFilter>): Asked | null {
  const view = caches.views.last(layerId);
  if (!view) return { kind: 'view', parts: askedAhead(readParts(tx, layerId)) };
  const box = boxOf(query.geometry);
  if (!box || query.globalIds || query.objectIds) return null;
  const packed = packedRows(tx, view, caches);
  const places = chunksIn(view.runs.runs, extentOf(box)).slice(0, ASKED_AHEAD);
  if (places.some(({ run }) => run > 0)) packed.askWhatHides();
  for (const { run, chunk } of places) {
    // A run that is gone by now fails here, and is not asked for again.
    void askedAhead(packed.chunk(packed.runs[run] as Run, chunk));
  }
  return { kind: 'chunks', view, packed };
}

function packedRows(tx: ReadTx, { layer, runs }: LayerView, { chunks }: QueryCaches): PackedRows {
  return new PackedRows(tx, layer, { ...runs, cache: chunks });
}

/** The rows that a query finds, in batches; with `from`, those at that place and after. */
export async function* hits(
  scope: Pick<QueryScope, 'rows' | 'runs' | 'overlay' | 'filter'>,
  { globalIds, objectIds }: RowFilter,
  from?: Place,
): AsyncGenerator<readonly Hit[], void, undefined> {
  const { rows, filter } = scope;
  const { envelope } = filter;
  if (!globalIds && !objectIds) {
    for await (const batch of scan(scope, { envelope, ...(from && { from }) })) yield selected(batch, filter);
    return;
  }
  const wanted = new Set(objectIds);
  const names = globalIds ? { globalIds: [...new Set(globalIds.map(toGlobalId))] } : { objectIds: [...wanted] };
  const found = (await pickRows(rows, names)).filter((hit) => {
    if (globalIds && objectIds && !wanted.has(hit.visible().objectId)) return false;
    return !envelope || (hit.box !== null && intersects(hit.box, 0, envelope));
  });
  yield selected(found, filter);
}

function selected(batch: readonly Hit[], { readsRows, test }: CompiledFilter): readonly Hit[] {
  if (!test) return batch;
  if (readsRows) decodeAll(batch);
  return batch.filter(test);
}

/** True when nothing is asked of rows at all. */
export function asksNothing(scope: QueryScope, { globalIds, objectIds }: RowFilter): boolean {
  return !scope.filter.envelope && !scope.filter.test && !globalIds && !objectIds;
}

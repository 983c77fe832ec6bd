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
import type { MappedRun } from '../schema.js';
import { UNSENT_STORES, type Unsent, type UnsentCache } from '../unsent.js';
import { askedAhead, readAhead, ROW_STORES, type Session } from '../work.js';
import type { Hit, Place } from './hits.js';
import { readParts, type LayerView, type LayerViews, type ViewParts } from './layer-views.js';
import type { Overlay } from './overlay.js';
import { compileFilter, extentOf, type CompiledFilter, requireGeometry } from './row-filter.js';
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
/** Of a larger part of a layer nothing is asked ahead: it would cost more than it saves. */
const CHUNKS_OF_A_MAP = 64;

/** Runs `body` in a transaction of its own; what `also` names is loaded before, besides what the filter takes. */
export async function queryLayer<Query extends RowFilter, T>(
  { session, caches }: { readonly session: Session; readonly caches: QueryCaches },
  request: LayerRequest<Query>,
  body: (scope: QueryScope) => Promise<T>,
  also: readonly ToolName[] = [],
): Promise<T> {
  const { layerId, query } = request;
  requireGeometry(query);
  const answerOver = async (tx: ReadTx, view: LayerView, unsent: QueryScope['unsent']): Promise<Outcome<T>> => {
    const { geodatabase, layer, overlay, runs } = view;
    const missing = caches.tools.missing([...toolsFor(layer, query), ...also]);
    if (missing.length > 0) return { kind: 'missing', missing };
    const { spatialReference } = geodatabase;
    const filter = compileFilter(query, { layer, spatialReference, tools: caches.tools });
    const rows = LayerRows.over(tx, packedRows(tx, view, caches));
    return { kind: 'done', value: await body({ geodatabase, layer, rows, runs: runs.runs, overlay, filter, unsent }) };
  };
  for (;;) {
    const outcome = await readAhead(session, QUERY_STORES, {
      ahead: (tx, state): Ahead<T> => {
        const view = caches.views.last(layerId);
        if (!view) return { kind: 'view', parts: askedAhead(readParts(tx, layerId)) };
        if (view.rev < session.own.lastRev || !isMap(view, query)) return { kind: 'nothing' };
        const unsent = async (): Promise<Unsent> =>
          caches.unsent.at(view.rev) ?? caches.unsent.read(tx, (await state).rev);
        return { kind: 'answer', rev: view.rev, outcome: askedAhead(answerOver(tx, view, unsent)) };
      },
      body: async (tx, { rev }, ahead) => {
        if (ahead.kind === 'answer' && ahead.rev === rev) return ahead.outcome;
        const asked = ahead.kind === 'view' ? ahead.parts : null;
        const view = await caches.views.read(tx, layerId, { rev, asked });
        return answerOver(tx, view, () => caches.unsent.read(tx, rev));
      },
    });
    if (outcome.kind === 'done') return outcome.value;
    await caches.tools.load(outcome.missing);
  }
}

type Outcome<T> =
  { readonly kind: 'done'; readonly value: T } | { readonly kind: 'missing'; readonly missing: readonly ToolName[] };

/** What is done before it is known whether the last view still holds: nearly always it does. */
type Ahead<T> =
  /** The answer, good if this is the `rev`: most of it is made while the database looks for its own. */
  | { readonly kind: 'answer'; readonly rev: number; readonly outcome: Promise<Outcome<T>> }
  /** Asks for what a view is made of, where there is none. */
  | { readonly kind: 'view'; readonly parts: Promise<ViewParts> }
  | { readonly kind: 'nothing' };

/** True for a query of a few chunks: for nothing, that costs no more than the wait. */
function isMap({ runs }: LayerView, { geometry, globalIds, objectIds }: RowFilter): boolean {
  const box = boxOf(geometry);
  return box !== null && !globalIds && !objectIds && chunksIn(runs.runs, extentOf(box)).length <= CHUNKS_OF_A_MAP;
}

function packedRows(tx: ReadTx, { layer, runs }: LayerView, { chunks }: QueryCaches): PackedRows {
  return new PackedRows(tx, layer, { ...runs, cache: chunks });
}

/** The rows that a query finds, in batches; with `from`, those at that place and after. `decode`: all of them will be shown. */
export async function* hits(
  scope: Pick<QueryScope, 'rows' | 'runs' | 'overlay' | 'filter'>,
  { globalIds, objectIds }: RowFilter,
  { from, decode = false }: { readonly from?: Place; readonly decode?: boolean } = {},
): AsyncGenerator<readonly Hit[], void, undefined> {
  const { rows, filter } = scope;
  const { envelope } = filter;
  if (!globalIds && !objectIds) {
    const options = { envelope, decode: decode && !filter.test, ...(from && { from }) };
    for await (const batch of scan(scope, options)) yield selected(batch, filter);
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

function selected(batch: readonly Hit[], { test }: CompiledFilter): readonly Hit[] {
  return test ? batch.filter(test) : batch;
}

/** True when nothing is asked of rows at all. */
export function asksNothing(scope: QueryScope, { globalIds, objectIds }: RowFilter): boolean {
  return !scope.filter.envelope && !scope.filter.test && !globalIds && !objectIds;
}

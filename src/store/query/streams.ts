/**
 * A query's answer in batches, as it was when the query was opened: runs never change and are held until the stream is closed, and the overlay
 * of that moment is kept. What is edited or loaded meanwhile shows in the next query. Only removing the geodatabase ends a stream early.
 */
import { GdbError, isGdbError } from '../../shared/errors.js';
import type { LayerSchema } from '../../shared/esri.js';
import type { FeatureQuery, LocalFeatureBatch } from '../../shared/queries.js';
import { LayerRows } from '../rows/layer-rows.js';
import { PackedRows } from '../rows/packed-rows.js';
import type { MappedRun } from '../schema.js';
import { holdRuns, type HeldRuns } from '../run-locks.js';
import { requireListed } from '../run-list.js';
import { UNSENT_STORES } from '../unsent.js';
import { read, ROW_STORES } from '../work.js';
import { localFeature, showing, type Showing } from './features.js';
import type { Hit, Place } from './hits.js';
import { hits, queryLayer, type LayerRequest } from './layer-query.js';
import { rowOrder } from './order.js';
import type { Overlay } from './overlay.js';
import { Page } from './page.js';
import type { QueryContext } from './query.js';
import type { CompiledFilter } from './row-filter.js';
import { hitAt } from './scan.js';

/** What a stream still has to give. */
type Rest =
  /** In the order of the store, from a place on. */
  | { readonly kind: 'scan'; readonly from: Place; readonly skip: number; readonly left: number }
  /** In an order of its own, or named one by one: known beforehand. */
  | { readonly kind: 'list'; readonly places: readonly (Place | Hit)[] };

interface Stream {
  readonly layer: LayerSchema;
  readonly runs: readonly MappedRun[];
  readonly overlay: Overlay;
  readonly filter: CompiledFilter;
  readonly showing: Showing;
  readonly held: HeldRuns;
  rest: Rest;
}

const START: Place = { run: 0, chunk: 0, row: 0 };

export class QueryStreams {
  readonly #context: QueryContext;
  readonly #streams = new Map<number, Stream>();
  #lastId = 0;

  constructor(context: QueryContext) {
    this.#context = context;
  }

  /** The id that `next` and `close` take. */
  async open(request: LayerRequest<FeatureQuery>): Promise<number> {
    for (;;) {
      const held = await holdRuns(this.#context.session, request.layerId);
      const stream = await this.#begin(request, held).catch((error: unknown) => {
        held.release();
        throw error;
      });
      if (stream) {
        this.#streams.set(++this.#lastId, stream);
        return this.#lastId;
      }
      held.release();
    }
  }

  /** Null when the layer has other runs by now than those that are held. */
  async #begin(request: LayerRequest<FeatureQuery>, held: HeldRuns): Promise<Stream | null> {
    const { query } = request;
    const { resultOffset: skip = 0, resultRecordCount: left = Infinity } = query;
    return queryLayer(this.#context, request, async (scope): Promise<Stream | null> => {
      const { layer, overlay, filter, runs } = scope;
      if (!runs.every(({ n }) => held.numbers.has(n))) return null;
      const order = rowOrder(layer.name, layer.fields, query.orderByFields);
      const isListed = order !== null || query.globalIds !== undefined || query.objectIds !== undefined;
      const page = new Page(query, order);
      if (isListed) for await (const batch of hits(scope, query)) if (!page.addAll(batch)) break;
      const rest: Rest = isListed
        ? { kind: 'list', places: page.hits().map((hit) => hit.place ?? hit) }
        : { kind: 'scan', from: START, skip, left };
      const shown = showing(layer, query, await scope.unsent());
      return { layer, runs, overlay, filter, showing: shown, held, rest };
    });
  }

  /** At most `limit` rows. Rejects `busy` when the geodatabase was removed meanwhile, `invalid-argument` when no such stream is open. */
  async next(id: number, limit: number): Promise<LocalFeatureBatch> {
    const stream = this.#streams.get(id);
    if (!stream) throw new GdbError('invalid-argument', 'This query is closed.');
    const { session, caches } = this.#context;
    return read(session, [...ROW_STORES, ...UNSENT_STORES], async (tx) => {
      const rows = LayerRows.over(tx, new PackedRows(tx, stream.layer, { runs: stream.runs, cache: caches.chunks }));
      try {
        const { found, rest } = await take(stream, rows, Math.max(1, limit));
        const features = found.map((hit) => localFeature(hit.visible(), stream.showing));
        stream.rest = rest;
        return { features, isLast: isOver(rest) };
      } catch (error) {
        if (isGdbError(error) && error.code === 'storage-damaged') {
          await requireListed(
            tx,
            stream.layer,
            stream.runs.map(({ n }) => n),
          );
        }
        throw error;
      }
    });
  }

  close(id: number): void {
    this.#streams.get(id)?.held.release();
    this.#streams.delete(id);
  }

  closeAll(): void {
    for (const id of this.#streams.keys()) this.close(id);
  }
}

async function take(
  stream: Stream,
  rows: LayerRows,
  limit: number,
): Promise<{ readonly found: readonly Hit[]; readonly rest: Rest }> {
  const { rest, runs, overlay, filter } = stream;
  const found: Hit[] = [];
  if (rest.kind === 'list') {
    for (const place of rest.places.slice(0, limit)) {
      const hit = 'box' in place ? place : await hitAt(rows, overlay, place);
      if (hit) found.push(hit);
    }
    return { found, rest: { kind: 'list', places: rest.places.slice(limit) } };
  }
  let { from, skip, left } = rest;
  const wanted = Math.min(limit, left);
  if (wanted > 0) {
    for await (const batch of hits({ rows, runs, overlay, filter }, {}, { from })) {
      for (const hit of batch) {
        if (found.length === wanted) return { found, rest: { kind: 'scan', from, skip, left: left - wanted } };
        if (hit.place) from = { ...hit.place, row: hit.place.row + 1 };
        if (skip > 0) skip--;
        else found.push(hit);
      }
    }
  }
  left = 0;
  return { found, rest: { kind: 'scan', from, skip, left } };
}

function isOver(rest: Rest): boolean {
  return rest.kind === 'list' ? rest.places.length === 0 : rest.left === 0;
}

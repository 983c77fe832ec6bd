/** The verbs that only read this device. The controller knows what time it is; the store does not. */
import { GdbError } from '../shared/errors.js';
import type { GlobalId } from '../shared/ids.js';
import type {
  DistinctQuery,
  FeatureQuery,
  LocalExtent,
  LocalFeature,
  LocalFeatureSet,
  LocalRecordSet,
  RowFilter,
  StatisticsQuery,
  UnsentFeature,
} from '../shared/queries.js';
import type { ClockPort, LocalStorePort, StorePort } from '../sync/ports.js';
import type { StreamOptions } from './types.js';

/** What is asked of the store. */
type Store = LocalStorePort & Pick<StorePort, 'lastSeq' | 'readBatch'>;

/** Rows in a batch of a stream, unless the caller wants another number. */
const BATCH_SIZE = 1_000;

export class LocalQueries {
  readonly #store: Store;
  readonly #clock: ClockPort;

  constructor(store: Store, clock: ClockPort) {
    this.#store = store;
    this.#clock = clock;
  }

  features(layerId: number, query: FeatureQuery): Promise<LocalFeatureSet> {
    return this.#store.queryFeatures(layerId, this.#timed(query));
  }

  count(layerId: number, query: RowFilter): Promise<number> {
    return this.#store.queryCount(layerId, this.#timed(query));
  }

  async objectIds(layerId: number, query: FeatureQuery): Promise<readonly number[]> {
    return (await this.#store.queryIds(layerId, this.#timed(query))).objectIds;
  }

  async globalIds(layerId: number, query: FeatureQuery): Promise<readonly GlobalId[]> {
    return (await this.#store.queryIds(layerId, this.#timed(query))).globalIds;
  }

  async unsent(layers: readonly { readonly layerId: number }[]): Promise<readonly UnsentFeature[]> {
    const layerIds = layers.map(({ layerId }) => layerId);
    const edits = await this.#store.readBatch({ layerIds, throughSeq: await this.#store.lastSeq() });
    const rows = edits.map(
      ({ layerId, globalId }) => [`${String(layerId)}/${globalId}`, { layerId, globalId }] as const,
    );
    return [...new Map(rows).values()];
  }

  extent(layerId: number, query: RowFilter): Promise<LocalExtent> {
    return this.#store.queryExtent(layerId, this.#timed(query));
  }

  statistics(layerId: number, query: StatisticsQuery): Promise<LocalRecordSet> {
    return this.#store.queryStatistics(layerId, this.#timed(query));
  }

  distinctValues(layerId: number, query: DistinctQuery): Promise<LocalRecordSet> {
    return this.#store.queryDistinctValues(layerId, this.#timed(query));
  }

  /** Batches, none of them empty. Leaving the loop closes the query in the store. */
  async *stream(
    layerId: number,
    query: FeatureQuery,
    { signal, batchSize = BATCH_SIZE }: StreamOptions,
  ): AsyncGenerator<readonly LocalFeature[], void, undefined> {
    throwIfAborted(signal);
    const queryId = await this.#store.openQuery(layerId, this.#timed(query));
    try {
      for (let isLast = false; !isLast;) {
        throwIfAborted(signal);
        const batch = await this.#store.nextBatch(queryId, batchSize);
        ({ isLast } = batch);
        if (batch.features.length > 0) yield batch.features;
      }
    } finally {
      await this.#store.closeQuery(queryId);
    }
  }

  #timed<Query extends RowFilter>(query: Query): Query {
    return query.currentTime === undefined ? { ...query, currentTime: this.#clock.now() } : query;
  }
}

function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new GdbError('aborted', 'The query was cancelled.');
}

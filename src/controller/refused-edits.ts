/** What a person decides about refused edits, one or thousands at once; and what would be refused, before it is sent. */
import { slices } from '../shared/collections.js';
import type { ClockPort, GeodatabasePort } from '../sync/ports.js';
import { checkUnsent, type EditCheck } from './edit-check.js';
import type { Engine } from './engine.js';

/** Edits in a transaction: other tabs and queries get their turn between two. */
const AT_ONCE = 250;

export class RefusedEdits {
  readonly #engine: Engine;
  readonly #clock: ClockPort;

  constructor(engine: Engine, clock: ClockPort) {
    this.#engine = engine;
    this.#clock = clock;
  }

  async retry(ids: readonly number[]): Promise<void> {
    await this.#inTurns(ids, (store, some) => store.retryIssues(some));
  }

  /** Sets aside: they can be brought back until a sync ends well, or they are forgotten. */
  async discard(ids: readonly number[]): Promise<void> {
    const at = this.#clock.now();
    await this.#inTurns(ids, (store, some) => store.markIssues(some, at));
  }

  async restore(ids: readonly number[]): Promise<void> {
    await this.#inTurns(ids, (store, some) => store.markIssues(some, null));
  }

  /** Gives up for good. */
  async forget(ids: readonly number[]): Promise<void> {
    await this.#inTurns(ids, (store, some) => store.discardIssues(some));
  }

  async validate(layerId: number | undefined): Promise<readonly EditCheck[]> {
    const layers = this.#engine.geodatabase?.layers ?? [];
    const chosen = layers.filter((layer) => layerId === undefined || layer.layerId === layerId);
    return chosen.length === 0 ? [] : checkUnsent(this.#engine.local, chosen);
  }

  async #inTurns(
    ids: readonly number[],
    work: (store: GeodatabasePort, some: readonly number[]) => Promise<void>,
  ): Promise<void> {
    const store = this.#engine.local;
    for (const some of slices(ids, AT_ONCE)) await work(store, some);
    if (ids.length === 0) return;
    await store.settleDependants({ epoch: null, at: this.#clock.now() });
    await this.#engine.localDataChanged([]);
  }
}

/** What was discarded before this moment goes for good: the person has synced since, and has not brought it back. */
export async function forgetDiscarded(store: GeodatabasePort, before: number): Promise<void> {
  const { issues } = await store.info();
  const ids = issues.flatMap(({ id, discardedAt = Infinity }) => (discardedAt <= before ? [id] : []));
  for (const some of slices(ids, AT_ONCE)) await store.discardIssues(some);
}

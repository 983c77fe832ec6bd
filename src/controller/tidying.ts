/**
 * Layers packed anew in the background, under the sync lock and never in its way: given up as soon as anybody wants to sync, in this tab or in
 * another. What was given up has changed nothing, and is begun again the next time.
 */
import { isGdbError } from '../shared/errors.js';
import type { ClockPort, GeodatabasePort } from '../sync/ports.js';
import { room } from './device-storage.js';
import { isWaitedFor, tryLock } from './sync-lock.js';

/** After a sync people often look, edit or sync again at once. */
const IDLE_MS = 2_000;
/** How often is looked whether another tab waits. */
const WATCH_MS = 250;

export interface TidyingDeps {
  /** Of the sync lock. */
  readonly name: string;
  readonly store: GeodatabasePort;
  readonly clock: ClockPort;
  readonly keptDays: number;
}

export class Tidying {
  readonly #deps: TidyingDeps;
  #stop = new AbortController();
  #running: Promise<void> | null = null;

  constructor(deps: TidyingDeps) {
    this.#deps = deps;
  }

  /** Begins in a moment, unless it is at it. */
  begin(): void {
    this.#running ??= this.#run(this.#stop.signal).finally(() => {
      this.#running = null;
    });
  }

  /** Resolves when it has let go of the lock. */
  async stop(): Promise<void> {
    this.#stop.abort();
    this.#stop = new AbortController();
    await this.#running;
  }

  async #run(signal: AbortSignal): Promise<void> {
    const { name, store, clock, keptDays } = this.#deps;
    try {
      await clock.sleep(IDLE_MS, { signal });
      const due = await store.layersToCompact((await room())?.free);
      const held = due.length > 0 && !signal.aborted ? await tryLock(name, { steal: false }) : null;
      if (held === null) return;
      const over = new AbortController();
      const watching = this.#watch(AbortSignal.any([signal, held.lost]), over.signal);
      try {
        const epoch = await store.takeHold(clock.now(), keptDays);
        for (const layerId of due) if (!signal.aborted) await store.compact(epoch, layerId);
      } finally {
        over.abort();
        await watching;
        held.release();
      }
    } catch (error) {
      // Everything is as before, and nobody waits for it: what stands in the way shows where somebody does.
      if (!isGdbError(error)) throw error;
    }
  }

  /** Stops the packing when the lock is wanted. */
  async #watch(stop: AbortSignal, over: AbortSignal): Promise<void> {
    const { name, store, clock } = this.#deps;
    while (!over.aborted) {
      if (stop.aborted || (await isWaitedFor(name))) await store.stopCompaction();
      await clock
        .sleep(WATCH_MS, { signal: AbortSignal.any(stop.aborted ? [over] : [stop, over]) })
        .catch(() => undefined);
    }
  }
}

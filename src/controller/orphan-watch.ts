/**
 * Looks after the work of another tab for as long as this one shows it. Whoever froze or died in the middle of it shows no sign of life: then this tab goes on
 * with the work by itself, as a page does that opens and finds it unfinished. To be taken over twice does no harm: the lock and the epoch decide.
 */
import { isGdbError } from '../shared/errors.js';
import type { ClockPort, GeodatabasePort } from '../sync/ports.js';
import { HEARTBEAT_FRESH_MS, isHeld } from './sync-lock.js';

/** How often is looked. A page in the background may look once a minute only. */
const LOOK_MS = 15_000;

export interface OrphanWatchDeps {
  /** Of the sync lock. */
  readonly name: string;
  readonly store: Pick<GeodatabasePort, 'info'>;
  readonly clock: ClockPort;
  /** Goes on with the operation that is noted in the database. */
  readonly resume: () => void;
}

export class OrphanWatch {
  readonly #deps: OrphanWatchDeps;
  #stop: AbortController | null = null;

  constructor(deps: OrphanWatchDeps) {
    this.#deps = deps;
  }

  /** Another tab is at work. Does nothing where that is known. */
  begin(): void {
    if (this.#stop !== null) return;
    const stop = new AbortController();
    this.#stop = stop;
    void this.#look(stop.signal).finally(() => {
      if (this.#stop === stop) this.#stop = null;
    });
  }

  /** That work ended, or this tab follows it anyway. */
  end(): void {
    this.#stop?.abort();
    this.#stop = null;
  }

  async #look(signal: AbortSignal): Promise<void> {
    const { clock, resume } = this.#deps;
    try {
      for (;;) {
        await clock.sleep(LOOK_MS, { signal });
        const found = await this.#find();
        if (signal.aborted || found === 'at-rest') return;
        if (found === 'orphaned') {
          resume();
          return;
        }
      }
    } catch (error) {
      // Aborted, or the database is closed: nobody waits for this.
      if (!isGdbError(error)) throw error;
    }
  }

  async #find(): Promise<'at-work' | 'at-rest' | 'orphaned'> {
    const { name, store, clock } = this.#deps;
    const { operation, heartbeatAt } = await store.info();
    // What is read from a file goes with the page that has the file.
    if (operation === null || operation.kind === 'load') return 'at-rest';
    const isSilent = clock.now() - heartbeatAt > HEARTBEAT_FRESH_MS;
    return isSilent || !(await isHeld(name)) ? 'orphaned' : 'at-work';
  }
}

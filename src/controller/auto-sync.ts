/** Starts syncs by itself: after edits, when the connection is back, when the page is seen, and now and then. */
import { DEFAULT_AUTO_SYNC, startAfter } from '../sync/triggers.js';
import type { AutoSyncPolicy, Trigger } from '../sync/triggers.js';
import type { ChancePort, ClockPort } from '../sync/ports.js';
import { isActive } from '../sync/state.js';
import { connectionFacts } from './photo-policy.js';
import type { ControllerState } from './types.js';

export interface AutoSyncDeps {
  readonly clock: ClockPort;
  readonly chance: ChancePort;
  readonly state: () => ControllerState;
  /** Starts one. What it meets shows in the state. */
  readonly start: () => Promise<unknown>;
}

export class AutoSync {
  readonly #deps: AutoSyncDeps;
  readonly #wish: () => boolean | Partial<AutoSyncPolicy> | undefined;
  readonly #over = new AbortController();
  #waiting = new AbortController();
  #dueAt = Infinity;
  #lastStartAt: number | null = null;

  /** `wish`: what the page wants now; false or nothing starts none. */
  constructor(deps: AutoSyncDeps, wish: () => boolean | Partial<AutoSyncPolicy> | undefined) {
    this.#deps = deps;
    this.#wish = wish;
    if (typeof window === 'undefined') return;
    const { signal } = this.#over;
    window.addEventListener(
      'online',
      () => {
        this.trigger('online');
      },
      { signal },
    );
    document.addEventListener(
      'visibilitychange',
      () => {
        if (document.visibilityState === 'visible') this.trigger('visible');
      },
      { signal },
    );
    this.trigger('timer');
  }

  /** Something happened that may be worth a sync. The earliest start counts; edits push back their own. */
  trigger(trigger: Trigger): void {
    const policy = this.#policy;
    if (policy === null || this.#over.signal.aborted) return;
    const { clock, chance, state } = this.#deps;
    const now = clock.now();
    const wait = startAfter(
      trigger,
      {
        unsent: unsent(state()),
        lastStartAt: this.#lastAt(),
        now,
        saveData: connectionFacts().saveData === true,
        fraction: chance.fraction(),
      },
      policy,
    );
    if (wait === null || now + wait >= this.#dueAt) return;
    this.#dueAt = now + wait;
    this.#waiting.abort();
    this.#waiting = new AbortController();
    void this.#startAfter(wait, this.#waiting.signal);
  }

  get #policy(): AutoSyncPolicy | null {
    const wish = this.#wish() ?? false;
    return wish === false ? null : { ...DEFAULT_AUTO_SYNC, ...(wish === true ? {} : wish) };
  }

  /** Epoch ms of the last sync, whoever began it, in whichever tab; null before the first. */
  #lastAt(): number | null {
    const syncedAt = this.#deps.state().geodatabase?.lastSyncAt ?? null;
    return syncedAt === null ? this.#lastStartAt : Math.max(syncedAt, this.#lastStartAt ?? 0);
  }

  stop(): void {
    this.#over.abort();
    this.#waiting.abort();
  }

  async #startAfter(wait: number, signal: AbortSignal): Promise<void> {
    const { clock, state, start } = this.#deps;
    try {
      await clock.sleep(wait, { signal });
    } catch {
      return;
    }
    this.#dueAt = Infinity;
    const { geodatabase, sync, paused } = state();
    const since = clock.now() - (this.#lastAt() ?? -Infinity);
    // A person was faster, or another tab.
    const isNews = unsent(state()) > 0 || since < 0 || since >= (this.#policy?.notBeforeMs ?? 0);
    const mayStart = geodatabase !== null && geodatabase.syncModel !== 'none' && !isActive(sync);
    // A pause is a person's word, or a reason that a sync would only meet again.
    if (mayStart && isNews && !paused.some((reason) => reason !== 'offline')) {
      this.#lastStartAt = clock.now();
      await start().catch(() => undefined);
    }
    this.trigger('timer');
  }
}

/** Changes that a sync could send: one that waits for a person it cannot. */
function unsent({ pending }: ControllerState): number {
  return Math.max(0, pending.features + pending.attachments - pending.conflicts);
}

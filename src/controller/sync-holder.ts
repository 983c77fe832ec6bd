/**
 * Runs an operation in this tab, or follows the tab that is at it (invariant 9). Holding means: the Web Lock, an epoch of one's own in the database,
 * and a heartbeat. A holder that lost its lock stops and writes nothing: the store refuses its epoch.
 */
import { GdbError, fromSummary, isGdbError } from '../shared/errors.js';
import type { Operation } from '../shared/records.js';
import { newSession } from '../sync/context.js';
import type { HostPort, RunContext } from '../sync/context.js';
import type { ChancePort, ClockPort, GeodatabasePort, ServicePort, UploadsPort } from '../sync/ports.js';
import type { RetryPolicy } from '../sync/retry-policy.js';
import { receiptOf, run } from '../sync/run.js';
import type { Gate, Wake } from '../sync/run.js';
import type { EndState, SyncEvent, SyncState } from '../sync/state.js';
import { isActive } from '../sync/state.js';
import { OrphanWatch } from './orphan-watch.js';
import type { Pauses } from './pauses.js';
import { HEARTBEAT_FRESH_MS, HEARTBEAT_MS, tryLock, waitForLock } from './sync-lock.js';
import type { Held } from './sync-lock.js';
import { Tidying } from './tidying.js';

/** How often a follower looks whether its holder is frozen. */
const WATCH_MS = 15_000;
/** The lock can be granted before the holder's last message is heard. */
const LAST_WORD_MS = 1_000;

export interface HolderDeps {
  readonly name: string;
  readonly store: GeodatabasePort;
  readonly service: ServicePort;
  readonly uploads: UploadsPort;
  readonly clock: ClockPort;
  readonly chance: ChancePort;
  readonly host: HostPort;
  readonly settleMs: number;
  /** For what was sent or overwritten. */
  readonly keptDays: number;
  readonly retry: RetryPolicy;
  readonly pauses: Pauses;
  /** A state of this tab's run. */
  readonly onState: (state: SyncState, event: SyncEvent) => void;
  readonly needAuth: (error: GdbError) => void;
  /** Goes on with the operation that is noted in the database, which another tab left unfinished. */
  readonly resume: () => void;
}

interface Current {
  readonly kind: Operation['kind'];
  readonly promise: Promise<EndState>;
  readonly stop: AbortController;
}

const OPEN: Gate = { open: true, whenOpen: () => Promise.resolve(), onClose: () => () => undefined };

export class SyncHolder {
  readonly #deps: HolderDeps;
  readonly #tidying: Tidying;
  readonly #orphans: OrphanWatch;
  #current: Current | null = null;
  readonly #sleeping = new Set<(wake: Wake) => void>();
  #remote: SyncState | null = null;
  #onRemoteEnd: ((end: EndState) => void) | null = null;
  /** False when the page goes away or another tab took over: then the operation stays noted, for whoever goes on. */
  #mayForget = true;

  constructor(deps: HolderDeps) {
    this.#deps = deps;
    this.#tidying = new Tidying(deps);
    this.#orphans = new OrphanWatch(deps);
  }

  /** True while this tab runs or follows an operation that somebody here waits for. */
  get busy(): boolean {
    return this.#current !== null;
  }

  /** Runs or follows; a second call joins. Resolves with the end state, also a failed one; rejects only when this device fails. */
  start(operation: Operation, signal: AbortSignal | undefined): Promise<EndState> {
    if (this.#current === null) {
      this.#orphans.end();
      const stop = new AbortController();
      const promise = this.#runOrFollow(operation, stop.signal).finally(() => {
        this.#current = null;
        this.tidy();
      });
      this.#current = { kind: operation.kind, promise, stop };
    }
    const { kind, promise, stop } = this.#current;
    if (kind !== operation.kind) {
      // To join another kind of work would report as done what never happened.
      return Promise.reject(
        new GdbError('busy', `This geodatabase is busy (${kind}). Wait until that is done, or cancel it.`),
      );
    }
    const cancel = (): void => {
      stop.abort();
    };
    if (signal?.aborted === true) cancel();
    signal?.addEventListener('abort', cancel, { once: true });
    return promise.finally(() => signal?.removeEventListener('abort', cancel));
  }

  /** Does a piece of work that writes as a holder does. Null, and nothing done, while a run is under way here or in another tab. */
  async withHold<T>(work: (epoch: number) => Promise<T>): Promise<T | null> {
    const { name, store, clock } = this.#deps;
    const held = this.#current === null ? await tryLock(name, { steal: false }) : null;
    if (held === null) return null;
    try {
      return await work(await store.takeHold(clock.now(), this.#deps.keptDays));
    } finally {
      held.release();
    }
  }

  cancel(): void {
    this.#current?.stop.abort();
  }

  /** Ends waiting for the next try: at once for a person, soon where the connection is back. */
  wake(wake: Wake): void {
    for (const listener of [...this.#sleeping]) listener(wake);
  }

  /** What another tab says of its run. Its end ends what is followed here only if it was the same kind of work. */
  heard(state: SyncState): void {
    const wasActive = this.#remote !== null && isActive(this.#remote);
    this.#remote = state;
    if (isActive(state) && this.#mayForget && !this.busy) this.#orphans.begin();
    else this.#orphans.end();
    if (!wasActive || isActive(state) || state.kind === 'idle') return;
    if (state.operation.kind === this.#current?.kind) this.#onRemoteEnd?.(state);
  }

  /** Packs anew what is due, as long as nothing else is done. */
  tidy(): void {
    if (this.#mayForget && !this.busy) this.#tidying.begin();
  }

  /** The page goes away: stop, and leave everything for the next one. */
  abandon(): void {
    this.#mayForget = false;
    this.#orphans.end();
    void this.#tidying.stop();
    this.cancel();
  }

  async #runOrFollow(operation: Operation, signal: AbortSignal): Promise<EndState> {
    const { name, pauses } = this.#deps;
    await this.#tidying.stop();
    let held = await tryLock(name, { steal: false });
    try {
      for (;;) {
        if (held === null) {
          pauses.add('other-tab');
          const outcome = await this.#follow(operation, signal);
          if (outcome.kind === 'ended') return outcome.end;
          held = outcome.held;
        }
        pauses.delete('other-tab');
        const end = await this.#hold(held, operation, signal);
        if (end !== 'taken-over') return end;
        // Whoever took over goes on with the same work: this tab waits for its end as the others do.
        held = null;
      }
    } finally {
      pauses.delete('other-tab');
    }
  }

  /** Waits for the holder's end, its death, or its silence. */
  async #follow(
    operation: Operation,
    signal: AbortSignal,
  ): Promise<{ kind: 'ended'; end: EndState } | { kind: 'held'; held: Held }> {
    const { name, clock } = this.#deps;
    const giveUp = new AbortController();
    const cancel = (): void => {
      giveUp.abort();
    };
    signal.addEventListener('abort', cancel, { once: true });
    const ended = new Promise<{ kind: 'ended'; end: EndState }>((resolve) => {
      this.#onRemoteEnd = (end): void => {
        resolve({ kind: 'ended', end });
      };
    });
    const granted = waitForLock(name, giveUp.signal).then((held) => ({ kind: 'held' as const, held }));
    granted.catch(() => undefined);
    try {
      for (;;) {
        const watch = clock.sleep(WATCH_MS, { signal: giveUp.signal }).then(() => ({ kind: 'watch' as const }));
        watch.catch(() => undefined);
        const first = await Promise.race([ended, granted, watch]);
        if (first.kind === 'ended') {
          // A lock granted meanwhile is not wanted any more.
          granted.then(
            ({ held }) => {
              held.release();
            },
            () => undefined,
          );
          return first;
        }
        if (first.kind === 'held') {
          const last = await Promise.race([
            ended,
            clock.sleep(LAST_WORD_MS, { signal: giveUp.signal }).then(() => first),
          ]);
          if (last.kind === 'ended') first.held.release();
          return last;
        }
        if (await this.#holderIsFrozen(giveUp.signal)) {
          const stolen = await tryLock(name, { steal: true });
          if (stolen !== null) return { kind: 'held', held: stolen };
        }
      }
    } catch (error) {
      if (signal.aborted) return { kind: 'ended', end: this.#cancelled(operation) };
      throw error;
    } finally {
      this.#onRemoteEnd = null;
      signal.removeEventListener('abort', cancel);
      giveUp.abort();
    }
  }

  #cancelled(operation: Operation): EndState {
    const totals = {
      sentFeatures: 0,
      sentAttachments: 0,
      receivedFeatures: 0,
      receivedAttachments: 0,
      refused: 0,
      conflicts: 0,
    };
    return { kind: 'cancelled', operation, totals, at: this.#deps.clock.now() };
  }

  /** Silent for longer than a background page may be, twice: a holder that has just begun has not written its first sign of life. */
  async #holderIsFrozen(signal: AbortSignal): Promise<boolean> {
    const { store, clock } = this.#deps;
    const stale = async (): Promise<boolean> => clock.now() - (await store.info()).heartbeatAt > HEARTBEAT_FRESH_MS;
    if (!(await stale())) return false;
    await clock.sleep(3_000, { signal });
    return stale();
  }

  async #hold(held: Held, operation: Operation, signal: AbortSignal): Promise<EndState | 'taken-over'> {
    const { store, clock, chance, service, uploads, host, settleMs, pauses, onState, needAuth } = this.#deps;
    const stop = new AbortController();
    const lost = new AbortController();
    const abort = (): void => {
      stop.abort();
    };
    const loseHold = (): void => {
      lost.abort();
      stop.abort();
    };
    held.lost.addEventListener('abort', loseHold, { once: true });
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
    try {
      const epoch = await store.takeHold(clock.now(), this.#deps.keptDays);
      const beating = this.#beat(epoch, stop.signal, loseHold);
      await store.setOperation(epoch, operation);
      const session = newSession();
      const context: Omit<RunContext, 'report'> = {
        store,
        service,
        uploads,
        clock,
        chance,
        host,
        epoch,
        settleMs,
        retry: this.#deps.retry,
        session,
      };
      const isTakenOver = (state: SyncState): boolean =>
        !signal.aborted && (lost.signal.aborted || (state.kind === 'failed' && state.error.code === 'stale-holder'));
      const hooks = {
        // What needs no service waits for none.
        gate: operation.kind === 'load' ? OPEN : pauses,
        // That it had to stop is no news of the work, which goes on elsewhere.
        onState: (state: SyncState, event: SyncEvent): void => {
          if (isActive(state) || !isTakenOver(state)) onState(state, event);
        },
        needAuth,
        onWake: (listener: (wake: Wake) => void): (() => void) => {
          this.#sleeping.add(listener);
          return () => this.#sleeping.delete(listener);
        },
      };
      const end = await run(operation, context, hooks, stop.signal);
      stop.abort();
      await beating;
      if (isTakenOver(end)) return 'taken-over';
      const isOurs = !lost.signal.aborted && !(end.kind === 'failed' && end.error.code === 'stale-holder');
      if (isOurs && this.#mayForget) await this.#conclude(epoch, end);
      return end;
    } finally {
      stop.abort();
      signal.removeEventListener('abort', abort);
      held.release();
    }
  }

  async #conclude(epoch: number, end: EndState): Promise<void> {
    const { store, host } = this.#deps;
    try {
      await store.setOperation(epoch, null);
      await store.addReceipt(epoch, receiptOf(end, host.userName()));
    } catch (error) {
      // The run has ended: that its note could not be cleared costs a needless sync at the next start, and a receipt; nothing else.
      if (!isGdbError(error)) throw error;
    }
  }

  async #beat(epoch: number, signal: AbortSignal, onStale: () => void): Promise<void> {
    const { store, clock } = this.#deps;
    const slept = (): Promise<boolean> =>
      clock.sleep(HEARTBEAT_MS, { signal }).then(
        () => true,
        () => false,
      );
    while (await slept()) {
      try {
        await store.heartbeat(epoch, clock.now());
      } catch (error) {
        // One that fails for another reason must not end them all: this tab would look frozen while it works.
        if (isGdbError(error) && error.code === 'stale-holder') {
          onStale();
          return;
        }
      }
    }
  }
}

/** The error of an end state that is none of success; null for the others. */
export function endError(end: EndState): GdbError | null {
  if (end.kind === 'failed') return fromSummary(end.error);
  if (end.kind === 'cancelled')
    return new GdbError('aborted', 'The sync was cancelled. What was not sent is kept on this device.');
  return null;
}

/**
 * The loop: state, its effect, the answer as the next event, the new state. It owns no decision; reduce.ts decides. What it adds is the way an effect
 * can end without an answer: an error becomes `failed` or a pause, an abort becomes `cancelled`.
 */
import { isAbort, summarize, toGdbError } from '../shared/errors.js';
import type { GdbError } from '../shared/errors.js';
import type { Operation, SyncNote, SyncReceipt } from '../shared/records.js';
import { waitsForSignIn } from './context.js';
import type { RunContext } from './context.js';
import { isInterruptible, perform } from './perform.js';
import { reduce } from './reduce.js';
import { nextDelay, nextTryOnceBack } from './retry-policy.js';
import { isActive } from './state.js';
import type { ActiveState, EndState, SyncEvent, SyncState } from './state.js';

/** Why waiting for the next try may end early: a person said so, or the browser is online again after so many milliseconds. */
export type Wake = { readonly kind: 'person' } | { readonly kind: 'connection-back'; readonly awayMs: number };

/** Holds work while a reason to pause is held. */
export interface Gate {
  readonly open: boolean;
  /** Resolves when no reason is left; rejects `aborted` with the signal. */
  whenOpen(signal: AbortSignal): Promise<void>;
  /** Calls back when the gate closes; returns the way to stop listening. */
  onClose(listener: () => void): () => void;
}

export interface RunHooks {
  readonly gate: Gate;
  /** Every new state, and progress within one. */
  onState(state: SyncState, event: SyncEvent): void;
  /** Sign-in is needed: adds the pause reason and asks the page. */
  needAuth(error: GdbError): void;
  /** Calls back when waiting for the next try may end early; returns the way to stop listening. */
  onWake(listener: (wake: Wake) => void): () => void;
}

/** Runs one operation to its end. Never rejects: the end state says what happened. */
export async function run(
  operation: Operation,
  context: Omit<RunContext, 'report'>,
  hooks: RunHooks,
  signal: AbortSignal,
): Promise<EndState> {
  let state: SyncState = { kind: 'idle' };
  const dispatch = (event: SyncEvent): void => {
    const next = reduce(state, event);
    if (next === state) return;
    state = isActive(next) ? next : withNotes(next, [...context.session.notes.values()]);
    hooks.onState(state, event);
  };
  const full: RunContext = { ...context, report: dispatch };
  dispatch({ type: 'start', operation });
  for (let active: SyncState = state; isActive(active); active = state) {
    dispatch(await step(active, full, hooks, signal));
  }
  return state as unknown as EndState;
}

/** Notes travel with the end, so that whoever shows it, in this tab or another, can tell them. */
function withNotes(state: SyncState, notes: readonly SyncNote[]): SyncState {
  return isActive(state) || state.kind === 'idle' || notes.length === 0 ? state : { ...state, notes };
}

/** Why an effect was told to stop before its answer, other than by a cancel. */
interface Interruption {
  by: { readonly kind: 'pause' } | Wake | null;
}

/** One effect, with its failures as events. */
async function step(state: ActiveState, context: RunContext, hooks: RunHooks, signal: AbortSignal): Promise<SyncEvent> {
  const at = (): number => context.clock.now();
  const cancelled = (): SyncEvent => ({ type: 'cancelled', at: at() });
  for (;;) {
    const interruption: Interruption = { by: null };
    try {
      if (state.kind !== 'applying' && !(await opened(hooks.gate, signal))) return cancelled();
      return await performGated(state, context, { hooks, signal, interruption });
    } catch (thrown) {
      if (signal.aborted && state.kind !== 'applying') return cancelled();
      const error = toGdbError(thrown);
      // The reason may be gone again by the time the effect has stopped: what counts is that it was told to.
      const { by } = interruption;
      if (isAbort(error) && by !== null) {
        if (by.kind === 'pause') continue;
        return woken(state, by, context);
      }
      if (waitsForSignIn(error)) {
        hooks.needAuth(error);
        if (!(await opened(hooks.gate, signal))) return cancelled();
        continue;
      }
      const failed = { retries: state.run.retries, fraction: context.chance.fraction() };
      const delay = nextDelay(summarize(error), failed, context.retry);
      return { type: 'failed', error: summarize(error), nextAt: delay === null ? null : at() + delay, at: at() };
    }
  }
}

/** A person is there and waits; nobody waits for what goes on by itself, and many may be back in the same moment. */
function woken(state: ActiveState, wake: Wake, { clock, chance, retry }: RunContext): SyncEvent {
  if (wake.kind === 'person' || state.kind !== 'waiting-retry') return { type: 'retry' };
  const facts = { now: clock.now(), awayMs: wake.awayMs, fraction: chance.fraction() };
  return { type: 'connection-back', nextAt: nextTryOnceBack(state, facts, retry) };
}

/** False when the run was cancelled while it waited. */
async function opened(gate: Gate, signal: AbortSignal): Promise<boolean> {
  while (!gate.open && !signal.aborted) await gate.whenOpen(signal).catch(() => undefined);
  return !signal.aborted;
}

/** An effect that can be stopped for a pause listens to the gate; waiting for a retry also ends when woken. */
async function performGated(
  state: ActiveState,
  context: RunContext,
  call: { readonly hooks: RunHooks; readonly signal: AbortSignal; readonly interruption: Interruption },
): Promise<SyncEvent> {
  const { hooks, signal, interruption } = call;
  const stop = new AbortController();
  const cancel = (): void => {
    stop.abort();
  };
  const interrupt = (by: NonNullable<Interruption['by']>): void => {
    interruption.by ??= by;
    stop.abort();
  };
  const pause = (): void => {
    interrupt({ kind: 'pause' });
  };
  const sleepOn = state.kind === 'waiting-retry' ? hooks.onWake(interrupt) : (): void => undefined;
  const unlisten = isInterruptible(state) ? hooks.gate.onClose(pause) : (): void => undefined;
  signal.addEventListener('abort', cancel, { once: true });
  if (signal.aborted) cancel();
  // It may have closed after it was waited for.
  else if (isInterruptible(state) && !hooks.gate.open) pause();
  try {
    return await perform(state, context, stop.signal);
  } finally {
    unlisten();
    sleepOn();
    signal.removeEventListener('abort', cancel);
  }
}

/** What a run leaves behind for people. */
export function receiptOf(end: EndState, user: string): SyncReceipt {
  const { totals, operation, notes } = end;
  return {
    uid: operation.uid,
    operation: operation.kind,
    startedAt: operation.startedAt,
    endedAt: end.at,
    user,
    sent: { features: totals.sentFeatures, attachments: totals.sentAttachments },
    received: { features: totals.receivedFeatures, attachments: totals.receivedAttachments },
    refused: totals.refused,
    conflicts: totals.conflicts,
    error: end.kind === 'failed' ? end.error : null,
    ...(notes === undefined ? {} : { notes }),
  };
}

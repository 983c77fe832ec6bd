/** How far a run is, as one number that never goes backwards. */
import type { SyncState } from '../../controller/types.js';

/** What is remembered of a run from one state to the next. */
export interface Percent {
  /** Of the run's operation: another run starts over. */
  readonly uid: string;
  /** Legs the run had when it had most. */
  readonly legs: number;
  /** 0 to 100, 100 only when completed; null while nothing could be measured yet. */
  readonly value: number | null;
}

/**
 * The percent of this state, given the one before. Null where there is no run. Phases that nobody can measure (waiting for the server)
 * keep the number they began with; a plan made anew after a retry never takes anything back.
 */
export function nextPercent(previous: Percent | null, state: SyncState): Percent | null {
  if (state.kind === 'idle') return null;
  const { uid } = ('run' in state ? state.run : state).operation;
  const before = previous?.uid === uid ? previous : { uid, legs: 0, value: null };
  if (!('run' in state)) return state.kind.startsWith('completed') ? { ...before, value: 100 } : before;
  const legs = Math.max(before.legs, state.run.legs.length);
  const done = measure(state, legs);
  const value = done === null ? before.value : Math.floor(Math.min(99, Math.max(before.value ?? 0, done * 100)));
  return { uid, legs, value };
}

type RunningState = Extract<SyncState, { readonly run: object }>;
type CountingState = Extract<RunningState, { readonly bytesDone: number }>;

/** The share done, 0 to 1, or null where this state does not tell. */
function measure(state: RunningState, legs: number): number | null {
  const { operation, legs: left } = state.run;
  // The share of a run that is not fetching attachments; taking an area with its photos is mostly photos.
  const changes = operation.kind === 'generate' && operation.parameters.attachments === 'bidirectional' ? 0.6 : 0.95;
  const done = 'bytesDone' in state ? shareDone(state) : state.kind === 'applying' ? 1 : null;
  if (done === null) return null;
  if (state.kind === 'downloading' && state.what === 'attachments') return changes + (1 - changes) * done;
  const [from, to] = spanOf(state);
  const legsDone = Math.max(0, legs - Math.max(left.length, 1));
  return (changes * (legsDone + from + done * (to - from))) / Math.max(legs, 1);
}

/** From where to where the bar of a leg goes in a phase. */
function spanOf({ kind, run }: RunningState): readonly [from: number, to: number] {
  if (kind === 'uploading-attachments') return [0, 0.6];
  if (kind === 'applying') return [0.9, 0.9];
  if (run.operation.kind === 'load') return [0, 0.9];
  return run.operation.kind === 'generate' ? [0.1, 0.85] : [0.7, 0.9];
}

/** Bytes where their total is known, since a photo is no unit; else pieces. */
function shareDone({ done, total, bytesDone, bytesTotal }: CountingState): number | null {
  const [some, all] = (bytesTotal ?? 0) > 0 ? [bytesDone, bytesTotal ?? 0] : [done, total ?? 0];
  return all > 0 ? Math.min(1, Math.max(0, some / all || 0)) : null;
}

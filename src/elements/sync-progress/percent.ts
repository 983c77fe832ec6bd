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
  const operation = 'run' in state ? state.run.operation : state.operation;
  const before = previous?.uid === operation.uid ? previous : { uid: operation.uid, legs: 0, value: null };
  if (state.kind === 'completed' || state.kind === 'completed-with-errors') return { ...before, value: 100 };
  if (!('run' in state)) return before;
  const legs = Math.max(before.legs, state.run.legs.length);
  const measured = measure(state, legs);
  if (measured === null) return { ...before, legs };
  const value = Math.floor(Math.min(99, Math.max(before.value ?? 0, measured * 100)));
  return { uid: operation.uid, legs, value };
}

type RunningState = Extract<SyncState, { readonly run: object }>;

/** The share done, 0 to 1, or null where this state does not tell. */
function measure(state: RunningState, legs: number): number | null {
  const { run } = state;
  const changes = shareOfChanges(run.operation);
  if (state.kind === 'downloading' && state.what === 'attachments') {
    const share = shareDone(state.done, state.total, state.bytesDone, state.bytesTotal);
    return share === null ? null : changes + (1 - changes) * share;
  }
  const inLeg = measureLeg(state);
  if (inLeg === null) return null;
  const legsDone = Math.max(0, legs - Math.max(run.legs.length, 1));
  return (changes * (legsDone + inLeg)) / Math.max(legs, 1);
}

/** The share of a run that is not fetching attachments; taking an area with its photos is mostly photos. */
function shareOfChanges(operation: RunningState['run']['operation']): number {
  return operation.kind === 'generate' && operation.parameters.attachments === 'bidirectional' ? 0.6 : 0.95;
}

function measureLeg(state: RunningState): number | null {
  switch (state.kind) {
    case 'uploading-attachments': {
      const share = shareDone(state.done, state.total, state.bytesDone, state.bytesTotal);
      return share === null ? null : share * 0.6;
    }
    case 'downloading': {
      const share = shareDone(state.done, state.total, state.bytesDone, state.bytesTotal);
      if (share === null) return null;
      if (state.run.operation.kind === 'load') return share * 0.9;
      return state.run.operation.kind === 'generate' ? 0.1 + share * 0.75 : 0.7 + share * 0.2;
    }
    case 'applying':
      return 0.9;
    default:
      return null;
  }
}

/** Bytes where their total is known, since a photo is no unit; else pieces. */
function shareDone(done: number, total: number | null, bytesDone: number, bytesTotal: number | null): number | null {
  if (bytesTotal !== null && bytesTotal > 0) return clamp(bytesDone / bytesTotal);
  if (total !== null && total > 0) return clamp(done / total);
  return null;
}

function clamp(share: number): number {
  return Number.isFinite(share) ? Math.min(1, Math.max(0, share)) : 0;
}

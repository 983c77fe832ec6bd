/**
 * The sync machine, drawn.
 *
 *   idle / any end ──start──▶ preparing ──(nothing unknown)─────────────┐
 *                              ▲  │ (an attempt is open)                │
 *                              │  ▼                                     ▼
 *                              │ reconciling ──(all known)──▶ uploading-attachments ──▶ submitting
 *                              │  ↺ second look │ (its job runs)                          │    │
 *                              │                ▼                                         │    │ (answered at once)
 *                              │          waiting-server ◀──────────(job)─────────────────┘    │
 *                              │                └──▶ downloading changes ◀──(file, long reply)─┤
 *                              │                              └──▶ applying ◀──────────────────┘
 *                              │   (more legs: uploading-attachments; resumed, silent, more: preparing)
 *                              │                                     ├──▶ downloading attachments ──┐
 *                              │                                     ▼                              ▼
 *                              │                          completed / completed-with-errors ◀───────┘
 *     any active ──failed, worth trying again──▶ waiting-retry ──retry──▶ preparing
 *     any active ──failed──▶ failed        any active ──cancelled──▶ cancelled
 *
 * A retry and a reload start over at `preparing`: what is unknown is in the journal, not in memory. Pausing is not a state: a paused
 * machine stays where it is until no reason is left (see pause reasons in the controller).
 */
import type { ErrorSummary } from '../shared/errors.js';
import type { Operation, SyncLeg, SyncNote } from '../shared/records.js';

/** Totals of a run so far, for the receipt. */
export interface RunTotals {
  readonly sentFeatures: number;
  readonly sentAttachments: number;
  readonly receivedFeatures: number;
  readonly receivedAttachments: number;
  readonly refused: number;
  readonly conflicts: number;
}

export const NO_TOTALS: RunTotals = {
  sentFeatures: 0,
  sentAttachments: 0,
  receivedFeatures: 0,
  receivedAttachments: 0,
  refused: 0,
  conflicts: 0,
};

/** What every active state knows of its run. */
export interface Run {
  readonly operation: Operation;
  /** Legs still to do; the first is the present one. Empty until planned. */
  readonly legs: readonly SyncLeg[];
  /** The batch is frozen at this log number; null until planned (invariant 2). */
  readonly throughSeq: number | null;
  /** Failed tries since something last got done for good: edits that left this device, an attachment that arrived. */
  readonly retries: number;
  /** True while finishing an attempt of an earlier run or page: afterwards everything is planned anew. */
  readonly resumed: boolean;
  readonly totals: RunTotals;
}

export type IdleState = { readonly kind: 'idle' };
export type PreparingState = { readonly kind: 'preparing'; readonly run: Run };
/** Asking the service what it has, after an outcome that is unknown. `notBefore` (epoch ms) is set while waiting for the second look. */
export type ReconcilingState = {
  readonly kind: 'reconciling';
  readonly run: Run;
  readonly unknown: number;
  readonly notBefore: number | null;
};
export type UploadingState = {
  readonly kind: 'uploading-attachments';
  readonly run: Run;
  readonly done: number;
  readonly total: number;
  readonly bytesDone: number;
  readonly bytesTotal: number;
  /** GlobalID of the attachment that is under way, whatever part of it; absent before the first and between two. */
  readonly current?: string | undefined;
};
export type SubmittingState = { readonly kind: 'submitting'; readonly run: Run };
export type WaitingServerState = {
  readonly kind: 'waiting-server';
  readonly run: Run;
  readonly statusUrl: string;
  /** As the service words it, for people and logs; empty before the first answer. */
  readonly jobStatus: string;
};
export type DownloadingState = {
  readonly kind: 'downloading';
  readonly run: Run;
  readonly what: 'changes' | 'attachments';
  readonly done: number;
  readonly total: number | null;
  readonly bytesDone: number;
  readonly bytesTotal: number | null;
};
export type ApplyingState = { readonly kind: 'applying'; readonly run: Run };
export type WaitingRetryState = {
  readonly kind: 'waiting-retry';
  readonly run: Run;
  readonly error: ErrorSummary;
  readonly nextAt: number;
};
/** Every end has its `notes`: what a person should know of the run besides its counts. */
export type CompletedState = {
  readonly kind: 'completed';
  readonly operation: Operation;
  readonly totals: RunTotals;
  readonly at: number;
  readonly notes?: readonly SyncNote[];
};
export type CompletedWithErrorsState = {
  readonly kind: 'completed-with-errors';
  readonly operation: Operation;
  readonly totals: RunTotals;
  readonly at: number;
  readonly notes?: readonly SyncNote[];
};
export type FailedState = {
  readonly kind: 'failed';
  readonly operation: Operation;
  readonly totals: RunTotals;
  readonly error: ErrorSummary;
  readonly at: number;
  readonly notes?: readonly SyncNote[];
};
export type CancelledState = {
  readonly kind: 'cancelled';
  readonly operation: Operation;
  readonly totals: RunTotals;
  readonly at: number;
  readonly notes?: readonly SyncNote[];
};

export type ActiveState =
  | PreparingState
  | ReconcilingState
  | UploadingState
  | SubmittingState
  | WaitingServerState
  | DownloadingState
  | ApplyingState
  | WaitingRetryState;
export type EndState = CompletedState | CompletedWithErrorsState | FailedState | CancelledState;
export type SyncState = IdleState | ActiveState | EndState;
export type SyncStateKind = SyncState['kind'];

/** True while something is being done. */
export function isActive(state: SyncState): state is ActiveState {
  return 'run' in state;
}

/** What prepare or reconcile decided to do: nothing is unknown any more. */
export interface Plan {
  /** Empty: the service has nothing to be asked for. */
  readonly legs: readonly SyncLeg[];
  readonly throughSeq: number;
  /** Where no leg is left: attachments of a replica that is here already, whose bytes are not. */
  readonly attachmentsToFetch: number;
}

export type SyncEvent =
  | { readonly type: 'start'; readonly operation: Operation }
  /** `plan` null: an attempt of unknown fate is open. */
  | { readonly type: 'prepared'; readonly plan: Plan | null; readonly at: number }
  | { readonly type: 'reconciled'; readonly plan: Plan; readonly settled: Partial<RunTotals>; readonly at: number }
  /** `settled`: what this look proved already. */
  | {
      readonly type: 'look-again';
      readonly notBefore: number;
      readonly unknown: number;
      readonly settled: Partial<RunTotals>;
    }
  /** The open attempt's job still runs, or is done and its file can be read. */
  | { readonly type: 'job-found'; readonly leg: SyncLeg; readonly throughSeq: number; readonly statusUrl: string }
  | {
      readonly type: 'upload-progress';
      readonly done: number;
      readonly total: number;
      readonly bytesDone: number;
      readonly bytesTotal: number;
      /** Undefined once it is there. */
      readonly current?: string | undefined;
    }
  | { readonly type: 'uploaded'; readonly refused: number }
  | { readonly type: 'job-accepted'; readonly statusUrl: string }
  | { readonly type: 'file-offered' }
  /** The reply itself is long: it is read as it comes. */
  | { readonly type: 'reply-begun' }
  | { readonly type: 'reply-read' }
  /** The request was refused as a whole: once it is known what became of it, smaller ones follow. */
  | { readonly type: 'refused-whole' }
  | { readonly type: 'job-progress'; readonly status: string }
  | { readonly type: 'read-progress'; readonly bytesDone: number; readonly bytesTotal: number | null }
  /** `unknown`: edits of which the reply said nothing; they are asked about before anything else is sent. */
  | {
      readonly type: 'applied';
      readonly totals: Partial<RunTotals>;
      readonly unknown: number;
      /** Part of the batch did not fit into this request: it is planned anew. */
      readonly again: boolean;
      readonly attachmentsToFetch: number;
      readonly at: number;
    }
  /** `received`: files that came since the last word of it, so that they count even if the connection breaks. */
  | {
      readonly type: 'fetch-progress';
      readonly done: number;
      readonly total: number;
      readonly bytesDone: number;
      readonly received: number;
    }
  | { readonly type: 'fetched'; readonly at: number }
  /** `nextAt` null: not worth trying again by itself. */
  | { readonly type: 'failed'; readonly error: ErrorSummary; readonly nextAt: number | null; readonly at: number }
  | { readonly type: 'retry' }
  /** The connection is back: the next try is at another time. */
  | { readonly type: 'connection-back'; readonly nextAt: number }
  | { readonly type: 'cancelled'; readonly at: number };

export type SyncEventType = SyncEvent['type'];

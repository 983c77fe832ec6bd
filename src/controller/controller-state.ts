/** What a controller shows. */
import type { ErrorSummary } from '../shared/errors.js';
import type { GeodatabaseRecord, PendingCounts } from '../shared/records.js';
import type { SyncState } from '../sync/state.js';
import type { MissingCopy } from './missing-copy.js';
import type { PhotoAnswer } from './photo-policy.js';
import type { Readiness } from './readiness.js';

/**
 * Why nothing is being sent at the moment. Several can hold at once; work goes on when none is left. `upgrade`: a tab with an older version holds
 * the data open; opening goes on by itself once it is closed.
 */
export type PauseReason = 'offline' | 'needs-auth' | 'user' | 'other-tab' | 'storage' | 'metered' | 'upgrade';

export type Status =
  /** Opening what this device has. */
  | 'opening'
  /** No geodatabase yet. */
  | 'not-offline'
  | 'ready'
  | 'changes-not-sent'
  | 'working'
  | 'waiting-retry'
  | 'attention'
  | 'sign-in-needed'
  | 'paused'
  /** Work waits for a connection that is not paid by the byte. */
  | 'metered'
  /** This device has no room, or lost what it kept: nothing goes on until that is mended. */
  | 'storage'
  | 'other-tab'
  | 'unavailable';

/** An immutable snapshot: a change makes a new one. */
export interface ControllerState {
  readonly sync: SyncState;
  /** True when another tab of this origin does the work that `sync` shows. */
  readonly elsewhere: boolean;
  readonly geodatabase: GeodatabaseRecord | null;
  readonly pending: PendingCounts;
  readonly readiness: Readiness;
  readonly paused: readonly PauseReason[];
  /**
   * Whether photos may go over a connection that the browser cannot name (`photos: 'wifi'`): `open` while it is asked, then the answer, which counts as long as
   * the page is open.
   */
  readonly photoQuestion: 'none' | 'open' | PhotoAnswer;
  /** Null until known; `anonymous` without a token. */
  readonly user: string | null;
  /** A copy that was made and is not in this browser; null when there is a geodatabase, or nothing is known of one. */
  readonly missingCopy: MissingCopy | null;
  /** Why this device cannot keep data at all; null when it can. `not-loaded`: not now, since a part of this library could not be fetched. */
  readonly unavailable: ErrorSummary | null;
  /** False until `ready` settled. */
  readonly opened: boolean;
}

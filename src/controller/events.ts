/** Events of the controller. Detail carries only what the state cannot tell. Dispatched on the controller; elements mirror them without bubbling. */
import type { EditConflict } from '../shared/conflicts.js';
import type { GlobalId } from '../shared/ids.js';
import type { EditOperation } from '../shared/records.js';
import type { ControllerState, FeatureEditError, PauseReason } from './types.js';

/** `state.sync`, `paused`, `user` or the geodatabase changed. */
export class GdbSyncStatusChangeEvent extends Event {
  readonly detail: { readonly state: ControllerState };
  constructor(state: ControllerState) {
    super('gdb-sync-status-change');
    this.detail = { state };
  }
}

/** Counts or bytes moved within the same phase. */
export class GdbSyncProgressEvent extends Event {
  readonly detail: { readonly state: ControllerState };
  constructor(state: ControllerState) {
    super('gdb-sync-progress');
    this.detail = { state };
  }
}

export interface EditsChange {
  readonly layerId: number;
  readonly globalId: GlobalId;
  readonly operation: EditOperation;
}

/** Local data changed, by an edit or by a sync, here or in another tab: query again. `changes` is empty when it was not a few known edits. */
export class GdbEditsChangeEvent extends Event {
  readonly detail: { readonly changes: readonly EditsChange[] };
  constructor(changes: readonly EditsChange[]) {
    super('gdb-edits-change');
    this.detail = { changes };
  }
}

/** The service refused edits; all unsettled ones are in `syncErrors`. */
export class GdbEditErrorEvent extends Event {
  readonly detail: { readonly errors: readonly FeatureEditError[] };
  constructor(errors: readonly FeatureEditError[]) {
    super('gdb-edit-error');
    this.detail = { errors };
  }
}

/** Features were changed here and on the service; `conflicts` of the controller has all, with both sides. */
export class GdbConflictEvent extends Event {
  readonly detail: { readonly conflicts: readonly EditConflict[] };
  constructor(conflicts: readonly EditConflict[]) {
    super('gdb-conflict');
    this.detail = { conflicts };
  }
}

/** Why sign-in, or a word about the user, is needed. */
export type AuthReason = 'token-required' | 'token-invalid' | 'user-unknown' | 'user-mismatch' | 'anonymous-edits';

export interface AuthRequired {
  /** The service that asked. */
  readonly url: string;
  readonly reason: AuthReason;
  readonly provideToken: (token: string, options?: { readonly userId?: string }) => void;
}

/** Sign-in is needed; work is paused (`needs-auth`) until a token or a user is given. Fired once per pause. */
export class GdbAuthRequiredEvent extends Event {
  readonly detail: AuthRequired;
  constructor(detail: AuthRequired) {
    super('gdb-auth-required');
    this.detail = detail;
  }
}

/** Photos wait because this browser cannot tell Wi-Fi from mobile data: ask, and hand the answer to `answerPhotoQuestion`. Once while the page is open. */
export class GdbPhotoQuestionEvent extends Event {
  readonly detail: { readonly count: number };
  constructor(detail: { readonly count: number }) {
    super('gdb-photo-question');
    this.detail = detail;
  }
}

export interface ControllerEventMap {
  'gdb-sync-status-change': GdbSyncStatusChangeEvent;
  'gdb-sync-progress': GdbSyncProgressEvent;
  'gdb-edits-change': GdbEditsChangeEvent;
  'gdb-edit-error': GdbEditErrorEvent;
  'gdb-conflict': GdbConflictEvent;
  'gdb-auth-required': GdbAuthRequiredEvent;
  'gdb-photo-question': GdbPhotoQuestionEvent;
}

export type { PauseReason };

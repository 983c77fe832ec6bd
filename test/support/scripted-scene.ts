/** What a scripted controller shows and remembers: the scene it was given, and every call. */
import { GdbEditErrorEvent, GdbSyncProgressEvent, GdbSyncStatusChangeEvent } from '../../src/controller/events.js';
import { statusOf } from '../../src/controller/status.js';
import type { ControllerState, FeatureEditError, Status, SyncController } from '../../src/controller/types.js';
import type { ErrorSummary } from '../../src/shared/errors.js';
import type { Scene } from './controller-states.js';
import { NoRows } from './no-rows.js';

/** These follow from what is counted; the others have reasons of their own. */
const BY_COUNTS: ReadonlySet<Status> = new Set(['attention', 'changes-not-sent', 'ready']);

export interface Call {
  readonly method: keyof SyncController;
  readonly args: readonly unknown[];
}

export class ScriptedScene extends NoRows {
  /** Hears every call of every scripted controller, where somebody wants to show them. */
  static heard: ((call: Call) => void) | undefined;
  readonly calls: Call[] = [];
  protected scene: Scene;

  constructor(scene: Scene) {
    super();
    this.scene = scene;
  }

  get state(): ControllerState {
    return this.scene.state;
  }

  get status(): Status {
    return this.scene.status;
  }

  get syncErrors(): readonly FeatureEditError[] {
    return this.scene.syncErrors;
  }

  get syncError(): ErrorSummary | null {
    return this.scene.syncError;
  }

  /** Shows another scene and says so: as progress within the same phase, else as a change of status. */
  show(scene: Scene): void {
    const isSamePhase = scene.state.sync.kind === this.scene.state.sync.kind && scene.status === this.scene.status;
    const hadErrors = this.scene.syncErrors;
    this.scene = scene;
    const event = isSamePhase ? new GdbSyncProgressEvent(scene.state) : new GdbSyncStatusChangeEvent(scene.state);
    this.dispatchEvent(event);
    const fresh = scene.syncErrors.filter(({ id }) => !hadErrors.some((known) => known.id === id));
    if (fresh.length > 0) this.dispatchEvent(new GdbEditErrorEvent(fresh));
  }

  /** Shows other refused edits, and the status that is left by them. `again`: how many of those before wait to be sent once more. */
  showErrors(syncErrors: readonly FeatureEditError[], again = 0): void {
    const { pending } = this.state;
    const counts = { ...pending, refused: syncErrors.length, features: pending.features + again };
    const state = { ...this.state, pending: counts };
    const status = BY_COUNTS.has(this.status) ? statusOf(state) : this.status;
    this.show({ ...this.scene, status, state, syncErrors });
  }

  /** How often a method was called. */
  count(method: keyof SyncController): number {
    return this.calls.filter((call) => call.method === method).length;
  }

  protected record(method: keyof SyncController, ...args: unknown[]): void {
    const call = { method, args };
    this.calls.push(call);
    ScriptedScene.heard?.(call);
  }
}

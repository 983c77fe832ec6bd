/** What a scripted controller shows and remembers: the scene it was given, and every call. */
import { GdbEditErrorEvent, GdbSyncProgressEvent, GdbSyncStatusChangeEvent } from '../../src/controller/events.js';
import type { ControllerState, FeatureEditError, Status, SyncController } from '../../src/controller/types.js';
import type { ErrorSummary } from '../../src/shared/errors.js';
import type { Scene } from './controller-states.js';
import { NoRows } from './no-rows.js';

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

  /** Shows other refused edits in the same scene. */
  showErrors(syncErrors: readonly FeatureEditError[]): void {
    const pending = { ...this.state.pending, refused: syncErrors.length };
    this.show({ ...this.scene, state: { ...this.state, pending }, syncErrors });
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

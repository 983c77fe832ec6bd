/**
 * A controller that does what a story or a test tells it: it shows the scene it was given, records every call, and never touches a network
 * or a database. It proves nothing about syncing; it puts elements into any state, in any order.
 */
import {
  GdbAuthRequiredEvent,
  GdbConflictEvent,
  GdbEditErrorEvent,
  GdbEditsChangeEvent,
  GdbSyncProgressEvent,
  GdbSyncStatusChangeEvent,
  type AuthRequired,
} from '../../src/controller/events.js';
import type {
  AddAttachmentOptions,
  AreaEstimate,
  ControllerState,
  EditCheck,
  ExportOptions,
  FeatureEditError,
  GeodatabaseFile,
  ImportedEdits,
  LocalCopy,
  PauseReason,
  Readiness,
  Status,
  SyncController,
  ReplicaEntry,
  RescueFile,
  ServiceCheck,
  SignOutCheck,
  SupportReport,
  SyncResult,
  Thumbnail,
} from '../../src/controller/types.js';
import { supportReport } from '../../src/controller/report/support-report.js';
import { GdbError, type ErrorSummary } from '../../src/shared/errors.js';
import type { Envelope } from '../../src/shared/esri.js';
import type { GlobalId } from '../../src/shared/ids.js';
import type {
  FeatureQuery,
  EditChoice,
  LocalEditResults,
  LocalEdits,
  LocalFeature,
  LocalFeatureSet,
  UnsentFeature,
} from '../../src/shared/queries.js';
import type {
  AttachmentRecord,
  EditEntry,
  GenerateGeodatabaseParameters,
  SyncRequestDirection,
  SyncGeodatabaseParameters,
  SentEdit,
  SyncReceipt,
} from '../../src/shared/records.js';
import type { ConflictChoice, EditConflict } from '../../src/shared/conflicts.js';
import { ScriptedAttachments } from './scripted-attachments.js';
import { NoRows } from './no-rows.js';
import { scenes, type Scene } from './controller-states.js';

export interface Call {
  readonly method: keyof SyncController;
  readonly args: readonly unknown[];
}

type Result = SyncResult | Error;

export class ScriptedController extends NoRows implements SyncController {
  readonly serviceUrl: string = 'https://example.com/arcgis/rest/services/Trees/FeatureServer';
  readonly geodatabaseName: string = 'default';
  readonly ready: Promise<void> = Promise.resolve();
  readonly calls: Call[] = [];
  readonly attachments: ScriptedAttachments = new ScriptedAttachments();
  /** Answers of generateGeodatabase and syncGeodatabase, in order; without one they stay pending. */
  readonly results: Result[] = [];
  /** An error that createDefaultGenerateGeodatabaseParameters rejects with. */
  parametersError: Error | undefined;
  discardedEdits: readonly FeatureEditError[] = [];
  /** What validateEdits finds. */
  checks: readonly EditCheck[] = [];
  /** Rows that queryFeatures finds, by GlobalID. */
  readonly features = new Map<GlobalId, LocalFeature>();
  /** What inspectGeodatabase finds; without it the file is none. */
  file: GeodatabaseFile | undefined;
  /** What copiesHere and receipts find. */
  copies: readonly LocalCopy[] = [];
  pastRuns: readonly SyncReceipt[] = [];
  #scene: Scene;
  #conflicts: readonly EditConflict[] = [];

  constructor(scene: Scene = scenes.ready()) {
    super();
    this.#scene = scene;
  }

  get state(): ControllerState {
    return this.#scene.state;
  }

  get status(): Status {
    return this.#scene.status;
  }

  get syncErrors(): readonly FeatureEditError[] {
    return this.#scene.syncErrors;
  }

  get syncError(): ErrorSummary | null {
    return this.#scene.syncError;
  }

  get conflicts(): readonly EditConflict[] {
    return this.#conflicts;
  }

  /** Shows features that were changed on both sides, in the same scene. */
  showConflicts(conflicts: readonly EditConflict[]): void {
    const fresh = conflicts.filter((one) => !this.#conflicts.includes(one));
    this.#conflicts = conflicts;
    const waiting = conflicts.filter((one) => one.state === 'waiting').length;
    this.show({ ...this.#scene, state: { ...this.state, pending: { ...this.state.pending, conflicts: waiting } } });
    if (fresh.length > 0) this.dispatchEvent(new GdbConflictEvent(fresh));
  }

  resolveConflict(layerId: number, globalId: GlobalId, choice: ConflictChoice): Promise<void> {
    this.#record('resolveConflict', layerId, globalId, choice);
    const state = choice === 'theirs' ? 'theirs' : 'mine';
    this.showConflicts(this.#conflicts.map((one) => (one.globalId === globalId ? { ...one, state } : one)));
    return Promise.resolve();
  }

  dismissConflict(layerId: number, globalId: GlobalId): Promise<void> {
    this.#record('dismissConflict', layerId, globalId);
    this.showConflicts(this.#conflicts.filter((one) => one.globalId !== globalId));
    return Promise.resolve();
  }

  sendPhotos(): Promise<SyncResult> {
    this.#record('sendPhotos');
    return this.#result();
  }

  /** What estimateGeodatabase tells. */
  estimate: AreaEstimate = { features: 0, bytes: 0, withAttachments: true, layers: [] };

  estimateGeodatabase(parameters: GenerateGeodatabaseParameters): Promise<AreaEstimate> {
    this.#record('estimateGeodatabase', parameters);
    return Promise.resolve(this.estimate);
  }

  unsentFeatures(): Promise<readonly UnsentFeature[]> {
    return Promise.resolve([]);
  }

  canSignOut(): Promise<SignOutCheck> {
    return Promise.resolve({
      canSignOut: true,
      pending: this.state.pending,
      unknown: 0,
      user: this.state.user,
      elsewhere: [],
    });
  }

  usersHere(): Promise<readonly string[]> {
    return Promise.resolve([]);
  }

  copiesHere(): Promise<readonly LocalCopy[]> {
    return Promise.resolve(this.copies);
  }

  openAs(user: string): Promise<void> {
    this.#record('openAs', user);
    return Promise.resolve();
  }

  sentEdits(): Promise<readonly SentEdit[]> {
    return Promise.resolve([]);
  }

  /** Shows another scene and says so: as progress within the same phase, else as a change of status. */
  show(scene: Scene): void {
    const isSamePhase = scene.state.sync.kind === this.#scene.state.sync.kind && scene.status === this.#scene.status;
    const hadErrors = this.#scene.syncErrors;
    this.#scene = scene;
    const event = isSamePhase ? new GdbSyncProgressEvent(scene.state) : new GdbSyncStatusChangeEvent(scene.state);
    this.dispatchEvent(event);
    const fresh = scene.syncErrors.filter(({ id }) => !hadErrors.some((known) => known.id === id));
    if (fresh.length > 0) this.dispatchEvent(new GdbEditErrorEvent(fresh));
  }

  /** Shows other refused edits in the same scene. */
  showErrors(syncErrors: readonly FeatureEditError[]): void {
    const pending = { ...this.state.pending, refused: syncErrors.length };
    this.show({ ...this.#scene, state: { ...this.state, pending }, syncErrors });
  }

  /** Asks for a sign-in, as the service would. */
  askForSignIn(reason: AuthRequired['reason'] = 'token-required'): void {
    const provideToken: AuthRequired['provideToken'] = (token, options) => {
      this.provideToken(token, options);
    };
    this.dispatchEvent(new GdbAuthRequiredEvent({ url: this.serviceUrl, reason, provideToken }));
  }

  /** How often a method was called. */
  count(method: keyof SyncController): number {
    return this.calls.filter((call) => call.method === method).length;
  }

  createDefaultGenerateGeodatabaseParameters(
    extent: Envelope | null = null,
    options: { readonly layerIds?: readonly number[]; readonly where?: string; readonly signal?: AbortSignal } = {},
  ): Promise<GenerateGeodatabaseParameters> {
    const { layerIds, where } = options;
    this.#record('createDefaultGenerateGeodatabaseParameters', extent, { layerIds, where });
    if (this.parametersError !== undefined) return Promise.reject(this.parametersError);
    return Promise.resolve({
      layers: [],
      extent,
      outSpatialReference: null,
      attachments: 'bidirectional',
      syncModel: 'perReplica',
      syncDirection: 'bidirectional',
    });
  }

  generateGeodatabase(parameters: GenerateGeodatabaseParameters): Promise<SyncResult> {
    this.#record('generateGeodatabase', parameters);
    return this.#result();
  }

  createDefaultSyncGeodatabaseParameters(direction?: SyncRequestDirection): Promise<SyncGeodatabaseParameters> {
    this.#record('createDefaultSyncGeodatabaseParameters', direction);
    return Promise.resolve({ syncDirection: direction ?? 'bidirectional', layerIds: null, rollbackOnFailure: false });
  }

  syncGeodatabase(parameters?: SyncGeodatabaseParameters): Promise<SyncResult> {
    this.#record('syncGeodatabase', parameters);
    return this.#result();
  }

  unregisterGeodatabase(): Promise<void> {
    this.#record('unregisterGeodatabase');
    return Promise.resolve();
  }

  inspectGeodatabase(): Promise<GeodatabaseFile> {
    this.#record('inspectGeodatabase');
    return this.file === undefined
      ? Promise.reject(new GdbError('bad-file', 'This is neither a mobile geodatabase nor a bundle.'))
      : Promise.resolve(this.file);
  }

  registerGeodatabase(): Promise<SyncResult> {
    this.#record('registerGeodatabase');
    return this.#result();
  }

  exportGeodatabase(): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
    this.#record('exportGeodatabase');
    return Promise.resolve(new ReadableStream());
  }

  checkService(): Promise<ServiceCheck> {
    this.#record('checkService');
    return Promise.resolve({ canSync: true, layerIds: [], gaps: [] });
  }

  listReplicas(): Promise<readonly ReplicaEntry[]> {
    this.#record('listReplicas');
    return Promise.resolve([]);
  }

  unregisterReplica(replicaId: string): Promise<void> {
    this.#record('unregisterReplica', replicaId);
    return Promise.resolve();
  }

  cancel(): void {
    this.#record('cancel');
  }

  pause(reason: PauseReason = 'user'): void {
    this.#record('pause', reason);
  }

  resume(reason: PauseReason = 'user'): void {
    this.#record('resume', reason);
  }

  retryNow(): void {
    this.#record('retryNow');
  }

  provideToken(token: string, options?: { readonly userId?: string }): void {
    this.#record('provideToken', token, options);
  }

  requestSignIn(): void {
    this.#record('requestSignIn');
    this.askForSignIn();
  }

  adoptAnonymousEdits(): Promise<void> {
    this.#record('adoptAnonymousEdits');
    return Promise.resolve();
  }

  applyEdits(layerId: number, edits: LocalEdits): Promise<LocalEditResults> {
    this.#record('applyEdits', layerId, edits);
    return Promise.resolve({ addResults: [], updateResults: [], deleteResults: [] });
  }

  pendingEdits(layerId: number, globalId: GlobalId): Promise<readonly EditEntry[]> {
    this.#record('pendingEdits', layerId, globalId);
    return Promise.resolve([]);
  }

  undoEdit(layerId: number, globalId: GlobalId, choice: EditChoice = {}): Promise<EditEntry> {
    this.#record('undoEdit', layerId, globalId, choice);
    const { attachmentGlobalId } = choice;
    if (attachmentGlobalId === undefined) return Promise.reject(new Error('There is nothing to undo.'));
    this.attachments.undoDelete(attachmentGlobalId);
    this.attachmentsChanged();
    const edit = { operation: 'attachDelete', seq: 1, user: '', storeInstance: '', time: 0 } as const;
    return Promise.resolve({ ...edit, layerId, globalId, attachmentGlobalId });
  }

  queryFeatures(layerId: number, { globalIds = [] }: FeatureQuery = {}): Promise<LocalFeatureSet> {
    return Promise.resolve({
      layerId,
      objectIdFieldName: 'OBJECTID',
      globalIdFieldName: 'GlobalID',
      spatialReference: null,
      fields: [],
      features: globalIds.flatMap((globalId) => this.features.get(globalId) ?? []),
      exceededTransferLimit: false,
    });
  }

  async addAttachment(
    layerId: number,
    globalId: GlobalId,
    file: File | Blob,
    options: AddAttachmentOptions = {},
  ): Promise<AttachmentRecord> {
    const name = options.name ?? (file instanceof File ? file.name : 'file');
    this.#record('addAttachment', layerId, globalId, name);
    const record = await this.attachments.add(name, file, options);
    this.attachmentsChanged();
    return record;
  }

  async updateAttachment(
    attachment: AttachmentRecord,
    file: File | Blob,
    options: AddAttachmentOptions = {},
  ): Promise<AttachmentRecord> {
    this.#record('updateAttachment', attachment.globalId, options.name, options.keywords);
    const record = await this.attachments.replace(attachment, file, options);
    this.attachmentsChanged();
    return record;
  }

  deleteAttachments(layerId: number, globalId: GlobalId, ids: readonly GlobalId[]): Promise<void> {
    this.#record('deleteAttachments', layerId, globalId, ids);
    for (const id of ids) this.attachments.delete(id);
    this.attachmentsChanged();
    return Promise.resolve();
  }

  readDefinition(): Promise<null> {
    return Promise.resolve(null);
  }

  findAttachment(): Promise<AttachmentRecord | null> {
    return Promise.resolve(null);
  }

  queryAttachments(): Promise<readonly AttachmentRecord[]> {
    return Promise.resolve(this.attachments.records);
  }

  readAttachment(attachment: AttachmentRecord): Promise<Blob> {
    return this.attachments.read(attachment);
  }

  async readThumbnail(attachment: AttachmentRecord): Promise<Thumbnail> {
    return { kind: 'picture', image: await this.attachments.read(attachment) };
  }

  async streamAttachment(attachment: AttachmentRecord): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
    return (await this.attachments.read(attachment)).stream();
  }

  /** Tells the elements to look at the attachments again. */
  attachmentsChanged(): void {
    this.dispatchEvent(new GdbEditsChangeEvent([]));
  }

  exportPendingEdits(options: ExportOptions = {}): Promise<RescueFile> {
    this.#record('exportPendingEdits', options);
    const { mode = 'copy', passphrase } = options;
    const file = new File(['zip'], 'default-2026-11-22.zip', { type: 'application/zip' });
    const { features, attachments } = this.state.pending;
    const sealed = passphrase !== undefined;
    return Promise.resolve({ name: file.name, size: file.size, mode, sealed, edits: features, attachments, file });
  }

  importPendingEdits(file: Blob): Promise<ImportedEdits> {
    this.#record('importPendingEdits', file);
    return Promise.resolve({ features: 0, attachments: 0, known: 0 });
  }

  takeBackPendingEdits(): Promise<number> {
    this.#record('takeBackPendingEdits');
    return Promise.resolve(this.state.pending.handedOver ?? 0);
  }

  retryEdit(id: number): Promise<void> {
    this.#record('retryEdit', id);
    this.showErrors(this.syncErrors.filter((error) => error.id !== id));
    return Promise.resolve();
  }

  retryEdits(ids: readonly number[]): Promise<void> {
    this.#record('retryEdits', ids);
    this.showErrors(this.syncErrors.filter(({ id }) => !ids.includes(id)));
    return Promise.resolve();
  }

  discardEdits(ids: readonly number[]): Promise<void> {
    this.#record('discardEdits', ids);
    this.discardedEdits = [...this.discardedEdits, ...this.syncErrors.filter(({ id }) => ids.includes(id))];
    this.showErrors(this.syncErrors.filter(({ id }) => !ids.includes(id)));
    return Promise.resolve();
  }

  restoreDiscardedEdits(ids: readonly number[]): Promise<void> {
    this.#record('restoreDiscardedEdits', ids);
    const back = this.discardedEdits.filter(({ id }) => ids.includes(id));
    this.discardedEdits = this.discardedEdits.filter(({ id }) => !ids.includes(id));
    this.showErrors([...this.syncErrors, ...back].sort((a, b) => a.id - b.id));
    return Promise.resolve();
  }

  forgetDiscardedEdits(): Promise<void> {
    this.#record('forgetDiscardedEdits');
    this.discardedEdits = [];
    this.showErrors(this.syncErrors);
    return Promise.resolve();
  }

  validateEdits(): Promise<readonly EditCheck[]> {
    return Promise.resolve(this.checks);
  }

  discardEdit(id: number): Promise<void> {
    this.#record('discardEdit', id);
    this.showErrors(this.syncErrors.filter((error) => error.id !== id));
    return Promise.resolve();
  }

  receipts(): Promise<readonly SyncReceipt[]> {
    return Promise.resolve(this.pastRuns);
  }

  checkReadiness(): Promise<Readiness> {
    this.#record('checkReadiness');
    return Promise.resolve(this.state.readiness);
  }

  protectStorage(): Promise<boolean | null> {
    this.#record('protectStorage');
    return Promise.resolve(true);
  }

  report(): Promise<SupportReport> {
    this.#record('report');
    return supportReport(this);
  }

  close(): void {
    this.#record('close');
  }

  #record(method: keyof SyncController, ...args: unknown[]): void {
    this.calls.push({ method, args });
  }

  #result(): Promise<SyncResult> {
    const result = this.results.shift();
    if (result === undefined) return new Promise(() => undefined);
    return result instanceof Error ? Promise.reject(result) : Promise.resolve(result);
  }
}

/**
 * A controller that does what a story or a test tells it: it shows the scene it was given, records every call, and never touches a network
 * or a database. It proves nothing about syncing; it puts elements into any state, in any order.
 */
import { GdbAuthRequiredEvent, type AuthRequired } from '../../src/controller/events.js';
import type {
  AreaEstimate,
  ExportOptions,
  GeodatabaseFile,
  ImportedEdits,
  LocalCopy,
  PauseReason,
  Readiness,
  SyncController,
  ReplicaEntry,
  RescueFile,
  ServiceCheck,
  SignOutCheck,
  SupportReport,
  SyncResult,
} from '../../src/controller/types.js';
import { supportReport } from '../../src/controller/report/support-report.js';
import { GdbError } from '../../src/shared/errors.js';
import type { Envelope } from '../../src/shared/esri.js';
import type { UnsentFeature } from '../../src/shared/queries.js';
import type {
  GenerateGeodatabaseParameters,
  SyncRequestDirection,
  SyncGeodatabaseParameters,
  SentEdit,
  SyncReceipt,
} from '../../src/shared/records.js';
import { scenes, type Scene } from './controller-states.js';
import { ScriptedEdits } from './scripted-edits.js';

type Result = SyncResult | Error;

export class ScriptedController extends ScriptedEdits implements SyncController {
  readonly serviceUrl: string = 'https://example.com/arcgis/rest/services/Trees/FeatureServer';
  readonly geodatabaseName: string = 'default';
  readonly keptDays: number = 30;
  readonly ready: Promise<void> = Promise.resolve();
  /** Answers of generateGeodatabase and syncGeodatabase, in order; without one they stay pending. */
  readonly results: Result[] = [];
  /** An error that createDefaultGenerateGeodatabaseParameters rejects with. */
  parametersError: Error | undefined;
  /** What inspectGeodatabase finds; without it the file is none. */
  file: GeodatabaseFile | undefined;
  /** An error that openAs rejects with. */
  openError: Error | undefined;
  /** What copiesHere, usersHere and receipts find. */
  copies: readonly LocalCopy[] = [];
  pastRuns: readonly SyncReceipt[] = [];

  constructor(scene: Scene = scenes.ready()) {
    super(scene);
  }

  /** Photos that may go would start a sync, which a scene plays; that they wait is shown. */
  answerPhotoQuestion(...args: Parameters<SyncController['answerPhotoQuestion']>): Promise<void> {
    this.record('answerPhotoQuestion', ...args);
    if (args[0] === 'wait') this.show({ ...this.scene, state: { ...this.state, photoQuestion: 'wait' } });
    return Promise.resolve();
  }

  sendPhotos(): Promise<SyncResult> {
    this.record('sendPhotos');
    return this.#result();
  }

  /** What estimateGeodatabase tells. */
  estimate: AreaEstimate = { features: 0, bytes: 0, withAttachments: true, layers: [] };

  estimateGeodatabase(parameters: GenerateGeodatabaseParameters): Promise<AreaEstimate> {
    this.record('estimateGeodatabase', parameters);
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
    return Promise.resolve([...new Set(this.copies.map(({ user }) => user))]);
  }

  copiesHere(): Promise<readonly LocalCopy[]> {
    return Promise.resolve(this.copies);
  }

  openAs(user: string): Promise<void> {
    this.record('openAs', user);
    if (this.openError !== undefined) return Promise.reject(this.openError);
    const opened = scenes.ready();
    this.show({ ...opened, state: { ...opened.state, user } });
    return Promise.resolve();
  }

  sentEdits(): Promise<readonly SentEdit[]> {
    return Promise.resolve([]);
  }

  /** Asks for a sign-in, as the service would. */
  askForSignIn(reason: AuthRequired['reason'] = 'token-required'): void {
    const provideToken: AuthRequired['provideToken'] = (token, options) => {
      this.provideToken(token, options);
    };
    this.dispatchEvent(new GdbAuthRequiredEvent({ url: this.serviceUrl, reason, provideToken }));
  }

  createDefaultGenerateGeodatabaseParameters(
    extent: Envelope | null = null,
    options: { readonly layerIds?: readonly number[]; readonly where?: string; readonly signal?: AbortSignal } = {},
  ): Promise<GenerateGeodatabaseParameters> {
    const { layerIds, where } = options;
    this.record('createDefaultGenerateGeodatabaseParameters', extent, { layerIds, where });
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
    this.record('generateGeodatabase', parameters);
    return this.#result();
  }

  createDefaultSyncGeodatabaseParameters(direction?: SyncRequestDirection): Promise<SyncGeodatabaseParameters> {
    this.record('createDefaultSyncGeodatabaseParameters', direction);
    return Promise.resolve({ syncDirection: direction ?? 'bidirectional', layerIds: null, rollbackOnFailure: false });
  }

  syncGeodatabase(parameters?: SyncGeodatabaseParameters): Promise<SyncResult> {
    this.record('syncGeodatabase', parameters);
    return this.#result();
  }

  unregisterGeodatabase(): Promise<void> {
    this.record('unregisterGeodatabase');
    return Promise.resolve();
  }

  inspectGeodatabase(): Promise<GeodatabaseFile> {
    this.record('inspectGeodatabase');
    return this.file === undefined
      ? Promise.reject(new GdbError('bad-file', 'This is neither a mobile geodatabase nor a bundle.'))
      : Promise.resolve(this.file);
  }

  registerGeodatabase(): Promise<SyncResult> {
    this.record('registerGeodatabase');
    return this.#result();
  }

  exportGeodatabase(): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
    this.record('exportGeodatabase');
    return Promise.resolve(new ReadableStream());
  }

  checkService(): Promise<ServiceCheck> {
    this.record('checkService');
    return Promise.resolve({ canSync: true, layerIds: [], gaps: [] });
  }

  listReplicas(): Promise<readonly ReplicaEntry[]> {
    this.record('listReplicas');
    return Promise.resolve([]);
  }

  unregisterReplica(replicaId: string): Promise<void> {
    this.record('unregisterReplica', replicaId);
    return Promise.resolve();
  }

  cancel(): void {
    this.record('cancel');
  }

  pause(reason: PauseReason = 'user'): void {
    this.record('pause', reason);
  }

  resume(reason: PauseReason = 'user'): void {
    this.record('resume', reason);
  }

  retryNow(): void {
    this.record('retryNow');
  }

  provideToken(token: string, options?: { readonly userId?: string }): void {
    this.record('provideToken', token, options);
  }

  requestSignIn(): void {
    this.record('requestSignIn');
    this.askForSignIn();
  }

  adoptAnonymousEdits(): Promise<void> {
    this.record('adoptAnonymousEdits');
    return Promise.resolve();
  }

  exportPendingEdits(options: ExportOptions = {}): Promise<RescueFile> {
    this.record('exportPendingEdits', options);
    const { mode = 'copy', passphrase } = options;
    const file = new File(['zip'], 'default-2026-11-22.zip', { type: 'application/zip' });
    const { features, attachments } = this.state.pending;
    const sealed = passphrase !== undefined;
    return Promise.resolve({ name: file.name, size: file.size, mode, sealed, edits: features, attachments, file });
  }

  importPendingEdits(file: Blob): Promise<ImportedEdits> {
    this.record('importPendingEdits', file);
    return Promise.resolve({ features: 0, attachments: 0, known: 0 });
  }

  takeBackPendingEdits(): Promise<number> {
    this.record('takeBackPendingEdits');
    return Promise.resolve(this.state.pending.handedOver ?? 0);
  }

  receipts(): Promise<readonly SyncReceipt[]> {
    return Promise.resolve(this.pastRuns);
  }

  checkReadiness(): Promise<Readiness> {
    this.record('checkReadiness');
    return Promise.resolve(this.state.readiness);
  }

  protectStorage(): Promise<boolean | null> {
    this.record('protectStorage');
    return Promise.resolve(true);
  }

  report(): Promise<SupportReport> {
    this.record('report');
    return supportReport(this);
  }

  close(): void {
    this.record('close');
  }

  #result(): Promise<SyncResult> {
    const result = this.results.shift();
    if (result === undefined) return new Promise(() => undefined);
    return result instanceof Error ? Promise.reject(result) : Promise.resolve(result);
  }
}

/**
 * The controller that a page holds: state to read, verbs to call, events to hear. It is light, so that an element alone stays small; the engine with
 * database, network and sync machine comes by dynamic import and does the work.
 */
import type { AreaEstimate } from '../shared/area-estimate.js';
import type { ConflictChoice, EditConflict } from '../shared/conflicts.js';
import type { ByteSource } from '../shared/byte-source.js';
import { summarize, toGdbError } from '../shared/errors.js';
import type { ErrorSummary } from '../shared/errors.js';
import type { Envelope } from '../shared/esri.js';
import type { GlobalId } from '../shared/ids.js';
import { keptDaysOf } from '../shared/kept-days.js';
import type { JsonObject } from '../shared/json.js';
import type {
  DistinctQuery,
  EditChoice,
  EditOptions,
  FeatureQuery,
  LocalEditResults,
  LocalEdits,
  LocalExtent,
  LocalFeature,
  LocalFeatureSet,
  LocalRecordSet,
  RowFilter,
  StatisticsQuery,
  UnsentFeature,
} from '../shared/queries.js';
import type {
  AttachmentRecord,
  EditEntry,
  GenerateGeodatabaseParameters,
  SyncRequestDirection,
  SyncGeodatabaseParameters,
  SentEdit,
  SentQuery,
  SyncReceipt,
} from '../shared/records.js';
import type { Wake } from '../sync/run.js';
import type { Assembled } from './assemble.js';
import type { LocalCopy } from './copies-here.js';
import { askPersist } from './device-storage.js';
import { featureStatus } from './feature-status.js';
import { GdbSyncProgressEvent, GdbSyncStatusChangeEvent } from './events.js';
import type { ControllerEventMap } from './events.js';
import type { Face } from './face.js';
import { INITIAL } from './initial-state.js';
import { lateOptions } from './late-options.js';
import { Pauses } from './pauses.js';
import type { SupportReport } from './report/types.js';
import { statusOf } from './status.js';
import type { Thumbnail } from './thumbnails.js';
import type {
  AddAttachmentOptions,
  ControllerOptions,
  ControllerState,
  FeatureEditError,
  GeodatabaseFile,
  PauseReason,
  Readiness,
  RegisterOptions,
  ReplicaEntry,
  ServiceCheck,
  Status,
  StreamOptions,
  SyncController,
  SyncResult,
  SignOutCheck,
  UnregisterOptions,
  UnregisterReplicaOptions,
} from './types.js';
import { watchConnection } from './watch-connection.js';

type Options = ControllerOptions & Required<Pick<ControllerOptions, 'geodatabase'>>;

export class PageController extends EventTarget implements SyncController, Face {
  readonly serviceUrl: string;
  readonly geodatabaseName: string;
  readonly keptDays: number;
  readonly ready: Promise<void>;
  readonly #options: Options;
  readonly #onClosed: () => void;
  readonly #pauses: Pauses;
  readonly #assembled: Promise<Assembled>;
  readonly #signals = new AbortController();
  #state: ControllerState = INITIAL;
  #errors: () => readonly FeatureEditError[] = () => [];
  #discarded: () => readonly FeatureEditError[] = () => [];
  #conflicts: () => readonly EditConflict[] = () => [];

  constructor(options: Options, hooks: { readonly onClosed: () => void }) {
    super();
    this.#options = options;
    this.#onClosed = hooks.onClosed;
    this.serviceUrl = options.serviceUrl;
    this.geodatabaseName = options.geodatabase;
    this.keptDays = keptDaysOf(options.keptDays);
    this.#pauses = new Pauses(() => {
      this.patch({ paused: this.#pauses.reasons }, 'status');
    });
    this.#assembled = this.#load();
    this.ready = this.#open();
    // A page that never awaits `ready` still sees `unavailable` in the state.
    this.ready.catch(() => undefined);
    watchConnection(this.#pauses, {
      signal: this.#signals.signal,
      onOnline: (awayMs) => {
        this.#wake({ kind: 'connection-back', awayMs });
      },
    });
  }

  async #load(): Promise<Assembled> {
    const { assemble } = await import('./assemble.js');
    const assembled = assemble(this.#options, this, this.#pauses);
    const { signal } = this.#signals;
    this.addEventListener(
      'gdb-edits-change',
      () => {
        assembled.autoSync.trigger('edits');
      },
      { signal },
    );
    this.#errors = () => assembled.engine.errors;
    this.#discarded = () => assembled.engine.discarded;
    this.#conflicts = () => assembled.engine.conflicts;
    return assembled;
  }

  async #open(): Promise<void> {
    try {
      const { engine, autoSync } = await this.#assembled;
      await engine.open();
      autoSync.trigger('load');
    } catch (thrown) {
      const error = toGdbError(thrown);
      this.patch({ unavailable: summarize(error), opened: true }, 'status');
      throw error;
    }
  }

  // ------------------------------------------------------------ state

  get state(): ControllerState {
    return this.#state;
  }

  get status(): Status {
    return statusOf(this.#state);
  }

  get syncErrors(): readonly FeatureEditError[] {
    return this.#errors();
  }

  get discardedEdits(): readonly FeatureEditError[] {
    return this.#discarded();
  }

  get conflicts(): readonly EditConflict[] {
    return this.#conflicts();
  }

  get syncError(): ErrorSummary | null {
    return this.#state.sync.kind === 'failed' ? this.#state.sync.error : this.#state.unavailable;
  }

  patch(change: Partial<ControllerState>, kind: 'status' | 'progress'): void {
    this.#state = Object.freeze({ ...this.#state, ...change });
    this.dispatch(
      kind === 'status' ? new GdbSyncStatusChangeEvent(this.#state) : new GdbSyncProgressEvent(this.#state),
    );
  }

  dispatch(event: ControllerEventMap[keyof ControllerEventMap]): void {
    this.dispatchEvent(event);
  }

  /** Fills options that are unset; a second, different value is a conflict that nobody could notice otherwise. */
  fillOptions(late: ControllerOptions): void {
    const { auth, userId } = late;
    Object.assign(this.#options, lateOptions(this.#options, late));
    void this.#assembled.then(({ identity, autoSync }) => {
      if (late.autoSync !== undefined) autoSync.trigger('timer');
      if (auth !== undefined) identity.setAuth(auth);
      if (userId !== undefined) identity.setUserId(userId);
    });
  }

  // ------------------------------------------------------------ sync

  async #engine(): Promise<Assembled> {
    await this.ready;
    return this.#assembled;
  }

  async createDefaultGenerateGeodatabaseParameters(
    extent: Envelope | null = null,
    options: { readonly layerIds?: readonly number[]; readonly where?: string; readonly signal?: AbortSignal } = {},
  ): Promise<GenerateGeodatabaseParameters> {
    return (await this.#engine()).engine.defaultGenerateParameters(extent, options);
  }

  async generateGeodatabase(
    parameters: GenerateGeodatabaseParameters,
    options: { readonly signal?: AbortSignal } = {},
  ): Promise<SyncResult> {
    return (await this.#engine()).engine.generate(parameters, options.signal);
  }

  async createDefaultSyncGeodatabaseParameters(direction?: SyncRequestDirection): Promise<SyncGeodatabaseParameters> {
    return (await this.#engine()).engine.defaultSyncParameters(direction);
  }

  async syncGeodatabase(
    parameters?: SyncGeodatabaseParameters,
    options: { readonly signal?: AbortSignal } = {},
  ): Promise<SyncResult> {
    return (await this.#engine()).engine.sync(parameters, options.signal);
  }

  async sendPhotos(options: { readonly signal?: AbortSignal } = {}): Promise<SyncResult> {
    return (await this.#engine()).engine.sync({ photos: 'now' }, options.signal);
  }

  answerPhotoQuestion: SyncController['answerPhotoQuestion'] = async (answer) => {
    (await this.#engine()).photoQuestion.say(answer);
    if (answer === 'send') await this.sendPhotos();
  };

  async canSignOut(): Promise<SignOutCheck> {
    return (await this.#engine()).engine.canSignOut();
  }

  async usersHere(): Promise<readonly string[]> {
    return (await this.#engine()).engine.usersHere();
  }

  async copiesHere(): Promise<readonly LocalCopy[]> {
    return (await this.#engine()).engine.copiesHere();
  }

  async openAs(user: string): Promise<void> {
    return (await this.#engine()).engine.openAs(user);
  }

  async unregisterGeodatabase(options: UnregisterOptions = {}): Promise<void> {
    return (await this.#engine()).engine.unregister(options);
  }

  async inspectGeodatabase(file: ByteSource): Promise<GeodatabaseFile> {
    return (await (await this.#engine()).prePlanned()).inspect(file);
  }

  async registerGeodatabase(file?: ByteSource, options: RegisterOptions = {}): Promise<SyncResult> {
    return (await (await this.#engine()).prePlanned()).register(file, options);
  }

  async exportGeodatabase(
    options: { readonly signal?: AbortSignal } = {},
  ): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
    return (await (await this.#engine()).prePlanned()).export(options.signal);
  }

  async checkService(options: { readonly signal?: AbortSignal } = {}): Promise<ServiceCheck> {
    return (await this.#engine()).desk.check(options.signal);
  }

  async estimateGeodatabase(
    parameters: GenerateGeodatabaseParameters,
    options: { readonly signal?: AbortSignal } = {},
  ): Promise<AreaEstimate> {
    return (await this.#engine()).desk.estimate(parameters, options.signal);
  }

  async listReplicas(options: { readonly signal?: AbortSignal } = {}): Promise<readonly ReplicaEntry[]> {
    return (await this.#engine()).desk.replicas(options.signal);
  }

  async unregisterReplica(replicaId: string, options: UnregisterReplicaOptions = {}): Promise<void> {
    return (await this.#engine()).desk.unregister(replicaId, options);
  }

  cancel(): void {
    void this.#assembled.then(({ engine }) => {
      engine.cancel();
    });
  }

  pause(reason: PauseReason = 'user'): void {
    this.#pauses.add(reason);
  }

  resume(reason: PauseReason = 'user'): void {
    this.#pauses.delete(reason);
    this.retryNow();
  }

  retryNow(): void {
    this.#wake({ kind: 'person' });
  }

  #wake(wake: Wake): void {
    void this.#assembled.then(({ engine }) => {
      engine.wake(wake);
    });
  }

  provideToken(token: string, options: { readonly userId?: string } = {}): void {
    void this.#engine().then(({ engine }) => engine.provideToken(token, options.userId));
  }

  requestSignIn(): void {
    void this.#engine().then(({ engine }) => {
      engine.requestSignIn();
    });
  }

  async adoptAnonymousEdits(): Promise<void> {
    (await this.#engine()).engine.adoptAnonymous();
  }

  // ------------------------------------------------------------ local data

  async applyEdits(layerId: number, edits: LocalEdits, options: EditOptions = {}): Promise<LocalEditResults> {
    return (await this.#engine()).local.applyEdits(layerId, edits, options);
  }

  async pendingEdits(layerId: number, globalId: GlobalId): Promise<readonly EditEntry[]> {
    return (await this.#engine()).engine.local.pendingEdits(layerId, globalId);
  }

  featureStatus: SyncController['featureStatus'] = async (layerId, globalId) =>
    featureStatus((await this.#engine()).engine.local, layerId, globalId);

  async unsentFeatures(): Promise<readonly UnsentFeature[]> {
    const { queries } = await this.#engine();
    return this.#state.geodatabase === null ? [] : queries().unsent(this.#state.geodatabase.layers);
  }

  async undoEdit(layerId: number, globalId: GlobalId, choice: EditChoice = {}): Promise<EditEntry> {
    return (await this.#engine()).local.undoEdit(layerId, globalId, choice);
  }

  async queryFeatures(layerId: number, query: FeatureQuery = {}): Promise<LocalFeatureSet> {
    return (await this.#engine()).queries().features(layerId, query);
  }

  async queryFeatureCount(layerId: number, query: RowFilter = {}): Promise<number> {
    return (await this.#engine()).queries().count(layerId, query);
  }

  async queryObjectIds(layerId: number, query: FeatureQuery = {}): Promise<readonly number[]> {
    return (await this.#engine()).queries().objectIds(layerId, query);
  }

  async queryGlobalIds(layerId: number, query: FeatureQuery = {}): Promise<readonly GlobalId[]> {
    return (await this.#engine()).queries().globalIds(layerId, query);
  }

  async queryExtent(layerId: number, query: RowFilter = {}): Promise<LocalExtent> {
    return (await this.#engine()).queries().extent(layerId, query);
  }

  async queryStatistics(layerId: number, query: StatisticsQuery): Promise<LocalRecordSet> {
    return (await this.#engine()).queries().statistics(layerId, query);
  }

  async queryDistinctValues(layerId: number, query: DistinctQuery): Promise<LocalRecordSet> {
    return (await this.#engine()).queries().distinctValues(layerId, query);
  }

  async *streamFeatures(
    layerId: number,
    query: FeatureQuery = {},
    options: StreamOptions = {},
  ): AsyncGenerator<readonly LocalFeature[], void, undefined> {
    yield* (await this.#engine()).queries().stream(layerId, query, options);
  }

  async addAttachment(
    layerId: number,
    globalId: GlobalId,
    file: File | Blob,
    options: AddAttachmentOptions = {},
  ): Promise<AttachmentRecord> {
    return (await this.#engine()).local.putAttachment({ layerId, globalId, attachmentGlobalId: null }, file, options);
  }

  async updateAttachment(
    attachment: AttachmentRecord,
    file: File | Blob,
    options: AddAttachmentOptions = {},
  ): Promise<AttachmentRecord> {
    const { layerId, parentGlobalId, globalId } = attachment;
    return (await this.#engine()).local.putAttachment(
      { layerId, globalId: parentGlobalId, attachmentGlobalId: globalId },
      file,
      options,
    );
  }

  async deleteAttachments(
    layerId: number,
    globalId: GlobalId,
    attachmentGlobalIds: readonly GlobalId[],
  ): Promise<void> {
    return (await this.#engine()).local.deleteAttachments(layerId, globalId, attachmentGlobalIds);
  }

  async readDefinition(layerId: number | null): Promise<JsonObject | null> {
    return (await this.#engine()).engine.local.readDefinition(layerId);
  }

  async findAttachment(layerId: number, globalId: GlobalId): Promise<AttachmentRecord | null> {
    return (await this.#engine()).engine.local.findAttachment(layerId, globalId);
  }

  async queryAttachments(layerId: number, globalIds: readonly GlobalId[]): Promise<readonly AttachmentRecord[]> {
    return (await this.#engine()).engine.local.queryAttachments(layerId, globalIds);
  }

  async readAttachment(attachment: AttachmentRecord, options: { readonly signal?: AbortSignal } = {}): Promise<Blob> {
    return (await this.#engine()).local.readAttachment(attachment, options.signal);
  }

  async readThumbnail(attachment: AttachmentRecord): Promise<Thumbnail> {
    return (await this.#engine()).local.readThumbnail(attachment);
  }

  async streamAttachment(attachment: AttachmentRecord): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
    return (await this.#engine()).local.streamAttachment(attachment);
  }

  async resolveConflict(layerId: number, globalId: GlobalId, choice: ConflictChoice): Promise<void> {
    return (await this.#engine()).local.resolveConflict(layerId, globalId, choice);
  }

  async dismissConflict(layerId: number, globalId: GlobalId): Promise<void> {
    return (await this.#engine()).local.dismissConflict(layerId, globalId);
  }

  exportPendingEdits: SyncController['exportPendingEdits'] = async (options = {}) =>
    (await this.#engine()).rescue.export(options);
  importPendingEdits: SyncController['importPendingEdits'] = async (file, options = {}) =>
    (await this.#engine()).rescue.import(file, options);
  takeBackPendingEdits: SyncController['takeBackPendingEdits'] = async () => (await this.#engine()).rescue.takeBack();

  retryEdit: SyncController['retryEdit'] = (id) => this.retryEdits([id]);
  discardEdit: SyncController['discardEdit'] = async (id) => (await this.#engine()).refused.forget([id]);
  retryEdits: SyncController['retryEdits'] = async (ids) => (await this.#engine()).refused.retry(ids);
  discardEdits: SyncController['discardEdits'] = async (ids) => (await this.#engine()).refused.discard(ids);
  restoreDiscardedEdits: SyncController['restoreDiscardedEdits'] = async (ids) =>
    (await this.#engine()).refused.restore(ids);
  forgetDiscardedEdits: SyncController['forgetDiscardedEdits'] = async () =>
    (await this.#engine()).refused.forget(this.discardedEdits.map(({ id }) => id));
  validateEdits: SyncController['validateEdits'] = async (layerId) => (await this.#engine()).refused.validate(layerId);

  async receipts(limit = 20): Promise<readonly SyncReceipt[]> {
    return (await this.#engine()).engine.receipts(limit);
  }

  async sentEdits(query: SentQuery = {}): Promise<readonly SentEdit[]> {
    return (await this.#engine()).engine.sentEdits(query);
  }

  async checkReadiness(options: { readonly signal?: AbortSignal } = {}): Promise<Readiness> {
    // Where nothing can be opened there is nothing to look at.
    const assembled = await this.#engine().catch(() => null);
    await assembled?.engine.checkReadiness(options.signal);
    return this.#state.readiness;
  }

  async protectStorage(): Promise<boolean | null> {
    const promised = await askPersist();
    await this.checkReadiness();
    return promised;
  }

  async report(): Promise<SupportReport> {
    const { supportReport } = await import('./report/support-report.js');
    return supportReport(this);
  }

  close(): void {
    this.#signals.abort();
    void this.#assembled.then(({ engine, autoSync }) => {
      autoSync.stop();
      engine.close();
    });
    this.#onClosed();
  }
}

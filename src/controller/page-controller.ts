/**
 * The controller that a page holds: state to read, verbs to call, events to hear. It is light, so that an element alone stays small; the engine with
 * database, network and sync machine comes by dynamic import and does the work.
 */
import type { AreaEstimate } from '../shared/area-estimate.js';
import type { EditConflict } from '../shared/conflicts.js';
import type { ByteSource } from '../shared/byte-source.js';
import { GdbError, type ErrorSummary } from '../shared/errors.js';
import type { Envelope } from '../shared/esri.js';
import { keptDaysOf } from '../shared/kept-days.js';
import { loadPart } from '../shared/load-part.js';
import type {
  GenerateGeodatabaseParameters,
  SyncRequestDirection,
  SyncGeodatabaseParameters,
  SentEdit,
  SentQuery,
  SyncReceipt,
} from '../shared/records.js';
import type { Wake } from '../sync/run.js';
import type { assemble, Assembled } from './assemble.js';
import { askPersist } from './may-keep.js';
import type { LocalCopy } from './copies-here.js';
import { GdbSyncProgressEvent, GdbSyncStatusChangeEvent } from './events.js';
import type { ControllerEventMap } from './events.js';
import type { Face } from './face.js';
import { INITIAL } from './initial-state.js';
import { LateEngine } from './late-engine.js';
import { lateOptions } from './late-options.js';
import { LocalVerbs } from './local-verbs.js';
import { Pauses } from './pauses.js';
import type { SupportReport } from './report/types.js';
import { statusOf } from './status.js';
import type {
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
  SyncController,
  SyncResult,
  SignOutCheck,
  UnregisterOptions,
  UnregisterReplicaOptions,
} from './types.js';
import { watchConnection } from './watch-connection.js';

type Options = ControllerOptions & Required<Pick<ControllerOptions, 'geodatabase'>>;

export class PageController extends LocalVerbs implements SyncController, Face {
  readonly serviceUrl: string;
  readonly geodatabaseName: string;
  readonly keptDays: number;
  readonly #options: Options;
  readonly #onClosed: () => void;
  readonly #pauses: Pauses;
  readonly #signals = new AbortController();
  readonly #late: LateEngine;
  #state: ControllerState = INITIAL;

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
    this.#late = new LateEngine({ face: this, make: this.#assemble, signal: this.#signals.signal });
    watchConnection(this.#pauses, {
      signal: this.#signals.signal,
      onOnline: (awayMs) => {
        this.#wake({ kind: 'connection-back', awayMs });
      },
    });
  }

  readonly #assemble = (assembleRooms: typeof assemble): Assembled => {
    const assembled = assembleRooms(this.#options, this, this.#pauses);
    const { signal } = this.#signals;
    this.addEventListener(
      'gdb-edits-change',
      () => {
        assembled.autoSync.trigger('edits');
      },
      { signal },
    );
    return assembled;
  };

  // ------------------------------------------------------------ state

  get ready(): Promise<void> {
    return this.#late.ready;
  }

  get state(): ControllerState {
    return this.#state;
  }

  get status(): Status {
    return statusOf(this.#state);
  }

  get syncErrors(): readonly FeatureEditError[] {
    return this.#late.assembled?.engine.errors ?? [];
  }

  get discardedEdits(): readonly FeatureEditError[] {
    return this.#late.assembled?.engine.discarded ?? [];
  }

  get conflicts(): readonly EditConflict[] {
    return this.#late.assembled?.engine.conflicts ?? [];
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
    const { assembled } = this.#late;
    // What comes later looks at the options itself.
    if (assembled === null) return;
    if (late.autoSync !== undefined) assembled.autoSync.trigger('timer');
    if (auth !== undefined) assembled.identity.setAuth(auth);
    if (userId !== undefined) assembled.identity.setUserId(userId);
  }

  // ------------------------------------------------------------ sync

  protected override opened(): Promise<Assembled> {
    return this.#late.opened();
  }

  async createDefaultGenerateGeodatabaseParameters(
    extent: Envelope | null = null,
    options: { readonly layerIds?: readonly number[]; readonly where?: string; readonly signal?: AbortSignal } = {},
  ): Promise<GenerateGeodatabaseParameters> {
    return (await this.opened()).engine.defaultGenerateParameters(extent, options);
  }

  async generateGeodatabase(
    parameters: GenerateGeodatabaseParameters,
    options: { readonly signal?: AbortSignal } = {},
  ): Promise<SyncResult> {
    return (await this.opened()).engine.generate(parameters, options.signal);
  }

  async createDefaultSyncGeodatabaseParameters(direction?: SyncRequestDirection): Promise<SyncGeodatabaseParameters> {
    return (await this.opened()).engine.defaultSyncParameters(direction);
  }

  async syncGeodatabase(
    parameters?: SyncGeodatabaseParameters,
    options: { readonly signal?: AbortSignal } = {},
  ): Promise<SyncResult> {
    return (await this.opened()).engine.sync(parameters, options.signal);
  }

  async sendPhotos(options: { readonly signal?: AbortSignal } = {}): Promise<SyncResult> {
    return (await this.opened()).engine.sync({ photos: 'now' }, options.signal);
  }

  answerPhotoQuestion: SyncController['answerPhotoQuestion'] = async (answer) => {
    (await this.opened()).photoQuestion.say(answer);
    if (answer === 'send') await this.sendPhotos();
  };

  async canSignOut(): Promise<SignOutCheck> {
    return (await this.opened()).engine.canSignOut();
  }

  async usersHere(): Promise<readonly string[]> {
    return (await this.opened()).engine.usersHere();
  }

  async copiesHere(): Promise<readonly LocalCopy[]> {
    return (await this.opened()).engine.copiesHere();
  }

  async openAs(user: string): Promise<void> {
    return (await this.opened()).engine.openAs(user);
  }

  async unregisterGeodatabase(options: UnregisterOptions = {}): Promise<void> {
    return (await this.opened()).engine.unregister(options);
  }

  async inspectGeodatabase(file: ByteSource): Promise<GeodatabaseFile> {
    return (await (await this.opened()).prePlanned()).inspect(file);
  }

  async registerGeodatabase(file?: ByteSource, options: RegisterOptions = {}): Promise<SyncResult> {
    return (await (await this.opened()).prePlanned()).register(file, options);
  }

  async exportGeodatabase(
    options: { readonly signal?: AbortSignal } = {},
  ): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
    return (await (await this.opened()).prePlanned()).export(options.signal);
  }

  async checkService(options: { readonly signal?: AbortSignal } = {}): Promise<ServiceCheck> {
    return (await this.opened()).desk.check(options.signal);
  }

  async estimateGeodatabase(
    parameters: GenerateGeodatabaseParameters,
    options: { readonly signal?: AbortSignal } = {},
  ): Promise<AreaEstimate> {
    return (await this.opened()).desk.estimate(parameters, options.signal);
  }

  async listReplicas(options: { readonly signal?: AbortSignal } = {}): Promise<readonly ReplicaEntry[]> {
    return (await this.opened()).desk.replicas(options.signal);
  }

  async unregisterReplica(replicaId: string, options: UnregisterReplicaOptions = {}): Promise<void> {
    return (await this.opened()).desk.unregister(replicaId, options);
  }

  cancel(): void {
    this.#late.assembled?.engine.cancel();
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
    const { assembled } = this.#late;
    if (assembled) assembled.engine.wake(wake);
    else void this.#late.opened();
  }

  provideToken(token: string, options: { readonly userId?: string } = {}): void {
    void this.#whenOpened(({ engine }) => {
      engine.provideToken(token, options.userId);
    });
  }

  /** Where nothing can be opened nothing is done, and the state says why. */
  #whenOpened(work: (assembled: Assembled) => void): Promise<void> {
    return this.opened().then(work, () => undefined);
  }

  requestSignIn(): void {
    void this.#whenOpened(({ engine }) => {
      engine.requestSignIn();
    });
  }

  async adoptAnonymousEdits(): Promise<void> {
    (await this.opened()).engine.adoptAnonymous();
  }

  // ------------------------------------------------------------ edits that cannot go, and what went

  exportPendingEdits: SyncController['exportPendingEdits'] = async (options = {}) =>
    (await this.opened()).rescue.export(options);
  importPendingEdits: SyncController['importPendingEdits'] = async (file, options = {}) =>
    (await this.opened()).rescue.import(file, options);
  takeBackPendingEdits: SyncController['takeBackPendingEdits'] = async () => (await this.opened()).rescue.takeBack();

  retryEdit: SyncController['retryEdit'] = (id) => this.retryEdits([id]);
  discardEdit: SyncController['discardEdit'] = async (id) => (await this.opened()).refused.forget([id]);
  retryEdits: SyncController['retryEdits'] = async (ids) => (await this.opened()).refused.retry(ids);
  discardEdits: SyncController['discardEdits'] = async (ids) => (await this.opened()).refused.discard(ids);
  restoreDiscardedEdits: SyncController['restoreDiscardedEdits'] = async (ids) =>
    (await this.opened()).refused.restore(ids);
  forgetDiscardedEdits: SyncController['forgetDiscardedEdits'] = async () =>
    (await this.opened()).refused.forget(this.discardedEdits.map(({ id }) => id));
  validateEdits: SyncController['validateEdits'] = async (layerId) => (await this.opened()).refused.validate(layerId);

  async receipts(limit = 20): Promise<readonly SyncReceipt[]> {
    return (await this.opened()).engine.receipts(limit);
  }

  async sentEdits(query: SentQuery = {}): Promise<readonly SentEdit[]> {
    return (await this.opened()).engine.sentEdits(query);
  }

  async checkReadiness(options: { readonly signal?: AbortSignal } = {}): Promise<Readiness> {
    // Where nothing can be opened there is nothing to look at.
    const assembled = await this.opened().catch(() => null);
    await assembled?.engine.checkReadiness(options.signal);
    return this.#state.readiness;
  }

  async protectStorage(): Promise<boolean | null> {
    const promised = await askPersist();
    await this.checkReadiness();
    return promised;
  }

  async report(): Promise<SupportReport> {
    const { supportReport } = await loadPart(() => import('./report/support-report.js'));
    return supportReport(this);
  }

  close(): void {
    this.#signals.abort(new GdbError('controller-closed', 'This controller was closed.'));
    this.#late.assembled?.autoSync.stop();
    this.#late.assembled?.engine.close();
    this.#onClosed();
  }
}

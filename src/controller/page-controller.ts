/**
 * The controller that a page holds: state to read, verbs to call, events to hear. It is light, so that an element alone stays small; the engine with
 * database, network and sync machine comes by dynamic import and does the work.
 */
import type { AreaEstimate } from '../shared/area-estimate.js';
import type { EditConflict } from '../shared/conflicts.js';
import type { ByteSource } from '../shared/byte-source.js';
import { summarize, toGdbError } from '../shared/errors.js';
import type { ErrorSummary } from '../shared/errors.js';
import type { Envelope } from '../shared/esri.js';
import { keptDaysOf } from '../shared/kept-days.js';
import type {
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
import { GdbSyncProgressEvent, GdbSyncStatusChangeEvent } from './events.js';
import type { ControllerEventMap } from './events.js';
import type { Face } from './face.js';
import { INITIAL } from './initial-state.js';
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

  protected override async opened(): Promise<Assembled> {
    await this.ready;
    return this.#assembled;
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
    void this.opened().then(({ engine }) => engine.provideToken(token, options.userId));
  }

  requestSignIn(): void {
    void this.opened().then(({ engine }) => {
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

/**
 * One geodatabase at work: opens its database and hands operations to the holder. Everything it uses comes from assemble.ts; what it shows goes
 * through live-state.ts.
 */
import type { EditConflict } from '../shared/conflicts.js';
import { GdbError } from '../shared/errors.js';
import type { GdbErrorCode } from '../shared/errors.js';
import type { Envelope } from '../shared/esri.js';
import type {
  AttachmentRecord,
  GenerateGeodatabaseParameters,
  GeodatabaseRecord,
  Operation,
  SyncRequestDirection,
  SyncGeodatabaseParameters,
  SentEdit,
  SentQuery,
  SyncReceipt,
} from '../shared/records.js';
import type { CallOptions, CatalogueEntry, CataloguePort, GeodatabasePort, ServiceDescription } from '../sync/ports.js';
import type { HostPort } from '../sync/context.js';
import { isActive } from '../sync/state.js';
import type { EndState } from '../sync/state.js';
import { bringAttachment } from './bring-attachment.js';
import { copiesHere, type LocalCopy } from './copies-here.js';
import { CopyWatch } from './copy-watch.js';
import { askPersist, requireStorage } from './may-keep.js';
import type { EngineDeps } from './engine-deps.js';
import type { EditsChange } from './events.js';
import { explained } from './explain-support.js';
import { ANONYMOUS } from './identity.js';
import { JustDescribed } from './just-described.js';
import { LiveState } from './live-state.js';
import { measureArea } from './measure-area.js';
import { openCopy, type OpenCopy } from './open-copy.js';
import { ownerKey } from './owner-key.js';
import { defaultGenerateParameters, defaultSyncParameters } from './parameters.js';
import { forgetDiscarded } from './refused-edits.js';
import { requireWhole } from './require-whole.js';
import { SignIn } from './sign-in.js';
import { endError, type SyncHolder } from './sync-holder.js';
import { syncWish } from './sync-wish.js';
import { entryToOpen, requireAllSent, signOutCheck, type SignOutCheck } from './people-here.js';
import type { FeatureEditError, SyncResult, UnregisterOptions } from './types.js';

const STORAGE_TROUBLE: ReadonlySet<GdbErrorCode> = new Set<GdbErrorCode>(['storage-full', 'storage-lost']);

export class Engine {
  readonly #deps: EngineDeps;
  readonly #live: LiveState;
  readonly #signIn: SignIn;
  readonly #copy: CopyWatch;
  readonly #described = new JustDescribed();
  #catalogue: CataloguePort | null = null;
  #open: OpenCopy | null = null;
  #loading: ReturnType<HostPort['fileToLoad']> = null;
  #closed = false;

  constructor(deps: EngineDeps) {
    this.#deps = deps;
    const { face, pauses, clock, serviceUrl } = deps;
    this.#copy = new CopyWatch(`${serviceUrl}#${deps.geodatabaseName}`, face);
    this.#live = new LiveState({
      face,
      pauses,
      clock,
      user: () => this.#userToShow(),
      lastVisitAt: () => this.#copy.lastVisitAt,
      clockAheadMs: deps.clockAheadMs,
    });
    this.#signIn = new SignIn({
      face,
      pauses,
      serviceUrl,
      provideToken: (token, userId) => {
        this.provideToken(token, userId);
      },
    });
  }

  // ------------------------------------------------------------ opening and closing

  /** Opens what this device has, with no network, and goes on with what an earlier page began. */
  async open(): Promise<void> {
    requireStorage();
    const { identity, clock } = this.#deps;
    this.#copy.begin(clock.now());
    this.#catalogue = await this.#deps.openCatalogue();
    // Closed meanwhile: what has just come is let go of.
    if (this.#closed) this.close();
    const entries = await this.#entries();
    const entry = identity.named
      ? entries.find((candidate) => candidate.key.user === identity.user)
      : entries.length === 1
        ? entries[0]
        : undefined;
    if (entry === undefined) await this.#live.show(null);
    else await this.#openEntry(entry);
    await this.#live.refreshReadiness();
    this.#live.inBackground(this.#live.askOpensOffline());
    // Where several users have copies here, which of them is meant is not known yet.
    this.#copy.opened(entry !== undefined || entries.length === 0);
    this.#live.inBackground(this.#resumeUnfinished());
  }

  async #entries(): Promise<readonly CatalogueEntry[]> {
    return this.#requireCatalogue().find({ service: this.#deps.serviceUrl, geodatabase: this.#deps.geodatabaseName });
  }

  async #openEntry(entry: CatalogueEntry): Promise<OpenCopy> {
    const open = await openCopy(entry, {
      ...this.#deps,
      catalogue: () => this.#requireCatalogue(),
      requireRoom: (bytes) => this.#copy.requireRoom(bytes),
      requireRoomFor: (parameters, { layers, signal }) =>
        this.#copy.requireRoomFor(() => measureArea(parameters, layers, { measure: this.#deps.measureLayer, signal })),
      fileToLoad: () => this.#loading,
      justDescribed: (layerIds) => this.#described.take(layerIds, this.#deps.clock.now()),
      hear: (message) => {
        this.#live.hear(message);
      },
      onState: (state, event) => {
        this.#live.onState(state, event);
      },
      needAuth: (error) => {
        this.#signIn.needed(error);
      },
      resume: () => {
        this.#live.inBackground(this.#resumeUnfinished());
      },
    });
    this.#open = open;
    if (this.#closed) this.close();
    this.#requireOpen();
    await this.#live.show(open);
    return open;
  }

  async #resumeUnfinished(): Promise<void> {
    const open = this.#open;
    if (open === null) return;
    const { operation } = await open.store.info();
    // Its file went with the page that had it.
    if (operation?.kind === 'load') await open.holder.withHold((epoch) => open.store.setOperation(epoch, null));
    else if (operation !== null && !this.#closed) await this.#afterEnd(await open.holder.start(operation, undefined));
    else if (!this.#closed) open.holder.tidy();
  }

  close(): void {
    this.#closed = true;
    this.#live.close();
    this.#closeOpen();
    this.#catalogue?.close();
  }

  #closeOpen(): void {
    this.#open?.holder.abandon();
    this.#open?.channel.close();
    this.#open?.store.close();
    this.#open = null;
  }

  // ------------------------------------------------------------ operations

  async defaultGenerateParameters(
    extent: Envelope | null,
    options: { readonly layerIds?: readonly number[]; readonly where?: string; readonly signal?: AbortSignal },
  ): Promise<GenerateGeodatabaseParameters> {
    const signal = options.signal ?? new AbortController().signal;
    const note = this.#described.ask();
    const description = await this.describe(options.layerIds ?? null, signal).catch((error: unknown) =>
      explained(error, { ...this.#deps, layerIds: options.layerIds ?? null }, signal),
    );
    note(description, this.#deps.clock.now());
    this.#live.inBackground(this.#copy.askService(this.#deps.service, this.#deps.identity.user, signal));
    const { outSpatialReference, mapReference } = this.#deps.wishes();
    const reference = outSpatialReference === undefined ? (mapReference?.() ?? null) : outSpatialReference;
    return defaultGenerateParameters(description, { extent, where: options.where, reference });
  }

  async generate(parameters: GenerateGeodatabaseParameters, signal: AbortSignal | undefined): Promise<SyncResult> {
    if (this.#deps.face.state.geodatabase !== null) {
      throw new GdbError(
        'geodatabase-exists',
        'This area is on this device already. Sync it, or remove it first to take another.',
      );
    }
    return this.#bring({ kind: 'generate', ...this.#stamp(), parameters }, signal);
  }

  describe(layerIds: readonly number[] | null, signal: AbortSignal): Promise<ServiceDescription> {
    return this.#signIn.during(() => this.#deps.service.describe(layerIds, { signal }), signal);
  }

  /** A geodatabase out of a file. Needs no connection. */
  async load(loading: NonNullable<ReturnType<HostPort['fileToLoad']>>, signal?: AbortSignal): Promise<SyncResult> {
    this.#loading = loading;
    try {
      return await this.#bring({ kind: 'load', ...this.#stamp() }, signal);
    } finally {
      this.#loading = null;
    }
  }

  /** A replica of its own for what was loaded. */
  async register(takeAnew: boolean, signal: AbortSignal | undefined): Promise<SyncResult> {
    const open = this.#requireOpen();
    this.#requireGeodatabase();
    this.#signIn.mayAskAgain();
    return this.#perform(open, { kind: 'register', ...this.#stamp(), takeAnew }, signal);
  }

  async #bring(operation: Operation, signal: AbortSignal | undefined): Promise<SyncResult> {
    const open = await this.#ensureOpen(signal ?? new AbortController().signal);
    await this.#copy.beforeLoad();
    const result = await this.#perform(open, operation, signal);
    await this.#copy.loaded();
    // The right moment to ask: there is something to protect, and the person has just said so. Not awaited: some browsers ask the person, who
    // may never answer.
    this.#live.inBackground(askPersist().then(() => this.#live.refreshReadiness()));
    return result;
  }

  defaultSyncParameters(direction: SyncRequestDirection | undefined): SyncGeodatabaseParameters {
    return defaultSyncParameters(this.#requireGeodatabase(), direction);
  }

  /** `own`: by itself, without a person who could be asked to sign in again. */
  async sync(
    parameters: Partial<SyncGeodatabaseParameters> | undefined,
    signal: AbortSignal | undefined,
    own = false,
  ): Promise<SyncResult> {
    const open = this.#requireOpen();
    if (this.geodatabase?.registration?.kind === 'pending') await this.register(false, signal);
    if (!own) this.#signIn.mayAskAgain();
    const wish = syncWish(this.#deps.wishes(), this.defaultSyncParameters(undefined), parameters);
    return this.#perform(open, { kind: 'sync', ...this.#stamp(), parameters: wish }, signal);
  }

  async unregister(options: UnregisterOptions): Promise<void> {
    const open = this.#requireOpen();
    this.#requireGeodatabase();
    if (options.discardPendingEdits !== true) requireAllSent((await open.store.info()).pending);
    const discardPendingEdits = options.discardPendingEdits === true;
    const leave = options.leaveReplica === true ? ({ leaveReplica: true } as const) : {};
    await this.#perform(open, { kind: 'unregister', ...this.#stamp(), discardPendingEdits, ...leave }, options.signal);
    this.#copy.removed();
  }

  #stamp(): Pick<Operation, 'uid' | 'startedAt'> {
    return { uid: this.#deps.chance.uuid(), startedAt: this.#deps.clock.now() };
  }

  async #perform(open: OpenCopy, operation: Operation, signal: AbortSignal | undefined): Promise<SyncResult> {
    const before = new Set(this.errors.map((one) => one.id));
    const end = await open.holder.start(operation, signal);
    await this.#afterEnd(end);
    const error = endError(end);
    if (error !== null) throw error;
    requireWhole(await open.store.info());
    const { totals } = end;
    return {
      status: end.kind === 'completed-with-errors' ? 'completed-with-errors' : 'completed',
      sent: { features: totals.sentFeatures, attachments: totals.sentAttachments },
      received: { features: totals.receivedFeatures, attachments: totals.receivedAttachments },
      errors: this.errors.filter((one) => !before.has(one.id)),
      notes: end.notes ?? [],
    };
  }

  async #afterEnd(end: EndState): Promise<void> {
    if (this.#closed) return;
    if (end.kind !== 'cancelled') this.#deps.photoQuestion.afterRun(end.notes);
    const hasSynced = end.operation.kind === 'sync' && end.kind !== 'failed' && end.kind !== 'cancelled';
    if (hasSynced && this.discarded.length > 0) await forgetDiscarded(this.local, end.operation.startedAt);
    await this.#live.refresh();
    await this.#live.refreshReadiness();
    // What was refused before it began takes no room: something smaller may be tried at once.
    const isTrouble = end.kind === 'failed' && STORAGE_TROUBLE.has(end.error.code);
    if (isTrouble && end.error.details.bytesNeeded === undefined) this.#deps.pauses.add('storage');
  }

  /** Any reply of the service tells its clock. */
  async checkReadiness(given: AbortSignal | undefined): Promise<void> {
    const signal = given ?? new AbortController().signal;
    const asked = this.#live.askOpensOffline();
    if (navigator.onLine) await this.#deps.inspect({ signal }).catch(() => undefined);
    await asked;
    await this.#live.refreshReadiness().catch(() => undefined);
  }

  cancel(): void {
    this.#open?.holder.cancel();
  }

  wake: SyncHolder['wake'] = (wake) => {
    this.#open?.holder.wake(wake);
  };

  // ------------------------------------------------------------ sign-in and users

  requestSignIn(): void {
    this.#signIn.ask();
  }

  provideToken(token: string, userId: string | undefined): void {
    this.#deps.identity.provideToken(token, userId);
    this.#described.forget();
    this.#live.inBackground(
      this.#switchUser().then(() => {
        this.#signIn.answered();
      }),
    );
  }

  adoptAnonymous(): void {
    this.#deps.identity.adoptAnonymous();
    this.#signIn.answered();
  }

  /** When another user is established, theirs opens; unsent edits stay where they were made. */
  async #switchUser(): Promise<void> {
    const { identity, face } = this.#deps;
    const open = this.#open;
    if (!identity.named || open === null || open.entry.key.user === identity.user) return;
    const theirs = (await this.#entries()).find((entry) => entry.key.user === identity.user);
    // What was made without signing in stays open for whoever signs in and has nothing of their own; sending it needs a word.
    if (theirs === undefined && (open.entry.key.user === ANONYMOUS || isActive(face.state.sync))) return;
    this.#closeOpen();
    if (theirs === undefined) await this.#live.show(null);
    else await this.#openEntry(theirs);
  }

  canSignOut(): Promise<SignOutCheck> {
    return signOutCheck(this.#deps.face.state, this.#open, this.#requireCatalogue());
  }

  async usersHere(): Promise<readonly string[]> {
    return (await this.#entries()).map(({ key }) => key.user);
  }

  copiesHere(): Promise<readonly LocalCopy[]> {
    return copiesHere(this.#requireCatalogue(), this.#deps.serviceUrl, this.#open);
  }

  /** The copy of a user who is not signed in: to be read and edited. */
  async openAs(user: string): Promise<void> {
    const { face, identity } = this.#deps;
    const entry = entryToOpen(await this.#entries(), user, { state: face.state, isSignedIn: identity.named });
    if (this.#open?.entry.name === entry.name) return;
    this.#closeOpen();
    await this.#openEntry(entry);
  }

  #userToShow(): string | null {
    const { user } = this.#deps.identity;
    return user === ANONYMOUS && this.#open !== null ? this.#open.entry.key.user : user;
  }

  /** Who makes the edits: the signed-in user, else the one whose store this is. */
  get editUser(): string {
    return this.#userToShow() ?? this.#open?.entry.key.user ?? ANONYMOUS;
  }

  // ------------------------------------------------------------ the service itself

  ask<T>(call: (options: CallOptions) => Promise<T>, given: AbortSignal | undefined): Promise<T> {
    const signal = given ?? new AbortController().signal;
    this.#requireCatalogue();
    return this.#signIn.during(() => call({ signal }), signal);
  }

  deviceId(): Promise<string> {
    return this.#requireCatalogue().deviceId();
  }

  /**
   * Brings the bytes of a received attachment, and keeps them. While a sync runs they are handed over without being kept: null where they were kept.
   * Rejects `attachment-not-found` where the service has none.
   */
  async bringAttachment(record: AttachmentRecord, given: AbortSignal | undefined): Promise<Blob | null> {
    const { store, holder } = this.#requireOpen();
    const layer = this.#requireGeodatabase().layers.find(({ layerId }) => layerId === record.layerId);
    const to = { store, service: this.#deps.service, layer, withHold: holder.withHold.bind(holder) };
    return this.ask(({ signal }) => bringAttachment(record, { ...to, signal }), given);
  }

  /** True for a geodatabase without a replica. */
  get isCopy(): boolean {
    return this.geodatabase?.syncModel === 'none';
  }

  get geodatabase(): GeodatabaseRecord | null {
    return this.#deps.face.state.geodatabase;
  }

  isBuried(replicaId: string): Promise<boolean> {
    return this.#requireCatalogue().isBuried(replicaId);
  }

  /** Null, and nothing done, while a run is under way. */
  withHold<T>(work: () => Promise<T>): Promise<T | null> {
    return this.#requireOpen().holder.withHold(work);
  }

  get replicaId(): string | null {
    return this.geodatabase?.replicaId ?? null;
  }

  // ------------------------------------------------------------ what is open

  /** The open database; the first contact makes one, keyed by portal and user. */
  async #ensureOpen(signal: AbortSignal): Promise<OpenCopy> {
    if (this.#open !== null) return this.#open;
    const key = await ownerKey(this.#deps, signal);
    return this.#openEntry(await this.#requireCatalogue().ensure(key, this.#deps.clock.now()));
  }

  #requireCatalogue(): CataloguePort {
    if (this.#closed) throw new GdbError('controller-closed', 'This controller was closed.');
    if (this.#catalogue === null) throw new GdbError('internal', 'The controller is not open yet: await ready first.');
    return this.#catalogue;
  }

  #requireOpen(): OpenCopy {
    if (this.#closed) throw new GdbError('controller-closed', 'This controller was closed.');
    if (this.#open === null) throw noGeodatabase();
    return this.#open;
  }

  #requireGeodatabase(): GeodatabaseRecord {
    const { geodatabase } = this.#deps.face.state;
    if (geodatabase === null) throw noGeodatabase();
    return geodatabase;
  }

  /** The database, for the verbs that only touch this device. */
  get local(): GeodatabasePort {
    return this.#requireOpen().store;
  }

  get conflicts(): readonly EditConflict[] {
    return this.#live.conflicts;
  }

  get errors(): readonly FeatureEditError[] {
    return this.#live.errors;
  }

  get discarded(): readonly FeatureEditError[] {
    return this.#live.discarded;
  }

  /** After a local edit. */
  localDataChanged(changes: readonly EditsChange[]): Promise<void> {
    return this.#live.localDataChanged(changes);
  }

  async sentEdits(query: SentQuery): Promise<readonly SentEdit[]> {
    return (await this.#open?.store.sentEdits(query)) ?? [];
  }

  async receipts(limit: number): Promise<readonly SyncReceipt[]> {
    return (await this.#open?.store.receipts(limit)) ?? [];
  }
}

function noGeodatabase(): GdbError {
  return new GdbError('no-geodatabase', 'Nothing of this service has been taken offline on this device yet.');
}

/**
 * One geodatabase at work: opens its database, keeps the controller's state true, and hands operations to the holder. Everything it uses comes
 * from assemble.ts.
 */
import { GdbError, summarize, toGdbError } from '../shared/errors.js';
import type { Envelope } from '../shared/esri.js';
import type {
  EditIssue,
  GenerateGeodatabaseParameters,
  Operation,
  PendingCounts,
  SyncDirection,
  SyncGeodatabaseParameters,
  SyncReceipt,
} from '../shared/records.js';
import type { HostPort } from '../sync/context.js';
import type { CatalogueEntry, CataloguePort, ChancePort, ClockPort, GeodatabasePort, ServicePort, UploadsPort } from '../sync/ports.js';
import { isActive } from '../sync/state.js';
import type { EndState, SyncEvent, SyncState } from '../sync/state.js';
import { askPersist, bytesFree, requireStorage, storagePersisted } from './device-storage.js';
import { toFeatureEditError } from './edit-errors.js';
import { GdbAuthRequiredEvent, GdbConflictEvent, GdbEditErrorEvent, GdbEditsChangeEvent } from './events.js';
import type { AuthReason, EditsChange } from './events.js';
import type { Face } from './face.js';
import { ANONYMOUS } from './identity.js';
import type { Identity, WhoAmI } from './identity.js';
import { defaultGenerateParameters, defaultSyncParameters } from './parameters.js';
import type { Pauses } from './pauses.js';
import { SyncHolder, endError } from './sync-holder.js';
import { TabChannel } from './tabs.js';
import type { TabMessage } from './tabs.js';
import type { FeatureEditError, SyncResult } from './types.js';

export interface EngineDeps {
  readonly serviceUrl: string;
  readonly geodatabaseName: string;
  readonly settleMs: number;
  readonly face: Face;
  readonly identity: Identity;
  readonly pauses: Pauses;
  readonly openCatalogue: () => Promise<CataloguePort>;
  readonly service: ServicePort;
  readonly whoAmI: WhoAmI;
  readonly uploads: UploadsPort;
  readonly clock: ClockPort;
  readonly chance: ChancePort;
}

/** Progress goes to the other tabs at most so often. */
const TELL_MS = 250;
const AUTH_REASONS: readonly AuthReason[] = ['token-required', 'token-invalid', 'user-unknown', 'user-mismatch', 'anonymous-edits'];
const NOTHING_PENDING: PendingCounts = { features: 0, attachments: 0, attachmentBytes: 0, refused: 0 };

interface Open {
  readonly entry: CatalogueEntry;
  readonly store: GeodatabasePort;
  readonly holder: SyncHolder;
  readonly channel: TabChannel;
}

export class Engine {
  readonly #deps: EngineDeps;
  #catalogue: CataloguePort | null = null;
  #open: Open | null = null;
  #issues: readonly EditIssue[] = [];
  #toldAt = 0;
  #askedToSignIn = false;
  #refreshing: Promise<void> | null = null;
  #refreshWanted = 0;
  #lastAuthReason: AuthReason = 'token-required';
  #closed = false;

  constructor(deps: EngineDeps) {
    this.#deps = deps;
  }

  // ------------------------------------------------------------ opening

  /** Opens what this device has, with no network, and goes on with what an earlier page began. */
  async open(): Promise<void> {
    requireStorage();
    const { identity, face } = this.#deps;
    this.#catalogue = await this.#deps.openCatalogue();
    const entries = await this.#entries();
    const { user } = identity;
    const entry = identity.named ? entries.find((candidate) => candidate.key.user === user) : entries.length === 1 ? entries[0] : undefined;
    if (entry !== undefined) await this.#openEntry(entry);
    await this.#refreshReadiness();
    face.patch({ opened: true, user: this.#userToShow() }, 'status');
    this.#inBackground(this.#resumeUnfinished());
  }

  async #entries(): Promise<readonly CatalogueEntry[]> {
    return this.#requireCatalogue().find({ service: this.#deps.serviceUrl, geodatabase: this.#deps.geodatabaseName });
  }

  async #openEntry(entry: CatalogueEntry): Promise<Open> {
    const { service, uploads, clock, chance, settleMs, pauses, face } = this.#deps;
    const store = await this.#requireCatalogue().open(entry);
    const channel = new TabChannel(entry.name, (message) => {
      this.#hear(message);
    });
    const holder: SyncHolder = new SyncHolder({
      name: entry.name,
      store,
      service,
      uploads,
      clock,
      chance,
      settleMs,
      pauses,
      host: this.#hostPort(entry),
      onState: (state, event) => {
        this.#onState(state, event);
      },
      needAuth: (error) => {
        this.#needAuth(error);
      },
    });
    this.#open = { entry, store, holder, channel };
    const info = await store.info();
    this.#issues = info.issues;
    face.patch({ geodatabase: info.geodatabase, pending: info.pending }, 'status');
    channel.post({ type: 'hello' });
    return this.#open;
  }

  #hostPort(entry: CatalogueEntry): HostPort {
    const { identity, whoAmI, serviceUrl } = this.#deps;
    return {
      authorizeSend: async (editUsers) => {
        await identity.learn(whoAmI, new AbortController().signal);
        this.#deps.face.patch({ user: this.#userToShow() }, 'status');
        identity.authorizeSend(editUsers);
      },
      userName: () => identity.user ?? ANONYMOUS,
      deviceId: () => this.#requireCatalogue().deviceId(),
      noteCreate: (note) => this.#requireCatalogue().noteCreate({ ...note, service: serviceUrl, database: entry.name }),
      forgetCreate: (uid) => this.#requireCatalogue().forgetCreate(uid),
      orphans: () => this.#requireCatalogue().orphans(serviceUrl),
    };
  }

  async #resumeUnfinished(): Promise<void> {
    const open = this.#open;
    if (open === null) return;
    const { operation } = await open.store.info();
    if (operation === null || this.#closed) return;
    await this.#afterEnd(await open.holder.start(operation, undefined));
  }

  close(): void {
    this.#closed = true;
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
    const description = await this.#askingForSignIn(() => this.#deps.service.describe(options.layerIds ?? null, { signal }), signal);
    return defaultGenerateParameters(description, { extent, where: options.where });
  }

  async generate(parameters: GenerateGeodatabaseParameters, signal: AbortSignal | undefined): Promise<SyncResult> {
    if (this.#deps.face.state.geodatabase !== null) {
      throw new GdbError('geodatabase-exists', 'This area is on this device already. Sync it, or remove it first to take another.');
    }
    const open = await this.#ensureOpen(signal);
    const operation: Operation = { kind: 'generate', uid: this.#deps.chance.uuid(), startedAt: this.#deps.clock.now(), parameters };
    const result = await this.#perform(open, operation, signal);
    await askPersist();
    await this.#refreshReadiness();
    return result;
  }

  async defaultSyncParameters(direction: SyncDirection | undefined): Promise<SyncGeodatabaseParameters> {
    return Promise.resolve(defaultSyncParameters(this.#requireGeodatabase(), direction));
  }

  async sync(parameters: SyncGeodatabaseParameters | undefined, signal: AbortSignal | undefined): Promise<SyncResult> {
    const open = this.#requireOpen();
    const operation: Operation = {
      kind: 'sync',
      uid: this.#deps.chance.uuid(),
      startedAt: this.#deps.clock.now(),
      parameters: parameters ?? defaultSyncParameters(this.#requireGeodatabase(), undefined),
    };
    // A person pressed the button: whatever was asked before may be asked again.
    this.#askedToSignIn = false;
    return this.#perform(open, operation, signal);
  }

  async unregister(options: { readonly signal?: AbortSignal; readonly discardPendingEdits?: boolean }): Promise<void> {
    const open = this.#requireOpen();
    this.#requireGeodatabase();
    const { pending } = await open.store.info();
    const unsent = pending.features + pending.attachments + pending.refused;
    if (unsent > 0 && options.discardPendingEdits !== true) {
      throw new GdbError('pending-edits', `${String(unsent)} changes on this device are not sent. Sync first, or say that they may be thrown away.`);
    }
    const operation: Operation = { kind: 'unregister', uid: this.#deps.chance.uuid(), startedAt: this.#deps.clock.now() };
    await this.#perform(open, operation, options.signal);
  }

  async #perform(open: Open, operation: Operation, signal: AbortSignal | undefined): Promise<SyncResult> {
    const before = new Set(this.#issues.map((issue) => issue.id));
    const end = await open.holder.start(operation, signal);
    await this.#afterEnd(end);
    const error = endError(end);
    if (error !== null) throw error;
    const { totals } = end;
    return {
      status: end.kind === 'completed-with-errors' ? 'completed-with-errors' : 'completed',
      sent: { features: totals.sentFeatures, attachments: totals.sentAttachments },
      received: { features: totals.receivedFeatures, attachments: totals.receivedAttachments },
      errors: this.errors.filter((one) => !before.has(one.id)),
    };
  }

  async #afterEnd(end: EndState): Promise<void> {
    if (this.#closed) return;
    await this.#refreshReadiness();
    await this.refresh();
    if (end.kind === 'failed' && isStorageTrouble(end.error.code)) this.#deps.pauses.add('storage');
  }

  cancel(): void {
    this.#open?.holder.cancel();
  }

  wake(): void {
    this.#open?.holder.wake();
  }

  // ------------------------------------------------------------ state

  #onState(state: SyncState, event: SyncEvent): void {
    const { face, pauses, clock } = this.#deps;
    const progress = state.kind === face.state.sync.kind && event.type.endsWith('-progress');
    if (event.type === 'failed' && isConnectionTrouble(event.error.code)) pauses.add('offline');
    else if (!progress && event.type !== 'start' && event.type !== 'retry' && event.type !== 'cancelled' && event.type !== 'failed') pauses.delete('offline');
    face.patch({ sync: state, elsewhere: false }, progress ? 'progress' : 'status');
    if (!progress || clock.now() - this.#toldAt > TELL_MS) {
      this.#toldAt = clock.now();
      this.#open?.channel.post({ type: 'state', state });
    }
    if (event.type === 'applied' || event.type === 'uploaded' || event.type === 'reconciled' || event.type === 'fetched') this.#inBackground(this.localDataChanged([]));
    if (event.type === 'applied' && (event.totals.conflicts ?? 0) > 0) face.dispatch(new GdbConflictEvent([]));
  }

  #hear(message: TabMessage): void {
    const { face } = this.#deps;
    switch (message.type) {
      case 'state':
        this.#open?.holder.heard(message.state);
        face.patch({ sync: message.state, elsewhere: isActive(message.state) }, message.state.kind === face.state.sync.kind ? 'progress' : 'status');
        if (!isActive(message.state)) this.#inBackground(this.refresh());
        return;
      case 'changed':
        this.#inBackground(
          this.refresh().then(() => {
            face.dispatch(new GdbEditsChangeEvent([]));
          }),
        );
        return;
      case 'hello':
        if (isActive(face.state.sync) && !face.state.elsewhere) this.#open?.channel.post({ type: 'state', state: face.state.sync });
    }
  }

  /** Work that nobody waits for: what it meets is shown in the state, unless the controller is being closed. */
  #inBackground(work: Promise<unknown>): void {
    work.catch((error: unknown) => {
      if (!this.#closed) this.#deps.face.patch({ unavailable: summarize(toGdbError(error)) }, 'status');
    });
  }

  /** Reads the counts anew and shows them. Calls that come while one runs share the next. */
  refresh(): Promise<void> {
    this.#refreshWanted += 1;
    this.#refreshing ??= this.#refreshUntilQuiet().finally(() => {
      this.#refreshing = null;
    });
    return this.#refreshing;
  }

  async #refreshUntilQuiet(): Promise<void> {
    for (let seen = 0; seen !== this.#refreshWanted; ) {
      seen = this.#refreshWanted;
      const open = this.#open;
      if (open === null) {
        this.#deps.face.patch({ geodatabase: null, pending: NOTHING_PENDING }, 'status');
        return;
      }
      const info = await open.store.info();
      const known = new Set(this.#issues.map((issue) => issue.id));
      this.#issues = info.issues;
      this.#deps.face.patch({ geodatabase: info.geodatabase, pending: info.pending, user: this.#userToShow() }, 'status');
      const fresh = info.issues.filter((issue) => !known.has(issue.id));
      if (fresh.length > 0) this.#deps.face.dispatch(new GdbEditErrorEvent(fresh.map(toFeatureEditError)));
    }
  }

  async #refreshReadiness(): Promise<void> {
    const missing = this.#open === null ? [] : await this.#open.store.attachmentsToFetch(10_000);
    const [storageIsPersisted, free] = [await storagePersisted(), await bytesFree()];
    const readiness = {
      offlineReady: this.#deps.face.state.geodatabase !== null,
      attachmentsMissing: missing.length,
      storagePersisted: storageIsPersisted,
      bytesFree: free,
    };
    this.#deps.face.patch({ readiness }, 'status');
  }

  /** After an edit or a sync: counts, other tabs, listeners. */
  async localDataChanged(changes: readonly EditsChange[]): Promise<void> {
    if (this.#closed) return;
    this.#open?.channel.post({ type: 'changed' });
    await this.refresh();
    this.#deps.face.dispatch(new GdbEditsChangeEvent(changes));
  }

  get errors(): readonly FeatureEditError[] {
    return this.#issues.map(toFeatureEditError);
  }

  // ------------------------------------------------------------ sign-in and users

  #needAuth(error: GdbError): void {
    this.#deps.pauses.add('needs-auth');
    if (this.#askedToSignIn) return;
    this.#askedToSignIn = true;
    this.askForSignIn(error);
  }

  /** Fires `gdb-auth-required`: once a pause, and again whenever a person presses "Sign in". */
  askForSignIn(error: GdbError | null): void {
    const { face, serviceUrl } = this.#deps;
    const reason = AUTH_REASONS.find((candidate) => candidate === error?.code) ?? this.#lastAuthReason;
    this.#lastAuthReason = reason;
    face.dispatch(
      new GdbAuthRequiredEvent({
        url: serviceUrl,
        reason,
        provideToken: (token, options) => {
          this.#inBackground(this.provideToken(token, options?.userId));
        },
      }),
    );
  }

  async provideToken(token: string, userId: string | undefined): Promise<void> {
    this.#deps.identity.provideToken(token, userId);
    await this.#switchUser();
    this.#askedToSignIn = false;
    this.#deps.pauses.delete('needs-auth');
  }

  adoptAnonymous(): void {
    this.#deps.identity.adoptAnonymous();
    this.#askedToSignIn = false;
    this.#deps.pauses.delete('needs-auth');
  }

  /** When another user is established, theirs opens; unsent edits stay where they were made. */
  async #switchUser(): Promise<void> {
    const { identity, face } = this.#deps;
    const { user } = identity;
    const open = this.#open;
    if (!identity.named || user === null || open === null || open.entry.key.user === user) return;
    const theirs = (await this.#entries()).find((entry) => entry.key.user === user);
    // What was made without signing in stays open for whoever signs in and has nothing of their own; sending it needs a word.
    if (theirs === undefined && open.entry.key.user === ANONYMOUS) return;
    if (theirs === undefined && isActive(face.state.sync)) return;
    this.#closeOpen();
    this.#issues = [];
    face.patch({ geodatabase: null, pending: NOTHING_PENDING, sync: { kind: 'idle' } }, 'status');
    if (theirs !== undefined) await this.#openEntry(theirs);
  }

  #userToShow(): string | null {
    const { user } = this.#deps.identity;
    return user === ANONYMOUS && this.#open !== null ? this.#open.entry.key.user : user;
  }

  /** Who makes the edits: the signed-in user, else the one whose store this is. */
  get editUser(): string {
    const { identity } = this.#deps;
    return identity.named ? (identity.user ?? ANONYMOUS) : (this.#open?.entry.key.user ?? ANONYMOUS);
  }

  async #askingForSignIn<T>(call: () => Promise<T>, signal: AbortSignal): Promise<T> {
    for (;;) {
      try {
        return await call();
      } catch (thrown) {
        const error = toGdbError(thrown);
        if (error.code !== 'token-required' && error.code !== 'token-invalid') throw error;
        this.#needAuth(error);
        await this.#deps.pauses.whenOpen(signal);
      }
    }
  }

  // ------------------------------------------------------------ what is open

  /** The open database; the first contact makes one, keyed by portal and user. */
  async #ensureOpen(signal: AbortSignal | undefined): Promise<Open> {
    if (this.#open !== null) return this.#open;
    const { identity, whoAmI, serviceUrl, geodatabaseName, clock } = this.#deps;
    const stop = signal ?? new AbortController().signal;
    const me = await whoAmI({ signal: stop }).catch((error: unknown) => {
      if (toGdbError(error).code === 'aborted') throw error;
      return { username: null, portal: null };
    });
    await identity.learn(() => Promise.resolve(me), stop);
    const { user } = identity;
    if (user === null) throw new GdbError('user-unknown', 'You are signed in, but the service does not say as whom. Name the user to take an area offline.');
    const portal = me.portal ?? new URL(serviceUrl).origin;
    const entry = await this.#requireCatalogue().ensure({ portal, service: serviceUrl, user, geodatabase: geodatabaseName }, clock.now());
    return this.#openEntry(entry);
  }

  #requireCatalogue(): CataloguePort {
    if (this.#closed) throw new GdbError('controller-closed', 'This controller was closed.');
    if (this.#catalogue === null) throw new GdbError('internal', 'The controller is not open yet: await ready first.');
    return this.#catalogue;
  }

  #requireOpen(): Open {
    if (this.#closed) throw new GdbError('controller-closed', 'This controller was closed.');
    if (this.#open === null) throw new GdbError('no-geodatabase', 'Nothing of this service has been taken offline on this device yet.');
    return this.#open;
  }

  #requireGeodatabase(): NonNullable<Face['state']['geodatabase']> {
    const { geodatabase } = this.#deps.face.state;
    if (geodatabase === null) throw new GdbError('no-geodatabase', 'Nothing of this service has been taken offline on this device yet.');
    return geodatabase;
  }

  /** The database, for the verbs that only touch this device. */
  get local(): GeodatabasePort {
    return this.#requireOpen().store;
  }

  async receipts(limit: number): Promise<readonly SyncReceipt[]> {
    return this.#open === null ? [] : this.#open.store.receipts(limit);
  }
}

function isConnectionTrouble(code: GdbError['code']): boolean {
  return code === 'network' || code === 'timeout' || code === 'not-json';
}

function isStorageTrouble(code: GdbError['code']): boolean {
  return code === 'storage-full' || code === 'storage-lost';
}

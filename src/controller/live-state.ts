/** Keeps the controller's state true: after every step of a sync, every edit, and every word of another tab. */
import type { EditConflict } from '../shared/conflicts.js';
import { summarize, toGdbError } from '../shared/errors.js';
import type { GdbErrorCode } from '../shared/errors.js';
import type { EditIssue, PendingCounts } from '../shared/records.js';
import type { ClockPort, GeodatabasePort } from '../sync/ports.js';
import { isActive } from '../sync/state.js';
import type { SyncEvent, SyncState } from '../sync/state.js';
import { isInstalled, mayBePrivate, opensOffline, room, storagePersisted } from './device-storage.js';
import { refusedLists, sameIssues, toFeatureEditError, type RefusedLists } from './edit-errors.js';
import { GdbConflictEvent, GdbEditErrorEvent, GdbEditsChangeEvent } from './events.js';
import type { EditsChange } from './events.js';
import type { Face } from './face.js';
import { LeaveGuard } from '../shared/leave-guard.js';
import type { Pauses } from './pauses.js';
import type { SyncHolder } from './sync-holder.js';
import { ScreenWakeLock } from './wake-lock.js';
import type { TabChannel, TabMessage } from './tabs.js';
import type { ControllerState, FeatureEditError } from './types.js';

/** Progress goes to the other tabs at most so often. */
const TELL_MS = 250;
const NOTHING_PENDING: PendingCounts = { features: 0, attachments: 0, attachmentBytes: 0, refused: 0, conflicts: 0 };
const CONNECTION_TROUBLE: ReadonlySet<GdbErrorCode> = new Set<GdbErrorCode>(['network', 'timeout', 'not-json']);

/** What of an open geodatabase the state is read from and told to. */
export interface Source {
  readonly store: GeodatabasePort;
  readonly holder: SyncHolder;
  readonly channel: TabChannel;
}

export interface LiveStateDeps {
  readonly face: Face;
  readonly pauses: Pauses;
  readonly clock: ClockPort;
  /** The user to show; changes when a token tells who it is. */
  readonly user: () => string | null;
  readonly lastVisitAt: () => number | null;
  readonly clockAheadMs: () => number | null;
}

export class LiveState {
  readonly #deps: LiveStateDeps;
  #source: Source | null = null;
  #issues: readonly EditIssue[] = [];
  #errors: RefusedLists = { open: [], discarded: [] };
  #conflicts: readonly EditConflict[] = [];
  #ending: Pick<ControllerState, 'sync' | 'elsewhere'> | null = null;
  #toldAt = 0;
  readonly #leaving = new LeaveGuard();
  readonly #screen = new ScreenWakeLock();
  #refreshing: Promise<void> | null = null;
  #refreshWanted = 0;
  #closed = false;

  constructor(deps: LiveStateDeps) {
    this.#deps = deps;
  }

  /** The same list as long as nothing in it changed: views of thousands of rows go by that. */
  get errors(): readonly FeatureEditError[] {
    return this.#errors.open;
  }

  /** Refused edits that a person gave up, and can still bring back. */
  get discarded(): readonly FeatureEditError[] {
    return this.#errors.discarded;
  }

  /** Features changed here and on the service, the newest first. */
  get conflicts(): readonly EditConflict[] {
    return this.#conflicts;
  }

  /** Shows another geodatabase, or none. Other tabs are asked whether one of them is at work on it. */
  async show(source: Source | null): Promise<void> {
    this.#source = source;
    const issues = source === null ? [] : (await source.store.info()).issues;
    this.#keep(issues);
    this.#conflicts = (await source?.store.conflicts()) ?? [];
    if (source === null) this.#deps.face.patch({ sync: { kind: 'idle' }, elsewhere: false }, 'status');
    await this.refresh();
    source?.channel.post({ type: 'hello' });
  }

  close(): void {
    this.#closed = true;
    this.#leaving.unsent = 0;
    this.#screen.wanted = false;
    this.#source = null;
  }

  /** A state of this tab's own run. */
  onState(state: SyncState, event: SyncEvent): void {
    const { face, clock } = this.#deps;
    const progress = state.kind === face.state.sync.kind && event.type.endsWith('-progress');
    this.#noteConnection(event, progress);
    this.#screen.wanted = isActive(state) && state.kind !== 'waiting-retry';
    this.#showSync(state, { elsewhere: false, progress });
    if (!progress || clock.now() - this.#toldAt > TELL_MS) {
      this.#toldAt = clock.now();
      this.#source?.channel.post({ type: 'state', state });
    }
    if (
      event.type === 'applied' ||
      event.type === 'uploaded' ||
      event.type === 'reconciled' ||
      event.type === 'fetched'
    ) {
      this.inBackground(this.localDataChanged([]));
    }
  }

  /** An end is shown together with the counts that it left: "completed" beside "6 changes not sent" would be a lie for a moment. */
  #showSync(sync: SyncState, how: { readonly elsewhere: boolean; readonly progress: boolean }): void {
    if (isActive(sync)) {
      this.#ending = null;
      this.#deps.face.patch({ sync, elsewhere: how.elsewhere }, how.progress ? 'progress' : 'status');
      return;
    }
    this.#ending = { sync, elsewhere: false };
    this.inBackground(this.refresh());
  }

  #takeEnding(): Partial<ControllerState> {
    const ending = this.#ending ?? {};
    this.#ending = null;
    return ending;
  }

  /** Being online is known from requests that worked, not from the browser's opinion. */
  #noteConnection(event: SyncEvent, progress: boolean): void {
    const { pauses } = this.#deps;
    if (event.type === 'failed') {
      if (CONNECTION_TROUBLE.has(event.error.code)) pauses.add('offline');
    } else if (!progress && event.type !== 'start' && event.type !== 'retry' && event.type !== 'cancelled')
      pauses.delete('offline');
  }

  /** A word of another tab. */
  hear(message: TabMessage): void {
    const { face } = this.#deps;
    switch (message.type) {
      case 'state':
        this.#source?.holder.heard(message.state);
        this.#showSync(message.state, {
          elsewhere: isActive(message.state),
          progress: message.state.kind === face.state.sync.kind,
        });
        return;
      case 'changed':
        this.inBackground(
          this.refresh().then(() => {
            face.dispatch(new GdbEditsChangeEvent([]));
          }),
        );
        return;
      case 'hello':
        if (isActive(face.state.sync) && !face.state.elsewhere)
          this.#source?.channel.post({ type: 'state', state: face.state.sync });
    }
  }

  /** After an edit or a sync: other tabs, counts, listeners. */
  async localDataChanged(changes: readonly EditsChange[]): Promise<void> {
    if (this.#closed) return;
    this.#source?.channel.post({ type: 'changed' });
    await this.refresh();
    this.#deps.face.dispatch(new GdbEditsChangeEvent(changes));
  }

  /** Reads the counts anew and shows them. A call that comes while one runs is served by the same, which then reads again. */
  refresh(): Promise<void> {
    this.#refreshWanted += 1;
    this.#refreshing ??= this.#readUntilQuiet().finally(() => {
      this.#refreshing = null;
    });
    return this.#refreshing;
  }

  async #readUntilQuiet(): Promise<void> {
    for (let seen = 0; seen !== this.#refreshWanted && !this.#closed;) {
      seen = this.#refreshWanted;
      await this.#read();
    }
  }

  async #read(): Promise<void> {
    const source = this.#source;
    const { face, user } = this.#deps;
    const [conflicts = [], info] = await Promise.all([
      source?.store.conflicts().catch(() => undefined),
      source?.store.info().catch((error: unknown) => {
        face.patch(this.#takeEnding(), 'status');
        throw error;
      }),
    ]);
    // Another geodatabase may have been opened while this one was read.
    if (source !== this.#source || this.#closed) return;
    const { features, attachments, refused } = info?.pending ?? NOTHING_PENDING;
    this.#leaving.unsent = features + attachments + refused;
    if (info === undefined) {
      face.patch({ ...this.#takeEnding(), geodatabase: null, pending: NOTHING_PENDING, user: user() }, 'status');
      return;
    }
    const known = new Set(this.#issues.map((issue) => issue.id));
    const fresh = info.issues.filter((issue) => !known.has(issue.id));
    this.#keep(info.issues);
    const met = conflicts.filter((one) => !this.#conflicts.some((known) => isSame(known, one)));
    this.#conflicts = conflicts;
    this.#patchIfChanged({ ...this.#takeEnding(), geodatabase: info.geodatabase, pending: info.pending, user: user() });
    if (fresh.length > 0) face.dispatch(new GdbEditErrorEvent(fresh.map(toFeatureEditError)));
    if (met.length > 0) face.dispatch(new GdbConflictEvent(met));
  }

  #keep(issues: readonly EditIssue[]): void {
    if (sameIssues(issues, this.#issues)) return;
    this.#issues = issues;
    this.#errors = refusedLists(issues);
  }

  /** The record comes fresh out of the database each time; nobody should redraw because of that. */
  #patchIfChanged(change: Partial<ControllerState>): void {
    const { face } = this.#deps;
    const names = Object.keys(change) as (keyof ControllerState)[];
    const moved = names.filter((name) => JSON.stringify(change[name]) !== JSON.stringify(face.state[name]));
    // Issues are no part of the snapshot, but listeners read them when it changes.
    face.patch(Object.fromEntries(moved.map((name) => [name, change[name]])), 'status');
  }

  async refreshReadiness(): Promise<void> {
    const missing = (await this.#source?.store.attachmentsToFetch(10_000)) ?? [];
    const { face } = this.#deps;
    const found = await room();
    const readiness = {
      offlineReady: face.state.geodatabase !== null,
      attachmentsMissing: face.state.geodatabase?.attachmentDownload === 'lazy' ? 0 : missing.length,
      storagePersisted: await storagePersisted(),
      bytesUsed: found?.used ?? null,
      bytesFree: found?.free ?? null,
      lastVisitAt: this.#deps.lastVisitAt(),
      installed: isInstalled(),
      maybePrivate: found !== null && mayBePrivate(found.quota),
      opensOffline: face.state.readiness.opensOffline,
      clockAheadMs: this.#deps.clockAheadMs(),
    };
    face.patch({ readiness }, 'status');
  }

  /** Apart from the rest: a service worker may take its time, or say nothing. */
  async askOpensOffline(): Promise<void> {
    const { face } = this.#deps;
    const answer = await opensOffline();
    const { readiness } = face.state;
    if (!this.#closed && answer !== readiness.opensOffline)
      face.patch({ readiness: { ...readiness, opensOffline: answer } }, 'status');
  }

  /** Work that nobody waits for: what it meets is shown in the state, unless the controller is being closed. */
  inBackground(work: Promise<unknown>): void {
    work.catch((error: unknown) => {
      if (!this.#closed) this.#deps.face.patch({ unavailable: summarize(toGdbError(error)) }, 'status');
    });
  }
}

/** The same meeting of two changes; what became of it since does not count. */
function isSame(a: EditConflict, b: EditConflict): boolean {
  return a.layerId === b.layerId && a.globalId === b.globalId && a.at === b.at;
}

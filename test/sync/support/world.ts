/** A device, a service played by the test, and time: one sync at a time runs between them. */
import { GdbError } from '../../../src/shared/errors.js';
import type { Operation, SyncNote } from '../../../src/shared/records.js';
import { Pauses } from '../../../src/controller/pauses.js';
import { newSession } from '../../../src/sync/context.js';
import type { HostPort } from '../../../src/sync/context.js';
import type { StorePort, UploadsPort } from '../../../src/sync/ports.js';
import { run } from '../../../src/sync/run.js';
import type { Wake } from '../../../src/sync/run.js';
import type { EndState, SyncEvent, SyncState } from '../../../src/sync/state.js';
import { FakeClock } from './fake-clock.js';
import { MemoryStore } from './memory-store.js';
import { geodatabase, syncOf } from './samples.js';
import { ScriptedService } from './scripted-service.js';
import { soon } from './soon.js';

export const SETTLE_MS = 120_000;

/** An operation at work. */
export interface Running {
  readonly end: Promise<EndState>;
  readonly state: SyncState;
  /** Kinds of the states so far, each once in a row. */
  readonly kinds: readonly string[];
  readonly events: readonly SyncEvent[];
  cancel(): void;
  /** Resolves when the run is in this state. */
  until(kind: SyncState['kind']): Promise<void>;
}

interface Orphan {
  readonly uid: string;
  readonly replicaName: string;
  readonly startedAt: number;
}

export class World {
  /** What was written and asked, in order, by the names of the ports' methods. */
  readonly journal: string[] = [];
  readonly clock = new FakeClock();
  readonly store = new MemoryStore((entry) => this.#note(entry));
  readonly service = new ScriptedService((entry) => this.#note(entry));
  /** What the sync works on: the store in memory, unless a test brings another. */
  port: StorePort = this.store;
  readonly pauses = new Pauses(() => undefined);
  readonly orphans: Orphan[] = [];
  readonly leftReplicas = new Set<string>();
  /** What a load finds. */
  file: ReturnType<HostPort['fileToLoad']> = null;
  /** Replicas that were unregistered here. */
  readonly buried: string[] = [];
  /** Bytes that this device has room for are all, unless a test says otherwise. */
  requireRoom: HostPort['requireRoom'] = () => Promise.resolve();
  requireRoomFor: HostPort['requireRoomFor'] = () => this.requireRoom(null);
  /** Who is signed in. */
  user = 'ada';
  /** Errors that asked for a sign-in. */
  readonly signIns: GdbError[] = [];
  /** Whoever sends: reject to refuse. */
  authorizeSend: HostPort['authorizeSend'] = async () => undefined;
  /** How bytes get to the service: at once and whole, unless the test takes it over. */
  ensureUploaded: UploadsPort['ensureUploaded'] = async ({ attachment }) => {
    const { contentVersion, globalId } = attachment;
    return { kind: 'item', itemId: `item-${globalId}-${contentVersion}`, contentVersion, at: this.clock.now() };
  };
  /** What files the service takes: it does not tell, unless the test does. */
  uploadLimits: UploadsPort['limits'] = () => Promise.reject(new GdbError('service', 'Invalid URL'));
  /** Called with each entry of the journal before it happens: the place for what comes in between. */
  onJournal: (entry: string) => void = () => undefined;
  /** The dice, 0 to 1. */
  chance: () => number = () => 0;
  /** What the last run has to tell people. */
  notes: readonly SyncNote[] = [];
  readonly #sleeping = new Set<(wake: Wake) => void>();
  #uuids = 0;

  #note(entry: string): void {
    this.journal.push(entry);
    this.onJournal(entry);
  }

  /** Ends waiting for the next try: a person says so, unless told otherwise. */
  wake(wake: Wake = { kind: 'person' }): void {
    for (const listener of [...this.#sleeping]) listener(wake);
  }

  sync(parameters: Parameters<typeof syncOf>[0] = {}): Running {
    return this.start(syncOf(parameters));
  }

  /** Takes hold and runs, as a page does. What an earlier page still does comes too late from here on. */
  start(operation: Operation): Running {
    const stop = new AbortController();
    const states: SyncState[] = [];
    const events: SyncEvent[] = [];
    const hooks = {
      gate: this.pauses,
      onState: (state: SyncState, event: SyncEvent): void => {
        states.push(state);
        events.push(event);
      },
      needAuth: (error: GdbError): void => {
        this.signIns.push(error);
        this.pauses.add('needs-auth');
      },
      onWake: (listener: (wake: Wake) => void): (() => void) => {
        this.#sleeping.add(listener);
        return () => this.#sleeping.delete(listener);
      },
    };
    const end = this.port.takeHold(this.clock.now()).then((epoch) => {
      const { port: store, service, clock } = this;
      const uploads: UploadsPort = {
        limits: (...args) => this.uploadLimits(...args),
        ensureUploaded: (...args) => this.ensureUploaded(...args),
      };
      const chance = { uuid: () => `uuid-${(this.#uuids += 1)}`, fraction: () => this.chance() };
      const ports = { store, service, uploads, clock, chance, host: this.#host() };
      const session = newSession();
      return run(operation, { ...ports, epoch, settleMs: SETTLE_MS, session }, hooks, stop.signal).finally(() => {
        this.notes = [...session.notes.values()];
      });
    });
    const last = (): SyncState => states.at(-1) ?? { kind: 'idle' };
    return {
      end,
      events,
      get state() {
        return last();
      },
      get kinds() {
        return states.map((state) => state.kind).filter((kind, index, all) => kind !== all[index - 1]);
      },
      cancel: () => {
        stop.abort();
      },
      until: (kind) => soon(`${kind}, but it is ${last().kind}`, () => last().kind === kind),
    };
  }

  #host(): HostPort {
    return {
      serviceUrl: geodatabase.serviceUrl,
      authorizeSend: (users) => this.authorizeSend(users),
      userName: () => this.user,
      deviceId: async () => 'phone',
      noteCreate: async (note) => {
        this.#note('noteCreate');
        this.orphans.push(note);
      },
      forgetCreate: async (uid) => {
        this.#note('forgetCreate');
        const index = this.orphans.findIndex((orphan) => orphan.uid === uid);
        if (index >= 0) this.orphans.splice(index, 1);
      },
      fileToLoad: () => this.file,
      justDescribed: () => null,
      openFile: () => Promise.reject(new GdbError('unsupported-file', 'No file is opened here.')),
      openChanges: () => Promise.reject(new GdbError('unsupported-file', 'No file is opened here.')),
      bury: async (ids) => {
        this.#note('bury');
        this.buried.push(...ids);
      },
      noteLeftReplica: async (replicaId) => {
        this.#note('noteLeftReplica');
        this.leftReplicas.add(replicaId);
      },
      forgetLeftReplica: async (replicaId) => {
        this.leftReplicas.delete(replicaId);
      },
      leftReplicas: async () => [...this.leftReplicas],
      requireRoom: (bytes) => this.requireRoom(bytes),
      requireRoomFor: (parameters, area) => this.requireRoomFor(parameters, area),
      orphans: async () => [...this.orphans],
    };
  }

  /** The entries of the journal among these names, in the order in which they happened. */
  order(...names: readonly string[]): readonly string[] {
    return this.journal.filter((entry) => names.includes(entry));
  }
}

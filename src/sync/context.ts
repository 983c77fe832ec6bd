/** What the effects of one run share: the ports, and what one effect hands to the next. */
import type { ConflictPolicies } from '../shared/conflicts.js';
import type { ByteSource } from '../shared/byte-source.js';
import { GdbError, isGdbError } from '../shared/errors.js';
import type { GdbErrorCode } from '../shared/errors.js';
import type { LayerSchema } from '../shared/esri.js';
import type { ChangesFile, ChangesFor, ReplicaFile } from '../shared/replica-file.js';
import type {
  CreateAttempt,
  GenerateGeodatabaseParameters,
  GeodatabaseRecord,
  SyncAttempt,
  SyncNote,
  UploadLimits,
} from '../shared/records.js';
import type {
  ChancePort,
  ClockPort,
  JobStatus,
  ReplicaReply,
  ServiceDescription,
  ServicePort,
  StoreInfo,
  StorePort,
  UploadsPort,
} from './ports.js';
import { NO_SEARCH } from './bisect.js';
import type { Search } from './bisect.js';
import type { Remedy } from './plan.js';
import type { RetryPolicy } from './retry-policy.js';
import type { SyncEvent } from './state.js';

/** The page's part in a run: who may send, and what the catalogue must know. */
export interface HostPort {
  /** Root of the feature service, without token. */
  readonly serviceUrl: string;
  /** Rejects `user-unknown` or `user-mismatch` when these users' edits may not be sent now. */
  authorizeSend(editUsers: readonly string[]): Promise<void>;
  /** For replica names and receipts; `anonymous` without a token. */
  userName(): string;
  deviceId(): Promise<string>;
  noteCreate(note: { readonly uid: string; readonly replicaName: string; readonly startedAt: number }): Promise<void>;
  forgetCreate(uid: string): Promise<void>;
  /** What a `load` loads; null in a page that has it not. */
  fileToLoad(): { readonly file: ReplicaFile; readonly size: number; readonly bytesRead: () => number } | null;
  /** What the service said of these layers a moment ago, when these parameters were made from it; null where that is not so. */
  justDescribed(layerIds: readonly number[]): ServiceDescription | null;
  /** Opens a geodatabase in a file. */
  openFile(source: ByteSource): Promise<ReplicaFile>;
  /** Opens a sync's changes in a file. Rejects `bad-file`, and `unsupported-file` with the name of what is not known. */
  openChanges(source: ByteSource, wanted: ChangesFor): Promise<ChangesFile>;
  /** Remembers for ever that these replicas were unregistered here. */
  bury(replicaIds: readonly string[]): Promise<void>;
  /** Remembers a replica that nobody here will use any more, before it is left. */
  noteLeftReplica(replicaId: string): Promise<void>;
  forgetLeftReplica(replicaId: string): Promise<void>;
  leftReplicas(): Promise<readonly string[]>;
  /** Rejects `storage-full` when so many bytes would not fit on this device. Null: not known; then what an earlier load took may tell. */
  requireRoom(bytes: number | null): Promise<void>;
  /**
   * Rejects `storage-full` when what these parameters would bring does not fit on this device: the service is asked how much that is where room is short.
   * `layers`: descriptions of those that are taken.
   */
  requireRoomFor(
    parameters: GenerateGeodatabaseParameters,
    area: { readonly layers: readonly LayerSchema[]; readonly signal: AbortSignal },
  ): Promise<void>;
  /** Notes of this geodatabase's own database and of such that are gone, none of others: what looks like an orphan may be a replica at work there. */
  orphans(): Promise<readonly { readonly uid: string; readonly replicaName: string; readonly startedAt: number }[]>;
}

/** Hand-over between effects of one page; what must survive the page is in the store. */
export interface Session {
  description: ServiceDescription | null;
  reply: ReplicaReply | null;
  /** The store's download that holds the rows of `reply`, when they went there as they came. */
  staged: number | null;
  /** Where the reply can be read; never stored, since it may be signed. */
  fileUrl: string | null;
  attempt: SyncAttempt | CreateAttempt | null;
  /** What a job of an earlier run said when it was found. */
  foundJob: JobStatus | null;
  /** Photos that travel inside the edits were left for another request. */
  moreToSend: boolean;
  /** Photos stay for another sync: edits go alone. */
  photosLater: boolean;
  /** What this run does to a replica that cannot go on as it is. */
  remedy: Remedy;
  /** Damaged layers are fetched whole; once that has failed the rest is synced, and the damage is left to the next run. */
  mending: 'none' | 'planned' | 'given-up';
  /** What files the service takes; null while that is not known. */
  uploadLimits: UploadLimits | null;
  /** What becomes of rows that were changed on both sides. */
  conflictPolicy: ConflictPolicies;
  /** The version that edits of a versioned service land in; null while not told. */
  version: string | null;
  /** What to tell people at the end, each kind once. */
  readonly notes: Map<SyncNote['kind'], SyncNote>;
  /** Edits that one request may carry: fewer after the service found one too large. */
  editLimit: number;
  /** Looking for the edit for whose sake requests are refused as a whole. */
  search: Search;
  /** The edits of the request that is under way, each with its numbers in the log. */
  carried: readonly (readonly number[])[];
  /** The service would not take edits as a file. */
  noEditsFile: boolean;
  /** A request was found too large: edits go as a file, whatever their size. */
  editsAsFile: boolean;
  /** Conflicts met before sending since totals were last added up. */
  seenConflicts: number;
  /** Edits that were refused on this device since totals were last added up. */
  setAside: number;
  /** Replies to requests without edits that broke off: then the service is asked to make a job of it. */
  brokenDownloads: number;
  /** Result files in a row that could not be read. */
  unreadableFiles: number;
  /** Replies in a row that left edits without a result. */
  silentReplies: number;
  /** Attachments that are not asked for again in this run. */
  readonly unfetchable: Set<string>;
  /** How often the connection broke while this attachment was on its way, by GlobalID. */
  readonly brokenFetches: Map<string, number>;
}

/** Edits in one request: what a service can be expected to take in before a proxy loses patience. */
export const MOST_EDITS = 2_000;

export function newSession(): Session {
  return {
    description: null,
    reply: null,
    staged: null,
    fileUrl: null,
    attempt: null,
    foundJob: null,
    moreToSend: false,
    photosLater: false,
    remedy: 'none',
    mending: 'none',
    uploadLimits: null,
    conflictPolicy: 'mine',
    version: null,
    notes: new Map(),
    editLimit: MOST_EDITS,
    search: NO_SEARCH,
    carried: [],
    noEditsFile: false,
    editsAsFile: false,
    seenConflicts: 0,
    setAside: 0,
    brokenDownloads: 0,
    unreadableFiles: 0,
    silentReplies: 0,
    unfetchable: new Set(),
    brokenFetches: new Map(),
  };
}

export interface RunContext {
  readonly store: StorePort;
  readonly service: ServicePort;
  readonly uploads: UploadsPort;
  readonly clock: ClockPort;
  readonly chance: ChancePort;
  readonly host: HostPort;
  readonly epoch: number;
  readonly settleMs: number;
  /** Default {@link DEFAULT_RETRY}. */
  readonly retry?: RetryPolicy;
  readonly session: Session;
  /** Progress within a state. */
  readonly report: (event: SyncEvent) => void;
}

/** The geodatabase of a store, or a typed error where there is none. */
export function geodatabaseOf(info: StoreInfo): GeodatabaseRecord {
  if (info.geodatabase === null)
    throw new GdbError('no-geodatabase', 'Nothing of this service has been taken offline on this device yet.');
  return info.geodatabase;
}

/** The layers of the geodatabase as the service describes them now. */
export function presentLayers(
  geodatabase: GeodatabaseRecord,
  context: Pick<RunContext, 'session'>,
): readonly LayerSchema[] {
  const now = new Map(context.session.description?.layers.map((layer) => [layer.layerId, layer]));
  return geodatabase.layers.map((layer) => now.get(layer.layerId) ?? layer);
}

/** The description that `prepare` read in this run. */
export function descriptionOf(context: RunContext): ServiceDescription {
  if (context.session.description === null)
    throw new GdbError('internal', 'The service was not described before it was used.');
  return context.session.description;
}

/** True where others see what is sent only after it was posted. */
export function isVersioned({ session }: Pick<RunContext, 'session'>): boolean {
  return session.description?.layers.some((layer) => layer.versioning !== undefined) ?? false;
}

/**
 * The version to ask for what was sent; null where data have no versions. Rejects `not-supported` where it is not told: the default version would say of
 * every edit that it never arrived, and whoever believed that would send it twice.
 */
export function versionOf(context: Pick<RunContext, 'session'>): string | null {
  const { version } = context.session;
  if (version === null && isVersioned(context)) {
    throw new GdbError(
      'not-supported',
      'The data are versioned, and the service does not tell which version this replica writes to. So it cannot be seen whether the last changes arrived. They are kept here. Ask its admin to let you see the replica.',
      { answered: true },
    );
  }
  return version;
}

/** From here on the job of the present attempt says nothing more: only the layers can tell what became of the edits. */
export async function giveUpJob(context: RunContext): Promise<void> {
  const { attempt } = context.session;
  if (attempt === null) return;
  const patch = { statusUrl: null, connectionEndedAt: context.clock.now() };
  await context.store.updateAttempt(context.epoch, attempt.id, patch);
}

/** A job that has not ended after a day was forgotten by its service, whatever its status says. */
const JOB_PATIENCE_MS = 24 * 3_600_000;

export function isOverdue(attempt: { readonly startedAt: number } | null, now: number): boolean {
  return attempt !== null && now - attempt.startedAt > JOB_PATIENCE_MS;
}

/** Errors that a person at this page can mend without losing the place: work stops where it stands and goes on after `resume`. */
const WAITS_FOR_SIGN_IN: ReadonlySet<GdbErrorCode> = new Set<GdbErrorCode>([
  'token-required',
  'token-invalid',
  'user-unknown',
  'user-mismatch',
  'anonymous-edits',
]);

export function waitsForSignIn(error: GdbError): boolean {
  return WAITS_FOR_SIGN_IN.has(error.code);
}

const ANSWERS: ReadonlySet<GdbErrorCode> = new Set<GdbErrorCode>([
  'service',
  'http',
  'bad-reply',
  'forbidden',
  'not-supported',
  'replica-not-found',
]);

/** True for a no that would be the same next time: the service does not have it, does not tell it, or not to this user. */
export function isFinalNo(error: unknown): boolean {
  return isGdbError(error) && !error.retryable && ANSWERS.has(error.code);
}

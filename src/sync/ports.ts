/**
 * Everything sync/ needs from the world, and nothing else. The leaf rooms (store, service, uploads) implement these; `controller/assemble.ts`
 * hands them over. StorePort is message-shaped: plain data in, plain data out, no function, signal or iterator crosses it, so that it can
 * live in a worker. Every method may reject with a GdbError.
 */
import type { ConflictChoice, ConflictPolicies, EditConflict } from '../shared/conflicts.js';
import type { Feature, LayerSchema } from '../shared/esri.js';
import type { GlobalId } from '../shared/ids.js';
import type { JsonObject } from '../shared/json.js';
import type { HashedPart } from '../shared/parts.js';
import type { Definitions, InlineContent, StagedLayer } from '../shared/replica-messages.js';
import type {
  DistinctQuery,
  EditChoice,
  EditOptions,
  EditStamp,
  FeatureQuery,
  LocalEditResults,
  LocalEdits,
  LocalExtent,
  LocalFeatureBatch,
  LocalFeatureSet,
  LocalIds,
  LocalRecordSet,
  NewAttachment,
  RowFilter,
  StatisticsQuery,
} from '../shared/queries.js';
import type { RescuePort } from './rescue-port.js';
import type {
  Attempt,
  AttachmentRecord,
  EditEntry,
  EditError,
  EditIssue,
  EditOperation,
  Generations,
  GeodatabaseRecord,
  KeptThumbnail,
  NewAttempt,
  Operation,
  PendingCounts,
  PendingEdit,
  SentEdit,
  SentQuery,
  SyncAttempt,
  SyncReceipt,
  UploadProgress,
} from '../shared/records.js';

export type * from '../shared/replica-messages.js';
export type * from './service-ports.js';

// ---------------------------------------------------------------- time, chance, locks

export interface ClockPort {
  /** Epoch ms. */
  now(): number;
  /** Resolves after `ms`, or at once with the signal's abort (as GdbError `aborted`). */
  sleep(ms: number, options: { readonly signal: AbortSignal }): Promise<void>;
}

export interface ChancePort {
  /** A random UUID. */
  uuid(): string;
  /** 0 (inclusive) to 1 (exclusive), for jitter. */
  fraction(): number;
}

// ---------------------------------------------------------------- store

export interface StoreInfo {
  readonly storeInstance: string;
  readonly geodatabase: GeodatabaseRecord | null;
  readonly operation: Operation | null;
  readonly pending: PendingCounts;
  readonly issues: readonly EditIssue[];
  readonly rev: number;
  readonly epoch: number;
  /** Epoch ms of the holder's last sign of life; 0 when there never was one. */
  readonly heartbeatAt: number;
  /** Users who have unsent edits here. */
  readonly editUsers: readonly string[];
  /** Features whose edits wait for a person's decision (policy `ask`). `isGone`: the service has the row no more. */
  readonly waiting: readonly { readonly layerId: number; readonly globalId: GlobalId; readonly isGone: boolean }[];
  /** Layers of which a part on this device cannot be read any more: they are to be fetched again. */
  readonly damagedLayerIds: readonly number[];
  /** Features that a person gave up before the service had them: what names one is not sent. */
  readonly givenUp: readonly GlobalId[];
}

/** What became of an edit, or of several edits of one feature that travelled as one. Recorded in one transaction (invariant 5). */
export type EditOutcome =
  /** On the server. `row`: the row as sent or as seen there; it becomes the base (and an echo of it is no conflict, invariant 10). */
  | {
      readonly kind: 'sent';
      readonly seqs: readonly number[];
      readonly layerId: number;
      readonly globalId: GlobalId;
      readonly attachmentGlobalId?: GlobalId;
      readonly operation: EditOperation;
      /** Feature: its ObjectID on the server. Attachment: its attachmentId. Null when not told. */
      readonly objectId: number | null;
      readonly row: Feature | null;
    }
  | {
      readonly kind: 'refused';
      readonly seqs: readonly number[];
      readonly layerId: number;
      readonly globalId: GlobalId;
      readonly attachmentGlobalId?: GlobalId;
      readonly operation: EditOperation;
      readonly objectId: number | null;
      readonly error: EditError;
    }
  /** The service has a new attachment without all of its bytes: its edits stay in the log, as replacements, so that a repeat makes no second one. */
  | {
      readonly kind: 'replace';
      readonly seqs: readonly number[];
      readonly layerId: number;
      readonly globalId: GlobalId;
      readonly attachmentGlobalId: GlobalId;
      /** Its attachmentId on the server. */
      readonly objectId: number;
    }
  /** Added and deleted again before anything of it was sent: there is nothing to send. */
  | { readonly kind: 'void'; readonly seqs: readonly number[]; readonly layerId: number; readonly globalId: GlobalId };

export interface DownloadCommit {
  /** The whole record for a first load, with its generations; a sync passes the new generations alone. */
  readonly geodatabase?: Omit<GeodatabaseRecord, 'lastSyncAt'>;
  /** The service's own words, kept with the record that was made of them. */
  readonly definitions?: Definitions;
  /** Generations to move to; layers (or the replica) that are not named keep theirs. Null moves nothing. */
  readonly generations: Generations | null;
  readonly lastSyncAt: number | null;
  /** Create attempt that this load settles. */
  readonly settleAttempt: number | null;
  /**
   * Layers whose staged rows become visible: as their whole content (`replace`: first load, snapshot), or as changes of it. What was staged of
   * others is forgotten.
   */
  readonly take: readonly { readonly layerId: number; readonly mode: 'replace' | 'delta' }[];
  /** For rows that were changed here too. Default `mine`. */
  readonly conflictPolicy?: ConflictPolicies;
  /** When a conflict was met. Epoch ms. */
  readonly at?: number;
}

/** What is left of a reply's body when the store has taken the rows out of it. */
export interface BodyRest {
  /** The body's JSON, with `[null]` in place of each list of rows, `[]` where it was empty. */
  readonly rest: string;
  /** Bytes of attachments that were inside it. */
  readonly contents?: readonly InlineContent[];
  /** Rows staged so far, of each layer of the download. */
  readonly rows: readonly { readonly layerId: number; readonly count: number }[];
}

export interface DownloadSummary {
  readonly features: number;
  readonly deletes: number;
  readonly attachments: number;
  /** Rows changed on both sides, or deleted on one. */
  readonly conflicts: readonly { readonly layerId: number; readonly globalId: GlobalId }[];
}

export interface StorePort {
  info(): Promise<StoreInfo>;

  /**
   * Called with the sync lock held: increments `epoch` and returns it. Sweeps what a dead holder left behind, and what was sent or overwritten more
   * than `keptDays` ago (default 30).
   */
  takeHold(now: number, keptDays?: number): Promise<number>;
  /** Sign of life of the holder; does not touch `rev`. Rejects `stale-holder` when the epoch is no longer `epoch`. */
  heartbeat(epoch: number, now: number): Promise<void>;
  /** Notes what is being done; null when it ended. */
  setOperation(epoch: number, operation: Operation | null): Promise<void>;

  // The journal
  openAttempts(): Promise<readonly Attempt[]>;
  /** Committed (strict) before the request leaves (invariant 3). Returns its id. */
  beginAttempt(epoch: number, attempt: NewAttempt): Promise<number>;
  updateAttempt(
    epoch: number,
    id: number,
    patch: Partial<Pick<SyncAttempt, 'statusUrl' | 'connectionEndedAt' | 'firstLook'>>,
  ): Promise<void>;
  /** Closes an attempt of which nothing is unknown any more. */
  settleAttempt(epoch: number, id: number): Promise<void>;

  // The log
  /** Highest `seq` in the log now; 0 when empty. A sync freezes its batch at this number (invariant 2). */
  lastSeq(): Promise<number>;
  /** Edits of these layers with `seq <= throughSeq`, in order, each with its base row. */
  readBatch(batch: {
    readonly layerIds: readonly number[];
    readonly throughSeq: number;
  }): Promise<readonly PendingEdit[]>;
  /** One transaction: edits leave the log (sent), move to the issues (refused), vanish (void) or stay as replacements; the attempt closes when `settle`. */
  recordOutcomes(
    epoch: number,
    record: {
      readonly attemptId: number | null;
      readonly outcomes: readonly EditOutcome[];
      readonly settle: boolean;
      readonly now: number;
    },
  ): Promise<void>;

  /**
   * Sets aside the edits that name a feature which is given up, for good or until it is brought back, and puts those into the log again whose feature
   * is back. What may be under way stays where it is. `epoch` null: for a person, without the sync lock. Returns how many features were set aside.
   */
  settleDependants(how: { readonly epoch: number | null; readonly at: number }): Promise<number>;

  // Downloads: staged in slices, visible in one transaction
  /** `layers`: schemas to go by. `bodyBytes`: of a body that will be fed, where they are known. */
  beginDownload(
    epoch: number,
    download: { readonly layers: readonly LayerSchema[]; readonly bodyBytes?: number | null },
  ): Promise<number>;
  /**
   * The next piece of a reply's body, cut anywhere; `bytes` is the store's from here on. Resolves when it was taken: who keeps no more than a few
   * unsettled keeps memory small. Rejects `network` where the body is damaged, `bad-reply` where a row cannot be kept, both with the byte.
   */
  feed(epoch: number, downloadId: number, bytes: ArrayBuffer): Promise<void>;
  /** The body ended. Rejects `network` when it ended too early. */
  endOfBody(epoch: number, downloadId: number): Promise<BodyRest>;
  stage(epoch: number, downloadId: number, layers: readonly StagedLayer[]): Promise<void>;
  commitDownload(epoch: number, downloadId: number, commit: DownloadCommit): Promise<DownloadSummary>;
  /** Forgets what was staged. */
  dropDownload(epoch: number, downloadId: number): Promise<void>;

  /** Forgets bytes that were written as fetched parts, and that nothing names. */
  dropContent(epoch: number, key: { readonly globalId: GlobalId; readonly contentVersion: number }): Promise<void>;
  /** Announces bytes of an attachment of a download, too large to be staged at once. What the holder leaves unfinished goes with its epoch. */
  beginContent(epoch: number, globalId: GlobalId): Promise<number>;
  /** Parts in order from 0, each as large as PART_SIZE but the last; `bytes` is the store's from here on. The download that stages their contentVersion makes them visible. */
  writeContentPart(
    epoch: number,
    key: { readonly globalId: GlobalId; readonly contentVersion: number },
    partNo: number,
    bytes: ArrayBuffer,
  ): Promise<void>;

  // Attachments
  /** Records named by GlobalID, whatever their state; missing ones are left out. */
  attachmentsByGlobalId(
    layerId: number,
    keys: readonly { readonly parentGlobalId: GlobalId; readonly globalId: GlobalId }[],
  ): Promise<readonly AttachmentRecord[]>;
  /** Received attachments whose bytes are not on this device yet, at most `limit`. */
  attachmentsToFetch(limit: number): Promise<readonly AttachmentRecord[]>;
  /** Part numbers count from 0. Rejects `attachment-not-found` when the part is not here. */
  readPart(attachmentGlobalId: GlobalId, contentVersion: number, partNo: number): Promise<ArrayBuffer>;
  saveUpload(
    epoch: number,
    key: { readonly layerId: number; readonly parentGlobalId: GlobalId; readonly globalId: GlobalId },
    upload: UploadProgress,
  ): Promise<void>;
  /** Part of a received attachment; `bytes` is the store's from here on. Parts without `commitFetched` are invisible. */
  writeFetchedPart(
    epoch: number,
    key: { readonly globalId: GlobalId; readonly contentVersion: number },
    partNo: number,
    bytes: ArrayBuffer,
  ): Promise<void>;
  /** Whole parts, from the first, that an earlier fetch of this content left. */
  fetchedParts(key: { readonly globalId: GlobalId; readonly contentVersion: number }): Promise<number>;
  commitFetched(
    epoch: number,
    key: {
      readonly layerId: number;
      readonly parentGlobalId: GlobalId;
      readonly globalId: GlobalId;
      readonly contentVersion: number;
    },
    content: { readonly size: number; readonly partCount: number },
  ): Promise<void>;

  addReceipt(epoch: number, receipt: SyncReceipt): Promise<void>;
  /** Removes rows, edits, attachments and the replica record. Rejects `pending-edits` unless `force` when anything is unsent. */
  clear(epoch: number, options: { readonly force: boolean }): Promise<void>;
}

// ---------------------------------------------------------------- store, as the host page uses it

/** Which geodatabase: the catalogue's key. Portal and user are learned at the first contact. */
export interface GeodatabaseKey {
  readonly portal: string;
  readonly service: string;
  readonly user: string;
  readonly geodatabase: string;
}

/** Local reads and edits: the same database as StorePort, the half that needs no sync lock. */
export interface LocalStorePort {
  /** One transaction for the whole call, strict unless told otherwise; resolves when committed (invariant 1). Single rows fail by value. */
  applyEdits(layerId: number, edits: LocalEdits, stamp: EditStamp, options?: EditOptions): Promise<LocalEditResults>;
  /** Edits of a feature and its attachments that are in the log, in their order. */
  pendingEdits(layerId: number, globalId: GlobalId): Promise<readonly EditEntry[]>;
  /**
   * Takes an edit out of the log again, and returns it; with an add goes everything that was done to what it added. Rejects `edit-not-found`;
   * `busy` when an open attempt covers it, or later edits rest on it.
   */
  undoEdit(layerId: number, globalId: GlobalId, choice?: EditChoice): Promise<EditEntry>;
  queryFeatures(layerId: number, query: FeatureQuery): Promise<LocalFeatureSet>;
  /** Rows that `query` finds, without reading them where that can be avoided. */
  queryCount(layerId: number, query: RowFilter): Promise<number>;
  queryIds(layerId: number, query: FeatureQuery): Promise<LocalIds>;
  queryExtent(layerId: number, query: RowFilter): Promise<LocalExtent>;
  queryStatistics(layerId: number, query: StatisticsQuery): Promise<LocalRecordSet>;
  queryDistinctValues(layerId: number, query: DistinctQuery): Promise<LocalRecordSet>;
  /** A query whose answer comes in batches, as it is now: later edits change nothing of it. Returns its id for the next two. */
  openQuery(layerId: number, query: FeatureQuery): Promise<number>;
  /** At most `limit` rows. Rejects `busy` (retryable) when the layer was loaded anew since `openQuery`. */
  nextBatch(queryId: number, limit: number): Promise<LocalFeatureBatch>;
  closeQuery(queryId: number): Promise<void>;

  /**
   * An attachment whose parts fit into memory, with its edit, in one strict transaction. Each part is as large as PART_SIZE but the last, and comes
   * with its hash: whoever reads a file hashes one part while the next is read.
   */
  saveAttachment(attachment: NewAttachment, parts: readonly HashedPart[], stamp: EditStamp): Promise<AttachmentRecord>;
  /** For larger ones: announces bytes that follow part by part, under a new contentVersion. Returns that version. */
  beginAttachment(attachment: NewAttachment): Promise<number>;
  /** Parts in order from 0, each as large as PART_SIZE but the last. Strict. */
  writePart(globalId: GlobalId, contentVersion: number, partNo: number, bytes: ArrayBuffer): Promise<void>;
  /** Forgets bytes that were begun and will not be finished. */
  abandonAttachment(globalId: GlobalId, contentVersion: number): Promise<void>;
  /** Makes the attachment visible and puts its edit into the log, in one strict transaction. */
  commitAttachment(attachment: NewAttachment, contentVersion: number, stamp: EditStamp): Promise<AttachmentRecord>;
  /** A pending add vanishes with its bytes (unless an attempt of unknown fate holds it); a received one is deleted at the next sync. */
  deleteAttachments(
    layerId: number,
    parentGlobalId: GlobalId,
    globalIds: readonly GlobalId[],
    stamp: EditStamp,
  ): Promise<void>;
  /** The service's own description of a layer, or of itself (null), as it was when the area was taken or a layer last changed; null if none was kept. */
  readDefinition(layerId: number | null): Promise<JsonObject | null>;
  /** The attachment of this GlobalID, whichever feature it belongs to; null when there is none. */
  findAttachment(layerId: number, globalId: GlobalId): Promise<AttachmentRecord | null>;
  queryAttachments(layerId: number, parentGlobalIds: readonly GlobalId[]): Promise<readonly AttachmentRecord[]>;
  /** The thumbnail that was kept of this content; null when none was made. */
  readThumbnail(
    key: Pick<AttachmentRecord, 'layerId' | 'globalId'>,
    contentVersion: number,
  ): Promise<KeptThumbnail | null>;
  /** Kept until the attachment goes or another takes its place. Does nothing when the content was replaced meanwhile. */
  saveThumbnail(
    key: Pick<AttachmentRecord, 'layerId' | 'parentGlobalId' | 'globalId'>,
    thumbnail: KeptThumbnail,
  ): Promise<void>;

  /** Sends the edits of issues again with the next sync: they go back to the end of the log. All of them, or none. */
  retryIssues(issueIds: readonly number[]): Promise<void>;
  /** Says of issues that they are to be given up (epoch ms), or that they are not (null). Rows and edits stay as they are. */
  markIssues(issueIds: readonly number[], at: number | null): Promise<void>;
  /** Gives up the edits of issues: the rows become what the server has. All of them, or none. */
  discardIssues(issueIds: readonly number[]): Promise<void>;
  /** Rows changed on both sides, the newest first: those that wait, and what was overwritten and is still kept. */
  conflicts(): Promise<readonly EditConflict[]>;
  /** Rejects `busy` while the edits may be under way. */
  resolveConflict(layerId: number, globalId: GlobalId, choice: ConflictChoice, stamp: EditStamp): Promise<void>;
  /** Forgets a decided one. Rejects `busy` for one that waits. */
  dismissConflict(layerId: number, globalId: GlobalId): Promise<void>;
  receipts(limit: number): Promise<readonly SyncReceipt[]>;
  /** What was sent and is still kept, the newest first. */
  sentEdits(query: SentQuery): Promise<readonly SentEdit[]>;
}

/** Packing anew what many syncs have left lying over each other. For the holder of the sync lock, when nothing else is to be done. */
export interface CompactionPort {
  /** Layers that it is due for, and that fit a second time into `free` bytes, where that is known; needs no lock. */
  layersToCompact(free?: number | null): Promise<readonly number[]>;
  /**
   * Changes nothing that a query shows; edits go on meanwhile. Resolves when it is done, or was not due. `runs`: how many of the newest packed
   * runs become one, instead of as many as are due. Rejects `aborted` after `stopCompaction`, `storage-damaged`: then nothing has changed.
   */
  compact(epoch: number, layerId: number, runs?: number): Promise<void>;
  stopCompaction(): Promise<void>;
}

/** One open database. `close()` is final. */
export interface GeodatabasePort extends StorePort, LocalStorePort, RescuePort, CompactionPort {
  close(): void;
}

export interface CatalogueEntry {
  /** Name of the geodatabase's database, and of its lock and channel. */
  readonly name: string;
  readonly key: GeodatabaseKey;
  /** Epoch ms. */
  readonly createdAt: number;
}

/** The one small database of the origin that lists all others. */
export interface CataloguePort {
  /** Entries of this service, of any portal and user; of one geodatabase name, or of all. */
  find(which: { readonly service: string; readonly geodatabase?: string }): Promise<readonly CatalogueEntry[]>;
  /** Entries of all services. */
  all(): Promise<readonly CatalogueEntry[]>;
  /** The entry of this key, made when missing. */
  ensure(key: GeodatabaseKey, now: number): Promise<CatalogueEntry>;
  /** Opens (and upgrades) the entry's database. `onLost` cannot cross a message port: a lost connection rejects the next call instead. */
  open(entry: CatalogueEntry): Promise<GeodatabasePort>;
  /** Deletes the database and its entry; other tabs close theirs on `versionchange`. */
  remove(entry: CatalogueEntry): Promise<void>;
  /** A random id of this browser profile, made at the first call. */
  deviceId(): Promise<string>;
  /** Remembers that these replicas were unregistered here. It outlives their data, and is never forgotten. */
  bury(replicaIds: readonly string[], service: string): Promise<void>;
  isBuried(replicaId: string): Promise<boolean>;
  /** Create attempts are copied here, so that an orphaned replica is found even if its database is gone. */
  noteCreate(note: {
    readonly uid: string;
    readonly service: string;
    readonly replicaName: string;
    readonly startedAt: number;
    readonly database: string;
  }): Promise<void>;
  forgetCreate(uid: string): Promise<void>;
  /** A replica that nobody here uses any more, and that the service still keeps: it is unregistered when the service can be reached. */
  noteLeftReplica(left: {
    readonly replicaId: string;
    readonly service: string;
    readonly database: string;
  }): Promise<void>;
  forgetLeftReplica(replicaId: string): Promise<void>;
  /** Those of this database, and of databases that are gone. */
  leftReplicas(which: { readonly service: string; readonly database: string }): Promise<readonly string[]>;
  /** Notes of this database, and of databases that are gone: what a listed one noted may be a replica at work there. */
  orphans(which: { readonly service: string; readonly database: string }): Promise<
    readonly {
      readonly uid: string;
      readonly replicaName: string;
      readonly startedAt: number;
      readonly database: string;
    }[]
  >;
  close(): void;
}

/** The public face: what elements and host pages see of a geodatabase and its sync. Structural, so that two copies of the library can share it. */
import type { AreaEstimate } from '../shared/area-estimate.js';
import type { ServiceCheck } from '../shared/check-service.js';
import type { ConflictChoice, EditConflict } from '../shared/conflicts.js';
import type { ByteSource } from '../shared/byte-source.js';
import type { ErrorSummary } from '../shared/errors.js';
import type { Envelope } from '../shared/esri.js';
import type { GlobalId } from '../shared/ids.js';
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
  SentEdit,
  SentQuery,
  SyncGeodatabaseParameters,
  SyncReceipt,
  SyncRequestDirection,
} from '../shared/records.js';
import type { ImportedEdits } from '../shared/rescue.js';
import type { TypedEventTarget } from '../shared/typed-events.js';
import type { ControllerState, PauseReason, Status } from './controller-state.js';
import type { ControllerEventMap } from './events.js';
import type { LocalCopy } from './copies-here.js';
import type { FeatureStatus } from './feature-status.js';
import type { SignOutCheck } from './people-here.js';
import type { PhotoAnswer } from './photo-policy.js';
import type { Readiness } from './readiness.js';
import type { RefusedEditsVerbs } from './refused-edits-types.js';
import type { SupportReport } from './report/types.js';
import type { Thumbnail } from './thumbnails.js';
import type {
  AddAttachmentOptions,
  ExportOptions,
  GeodatabaseFile,
  ImportOptions,
  RegisterOptions,
  ReplicaEntry,
  RescueFile,
  StreamOptions,
  SyncResult,
  UnregisterOptions,
  UnregisterReplicaOptions,
} from './verb-types.js';

export type { ConflictChoice, ConflictPolicies, ConflictPolicy, EditConflict } from '../shared/conflicts.js';
export type { EditProblem, ValueProblem } from '../shared/edit-rules.js';
export type { ControllerAuth, ControllerOptions } from './controller-options.js';
export type { ControllerState, PauseReason, Status } from './controller-state.js';
export type { EditCheck } from './edit-check.js';
export type { LocalCopy } from './copies-here.js';
export type { FeatureStatus } from './feature-status.js';
export type { FeatureEditError, RefusedEditsVerbs } from './refused-edits-types.js';
export type { SignOutCheck } from './people-here.js';
export type { Readiness } from './readiness.js';
export type { SupportReport } from './report/types.js';
export type { PhotoAnswer, PhotoPolicy } from './photo-policy.js';
export type {
  AddAttachmentOptions,
  ExportOptions,
  GeodatabaseFile,
  ImportOptions,
  RegisterOptions,
  ReplicaEntry,
  RescueFile,
  StreamOptions,
  SyncResult,
  UnregisterOptions,
  UnregisterReplicaOptions,
} from './verb-types.js';
export type { EditIssue } from '../shared/records.js';
export type { ImportedEdits, RescueMode } from '../shared/rescue.js';
export type { MissingCopy } from './missing-copy.js';
export type { Thumbnail } from './thumbnails.js';
export type { RetryPolicy } from '../sync/retry-policy.js';
export type { AutoSyncPolicy, Trigger } from '../sync/triggers.js';
export type { AreaEstimate, LayerEstimate } from '../shared/area-estimate.js';
export type { BlockingGapCode, ServiceCheck, ServiceGap, ServiceGapCode } from '../shared/check-service.js';
export type { SyncState, SyncStateKind, ActiveState, EndState, RunTotals } from '../sync/state.js';

export interface SyncController extends TypedEventTarget<ControllerEventMap>, RefusedEditsVerbs {
  readonly serviceUrl: string;
  readonly geodatabaseName: string;
  /** Days for which what was sent, and what a conflict overwrote, is kept. */
  readonly keptDays: number;
  /**
   * Opens what this device has, with no network. Rejects with a typed error where nothing can be kept (no secure context, storage denied), and with
   * `not-loaded` where the code for it could not be fetched: then the next verb tries again, as do `retryNow()` and a connection that comes back, and
   * this property is what became of the latest try. The state stays `unavailable` until one succeeds.
   */
  readonly ready: Promise<void>;
  readonly state: ControllerState;
  /** One word derived from `state`. */
  readonly status: Status;
  /** Why the last run failed; null when it did not. */
  readonly syncError: ErrorSummary | null;

  createDefaultGenerateGeodatabaseParameters(
    extent?: Envelope | null,
    options?: { readonly layerIds?: readonly number[]; readonly where?: string; readonly signal?: AbortSignal },
  ): Promise<GenerateGeodatabaseParameters>;
  /** Takes the area offline: createReplica, then load. Resolves when everything is on this device. */
  generateGeodatabase(
    parameters: GenerateGeodatabaseParameters,
    options?: { readonly signal?: AbortSignal },
  ): Promise<SyncResult>;
  createDefaultSyncGeodatabaseParameters(direction?: SyncRequestDirection): Promise<SyncGeodatabaseParameters>;
  /**
   * Sends and receives. Resolves also when single edits were refused (`completed-with-errors`); rejects when the sync itself failed or was
   * cancelled. When another tab is at it, follows that one. A second call joins the running one; while
   * other work (take offline, remove) is under way in this tab it rejects `busy`.
   */
  syncGeodatabase(
    parameters?: SyncGeodatabaseParameters,
    options?: { readonly signal?: AbortSignal },
  ): Promise<SyncResult>;
  /** Sends what waits, photos included, whatever `photos` says: a person knows that this connection will do. */
  sendPhotos(options?: { readonly signal?: AbortSignal }): Promise<SyncResult>;
  /**
   * The answer to `gdb-photo-question`, for as long as the page is open. `send`: photos go now and with each sync; resolves when they are sent. `wait`: they stay
   * until `sendPhotos()`, or a connection that the browser can name.
   */
  answerPhotoQuestion(answer: PhotoAnswer): Promise<void>;
  /**
   * Ends the replica on the service and removes the local copy. Rejects `pending-edits` while anything is unsent, unless `discardPendingEdits`. A
   * service that is gone or cannot be reached keeps nobody from it: with `leaveReplica` only this device is asked, and the replica is remembered and
   * ended when the service can be reached again.
   */
  unregisterGeodatabase(options?: UnregisterOptions): Promise<void>;
  /** Looks into a file, and changes nothing. Rejects `bad-file`, `unsupported-file` for what is no geodatabase. */
  inspectGeodatabase(file: ByteSource): Promise<GeodatabaseFile>;
  /**
   * The pre-planned workflow: loads a geodatabase that was made once for many devices, a mobile geodatabase (`.geodatabase`) or what
   * `exportGeodatabase` made, then registers this device's own replica. Loading needs no connection: `state.geodatabase` is there when all of the
   * file is, and registering waits for the service. Without `file` it registers what was loaded before; so does the first sync.
   *
   * Rejects `already-registered`, `registration-not-needed` (it was generated here), `geodatabase-exists`, `geodatabase-unregistered` (it was
   * unregistered here once), `original-unregistered`, `other-service`, `schema-mismatch`, `not-supported` (the service registers no existing data),
   * `bad-file`, `unsupported-file`, `storage-full`.
   */
  registerGeodatabase(file?: ByteSource, options?: RegisterOptions): Promise<SyncResult>;
  /**
   * The geodatabase with its attachments as one file, for `registerGeodatabase` on other devices. Made piece by piece as it is read; the stream fails
   * when something is changed meanwhile. Rejects `pending-edits` while anything is unsent, and `busy` while a sync is under way.
   */
  exportGeodatabase(options?: { readonly signal?: AbortSignal }): Promise<ReadableStream<Uint8Array<ArrayBuffer>>>;
  /** Whether this service can go offline and what is missing, in words, with what an admin must switch on. */
  checkService(options?: { readonly signal?: AbortSignal }): Promise<ServiceCheck>;
  /** How many features these parameters would bring, and about how many bytes, before anything is taken. Rejects as any request to the service. */
  estimateGeodatabase(
    parameters: GenerateGeodatabaseParameters,
    options?: { readonly signal?: AbortSignal },
  ): Promise<AreaEstimate>;
  /** The replicas that the service keeps and this user may see. */
  listReplicas(options?: { readonly signal?: AbortSignal }): Promise<readonly ReplicaEntry[]>;
  /**
   * Ends a replica of another device or area. A phone may hold work that it can then no longer send through it, so this rejects `pending-edits`
   * unless `mayLoseUnsentWork` is said. That of this geodatabase is ended by `unregisterGeodatabase`; all at once (`*`) by nothing.
   */
  unregisterReplica(replicaId: string, options?: UnregisterReplicaOptions): Promise<void>;
  cancel(): void;
  pause(reason?: PauseReason): void;
  resume(reason?: PauseReason): void;
  /** Tries now instead of waiting for the next retry. */
  retryNow(): void;
  /** Hands in a token after `gdb-auth-required`, with the user it belongs to where the page knows. */
  provideToken(token: string, options?: { readonly userId?: string }): void;
  /** Fires `gdb-auth-required` again, for a "Sign in" that a person presses. */
  requestSignIn(): void;
  /** Whether anything of the present user would stay unsent here. Signing out never deletes anything. */
  canSignOut(): Promise<SignOutCheck>;
  /** Users who have a copy of this area on this device. `ready` opens it where there is one alone; where there are several, ask, and say `openAs`. */
  usersHere(): Promise<readonly string[]>;
  /** Opens this user's copy without signing in: to read and edit. Nothing is sent before that user signs in. Rejects `no-geodatabase`, `busy`. */
  openAs(user: string): Promise<void>;
  /** Every copy of this service on this device, of any name and user, with its size and what is unsent in it. */
  copiesHere(): Promise<readonly LocalCopy[]>;
  /** Allows edits made without signing in to be sent by the user who is signed in now (never by itself). */
  adoptAnonymousEdits(): Promise<void>;

  applyEdits(layerId: number, edits: LocalEdits, options?: EditOptions): Promise<LocalEditResults>;
  /** Changes of a feature and its attachments that are not sent, oldest first; `seq` names one for `undoEdit`. */
  pendingEdits(layerId: number, globalId: GlobalId): Promise<readonly EditEntry[]>;
  /**
   * Where a feature stands, its row and its files apart: "sent, 2 photos waiting". Null where this device has no such feature. Ask again after
   * `gdb-edits-change`, which names the feature or, after a sync, none.
   */
  featureStatus(layerId: number, globalId: GlobalId): Promise<FeatureStatus | null>;
  /** Features that have something that is not sent, deleted ones included, each once. */
  unsentFeatures(): Promise<readonly UnsentFeature[]>;
  /**
   * Takes back the last change of a feature that is not sent, or the one that `choice` names, and returns it: the feature becomes what it was
   * without it. With an added feature or photo goes what was done to it since. Rejects `edit-not-found` when there is none, `busy` when it is
   * being sent or its fate is not known, or when later changes rest on it.
   */
  undoEdit(layerId: number, globalId: GlobalId, choice?: EditChoice): Promise<EditEntry>;
  queryFeatures(layerId: number, query?: FeatureQuery): Promise<LocalFeatureSet>;
  queryFeatureCount(layerId: number, query?: RowFilter): Promise<number>;
  /** Negative ids belong to rows that were not sent yet. */
  queryObjectIds(layerId: number, query?: FeatureQuery): Promise<readonly number[]>;
  queryGlobalIds(layerId: number, query?: FeatureQuery): Promise<readonly GlobalId[]>;
  queryExtent(layerId: number, query?: RowFilter): Promise<LocalExtent>;
  /** `outStatistics`, for all rows or for each group. */
  queryStatistics(layerId: number, query: StatisticsQuery): Promise<LocalRecordSet>;
  /** What the REST API calls `returnDistinctValues`. */
  queryDistinctValues(layerId: number, query: DistinctQuery): Promise<LocalRecordSet>;
  /**
   * `queryFeatures` in batches, for layers that are too large to hold: `for await (const features of sync.streamFeatures(0)) ...`. It gives the
   * layer as it was at the first batch, whatever is edited meanwhile. Throws `busy` (retryable) when the whole layer is loaded anew meanwhile.
   */
  streamFeatures(
    layerId: number,
    query?: FeatureQuery,
    options?: StreamOptions,
  ): AsyncGenerator<readonly LocalFeature[], void, undefined>;
  addAttachment(
    layerId: number,
    globalId: GlobalId,
    file: File | Blob,
    options?: AddAttachmentOptions,
  ): Promise<AttachmentRecord>;
  /** Replaces the content; the attachment keeps its GlobalID. */
  updateAttachment(
    attachment: AttachmentRecord,
    file: File | Blob,
    options?: AddAttachmentOptions,
  ): Promise<AttachmentRecord>;
  deleteAttachments(layerId: number, globalId: GlobalId, attachmentGlobalIds: readonly GlobalId[]): Promise<void>;
  /**
   * The service's own description of a layer, or of itself (null), as it was when the area was taken or a layer last changed: its renderer, templates,
   * types and so on. Null if none was kept.
   */
  readDefinition(layerId: number | null): Promise<JsonObject | null>;
  /** The attachment of this GlobalID, whichever feature it belongs to. */
  findAttachment(layerId: number, globalId: GlobalId): Promise<AttachmentRecord | null>;
  queryAttachments(layerId: number, globalIds: readonly GlobalId[]): Promise<readonly AttachmentRecord[]>;
  /**
   * The bytes: from this device or, where they are not here yet, from the service; then they are kept. Rejects `attachment-not-found` where neither
   * has them, and `network` while there is no connection.
   */
  readAttachment(attachment: AttachmentRecord, options?: { readonly signal?: AbortSignal }): Promise<Blob>;
  /** A small picture, made once of each content and kept on this device. What cannot be drawn resolves with the reason. */
  readThumbnail(attachment: AttachmentRecord): Promise<Thumbnail>;
  /** The bytes part by part, as they are read: for a video that memory should not hold. The stream fails with `attachment-not-found`. */
  streamAttachment(attachment: AttachmentRecord): Promise<ReadableStream<Uint8Array<ArrayBuffer>>>;

  /** Features changed here and on the service, the newest first: those that wait for a decision, and what was overwritten in the last `keptDays`. */
  readonly conflicts: readonly EditConflict[];
  /**
   * A person's decision: mine, theirs, or field by field. Before the edit was sent it says what goes; later it brings the other side back, as a change
   * of its own. Rejects `busy` while the edit may be under way.
   */
  resolveConflict(layerId: number, globalId: GlobalId, choice: ConflictChoice): Promise<void>;
  /** Forgets a decided conflict, with what it keeps. Rejects `busy` for one that waits. */
  dismissConflict(layerId: number, globalId: GlobalId): Promise<void>;
  /**
   * Everything unsent as one zip: the edits as JSON, GeoJSON and CSV, the original photos, and a manifest with hashes. From then on the edits may be
   * sent from elsewhere too, so the service is asked what it has before they leave from here. Works without a network, and while a sync is stuck.
   * Rejects `edit-not-found` where there is nothing unsent.
   */
  exportPendingEdits(options?: ExportOptions): Promise<RescueFile>;
  /**
   * Takes in such a file of another device, to be sent from here: the service is asked what it has first, so that nothing doubles. Twice is once.
   * Rejects `bad-file`, `unsupported-file`, `wrong-passphrase`, `other-service`, `user-mismatch`, `layer-not-found`, `storage-full`; then nothing
   * has changed.
   */
  importPendingEdits(file: Blob, options?: ImportOptions): Promise<ImportedEdits>;
  /** Ends the freezing of what was handed over. Resolves with the number of edits that were frozen. */
  takeBackPendingEdits(): Promise<number>;
  receipts(limit?: number): Promise<readonly SyncReceipt[]>;
  /** What this device sent in the last `keptDays`, the newest first; 10,000 edits at most are kept. */
  sentEdits(query?: SentQuery): Promise<readonly SentEdit[]>;
  /** Looks at this device anew, and asks the service what time it is: for "Ready for the field?". Never rejects. */
  checkReadiness(options?: { readonly signal?: AbortSignal }): Promise<Readiness>;
  /** Asks the browser not to clear this origin by itself; some ask the person. Resolves with what it promised; null where it has no word for it. */
  protectStorage(): Promise<boolean | null>;
  /**
   * What helps who helps, as plain data: capabilities, versions, states, timings and codes. No token, address, name, attribute, file name or coordinate
   * is in it. Never rejects, also where nothing can be kept.
   */
  report(): Promise<SupportReport>;
  close(): void;
}

/** What sync asks of the service and of the uploads: ports that their rooms implement, and tests. Types alone; part of `ports.ts`. */
import type { KeyedFeature, LayerSchema, SpatialReference } from '../shared/esri.js';
import type { GlobalId } from '../shared/ids.js';
import type {
  ServiceDescription,
  Delivery,
  Submission,
  JobStatus,
  CreateReplicaRequest,
  SynchronizeRequest,
  ReplicaInfo,
  ReplicaSummary,
  ServerAttachment,
  LayerEdits,
  ServiceCapabilities,
} from '../shared/replica-messages.js';
import type { AttachmentRecord, UploadLimits, UploadProgress } from '../shared/records.js';

// ---------------------------------------------------------------- service

export interface CallOptions {
  readonly signal: AbortSignal;
}

/** A question to versioned data. */
export interface VersionedCall extends CallOptions {
  /** The version that is asked; without it the default one, in which nobody sees what is not posted yet. */
  readonly gdbVersion?: string | null;
}

/**
 * One feature service. A rejection whose `details.answered` is true means that the service's own JSON reply was read to its end; for a request
 * that carries edits every other rejection leaves the outcome unknown, except `token-required`, `token-invalid`, which refuse before doing anything.
 */
export interface ServicePort {
  /** Root and layers: GET ?f=json each. `layerIds` null reads all. Also the probe: it fails before an attempt is opened. */
  describe(layerIds: readonly number[] | null, options: CallOptions): Promise<ServiceDescription>;
  createReplica(request: CreateReplicaRequest, options: CallOptions): Promise<Submission>;
  synchronizeReplica(request: SynchronizeRequest, options: CallOptions): Promise<Submission>;
  /** Brings edits to the service as a file, for `editsUploadId`. Changes no data. Resolves with the upload item's id. */
  uploadEdits(edits: readonly LayerEdits[], layers: readonly LayerSchema[], options: CallOptions): Promise<string>;
  jobStatus(statusUrl: string, options: CallOptions): Promise<JobStatus>;
  /** The JSON file of a submission or job. `bytes` in `onProgress` count what arrived; total is null when not told. */
  readResult(
    url: string,
    options: CallOptions & {
      readonly layers: readonly LayerSchema[];
      readonly onProgress: (bytes: number, total: number | null) => void;
    },
  ): Promise<Delivery>;
  unregisterReplica(replicaId: string, options: CallOptions): Promise<void>;
  /** Replicas this user may see. `lists`: what the service can add to names and ids. */
  listReplicas(
    options: CallOptions & { readonly lists?: ServiceCapabilities['replicaLists'] },
  ): Promise<readonly ReplicaSummary[]>;
  /** All that the service tells of one replica. */
  replicaInfo(replicaId: string, options: CallOptions): Promise<ReplicaInfo>;
  /** Generations and last sync date of a replica as text to compare, null when the service does not tell. */
  replicaMark(replicaId: string, options: CallOptions): Promise<string | null>;
  /** POST query in batches of GlobalIDs, geometry in `outSpatialReference`. Rows the user may not see are simply not there. */
  queryByGlobalIds(
    layer: LayerSchema,
    globalIds: readonly GlobalId[],
    options: VersionedCall & { readonly outSpatialReference: SpatialReference | null },
  ): Promise<readonly KeyedFeature[]>;
  /** queryAttachments of these features. */
  queryAttachments(
    layer: LayerSchema,
    parentGlobalIds: readonly GlobalId[],
    options: VersionedCall,
  ): Promise<readonly ServerAttachment[]>;
  /** The bytes of an attachment by URL (same origin gets the token), from byte `from` on. Yields pieces of any size. */
  readAttachment(url: string, options: CallOptions & { readonly from?: number }): AsyncIterable<Uint8Array>;
}

// ---------------------------------------------------------------- uploads

export interface UploadItem {
  readonly itemId: string;
  readonly committed: boolean;
  /** Bytes the service has; null when it does not tell. */
  readonly size: number | null;
}

/** `{FeatureServer}/uploads` (protocol 6), one method an operation. Implemented by service/, used by uploads/. */
export interface UploadServicePort {
  uploadLimits(options: CallOptions): Promise<UploadLimits>;
  upload(file: { readonly name: string; readonly bytes: Blob }, options: CallOptions): Promise<UploadItem>;
  registerItem(item: { readonly name: string }, options: CallOptions): Promise<UploadItem>;
  /** Part numbers count from 1. */
  uploadPart(
    itemId: string,
    part: { readonly partNo: number; readonly bytes: Blob },
    options: CallOptions,
  ): Promise<void>;
  /** Part numbers the service has. */
  listParts(itemId: string, options: CallOptions): Promise<readonly number[]>;
  commitItem(itemId: string, parts: readonly number[], options: CallOptions): Promise<UploadItem>;
  /** Null when the service does not know the item (any more). */
  item(itemId: string, options: CallOptions): Promise<UploadItem | null>;
}

export interface UploadRequest {
  readonly attachment: AttachmentRecord;
  /** False when the service lists no Uploads capability. */
  readonly uploadsSupported: boolean;
}

export interface UploadHooks extends CallOptions {
  /** Part numbers count from 0. */
  readonly readPart: (partNo: number) => Promise<ArrayBuffer>;
  /** Kept over reloads; awaited before the next step. */
  readonly save: (progress: UploadProgress) => Promise<void>;
  readonly onProgress: (bytesSent: number) => void;
}

export interface UploadsPort {
  /** What the service takes, asked once an hour; without Uploads what there is room for inside the edits. Rejects as any request. */
  limits(request: Pick<UploadRequest, 'uploadsSupported'>, options: CallOptions): Promise<UploadLimits>;
  /**
   * Brings the attachment's bytes to the service, or decides that they travel inside the edits. Goes on where an earlier page stopped.
   * Rejects `attachment-refused` (not retryable) when neither way accepts the file: the message says what the service allows.
   */
  ensureUploaded(
    request: UploadRequest,
    hooks: UploadHooks,
  ): Promise<Extract<UploadProgress, { kind: 'item' | 'inline' }>>;
}

/**
 * What travels between the device and a feature service, read and typed: descriptions, replies, edits, jobs. service/ reads and writes it as JSON,
 * sync/ decides by it, store/ keeps what it brings.
 */
import type { Envelope, Feature, KeyedFeature, LayerSchema, SpatialReference } from './esri.js';
import type { GlobalId } from './ids.js';
import type { JsonObject } from './json.js';
import type {
  EditError,
  EditOperation,
  DatumTransformation,
  GenerateGeodatabaseParameters,
  Generations,
  SyncLeg,
  SyncModel,
} from './records.js';

export interface AttachmentChange {
  readonly globalId: GlobalId;
  readonly parentGlobalId: GlobalId;
  readonly attachmentId: number | null;
  readonly name: string;
  readonly contentType: string;
  readonly size: number;
  readonly keywords: string;
  /** Without token. Null when the bytes came along, or are not offered. */
  readonly url: string | null;
  /** The service lists it among those whose content was replaced, not among new ones. */
  readonly replaced?: true;
  /** The bytes, when they came with the reply as base64. */
  readonly data: ArrayBuffer | null;
  /** The bytes came inside a large body, and are in the store already: what the body's rest calls them. */
  readonly inline?: string;
  /** The bytes are in the store already, under this version. */
  readonly contentVersion?: number;
}

/** Bytes of an attachment that came as base64 inside a large body, and were taken out of it. */
export interface InlineContent {
  /** Stands in their place in the body's rest. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
}

/** Rows of one layer out of a reply, staged before anything becomes visible. */
export interface StagedLayer {
  readonly layerId: number;
  /** Adds and updates alike: a download is applied by GlobalID (invariant 10). */
  readonly rows: readonly KeyedFeature[];
  readonly deleteIds: readonly GlobalId[];
  readonly attachments: readonly AttachmentChange[];
  readonly attachmentDeleteIds: readonly GlobalId[];
}

/** What the service says it can do, misspellings and defaults resolved (protocol 1.1, 1.2). */
export interface ServiceCapabilities {
  readonly currentVersion: number | null;
  readonly canSync: boolean;
  readonly canCreate: boolean;
  readonly canUpdate: boolean;
  readonly canDelete: boolean;
  readonly uploads: boolean;
  readonly async: boolean;
  readonly directionControl: boolean;
  readonly perLayer: boolean;
  readonly perReplica: boolean;
  readonly rollbackOnFailure: boolean;
  readonly attachmentsDirection: boolean;
  readonly registerExistingData: boolean;
  /** A copy can be taken without a replica (`syncModel=none`). */
  readonly syncModelNone: boolean;
  /** A replica of a branch versioned service can be reconciled as it syncs. */
  readonly reconcileBranchVersion: boolean;
  /** What may be asked of the list of replicas beside names and ids: `advancedReplicasResourceCapabilities`. */
  readonly replicaLists: { readonly version: boolean; readonly lastSyncDate: boolean };
}

/**
 * The service's own words for itself and its layers, as a page that draws them needs them: renderers, templates, types, and whatever else this library
 * does not read. Kept as they came.
 */
export interface Definitions {
  readonly service: JsonObject;
  readonly layers: Readonly<Record<number, JsonObject>>;
}

export interface ServiceDescription {
  readonly capabilities: ServiceCapabilities;
  readonly layers: readonly LayerSchema[];
  readonly definitions: Definitions;
  readonly fullExtent: Envelope | null;
  readonly initialExtent: Envelope | null;
  readonly spatialReference: SpatialReference | null;
}

/** The result of one edit, as the service told it: every layout of protocol 3.3 read, none guessed. */
export interface EditResult {
  readonly layerId: number;
  readonly operation: EditOperation;
  /** Key form; null when the result carries none. */
  readonly globalId: GlobalId | null;
  readonly objectId: number | null;
  readonly success: boolean;
  readonly error: EditError | null;
}

/** A reply of createReplica or synchronizeReplica, read to its end. */
export interface ReplicaReply {
  readonly replicaId: string | null;
  readonly replicaName: string | null;
  readonly generations: Generations | null;
  readonly results: readonly EditResult[];
  /** `delta`: edits since the generation sent. `replace`: the whole content of these layers. */
  readonly changes: readonly (StagedLayer & { readonly mode: 'replace' | 'delta' })[];
}

/** A reply too large to be read at once. */
export interface ReplyBody {
  /** To be read once, to its end. Rejects like any request. */
  readonly bytes: AsyncIterable<Uint8Array>;
  /** Null when the service does not tell. */
  readonly total: number | null;
  /**
   * The reply out of the body's JSON when its rows were taken out of it, `[null]` left in place of each list: its changes then have no rows.
   * `contents`: bytes that were taken out of it as well. Throws as the request would have.
   */
  read(rest: string, contents?: readonly InlineContent[]): ReplicaReply;
}

/**
 * A small reply comes read, a large one as its body. Or it is a mobile geodatabase, whatever was asked for: the bytes of that are no JSON, and `read`
 * takes the JSON that they stand for.
 */
export type Delivery =
  | { readonly kind: 'reply'; readonly reply: ReplicaReply }
  | { readonly kind: 'body'; readonly body: ReplyBody }
  | { readonly kind: 'database'; readonly body: ReplyBody };

/** How the service took a request: answered at once, with a file to read, or with a job to wait for. */
export type Submission =
  Delivery | { readonly kind: 'file'; readonly url: string } | { readonly kind: 'job'; readonly statusUrl: string };

export type JobStatus =
  | { readonly kind: 'running'; readonly status: string }
  | { readonly kind: 'done'; readonly status: string; readonly resultUrl: string | null; readonly withErrors: boolean }
  /** `lost`: what the words of the error say is gone; absent for other errors. */
  | {
      readonly kind: 'failed';
      readonly error: EditError | null;
      readonly lost?: 'replica-not-found' | 'stale-generation';
    };

export interface FeatureEdits {
  readonly adds: readonly Feature[];
  readonly updates: readonly Feature[];
  readonly deleteIds: readonly GlobalId[];
}

/** An attachment inside the edits: its bytes are an upload item or come along as base64. */
export interface AttachmentEdit {
  readonly globalId: GlobalId;
  readonly parentGlobalId: GlobalId;
  readonly contentType: string;
  readonly name: string;
  readonly keywords: string;
  readonly content:
    { readonly kind: 'item'; readonly uploadId: string } | { readonly kind: 'inline'; readonly base64: string };
}

/** `edits` of synchronizeReplica, one entry a layer (protocol 3.2). */
export interface LayerEdits {
  readonly layerId: number;
  readonly features: FeatureEdits;
  readonly attachments: {
    readonly adds: readonly AttachmentEdit[];
    readonly updates: readonly AttachmentEdit[];
    readonly deleteIds: readonly GlobalId[];
  };
}

/**
 * Data that this device has already (`replicaOptions`, protocol 2.3): the service makes a replica for them and sends none. Needs
 * `supportsRegisteringExistingData`.
 */
export interface RegisterExistingData {
  /** The replica that the data were made by; null where it is not known. */
  readonly refReplicaId: string | null;
  /** What the data are up to date with; null leaves it to the service. */
  readonly generations: Generations | null;
  /** Bit mask of what else is in the data: annotation, dimensions, contingent values. */
  readonly syncDataOptions?: number;
}

export interface CreateReplicaRequest {
  readonly replicaName: string;
  readonly registerExistingData?: RegisterExistingData;
  readonly parameters: GenerateGeodatabaseParameters;
  readonly layers: readonly LayerSchema[];
  readonly async: boolean;
}

export interface SynchronizeRequest {
  readonly replicaId: string;
  readonly syncModel: SyncModel;
  readonly leg: SyncLeg;
  readonly generations: Generations;
  readonly edits: readonly LayerEdits[];
  /** The edits are in this upload item, and not in the request. */
  readonly editsUploadId?: string;
  readonly rollbackOnFailure: boolean;
  /** True ends the replica when this sync is done. */
  readonly closeReplica?: boolean;
  readonly reconcileBranchVersion?: boolean;
  readonly datumTransformation?: DatumTransformation;
  readonly async: boolean;
  readonly attachments: 'url' | 'none';
  readonly layers: readonly LayerSchema[];
}

export interface ReplicaSummary {
  readonly replicaId: string;
  readonly replicaName: string;
  readonly owner: string | null;
  /** Epoch ms. */
  readonly createdAt: number | null;
  /** Epoch ms. */
  readonly lastSyncAt: number | null;
  /** The version that a replica of a versioned service writes to; null where there is none, or it is not told. */
  readonly version: string | null;
}

/** One replica as the service describes it. Null where it does not tell. */
export interface ReplicaInfo extends ReplicaSummary {
  readonly syncModel: string | null;
  readonly syncDirection: string | null;
  readonly targetType: string | null;
  readonly generations: Generations | null;
  readonly returnAttachments: boolean | null;
  readonly attachmentsSyncDirection: string | null;
  readonly layerIds: readonly number[];
}

export interface ServerAttachment {
  readonly globalId: GlobalId;
  readonly parentGlobalId: GlobalId;
  readonly attachmentId: number;
  readonly name: string;
  /** Bytes; 0 where the service does not tell. */
  readonly size: number;
  /** Where its bytes are, without token; absent where the feature's ObjectID is not told. */
  readonly url?: string;
}

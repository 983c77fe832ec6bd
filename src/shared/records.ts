/**
 * What this device remembers of a geodatabase, as plain data that a database can hold and a message can carry.
 * The store keeps these records, sync decides by them, the controller shows them.
 */
import type { ConflictPolicies } from './conflicts.js';
import type { ErrorSummary } from './errors.js';
import type { Attributes, Envelope, Feature, Geometry, LayerSchema, SpatialReference } from './esri.js';
import type { GlobalId } from './ids.js';
import type { JsonValue } from './json.js';

export type SyncDirection = 'bidirectional' | 'upload' | 'download';
/** What one sync may ask for. `snapshot`: the present content in place of the changes since the last generation; edits are not sent by it. */
export type SyncRequestDirection = SyncDirection | 'snapshot';
/** One generation for the whole replica, one for each layer, or `none`: a copy taken once, which the service does not remember and nobody can sync. */
export type SyncModel = 'perReplica' | 'perLayer' | 'none';

/** Server generations: opaque numbers, one for the replica or one for each layer. Never do arithmetic on them (protocol 3.4). */
export type Generations =
  | { readonly kind: 'perReplica'; readonly serverGen: number }
  | { readonly kind: 'perLayer'; readonly byLayer: Readonly<Record<number, number>> };

/** Which rows of a layer are taken: `layerQueries` of createReplica. */
export interface LayerQuery {
  readonly layerId: number;
  readonly queryOption: 'none' | 'useFilter' | 'all';
  readonly where?: string;
  readonly useGeometry: boolean;
  readonly includeRelated: boolean;
}

/** Attachments of a geodatabase: both ways, sent only, or not at all. Fixed when the replica is made. */
export type AttachmentMode = 'bidirectional' | 'upload' | 'none';
export type AttachmentDownload = 'eager' | 'lazy';
export type DatumTransformation = number | { readonly [key: string]: JsonValue };

/** Parameters of generateGeodatabase: what createReplica is asked for. */
export interface GenerateGeodatabaseParameters {
  readonly layers: readonly LayerQuery[];
  /** The area. Null takes everything, as far as the service allows. */
  readonly extent: Envelope | null;
  /** An area of any shape, in place of `extent`: point, multipoint, polyline, polygon or envelope. What it touches is taken. */
  readonly geometry?: Geometry | null;
  readonly outSpatialReference: SpatialReference | null;
  readonly attachments: AttachmentMode;
  /** Attachments come with the first load. Default: with `bidirectional` only; true is also allowed with `upload`. */
  readonly returnAttachments?: boolean;
  /** Bytes of attachments: with each sync (default), or when a person opens one. */
  readonly attachmentDownload?: AttachmentDownload;
  /** How coordinates of another datum are converted: a wkid, or the JSON of a transformation. Default: the service's own choice. */
  readonly datumTransformation?: DatumTransformation;
  readonly syncModel: SyncModel;
  readonly syncDirection: SyncDirection;
  /** How the first load comes. `sqlite`: as a mobile geodatabase with its attachments inside, in one file; later syncs are JSON. Default `json`. */
  readonly dataFormat?: 'json' | 'sqlite';
}

/** What one layer does in a sync, where it differs from the others. */
export interface SyncLayerOption {
  readonly layerId: number;
  readonly syncDirection: SyncRequestDirection;
}

/** Parameters of syncGeodatabase. */
export interface SyncGeodatabaseParameters {
  readonly syncDirection: SyncRequestDirection;
  /** Layers to sync; null for all. Only a perLayer replica can sync some of its layers. */
  readonly layerIds: readonly number[] | null;
  /** A direction of their own for some of the layers. Only in a perLayer replica. */
  readonly layerOptions?: readonly SyncLayerOption[];
  /**
   * True makes the service undo the whole upload when a single edit fails: all of it or nothing. Nothing is received then either, and what was
   * undone stays to be sent. Needs `supportsRollbackOnFailure`; a service without it refuses, with `not-supported`.
   */
  readonly rollbackOnFailure: boolean;
  /** True asks a branch versioned service to reconcile the replica's version with the default one. Needs `supportsBranchVersionReconcile`. */
  readonly reconcileBranchVersion?: boolean;
  /** Where the same value was changed here and on the service. Default: the controller's `conflictPolicy`, else `mine`. */
  readonly conflictPolicy?: ConflictPolicies;
  /** `later`: photos that are new or replaced stay here for another sync; edits go. Default `now`. */
  readonly photos?: 'now' | 'later';
  /** Why they wait, for people. */
  readonly photosWait?: 'manual' | 'mobile' | 'data-saver' | 'unknown';
}

/** The local copy of a replica. */
export interface GeodatabaseRecord {
  readonly replicaId: string;
  readonly replicaName: string;
  readonly serviceUrl: string;
  readonly syncModel: SyncModel;
  readonly syncDirection: SyncDirection;
  readonly attachments: AttachmentMode;
  readonly generations: Generations;
  readonly layers: readonly LayerSchema[];
  readonly queries: readonly LayerQuery[];
  readonly extent: Envelope | null;
  /** The area, where it is no envelope. */
  readonly geometry?: Geometry | null;
  readonly returnAttachments?: boolean;
  readonly attachmentDownload?: AttachmentDownload;
  readonly datumTransformation?: DatumTransformation;
  readonly spatialReference: SpatialReference | null;
  /** Epoch ms. */
  readonly createdAt: number;
  /** Epoch ms of the last sync that ended well; null before the first. */
  readonly lastSyncAt: number | null;
  /** Of one that was loaded from a file; absent for one that was generated here. */
  readonly registration?: Registration;
  /** What files the service takes; absent while it was not asked. */
  readonly uploadLimits?: UploadLimits;
}

/** `uploads/info`; it holds for attachments however they travel: https://developers.arcgis.com/rest/services-reference/enterprise/uploads/ */
export interface UploadLimits {
  /** Bytes; null when the service names none. */
  readonly maxBytes: number | null;
  /** File extensions without dot, lower case; null when the service names none. */
  readonly fileTypes: readonly string[] | null;
}

/**
 * A copy that was made once and loaded on many devices syncs by a replica of its own, never by that of the file. While it is `pending` its `replicaId`
 * is empty: nothing can be sent or received.
 */
export interface Registration {
  readonly kind: 'pending' | 'done';
  /** The replica that the file was made by. */
  readonly refReplicaId: string;
}

export type FeatureOperation = 'add' | 'update' | 'delete';
export type AttachmentOperation = 'attachAdd' | 'attachUpdate' | 'attachDelete';
export type EditOperation = FeatureOperation | AttachmentOperation;

/** One entry of the edit log. `seq` orders all edits of the geodatabase. */
export interface EditEntry {
  readonly seq: number;
  readonly layerId: number;
  /** The feature; for attachment edits the feature they belong to. */
  readonly globalId: GlobalId;
  readonly operation: EditOperation;
  /** Add: the whole row. Update: only the changed fields, with their new values. */
  readonly attributes?: Attributes;
  /** Present only when the geometry is new or changed; null empties it. */
  readonly geometry?: Geometry | null;
  readonly attachmentGlobalId?: GlobalId;
  /** Which bytes: a replaced photo coexists with its upload in flight. */
  readonly contentVersion?: number;
  /** What an attachUpdate replaced: kept with its bytes until the edit is settled, so that it can be undone. */
  readonly replaced?: AttachmentRecord;
  readonly user: string;
  /** Random id of the database the edit was made in (invariant 13). */
  readonly storeInstance: string;
  /** Epoch ms, for people; never for order. */
  readonly time: number;
  /** Names this edit on every device that ever holds it; given when it is first exported. */
  readonly uid?: string;
  /**
   * Another device has it too, by a rescue file. `maybe`: the service is asked whether it has it before each send. `handed-over`: the other device
   * sends it; here it is frozen until it is taken back, or seen on the service.
   */
  readonly elsewhere?: 'maybe' | 'handed-over';
}

/**
 * An edit with its row as last seen from the server. `base` is null where the server is not known to have the row: for adds as a rule, but not for
 * one that brings back a row whose delete was refused.
 */
export interface PendingEdit extends EditEntry {
  readonly base: Feature | null;
}

/** Progress of an attachment's bytes to the service, kept over reloads. */
export type UploadProgress =
  | { readonly kind: 'none' }
  /** Registered; these parts (numbers from 1) are there. */
  | {
      readonly kind: 'parts';
      readonly itemId: string;
      readonly contentVersion: number;
      readonly partsDone: readonly number[];
    }
  /** Complete and committed: `itemId` goes into the edits as `uploadId`. */
  | { readonly kind: 'item'; readonly itemId: string; readonly contentVersion: number; readonly at: number }
  /** To be sent as base64 inside the edits. */
  | { readonly kind: 'inline'; readonly contentVersion: number };

export type AttachmentState =
  /** As on the server. `bytesHere`: the content is on this device too. */
  | { readonly kind: 'received'; readonly bytesHere: boolean }
  /** Made here, not sent. */
  | { readonly kind: 'pending'; readonly operation: AttachmentOperation }
  /** Refused by the service, or by what it allows; the bytes stay. */
  | { readonly kind: 'refused'; readonly operation: AttachmentOperation; readonly error: EditError };

/** An attachment as this device knows it; its bytes are parts, read apart. */
export interface AttachmentRecord {
  readonly layerId: number;
  readonly parentGlobalId: GlobalId;
  readonly globalId: GlobalId;
  /** The server's integer id; null while unknown, and never needed to send. */
  readonly attachmentId: number | null;
  readonly name: string;
  readonly contentType: string;
  /** Bytes. */
  readonly size: number;
  readonly keywords: string;
  /** SHA-256 of each part, hex, in order; empty while the bytes are not here. */
  readonly partHashes: readonly string[];
  readonly contentVersion: number;
  readonly partCount: number;
  readonly state: AttachmentState;
  readonly upload: UploadProgress;
  /** Where the service offers the bytes, without token; null when unknown. */
  readonly url: string | null;
}

/** A thumbnail as it is kept; `picture` is null when none can be made of this content. */
export interface KeptThumbnail {
  readonly contentVersion: number;
  readonly picture: { readonly type: string; readonly bytes: ArrayBuffer } | null;
}

/** `{ code, description }` of an edit result: https://developers.arcgis.com/rest/services-reference/enterprise/edit-result-object/ */
export interface EditError {
  readonly code: number;
  readonly description: string;
  readonly extendedCode?: number;
}

/** Codes of our own, beside those of the service: why an edit was set aside on this device. */
export const OWN_CODES = {
  /** It names a feature that was given up. */
  parentGivenUp: 9001,
  /** The layer has no place for what it says any more. */
  noPlace: 9002,
  /** It alone is larger than a request may be. */
  tooLarge: 9003,
  /** The service takes the others, but no request with this one. */
  blamed: 9004,
} as const;

/** An edit that the service refused, out of the log and waiting for a person: the Runtime SDK's FeatureEditResult with an error. */
export interface EditIssue {
  readonly id: number;
  readonly layerId: number;
  readonly layerName: string;
  readonly globalId: GlobalId;
  readonly objectId: number | null;
  readonly operation: EditOperation;
  readonly attachmentGlobalId?: GlobalId;
  readonly attachmentName?: string;
  /** Text of the display field, for people. */
  readonly title: string;
  readonly error: EditError;
  /** Epoch ms. */
  readonly at: number;
  /** The edits that were refused, to be sent again or thrown away. */
  readonly edits: readonly EditEntry[];
  /** The feature that these edits name, where that was given up: they were never sent. */
  readonly givenUpParent?: GlobalId;
  /** When a person gave them up (epoch ms): they go with the next sync that ends well, and can be brought back until then. */
  readonly discardedAt?: number;
}

/** One leg of a sync: one synchronizeReplica, or the createReplica. */
export interface SyncLeg {
  readonly direction: SyncRequestDirection;
  readonly layerIds: readonly number[];
  /** Not a sync of the replica, but a new one in place of one that the service no longer knows. */
  readonly newReplica?: true;
  /** What it would overwrite is asked for first: no download goes before it. */
  readonly look?: true;
}

export interface AttemptBase {
  readonly id: number;
  /** Random; part of the replicaName of a create attempt. */
  readonly uid: string;
  readonly epoch: number;
  readonly startedAt: number;
  /** When the connection is known to have ended without a reply read to its end; null while open or unknown (reload, kill, take-over). */
  readonly connectionEndedAt: number | null;
  /** Committed before it is polled (invariant 3). */
  readonly statusUrl: string | null;
}

/** A request that carries edits, from before it left until every edit in it has its own result. */
export interface SyncAttempt extends AttemptBase {
  readonly kind: 'sync';
  readonly leg: SyncLeg;
  /** The batch: every edit of the leg's layers in the log with `seq <= throughSeq`, but those held back. */
  readonly throughSeq: number;
  /** Edits within the range that this request did not carry. */
  readonly heldSeqs: readonly number[];
  readonly generations: Generations;
  /** What a first look found absent, and when; the second look is compared with it. */
  readonly firstLook: FirstLook | null;
  /** Adds of which a service could make two rows: they are counted before the attempt is settled. */
  readonly counted?: readonly { readonly layerId: number; readonly globalId: GlobalId }[];
}

export interface FirstLook {
  /** Epoch ms on this device. */
  readonly at: number;
  /** Edits (by seq) that the service did not have. */
  readonly absent: readonly number[];
  /** The replica's generations and last sync date then, as text to compare; null when they could not be read. */
  readonly replicaMark: string | null;
}

/** A createReplica, from before it left until its data are visible here or the replica is known not to exist. */
export interface CreateAttempt extends AttemptBase {
  readonly kind: 'create';
  /** Carries `uid`: `/replicas` is searched for it after a lost reply. */
  readonly replicaName: string;
  readonly parameters: GenerateGeodatabaseParameters;
}

export type Attempt = SyncAttempt | CreateAttempt;
export type NewAttempt = Omit<SyncAttempt, 'id'> | Omit<CreateAttempt, 'id'>;

/** What is being done, kept in the database from the first step to the last, so that a reload goes on with it. */
export type Operation =
  | {
      readonly kind: 'generate';
      readonly uid: string;
      readonly startedAt: number;
      readonly parameters: GenerateGeodatabaseParameters;
    }
  | {
      readonly kind: 'sync';
      readonly uid: string;
      readonly startedAt: number;
      readonly parameters: SyncGeodatabaseParameters;
    }
  /** A geodatabase out of a file, which only this page has: nobody can go on with it after a reload. */
  | {
      readonly kind: 'load';
      readonly uid: string;
      readonly startedAt: number;
    }
  /**
   * A replica of its own for what was loaded. `takeAnew`: the word that the service may make a new one with its own data where it cannot register
   * these; unsent edits stay.
   */
  | {
      readonly kind: 'register';
      readonly uid: string;
      readonly startedAt: number;
      readonly takeAnew: boolean;
    }
  /** `discardPendingEdits`: the caller's explicit word that unsent edits may go (invariant 13). */
  | {
      readonly kind: 'unregister';
      readonly uid: string;
      readonly startedAt: number;
      readonly discardPendingEdits: boolean;
      /** The service is not asked: its replica is unregistered when it can be reached again. */
      readonly leaveReplica?: true;
    };

export interface PendingCounts {
  /** Edits of features and rows not sent. Several edits of one feature count once. */
  readonly features: number;
  /** Attachments to add, replace or delete. */
  readonly attachments: number;
  /** Bytes of attachments not sent. */
  readonly attachmentBytes: number;
  /** Edits that the service refused and nobody has settled yet. */
  readonly refused: number;
  /** Features changed here and on the service that wait for a person's decision. */
  readonly conflicts: number;
  /** Features and attachments among these that were handed over to another device. Not given: none. */
  readonly handedOver?: number;
}

/** One difference between a layer as it was taken and as the service has it now. `field` null: the layer itself. */
export interface SchemaChange {
  readonly layerId: number;
  readonly layerName: string;
  readonly field: string | null;
  readonly change: 'added' | 'removed' | 'type' | 'length' | 'nullable' | 'editable' | 'geometry-type';
  /** As the service writes it; empty where there is or was nothing. */
  readonly was: string;
  readonly is: string;
}

/** Two rows of one GlobalID on the service. Nothing of them is deleted without a person's word. */
export interface DoubledRow {
  readonly layerId: number;
  readonly layerName: string;
  readonly globalId: GlobalId;
  readonly objectIds: readonly number[];
}

/** What a person should know of a sync that went well. */
export type SyncNote =
  | { readonly kind: 'schema-changed'; readonly changes: readonly SchemaChange[] }
  /** What was sent is in a version of its own; others see it after the office has posted it. `version` null: the service does not tell which. */
  | { readonly kind: 'sent-to-version'; readonly version: string | null }
  /** The service could not say what changed since the last sync: everything was received anew. */
  | { readonly kind: 'received-anew' }
  /** The service no longer knew the replica, or could not mend it: a new one was made, and unsent edits were carried over. */
  | { readonly kind: 'replica-replaced'; readonly replicaName: string }
  /** Features were changed here and on the service: their edits wait for a person's decision, and were not sent. */
  | { readonly kind: 'conflicts-waiting'; readonly count: number }
  /** Photos were not sent with their features, which are. `why` as the browser tells of the connection; `unknown` where it tells nothing. */
  | {
      readonly kind: 'photos-waiting';
      readonly count: number;
      readonly why: 'manual' | 'mobile' | 'data-saver' | 'unknown';
    }
  /** The service answers no queries: what others had changed was overwritten without being seen. */
  | { readonly kind: 'overwritten-unseen' }
  /** The service took back this many edits because another one was refused: they are still to be sent. */
  | { readonly kind: 'rolled-back'; readonly count: number }
  /** Rows that the service has twice under one GlobalID, because a request was performed twice. */
  | { readonly kind: 'doubled-rows'; readonly rows: readonly DoubledRow[] }
  /** The service cannot only send or only receive (no `supportsSyncDirectionControl`): both was done. */
  | { readonly kind: 'both-directions' };

/** One edit that the service has, as the log of what was sent keeps it. */
export interface SentEdit {
  /** Epoch ms. */
  readonly at: number;
  readonly layerId: number;
  readonly layerName: string;
  readonly globalId: GlobalId;
  readonly objectId: number | null;
  readonly operation: EditOperation;
  readonly attachmentName?: string;
  /** Text of the display field, for people. */
  readonly title: string;
  /** Who made it. */
  readonly user: string;
  /** What was said: the new values of an add or update. */
  readonly attributes?: Attributes;
}

/** Which of the log of what was sent. */
export interface SentQuery {
  /** In the title, the GlobalID, a file's name or a value; without case. */
  readonly text?: string;
  readonly layerId?: number;
  /** Epoch ms; from then on, and before. */
  readonly from?: number;
  readonly to?: number;
  /** Default 100. */
  readonly limit?: number;
}

/** What happened in one sync, kept in the store and shown to people. */
export interface SyncReceipt {
  readonly uid: string;
  readonly operation: Operation['kind'];
  readonly startedAt: number;
  readonly endedAt: number;
  readonly user: string;
  readonly sent: { readonly features: number; readonly attachments: number };
  readonly received: { readonly features: number; readonly attachments: number };
  readonly refused: number;
  /** Features changed here and on the service; absent in receipts of older versions. */
  readonly conflicts?: number;
  readonly error: ErrorSummary | null;
  readonly notes?: readonly SyncNote[];
}

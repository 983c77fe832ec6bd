/** What the verbs of a controller take, and what they resolve with. */
import type { ErrorSummary } from '../shared/errors.js';
import type { Envelope } from '../shared/esri.js';
import type { GlobalId } from '../shared/ids.js';
import type { GenerateGeodatabaseParameters, SyncNote } from '../shared/records.js';
import type { FileLayer, ReplicaFile } from '../shared/replica-file.js';
import type { RescueMode } from '../shared/rescue.js';
import type { FeatureEditError } from './refused-edits-types.js';

export interface SyncResult {
  readonly status: 'completed' | 'completed-with-errors';
  readonly sent: { readonly features: number; readonly attachments: number };
  readonly received: { readonly features: number; readonly attachments: number };
  /** Edits refused in this sync; all unsettled ones are in `syncErrors`. */
  readonly errors: readonly FeatureEditError[];
  /** What a person should know besides: changed layers, a replaced replica, the version that edits were sent to. */
  readonly notes: readonly SyncNote[];
}

/** A replica that the service keeps, as far as this user may see it. Null where the service does not tell. */
export interface ReplicaEntry {
  readonly replicaId: string;
  readonly replicaName: string;
  readonly owner: string | null;
  /** The beginning of the device's id, for replicas made by this library. */
  readonly device: string | null;
  /** Epoch ms. */
  readonly createdAt: number | null;
  /** Epoch ms. */
  readonly lastSyncAt: number | null;
  /** The version that its edits land in, where data are versioned. */
  readonly version: string | null;
  /** `here`: of this geodatabase. `this-device`: made by this browser profile, for another area or an earlier attempt. */
  readonly place: 'here' | 'this-device' | 'elsewhere';
}

export interface UnregisterReplicaOptions {
  /** The explicit word that unsent work of whoever uses this replica may be lost. */
  readonly mayLoseUnsentWork?: boolean;
  readonly signal?: AbortSignal;
}

/** What is in a file, before it is loaded. */
export interface GeodatabaseFile {
  /** A `.geodatabase` file, or what `exportGeodatabase` made. */
  readonly format: ReplicaFile['format'];
  /** Bytes. */
  readonly size: number;
  readonly layers: readonly FileLayer[];
  /** Which service it is a copy of; empty where it does not tell. */
  readonly serviceUrl: string;
  readonly extent: Envelope | null;
  /** Epoch ms of what it is up to date with; null where it does not tell. */
  readonly date: number | null;
  /** Why `registerGeodatabase` would refuse it; null when nothing that is known without the service speaks against it. */
  readonly problem: ErrorSummary | null;
  /** For `generateGeodatabase`: the same area, taken offline anew. Null where the file does not tell. */
  readonly parameters: GenerateGeodatabaseParameters | null;
}

export interface RegisterOptions {
  readonly signal?: AbortSignal;
  /** The word that, where the service cannot register what is in the file, the area may be taken offline anew; unsent edits stay. */
  readonly takeAnew?: boolean;
}

export interface UnregisterOptions {
  readonly signal?: AbortSignal;
  /** The explicit word that unsent edits may go. */
  readonly discardPendingEdits?: boolean;
  /** Removes the local copy without asking the service. */
  readonly leaveReplica?: boolean;
}

export interface AddAttachmentOptions {
  readonly signal?: AbortSignal;
  readonly keywords?: string;
  /** Default: the file's own name. */
  readonly name?: string;
  /** Of the new attachment, where the page has named it already. */
  readonly globalId?: GlobalId;
  /**
   * Of `updateAttachment`: the `contentVersion` that is replaced, and no other. Rejects `attachment-refused`, `retryable`, where a sync or another
   * tab brought other content since it was read.
   */
  readonly ifContentVersion?: number;
  readonly onProgress?: (bytesWritten: number) => void;
}

export interface ExportOptions {
  /**
   * `copy` (default): the edits can still be sent from here. `hand-over`: they are frozen here until they are taken back, or seen on the service;
   * the other device is to send them.
   */
  readonly mode?: RescueMode;
  /** Seals the file: it opens with this passphrase and nothing else. */
  readonly passphrase?: string;
  /** Where the file goes as it is written, instead of into a File: for many photos. Closed at the end. */
  readonly to?: WritableStream<Uint8Array>;
  readonly signal?: AbortSignal;
  /** Bytes of photos written so far. */
  readonly onProgress?: (bytes: number) => void;
}

/** Unsent edits as a file. */
export interface RescueFile {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly mode: RescueMode;
  readonly sealed: boolean;
  readonly edits: number;
  readonly attachments: number;
  /** Null when it went to a stream. */
  readonly file: File | null;
}

export interface ImportOptions {
  readonly passphrase?: string;
  readonly signal?: AbortSignal;
}

export interface StreamOptions {
  readonly signal?: AbortSignal;
  /** Rows in a batch, at most. Default 1,000. */
  readonly batchSize?: number;
}

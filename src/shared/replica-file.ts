/** A geodatabase in a file, opened and understood: what it is, and its rows and attachments to be loaded. */
import type { GdbError } from './errors.js';
import type { Envelope, LayerSchema, SpatialReference } from './esri.js';
import type { AttachmentChange } from './replica-messages.js';
import type { GeodatabaseRecord, SyncModel } from './records.js';

export interface FileLayer {
  readonly layerId: number;
  readonly name: string;
  readonly type: 'Feature Layer' | 'Table';
  /** Rows; null where only reading them all would tell. */
  readonly count: number | null;
}

/** Bytes that are read when someone wants them. */
export interface FileContent {
  readonly size: number;
  read(): AsyncIterable<Uint8Array<ArrayBuffer>>;
}

export interface FileAttachment {
  readonly layerId: number;
  readonly change: Omit<AttachmentChange, 'data'>;
  /** Null when the bytes are not in the file. */
  readonly content: FileContent | null;
}

/** A sync's changes in a mobile geodatabase, understood to the end, or refused by name. */
export interface ChangesFile {
  /** Those that its shapes are in. */
  readonly spatialReferences: readonly SpatialReference[];
  /** The changes as the JSON of a reply of synchronizeReplica, in pieces. Throws `bad-file`, `unsupported-file`, `aborted`. */
  body(options: { readonly signal: AbortSignal }): AsyncIterable<Uint8Array<ArrayBuffer>>;
  /** New and replaced ones, as {@link ReplicaFile.attachments} tells them. */
  attachments(options: { readonly signal: AbortSignal }): AsyncIterable<FileAttachment>;
}

/** What changes are for. */
export interface ChangesFor {
  readonly replicaId: string;
  readonly syncModel: SyncModel;
  /** Others are left aside. */
  readonly layers: readonly LayerSchema[];
}

export interface ReplicaFile {
  readonly format: 'mobile-geodatabase' | 'bundle';
  readonly layers: readonly FileLayer[];
  /** Without token. Empty where the file does not tell. */
  readonly serviceUrl: string;
  readonly extent: Envelope | null;
  /** Epoch ms of what it is up to date with; null where it does not tell. */
  readonly date: number | null;
  /** The geodatabase as the file has it, under the replica that it was made by; null where it cannot be loaded, for the reason in `refusal`. */
  readonly geodatabase: GeodatabaseRecord | null;
  readonly refusal: GdbError | null;
  /** The rows as the JSON of a reply with `layers`, in pieces. Throws `bad-file`, `unsupported-file`, `aborted`. */
  body(options: { readonly signal: AbortSignal }): AsyncIterable<Uint8Array<ArrayBuffer>>;
  /** One after the other; what of a content is not read before the next is asked for cannot be read later. */
  attachments(options: { readonly signal: AbortSignal }): AsyncIterable<FileAttachment>;
}

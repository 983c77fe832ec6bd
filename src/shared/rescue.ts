/** What a rescue file carries from one device to another, as the rooms pass it on. */
import type { Feature, Geometry, Attributes } from './esri.js';
import type { GlobalId } from './ids.js';
import type { EditError, EditOperation, GeodatabaseRecord } from './records.js';

/** `copy` changes nothing here; `hand-over` freezes the edits here, for the other device to send. */
export type RescueMode = 'copy' | 'hand-over';

/** An attachment that was added, replaced or deleted, whatever it took: what it is now. */
export interface RescueAttachment {
  readonly globalId: GlobalId;
  /** The service's id; null where it has none. */
  readonly attachmentId: number | null;
  readonly name: string;
  readonly contentType: string;
  /** Bytes. */
  readonly size: number;
  readonly keywords: string;
  /** SHA-256 of each part, hex; empty for a delete. */
  readonly partHashes: readonly string[];
}

/** An unsent edit. The order of the list is the order in which they were made. */
export interface RescueEdit {
  /** The same on every device. */
  readonly uid: string;
  readonly layerId: number;
  /** The feature; for attachments the feature they belong to. */
  readonly globalId: GlobalId;
  readonly operation: EditOperation;
  readonly attributes?: Attributes;
  readonly geometry?: Geometry | null;
  readonly attachment?: RescueAttachment;
  /** The row as last seen from the service; null where it had none. */
  readonly base: Feature | null;
  /** What the service said, where it refused this edit. */
  readonly refused?: EditError;
  /** The feature that it names, where that was given up where the edit was made. */
  readonly givenUpParent?: GlobalId;
  readonly user: string;
  /** Epoch ms. */
  readonly time: number;
}

/** Everything unsent of a geodatabase. */
export interface RescueEdits {
  readonly storeInstance: string;
  readonly edits: readonly RescueEdit[];
}

/** What was found here to be exported. */
export interface ExportedEdits extends RescueEdits {
  readonly geodatabase: GeodatabaseRecord;
  /** Which content of an attachment, by its GlobalID: what `readPart` needs. */
  readonly contentVersions: ReadonlyMap<GlobalId, number>;
}

/** What is to be imported; the bytes of its attachments were staged before. */
export interface EditsToImport extends RescueEdits {
  /** Of the file. */
  readonly uid: string;
  /** Content version of the staged bytes, by the attachment's GlobalID. */
  readonly staged: ReadonlyMap<GlobalId, number>;
}

/** What an import brought. */
export interface ImportedEdits {
  readonly features: number;
  readonly attachments: number;
  /** Edits that this device, or the service as far as this device knows, has already. */
  readonly known: number;
}

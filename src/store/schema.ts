/** What lies in which store: the shape of the two kinds of databases. Keys are explained in each line; see docs of the store for why. */
import type { EditConflict } from '../shared/conflicts.js';
import type { Feature } from '../shared/esri.js';
import type { GlobalId } from '../shared/ids.js';
import type {
  AttachmentRecord,
  Attempt,
  EditEntry,
  EditIssue,
  KeptThumbnail,
  SentEdit,
  SyncReceipt,
} from '../shared/records.js';
import type { CatalogueEntry } from '../sync/ports.js';
import type { Box } from './rows/box.js';

/** As many rows as make 80 to 84 kB. Each row is JSON of its own, so that one can be read without the others. Immutable. */
export interface PackedChunk {
  /** Version of this layout. */
  readonly v: 1;
  /** Rows in it. */
  readonly n: number;
  /** xmin, ymin, xmax, ymax of each row; NaN without geometry. */
  readonly box: Float64Array;
  /** 16 bytes a row, see `chunks/row-key.ts`. */
  readonly gid: Uint8Array;
  /** NaN where a row has none. */
  readonly oid: Float64Array;
  /** Where each row's JSON starts in `bytes`, and where the last one ends. */
  readonly off: Uint32Array;
  readonly bytes: Uint8Array;
  /** xxHash32 over all of the above, see `chunks/verify.ts`. */
  readonly checksum: number;
}

/** Up to 3,500 entries, sorted by key: where a GlobalID lies. `chunkNo` -1: this run deletes it. */
export interface GidBucket {
  readonly keys: Uint8Array;
  readonly chunkNo: Int32Array;
  readonly rowNo: Uint16Array;
  /** xxHash32 over all of the above, see `chunks/verify.ts`. */
  readonly checksum: number;
}

/** Up to 3,500 entries, sorted by ObjectID. */
export interface OidBucket {
  readonly keys: Float64Array;
  readonly chunkNo: Int32Array;
  readonly rowNo: Uint16Array;
  readonly checksum: number;
}

/** A packed run as `meta` lists it: everything that is needed to find its rows by their keys without reading them. */
export interface Run {
  readonly n: number;
  /** Rows that count: without `dead` ones and without tombstones. */
  readonly nRows: number;
  readonly nChunks: number;
  /** True when it holds rows or tombstones over older runs; false when it was the whole layer. */
  readonly overlays: boolean;
  /** First key of each gid bucket, 16 bytes each. */
  readonly gidStarts: Uint8Array;
  /** First ObjectID of each oid bucket. */
  readonly oidStarts: Float64Array;
  /** chunkNo, rowNo pairs of rows that a later row of the same run replaces. Nearly always empty. */
  readonly dead: Uint32Array;
  /** Clusters that it was written in, one after another: a map reads chunks of each. 1 when it was packed as a whole; absent in runs from before it was kept. */
  readonly windows?: number;
}

/** A run with what is needed to find its rows by their place. */
export interface MappedRun extends Run {
  /** xmin, ymin, xmax, ymax around each chunk; NaN without geometry. */
  readonly boxes: Float32Array;
  /** The same around each so many neighbours, see `chunks/boxes.ts`: a page that was just opened takes milliseconds to look at thousands. */
  readonly around: Float32Array;
}

/** Boxes of some chunks of a run. Beside the list of runs, since an edit needs none of the 16 kB that a thousand chunks have. */
export interface RunBoxes {
  readonly run: number;
  /** The chunk that the first is of. */
  readonly first: number;
  readonly boxes: Float32Array;
  readonly around: Float32Array;
}

/** Edits of this device and small received changes: the only rows that an edit touches. */
export type OverlayRecord = OverlayRow | OverlayTombstone;

interface OverlayBase {
  readonly layerId: number;
  readonly globalId: GlobalId;
  readonly objectId: number;
}

export interface OverlayRow extends OverlayBase {
  readonly kind: 'row';
  readonly feature: Feature;
  readonly box: Box | null;
  readonly pending: 'none' | 'add' | 'update' | 'refused';
}

export interface OverlayTombstone extends OverlayBase {
  readonly kind: 'tombstone';
  readonly pending: 'none' | 'delete' | 'refused';
}

/** The row as last seen from the server (or as this device last sent it), for rows with edits that nobody has settled. */
export interface BaseRecord {
  readonly layerId: number;
  readonly globalId: GlobalId;
  readonly row: Feature;
  /** The service deleted it; `row` is what it was before. */
  readonly deletedOnServer: boolean;
}

/** `seq` is the key, given by the database. */
export type StoredEdit = Omit<EditEntry, 'seq'> & { readonly seq?: number };

export type StoredIssue = Omit<EditIssue, 'id'> & { readonly id?: number };

/** `echo`: its bytes are those that this device sent, so that their coming back is no change. */
export type StoredAttachment = AttachmentRecord & { readonly echo: boolean };

/** A type, not an interface: idb asks for an index signature. */
export type GeodatabaseSchema = {
  meta: { key: string; value: unknown };
  /** layerId, run, chunkNo */
  chunk: { key: [number, number, number]; value: PackedChunk };
  /** layerId, run, bucket */
  gid: { key: [number, number, number]; value: GidBucket };
  oid: { key: [number, number, number]; value: OidBucket };
  /** layerId, globalId */
  overlay: { key: [number, string]; value: OverlayRecord };
  base: { key: [number, string]; value: BaseRecord };
  /** autoIncrement `seq`; index `feature` by layerId, globalId */
  edits: { key: number; value: StoredEdit; indexes: { feature: [number, string] } };
  /** autoIncrement `id` */
  attempts: { key: number; value: Attempt };
  /** layerId, parentGlobalId, attachmentGlobalId */
  attach: { key: [number, string, string]; value: StoredAttachment };
  /** attachmentGlobalId, contentVersion, partNo */
  part: { key: [string, number, number]; value: ArrayBuffer };
  /** layerId, attachmentGlobalId */
  thumb: { key: [number, string]; value: KeptThumbnail };
  /** autoIncrement `id`; index `feature` by layerId, globalId */
  issues: { key: number; value: StoredIssue; indexes: { feature: [number, string] } };
  /** autoIncrement */
  receipts: { key: number; value: SyncReceipt };
  /** layerId, globalId */
  conflicts: { key: [number, string]; value: EditConflict };
  /** autoIncrement; index `at` */
  sent: { key: number; value: SentEdit; indexes: { at: number } };
};

export type StoreName = keyof GeodatabaseSchema;

/** A replica that nobody here uses any more and that the service still keeps. */
export interface LeftReplica {
  readonly replicaId: string;
  readonly service: string;
  readonly database: string;
}

/** A createReplica whose replica may outlive its database. */
export interface CreateNote {
  readonly uid: string;
  readonly service: string;
  readonly replicaName: string;
  readonly startedAt: number;
  readonly database: string;
}

export type CatalogueSchema = {
  /** By name; index `key` (unique) by portal, service, user, geodatabase; index `service` by service, geodatabase. */
  geodatabases: {
    key: string;
    value: CatalogueEntry;
    indexes: { key: [string, string, string, string]; service: [string, string] };
  };
  meta: { key: string; value: string };
  /** Replica ids that were unregistered: they outlive the data. */
  tombstones: { key: string; value: { readonly replicaId: string; readonly service: string } };
  /** By uid; index `service`. */
  creates: { key: string; value: CreateNote; indexes: { service: string } };
  /** By replicaId; index `service`. */
  leftReplicas: { key: string; value: LeftReplica; indexes: { service: string } };
};

/** What "Copy report" copies: enough for who helps, and nothing that belongs to a person or an organisation. */
import type { GdbErrorCode } from '../../shared/errors.js';
import type {
  AttachmentMode,
  EditOperation,
  Operation,
  PendingCounts,
  SyncModel,
  SyncNote,
  SyncRequestDirection,
} from '../../shared/records.js';
import type { SyncStateKind } from '../../sync/state.js';
import type { PauseReason, Readiness, Status } from '../types.js';

/** In place of a word that this library does not know. */
type Unknown = 'unknown';

/** An error as codes alone: its words may hold a value, a name or an address. */
export interface ReportedError {
  readonly code: GdbErrorCode | Unknown;
  readonly retryable: boolean;
  /** HTTP status and ArcGIS code, where there are. */
  readonly status?: number;
  readonly serviceCode?: number;
  /** The operation that was asked for, as the REST API names it. */
  readonly operation?: string;
  readonly bytesNeeded?: number;
  readonly bytesFree?: number;
  /** What the service lacks, by code. */
  readonly gaps?: readonly string[];
}

/** Refused edits of one kind. */
export interface ReportedRefusal {
  readonly layerId: number;
  readonly operation: EditOperation | Unknown;
  readonly code: number;
  readonly extendedCode?: number;
  readonly count: number;
}

export interface ReportedLayer {
  readonly layerId: number;
  readonly geometryType: string | null;
  readonly fields: number;
  readonly hasAttachments: boolean;
  readonly capabilities: readonly string[];
}

export interface ReportedRun {
  readonly operation: Operation['kind'] | Unknown;
  /** ISO 8601, as all times here. */
  readonly startedAt: string;
  readonly milliseconds: number;
  readonly sent: { readonly features: number; readonly attachments: number };
  readonly received: { readonly features: number; readonly attachments: number };
  readonly refused: number;
  readonly conflicts: number;
  readonly error: ReportedError | null;
  readonly notes: readonly (SyncNote['kind'] | Unknown)[];
}

export interface ReportedSync {
  readonly kind: SyncStateKind | Unknown;
  readonly operation?: Operation['kind'] | Unknown;
  readonly milliseconds?: number;
  readonly retries?: number;
  readonly resumed?: boolean;
  readonly legs?: readonly (SyncRequestDirection | Unknown)[];
  readonly done?: number;
  readonly total?: number | null;
  readonly bytesDone?: number;
  readonly bytesTotal?: number | null;
  /** Until the next try, or the second look. */
  readonly waitsMs?: number;
}

/** For people who help: capabilities, versions, states, timings and codes. No token, address, name, attribute, file name or coordinate is in it. */
export interface SupportReport {
  readonly format: 'gdb-sync-report/1';
  readonly at: string;
  /** Version of this library. */
  readonly version: string;
  readonly browser: {
    readonly userAgent: string;
    readonly languages: readonly string[];
    readonly online: boolean;
    readonly visible: boolean;
    readonly secure: boolean;
    readonly framed: boolean;
    /** A service worker answers for this page: it opens without a network. */
    readonly serviceWorker: boolean;
    readonly connection: string | null;
    readonly saveData: boolean;
    /** What of the browser this library uses, and whether it is there. */
    readonly has: Readonly<Record<string, boolean>>;
  };
  readonly status: Status | Unknown;
  readonly opened: boolean;
  readonly paused: readonly (PauseReason | Unknown)[];
  readonly elsewhere: boolean;
  readonly signedIn: boolean;
  readonly sync: ReportedSync;
  readonly pending: PendingCounts;
  /** Requests whose fate is not known; null where nobody could be asked. */
  readonly unknown: number | null;
  readonly conflicts: number;
  readonly readiness: Readiness;
  readonly geodatabase: {
    readonly syncModel: SyncModel | Unknown;
    readonly syncDirection: SyncRequestDirection | Unknown;
    readonly attachments: AttachmentMode | Unknown;
    readonly attachmentDownload: string | null;
    readonly registration: string | null;
    readonly createdAt: string;
    readonly lastSyncAt: string | null;
    readonly layers: readonly ReportedLayer[];
  } | null;
  /** As it was when the area was taken; null where it was not kept. */
  readonly service: {
    readonly version: number | null;
    readonly capabilities: readonly string[];
    readonly sync: Readonly<Record<string, boolean>>;
  } | null;
  readonly error: ReportedError | null;
  readonly refused: readonly ReportedRefusal[];
  /** The newest first. */
  readonly runs: readonly ReportedRun[];
}

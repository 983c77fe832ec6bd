/**
 * One error family. Every error that leaves this library has a stable `code`, says whether trying again can help, and carries what an
 * admin needs: method, URL (without token), HTTP status, ArcGIS code. Per-feature failures are values, not errors.
 */
import type { ServiceGap } from './check-service.js';

export type GdbErrorCode =
  // The network and the service
  | 'network' // no connection, or it broke before the reply was read to its end
  | 'timeout'
  | 'aborted'
  | 'not-json' // HTML or anything else where JSON was promised: captive portal, proxy, wrong URL
  | 'bad-reply' // JSON, but not what the operation promises
  | 'http' // HTTP status other than 200
  | 'rate-limited' // 429, or 503 with Retry-After
  | 'service' // the service answered {"error":{...}}
  | 'job-failed'
  | 'replica-not-found'
  | 'stale-generation' // the service cannot say what changed since the generation that this device has
  | 'not-supported' // the service, or this version of the library, can't do it: the message says which and what to switch on
  // Who
  | 'token-required' // 499
  | 'token-invalid' // 498
  | 'forbidden' // 401, 403
  | 'user-unknown' // a token is used but its user is not known: sending is refused
  | 'user-mismatch' // unsent edits belong to another user
  | 'anonymous-edits' // edits made without signing in wait for an explicit word of the one who is signed in now
  // This device
  | 'not-loaded' // a part of this library could not be fetched: no connection, or the files on the server are newer than the page
  | 'insecure-context'
  | 'storage-unavailable'
  | 'storage-full'
  | 'storage-lost' // the connection to the database died, or the browser removed the data
  | 'storage-damaged' // part of a layer on this device cannot be read any more: the next sync fetches that layer again
  | 'schema-newer' // written by a newer version of this library
  | 'blocked-by-other-tab'
  | 'stale-holder' // another tab took over this sync
  // Use
  | 'invalid-argument'
  | 'controller-options-conflict'
  | 'controller-closed'
  | 'no-geodatabase'
  | 'geodatabase-exists'
  | 'busy'
  | 'pending-edits' // would remove unsent edits: needs an explicit word
  | 'layer-not-found'
  | 'feature-not-found'
  | 'edit-not-found'
  | 'attachment-not-found'
  | 'attachment-refused'
  | 'unsupported-query'
  | 'already-registered' // this file is registered on this device: there is one copy of it here
  | 'registration-not-needed' // the geodatabase was generated on this device: it has its replica
  | 'not-registered' // it was loaded from a file and has no replica of its own yet: nothing can be sent or received
  | 'geodatabase-unregistered' // it was unregistered here: the same geodatabase can never be registered again
  | 'original-unregistered' // the replica that the file was made by is gone: no further copy can be registered
  | 'other-service' // a file of another service
  | 'schema-mismatch' // the layers of the service are not what they were when the file was made
  | 'bad-file' // damaged, cut short, or something else than it was taken for
  | 'unsupported-file' // sound perhaps, but of a kind, or with content, that this version of the library does not read
  | 'wrong-passphrase' // a sealed file that opens only with its passphrase
  | 'internal';

export interface GdbErrorDetails {
  readonly method?: string;
  /** Without `token` and without credentials. */
  readonly url?: string;
  readonly status?: number;
  /** The ArcGIS code: https://developers.arcgis.com/rest/services-reference/enterprise/feature-service-error-codes/ */
  readonly serviceCode?: number;
  readonly serviceMessage?: string;
  readonly serviceDetails?: readonly string[];
  /** Milliseconds that the server asked to wait. */
  readonly retryAfterMs?: number;
  /** True when the service's reply was read to its end, so that the request is known to have been answered. */
  readonly answered?: boolean;
  /** Bytes that were wanted, and that this origin may still use, where the browser tells. */
  readonly bytesNeeded?: number;
  readonly bytesFree?: number;
  /** Where in a reply's body the fault lies, counted from 0. */
  readonly byteOffset?: number;
  /** The layer that the error is about. */
  readonly layerId?: number;
  /** What the service lacks for what was wanted, with what an admin has to switch on. */
  readonly gaps?: readonly ServiceGap[];
}

export interface GdbErrorOptions extends GdbErrorDetails {
  readonly retryable?: boolean;
  readonly cause?: unknown;
}

const RETRYABLE: ReadonlySet<GdbErrorCode> = new Set<GdbErrorCode>([
  'network',
  'timeout',
  'not-json',
  'rate-limited',
  'not-loaded',
]);

export class GdbError extends Error {
  readonly code: GdbErrorCode;
  readonly retryable: boolean;
  readonly details: GdbErrorDetails;

  constructor(code: GdbErrorCode, message: string, options: GdbErrorOptions = {}) {
    const { retryable, cause, ...details } = options;
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'GdbError';
    this.code = code;
    this.retryable = retryable ?? RETRYABLE.has(code);
    this.details = details;
  }
}

/** True for a GdbError of any copy of this library on the page: `instanceof` fails across copies. */
export function isGdbError(error: unknown): error is GdbError {
  return error instanceof Error && error.name === 'GdbError' && 'code' in error && 'retryable' in error;
}

/** True when the error only says that the caller gave up. */
export function isAbort(error: unknown): boolean {
  return isGdbError(error) ? error.code === 'aborted' : error instanceof Error && error.name === 'AbortError';
}

/** Any thrown thing as a GdbError; what is none already becomes `internal`, with its cause kept. */
export function toGdbError(error: unknown): GdbError {
  if (isGdbError(error)) return error;
  if (isAbort(error)) return new GdbError('aborted', 'The operation was cancelled.', { cause: error });
  return new GdbError('internal', error instanceof Error ? error.message : String(error), { cause: error });
}

/** The part of an error that can be stored, shown, copied and sent to other tabs. */
export interface ErrorSummary {
  readonly code: GdbErrorCode;
  readonly message: string;
  readonly retryable: boolean;
  readonly details: GdbErrorDetails;
}

export function summarize(error: GdbError): ErrorSummary {
  return { code: error.code, message: error.message, retryable: error.retryable, details: error.details };
}

/** A summary as an error again, for promises that reject with what another tab or an earlier page met. */
export function fromSummary(summary: ErrorSummary): GdbError {
  return new GdbError(summary.code, summary.message, { ...summary.details, retryable: summary.retryable });
}

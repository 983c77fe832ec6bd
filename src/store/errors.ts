/** What IndexedDB throws, in this library's words. */
import { GdbError, isGdbError } from '../shared/errors.js';
import type { LayerSchema } from '../shared/esri.js';

/** Any failure of a database call as a GdbError: full disk, newer schema, dead connection, or a fault of our own. */
export function toStoreError(error: unknown): GdbError {
  if (isGdbError(error)) return error;
  const message = error instanceof Error ? error.message : String(error);
  switch (error instanceof Error ? error.name : '') {
    case 'QuotaExceededError':
      return new GdbError('storage-full', 'This device has no room left: nothing was changed.', { cause: error });
    case 'VersionError':
      return new GdbError('schema-newer', 'This data was written by a newer version of gdb-sync: reload the page.', {
        cause: error,
      });
    case 'SecurityError':
      return denied(message, error);
    case 'InvalidStateError':
    case 'AbortError':
    case 'UnknownError':
    case 'NotFoundError':
      // What Chromium says to a page inside another site's, where a person blocked third-party storage: no code tells it apart.
      return /denied permission/i.test(message) ? denied(message, error) : lost(message, error);
    default:
      return new GdbError('internal', message, { cause: error });
  }
}

/** The same error; a full disk is told in megabytes, where the browser tells them. */
export async function withRoom(failure: GdbError): Promise<GdbError> {
  if (failure.code !== 'storage-full') return failure;
  const { quota, usage } = await estimate();
  if (quota === undefined || usage === undefined) return failure;
  const mb = (bytes: number): string => (bytes / 1e6).toFixed(0);
  return new GdbError(
    'storage-full',
    `This device has no room left for this page: ${mb(usage)} MB of ${mb(quota)} MB are used. Nothing was changed.`,
    { cause: failure.cause, bytesFree: Math.max(0, quota - usage) },
  );
}

/** Empty where the browser does not tell: older WebKit has no `navigator.storage`. */
async function estimate(): Promise<StorageEstimate> {
  try {
    return await navigator.storage.estimate();
  } catch {
    return {};
  }
}

function denied(message: string, cause: unknown): GdbError {
  return new GdbError(
    'storage-unavailable',
    `The browser denies its storage to this page: ${message} Allow site data for it or, where it is shown inside another page, open it in a tab of its own.`,
    { cause },
  );
}

/** The database, or a piece of it, is no longer there. */
export function lost(message: string, cause?: unknown): GdbError {
  return new GdbError('storage-lost', `The local database was closed or removed by the browser: ${message}`, {
    cause,
  });
}

/** Part of a layer's rows is not what was written. */
export function damaged(layer: LayerSchema, cause?: unknown): GdbError {
  return new GdbError(
    'storage-damaged',
    `Part of ${layer.name} on this device is damaged. The next sync fetches the layer again; changes made here are kept.`,
    { layerId: layer.layerId, cause },
  );
}

/** How browsers name a record that is there and cannot be read: a lost file beside the database, bytes that make no value. */
const UNREADABLE: ReadonlySet<string> = new Set(['NotReadableError', 'DataError', 'DataCloneError', 'EncodingError']);

/** True for the failure of a request that only its own record is to blame for. */
export function isUnreadable(error: unknown): boolean {
  return error instanceof Error && UNREADABLE.has(error.name);
}

/** Where a page could keep data: the global scope, or a stand-in for it. */
export interface StorageScope {
  readonly isSecureContext?: boolean;
  readonly indexedDB?: IDBFactory | null;
}

/** Throws `insecure-context` or `storage-unavailable` where nothing can be stored. */
export function requireStorage(scope: StorageScope): void {
  if (scope.isSecureContext === false) {
    throw new GdbError('insecure-context', 'Offline data needs a secure page: open it over https or on localhost.');
  }
  if (!scope.indexedDB) throw new GdbError('storage-unavailable', 'This browser offers no IndexedDB to this page.');
}

/** What the browser says about the space and safety of this origin's data. Where nothing is told, null. */
import { GdbError } from '../shared/errors.js';
import { OPENS_OFFLINE, type OfflineQuestion } from '../shared/opens-offline.js';

export async function storagePersisted(): Promise<boolean | null> {
  try {
    return await navigator.storage.persisted();
  } catch {
    return null;
  }
}

/** What this origin uses and may use, in bytes. Browsers round it, some by much. */
export async function room(): Promise<{ readonly used: number; readonly free: number; readonly quota: number } | null> {
  try {
    const { quota, usage } = await navigator.storage.estimate();
    if (quota === undefined || usage === undefined) return null;
    return { used: usage, free: Math.max(0, quota - usage), quota };
  } catch {
    return null;
  }
}

/** A load takes more than its body: tables of keys, logs of the database, what other tabs write meanwhile. */
const SHARE = 1.25;
const MARGIN = 20_000_000;

/** Rejects `storage-full`, with the MB needed and free, before a load that would not fit. Null: not known, so it is tried. */
export async function requireRoom(bytes: number | null): Promise<void> {
  const found = bytes === null ? null : await room();
  if (bytes === null || found === null) return;
  const needed = Math.ceil(bytes * SHARE) + MARGIN;
  if (needed <= found.free) return;
  const mb = (count: number): string => Math.ceil(count / 1e6).toString();
  throw new GdbError(
    'storage-full',
    `This needs about ${mb(needed)} MB on this device, and ${mb(found.free)} MB are free. Free some space, or take a smaller area.`,
    { bytesNeeded: needed, bytesFree: found.free },
  );
}

/** An installed app: in some systems its data lie apart from the browser's. */
export function isInstalled(): boolean {
  const own = navigator as { readonly standalone?: boolean };
  return (
    own.standalone === true || (typeof matchMedia === 'function' && matchMedia('(display-mode: standalone)').matches)
  );
}

/**
 * A guess, from Chromium's habit of giving private windows a share of memory instead of the disk. No browser tells, and the others leave no trace.
 */
export function mayBePrivate(quota: number): boolean {
  const { memory } = performance as { readonly memory?: { readonly jsHeapSizeLimit: number } };
  return memory !== undefined && quota < 2 * memory.jsHeapSizeLimit;
}

/** A worker that sleeps has to be started first. */
const PATIENCE = 2000;

/**
 * Whether the worker that answers for this address has the page; false without one. Null where it does not say: a worker may be there for other
 * things, and one of another make does not know the question.
 */
export async function opensOffline(): Promise<boolean | null> {
  if (typeof document === 'undefined') return null;
  if (!('serviceWorker' in navigator)) return false;
  try {
    // A forced reload goes past it, the next visit does not.
    const registration = await navigator.serviceWorker.getRegistration();
    const worker = navigator.serviceWorker.controller ?? registration?.active;
    return worker ? await answerOf(worker) : false;
  } catch {
    return null;
  }
}

async function answerOf(worker: ServiceWorker): Promise<boolean | null> {
  const { port1, port2 } = new MessageChannel();
  try {
    return await new Promise((resolve) => {
      port1.onmessage = ({ data }) => {
        resolve(data === true);
      };
      setTimeout(resolve, PATIENCE, null);
      const question: OfflineQuestion = { type: OPENS_OFFLINE, url: location.href };
      worker.postMessage(question, [port2]);
    });
  } finally {
    port1.close();
  }
}

/** Whether this page may keep data at all, and for good. */
import { GdbError } from '../shared/errors.js';

/** Rejects with a typed error where nothing can be kept at all. */
export function requireStorage(): void {
  if (!globalThis.isSecureContext) {
    throw new GdbError('insecure-context', 'Offline work needs a secure page: open it by https:// (or on localhost).');
  }
  if (typeof indexedDB === 'undefined') {
    throw new GdbError(
      'storage-unavailable',
      'This browser keeps no data for this page (private window, or storage switched off). You can work online only.',
    );
  }
}

/** Asks the browser not to clear this origin by itself. Some ask the person, some decide alone, some can't. */
export async function askPersist(): Promise<boolean | null> {
  try {
    return (await navigator.storage.persisted()) || (await navigator.storage.persist());
  } catch {
    return null;
  }
}

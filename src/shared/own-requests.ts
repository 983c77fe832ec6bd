/**
 * The mark of the library's own requests. What answers a page's requests to a feature service from this device (a wrapper of fetch, a service worker)
 * must never answer those of the sync: it asks the service what it has. A fragment never leaves the browser.
 */
const MARK = '#gdb-sync';

/** The address of a request that only the service may answer. */
export function forService(url: string): string {
  return `${url.split('#', 1)[0] ?? ''}${MARK}`;
}

/** True for what {@link forService} made. */
export function isForService(url: string): boolean {
  return url.endsWith(MARK);
}

/** On the first visit nothing went through the service worker yet: the page tells it what it has loaded. */

/** The kind of message. */
export const KEEP_FILES = 'gdb-keep-files';

/**
 * Resolves when the service worker has been told; it keeps those that are under the folders it was given. Nothing happens where there is none. A browser
 * remembers the first 250 files of a page, unless `performance.setResourceTimingBufferSize()` was called before they were loaded; what came later is
 * kept at its next use.
 */
export async function keepLoadedFiles(page: Navigator = navigator): Promise<void> {
  if (!('serviceWorker' in page) || (await page.serviceWorker.getRegistration()) === undefined) return;
  const { active } = await page.serviceWorker.ready;
  const urls = performance.getEntriesByType('resource').map(({ name }) => name);
  active?.postMessage({ type: KEEP_FILES, urls });
}

/**
 * Files that never change under their address, kept from their first use on: those of the ArcGIS Maps SDK, from its CDN or from a folder of the page's.
 * Of some thousand files a page uses a few dozen.
 */
import { KEEP_FILES } from '../arcgis/keep-loaded-files.js';
import { asArray, isObject } from '../shared/json.js';
import { workerScope, type WorkerPart, type WorkerScope } from './worker-part.js';

export interface KeptFilesOptions {
  /** What the addresses begin with: `https://js.arcgis.com/5.1/`, or `./assets/` beside the worker. */
  readonly under: readonly string[];
  /** Of the SDK: a page whose module and files are of two versions draws nothing. Files of another version are dropped when no page uses them. */
  readonly version: string;
  /** Begins the names of the caches. Default `gdb-sdk`. */
  readonly name?: string;
  /** Fetched at the installation: what is to be there though nobody has used it yet. */
  readonly preload?: readonly string[];
}

export function keptFiles(options: KeptFilesOptions, scope: WorkerScope = workerScope()): WorkerPart {
  const here = (url: string): string => new URL(url, scope.location.href).href;
  const folders = options.under.map(here);
  const prefix = `${options.name ?? 'gdb-sdk'}-files-`;
  const cacheName = `${prefix}${options.version}`;
  const isKept = (url: string): boolean => folders.some((folder) => url.startsWith(folder));

  /** Asked for as CORS, so that the answer can be looked at: an opaque one may be an error, and takes megabytes of the quota. */
  async function fetched(url: string): Promise<Response> {
    const response = await fetch(url, { mode: 'cors', credentials: 'omit' });
    if (response.status === 200) await (await caches.open(cacheName)).put(url, response.clone());
    return response;
  }

  async function keep(urls: readonly string[]): Promise<void> {
    const cache = await caches.open(cacheName);
    for (const url of urls) if ((await cache.match(url)) === undefined) await fetched(url);
  }

  return {
    install: () => keep((options.preload ?? []).map(here)),
    async activate() {
      const names = await caches.keys();
      const old = names.filter((one) => one.startsWith(prefix) && one !== cacheName);
      await Promise.all(old.map((one) => caches.delete(one)));
    },
    async message(_, { data }) {
      if (!isObject(data) || data['type'] !== KEEP_FILES) return;
      const urls = asArray(data['urls']).filter((url) => typeof url === 'string');
      // What cannot be fetched now is kept at its next use, and keeps none of the others away.
      for (const url of urls.filter(isKept)) await keep([url]).catch(() => undefined);
    },
    answers: ({ method, url }) => method === 'GET' && isKept(url),
    async answer(request) {
      const url = request.url.split('#', 1)[0] ?? request.url;
      return (await (await caches.open(cacheName)).match(url)) ?? fetched(url).catch(() => fetch(request));
    },
  };
}

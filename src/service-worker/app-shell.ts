/**
 * The page's own files, so that it opens without a network. Every version has a cache of its own: a new one is fetched whole while the old one goes on
 * serving open pages. It takes over when none is open, or when a person asks for it and only one is. So no open page loses a file that it may still load.
 */
import { OPENS_OFFLINE, type OfflineQuestion } from '../shared/opens-offline.js';
import { workerScope, type WorkerPart, type WorkerScope } from './worker-part.js';

/** As Workbox writes it into its manifest. */
export interface ShellFile {
  /** Relative to the worker's script. */
  readonly url: string;
  readonly revision?: string | null;
  /** As the attribute of `<script>`: a file that is not this one fails the installation, and the version before stays. */
  readonly integrity?: string;
}

export interface AppShellOptions {
  readonly files: readonly (ShellFile | string)[];
  /** Another one for every build. Default: made of the revisions and hashes of the files. */
  readonly version?: string;
  /** Begins the names of the caches: one for each app of the origin. Default `gdb-app`. */
  readonly name?: string;
  /** Folders whose file names carry a hash, such as `./assets/`: of them files of an older version are handed out too, as long as that is kept. */
  readonly hashed?: readonly string[];
  /** The file for every navigation that names no file: for pages that route by themselves. */
  readonly fallback?: string;
}

/** What a page sends the worker when a person wants the new version now. */
export const TAKE_OVER = 'take-over';
/** What the worker answers when that would pull files from under other pages. */
export const OTHER_PAGES_OPEN = 'other-pages-open';

export function appShell(options: AppShellOptions, scope: WorkerScope = workerScope()): WorkerPart {
  const { name = 'gdb-app', hashed = [], fallback } = options;
  const files = options.files.map((file) => (typeof file === 'string' ? { url: file } : file));
  const here = (url: string): string => new URL(url, scope.location.href).href;
  const addresses = new Set(files.map(({ url }) => here(url)));
  const folders = hashed.map(here);
  const prefix = `${name}-shell-`;
  const cacheName = `${prefix}${options.version ?? versionOf(files)}`;

  const fileOf = ({ url, mode }: Pick<Request, 'url' | 'mode'>): string | null => {
    const { origin, pathname } = new URL(url);
    const path = origin + pathname;
    const address = path.endsWith('/') ? `${path}index.html` : path;
    if (addresses.has(address) || folders.some((folder) => address.startsWith(folder))) return address;
    return mode === 'navigate' && fallback !== undefined && origin === scope.location.origin ? here(fallback) : null;
  };

  /** What would be shown for this address. */
  const isKept = async (url: string): Promise<boolean> => {
    const address = fileOf({ url, mode: 'navigate' });
    return address !== null && (await caches.match(address, { cacheName })) !== undefined;
  };

  return {
    /** All or nothing. */
    async install() {
      const cache = await caches.open(cacheName);
      const ask = ({ url, integrity }: ShellFile): Request =>
        new Request(here(url), { cache: 'reload', ...(integrity === undefined ? {} : { integrity }) });
      await cache.addAll(files.map(ask));
    },
    async activate() {
      const names = await caches.keys();
      const old = names.filter((one) => one.startsWith(prefix) && one !== cacheName);
      await Promise.all(old.map((one) => caches.delete(one)));
    },
    async message(worker, { data, source, ports }) {
      if (isOfflineQuestion(data)) ports[0]?.postMessage(await isKept(data.url));
      if (data !== TAKE_OVER) return;
      const open = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
      if (open.length <= 1) await worker.skipWaiting();
      else source?.postMessage(OTHER_PAGES_OPEN);
    },
    answers: (request) => request.method === 'GET' && fileOf(request) !== null,
    async answer(request) {
      const address = fileOf(request) ?? request.url;
      const own = await (await caches.open(cacheName)).match(address);
      return own ?? (await caches.match(address)) ?? fetch(request);
    },
  };
}

function isOfflineQuestion(data: unknown): data is OfflineQuestion {
  return (data as Partial<OfflineQuestion> | null)?.type === OPENS_OFFLINE;
}

/** Changes with every file. */
function versionOf(files: readonly ShellFile[]): string {
  const text = files.map(({ url, revision, integrity }) => `${url} ${revision ?? ''} ${integrity ?? ''}`).join('\n');
  let hash = 0;
  for (const letter of text) hash = (Math.imul(hash, 31) + letter.charCodeAt(0)) | 0;
  return (hash >>> 0).toString(36);
}

/**
 * Keeps the page itself, so that it opens without a network. Nothing else: requests to a feature service never pass through here.
 *
 * Every build is a version with a cache of its own. A new version is fetched whole, each file checked by its hash, while the old one goes
 * on serving open pages; it takes over when none is open, or when a person asks for it and only one is. So an open page never loses a file
 * that it may still load.
 */
export {};
declare const self: ServiceWorkerGlobalScope;
/** Written in by the build: every file of the page. */
declare const SHELL: {
  readonly version: string;
  readonly files: readonly { readonly name: string; readonly integrity: string }[];
};

const PREFIX = 'gdb-demo-shell-';
const CACHE = `${PREFIX}${SHELL.version}`;
const CONFIG = 'gdb-demo-config';
/** How long the network is asked before what is kept has to do. */
const PATIENCE_MS = 2000;

const here = (name: string): string => new URL(name, self.location.href).href;
const files = new Set(SHELL.files.map(({ name }) => here(`./${name}`)));
const assets = here('./assets/');
const config = here('./config.json');

self.addEventListener('install', (event) => event.waitUntil(keepShell()));
self.addEventListener('activate', (event) => event.waitUntil(takeOver()));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  const path = url.origin + url.pathname;
  const address = path.endsWith('/') ? `${path}index.html` : path;
  if (address === config) event.respondWith(newestConfig(request));
  else if (request.mode === 'navigate' && files.has(address)) event.respondWith(pageFromShell(address, request));
  else if (files.has(address) || address.startsWith(assets)) event.respondWith(fromShell(address, request));
});

self.addEventListener('message', (event) => {
  if (event.data === 'take-over') event.waitUntil(takeOverFrom(event.source));
});

/** All or nothing: one file that is missing or of another build, and the version before stays. */
async function keepShell(): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.addAll(
    SHELL.files.map(({ name, integrity }) => new Request(here(`./${name}`), { integrity, cache: 'reload' })),
  );
  const configCache = await caches.open(CONFIG);
  await configCache.add(new Request(config, { cache: 'reload' })).catch(() => undefined);
}

async function takeOver(): Promise<void> {
  // Pages from before the first version load their later files through here, too.
  await self.clients.claim();
  const names = await caches.keys();
  await Promise.all(
    names.filter((name) => name.startsWith(PREFIX) && name !== CACHE).map((name) => caches.delete(name)),
  );
}

async function takeOverFrom(source: Client | ServiceWorker | MessagePort | null): Promise<void> {
  const open = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (open.length <= 1) await self.skipWaiting();
  else if (source !== null) source.postMessage('other-pages-open');
}

/**
 * The kept page under the present headers, since those allow the present services. Where another program answers at this address now (ports
 * are used again), it is its turn; a secure origin cannot be impersonated by a captive portal.
 */
async function pageFromShell(address: string, request: Request): Promise<Response> {
  const kept = await fromShell(address, request);
  const look = { method: 'HEAD', cache: 'no-store', signal: AbortSignal.timeout(PATIENCE_MS) } as const;
  const present = await fetch(address, look).catch(() => null);
  if (present?.ok !== true) return kept;
  return present.headers.has('x-gdb-demo') ? new Response(kept.body, { headers: present.headers }) : fetch(request);
}

/** From any version that is kept: names of assets carry their hash, so the right file or none. */
async function fromShell(address: string, request: Request): Promise<Response> {
  const own = await (await caches.open(CACHE)).match(address);
  return own ?? (await caches.match(address)) ?? fetch(request);
}

/** The start script may name another service each time: the network's word first, for a while. */
async function newestConfig(request: Request): Promise<Response> {
  const cache = await caches.open(CONFIG);
  try {
    const response = await fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (response.ok) await cache.put(config, response.clone());
    return response;
  } catch {
    return (await cache.match(config)) ?? Response.error();
  }
}

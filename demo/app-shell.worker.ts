/**
 * Keeps the page itself, so that it opens without a network. Nothing else: requests to a feature service never pass through here.
 * Every build is a version with a cache of its own, each file checked by its hash.
 */
import { appShell } from '../src/service-worker/app-shell.js';
import { serve } from '../src/service-worker/serve.js';
import { workerScope, type WorkerPart } from '../src/service-worker/worker-part.js';

/** Written in by the build: every file of the page. */
declare const SHELL: {
  readonly version: string;
  readonly files: readonly { readonly name: string; readonly integrity: string }[];
};

const CONFIG = 'gdb-demo-config';
/** How long the network is asked before what is kept has to do. */
const PATIENCE_MS = 2000;

const config = new URL('./config.json', workerScope().location.href).href;

const shell = appShell({
  name: 'gdb-demo',
  version: SHELL.version,
  files: SHELL.files.map(({ name, integrity }) => ({ url: `./${name}`, integrity })),
  hashed: ['./assets/'],
});

/** The start script may name another service each time: the network's word first, for a while. */
const newestConfig: WorkerPart = {
  async install() {
    const cache = await caches.open(CONFIG);
    await cache.add(new Request(config, { cache: 'reload' })).catch(() => undefined);
  },
  answers: ({ method, url }) => method === 'GET' && url.split(/[?#]/, 1)[0] === config,
  async answer(request) {
    const cache = await caches.open(CONFIG);
    try {
      const response = await fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) });
      if (response.ok) await cache.put(config, response.clone());
      return response;
    } catch {
      return (await cache.match(config)) ?? Response.error();
    }
  },
};

/**
 * The kept page under the present headers, since those allow the present services. Where another program answers at this address now (ports
 * are used again), it is its turn; a secure origin cannot be impersonated by a captive portal.
 */
const page: WorkerPart = {
  answers: (request) => request.mode === 'navigate' && shell.answers(request),
  async answer(request) {
    const kept = await shell.answer(request);
    const look = { method: 'HEAD', cache: 'no-store', signal: AbortSignal.timeout(PATIENCE_MS) } as const;
    const present = await fetch(request.url, look).catch(() => null);
    if (present?.ok !== true) return kept;
    return present.headers.has('x-gdb-demo') ? new Response(kept.body, { headers: present.headers }) : fetch(request);
  },
};

serve(workerScope(), [newestConfig, page, shell]);

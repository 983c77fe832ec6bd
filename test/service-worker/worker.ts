/** The service worker of the tests beside: what it does is said by the address under which it is registered. */
import { appShell, featureServices, keptFiles, keptTiles, serve } from '../../src/service-worker/index.js';
import { workerScope } from '../../src/service-worker/worker-part.js';

const params = new URL(workerScope().location.href).searchParams;
const list = (name: string): readonly string[] => params.get(name)?.split(' ') ?? [];
const version = params.get('version') ?? '1';

// A worker of another make, there for something else.
if (params.has('foreign')) workerScope().addEventListener('fetch', () => undefined);
else
  serve(workerScope(), [
    featureServices({
      policy: params.get('policy') === 'network-first' ? 'network-first' : 'local-first',
      timeoutMs: 300,
      geodatabase: params.get('geodatabase') ?? 'default',
    }),
    appShell({ name: 'test', version, files: list('files'), hashed: ['./tiles/hashed/'] }),
    keptFiles({ name: 'test', version, under: list('under') }),
    keptTiles({ services: list('tiles') }),
  ]);

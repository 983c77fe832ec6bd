/** SQLite compiled to WebAssembly, on OPFS: it lives in a worker, which also fetches and parses. */
import type { Envelope, Feature } from '../../src/shared/esri.js';
import type { Published } from '../server/serve.js';
import type { MeasuredStore } from './store.js';

/** One message each way; answers come in order. */
export type Request =
  | { readonly kind: 'load'; readonly source: Published }
  | { readonly kind: 'open' }
  | { readonly kind: 'count' }
  | { readonly kind: 'find'; readonly globalIds: readonly string[] }
  | { readonly kind: 'viewport'; readonly envelope: Envelope };

export type Reply = { readonly value: unknown } | { readonly error: string };

export function createStore(): MeasuredStore {
  const worker = new Worker('/assets/sqlite.worker.js', { type: 'module' });
  const waiting: ((reply: Reply) => void)[] = [];
  worker.addEventListener('message', ({ data }: MessageEvent<Reply>) => waiting.shift()?.(data));
  worker.addEventListener('error', ({ message }) => waiting.shift()?.({ error: message }));
  const ask = (request: Request): Promise<unknown> =>
    new Promise((resolve, reject) => {
      waiting.push((reply) => {
        if ('error' in reply) reject(new Error(reply.error));
        else resolve(reply.value);
      });
      worker.postMessage(request);
    });
  return {
    load: async (source) => {
      await ask({ kind: 'load', source });
    },
    open: async () => {
      await ask({ kind: 'open' });
    },
    count: () => ask({ kind: 'count' }) as Promise<number>,
    find: (globalIds) => ask({ kind: 'find', globalIds }) as Promise<readonly Feature[]>,
    viewport: (envelope) => ask({ kind: 'viewport', envelope }) as Promise<readonly Feature[]>,
  };
}

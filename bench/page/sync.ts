/** Syncs of a few edits, in layers of different size: what store and engine take of them, the service's time left out. */
import type { Published } from '../server/serve.js';
import { controllerOf, takeOffline } from './gdb-sync.js';

/** The page's fetch with a clock: replies are whole before they are handed on, so that waiting is not mistaken for work. */
class MeteredNetwork {
  #isMetering = false;
  #running = 0;
  #since = 0;
  #waited = 0;

  readonly fetch: typeof fetch = async (input, init) => {
    if (!this.#isMetering) return fetch(input, init);
    if (this.#running++ === 0) this.#since = performance.now();
    try {
      const response = await fetch(input, init);
      const body = await response.arrayBuffer();
      return new Response(body, { status: response.status, headers: response.headers });
    } finally {
      if (--this.#running === 0) this.#waited += performance.now() - this.#since;
    }
  };

  /** Milliseconds of `work` in which no request was under way. */
  async without(work: () => Promise<unknown>): Promise<number> {
    this.#waited = 0;
    this.#isMetering = true;
    const start = performance.now();
    await work();
    this.#isMetering = false;
    return performance.now() - start - this.#waited;
  }
}

const network = new MeteredNetwork();

/** Takes a layer offline with a metered network. */
export async function load(source: Published): Promise<void> {
  await takeOffline(controllerOf(source, network.fetch));
}

/** Edits these features, then syncs. Milliseconds of the sync without its requests. */
export async function syncEdits(source: Published, globalIds: readonly string[], mark: string): Promise<number> {
  const controller = controllerOf(source, network.fetch);
  const updates = globalIds.map((GlobalID) => ({ attributes: { GlobalID, Status: mark } }));
  await controller.applyEdits(0, { updates });
  return network.without(async () => {
    const { sent } = await controller.syncGeodatabase();
    if (sent.features !== updates.length) throw new Error(`${String(sent.features)} edits were sent`);
  });
}

/** One sync that receives what the service has changed; its edits are none. Returns how many rows came. */
export async function receive(source: Published): Promise<{ readonly ms: number; readonly rows: number }> {
  const controller = controllerOf(source);
  await controller.ready;
  const start = performance.now();
  const { received } = await controller.syncGeodatabase();
  return { ms: performance.now() - start, rows: received.features };
}

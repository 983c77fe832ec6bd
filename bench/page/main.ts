/** What the bench calls in the page: `window.bench`. Every verb answers plain data. */
import type { Feature } from '../../src/shared/esri.js';
import type { Viewport } from '../data/model.js';
import type { Published } from '../server/serve.js';
import type { StoreName } from '../stores.js';
import { differences, wrongRows } from './judge.js';
import type { MeasuredStore } from './store.js';
import { StallWatch } from './stalls.js';

const makers: Readonly<Record<StoreName, () => Promise<() => MeasuredStore>>> = {
  'gdb-sync': async () => {
    // What the controller loads on first need: the others' code is here before they start, too.
    await import('../../src/controller/assemble.js');
    return (await import('./gdb-sync.js')).createStore;
  },
  floor: async () => (await import('./floor.js')).createStore,
  idb: async () => (await import('./idb.js')).createStore,
  dexie: async () => (await import('./dexie.js')).createStore,
  'dexie-cells': async () => (await import('./dexie.js')).createGridStore,
  rxdb: async () => (await import('./rxdb.js')).createStore,
  pouchdb: async () => (await import('./pouchdb.js')).createStore,
  sqlite: async () => (await import('./sqlite.js')).createStore,
};

let store: MeasuredStore | null = null;

function chosen(): MeasuredStore {
  if (store === null) throw new Error('choose first');
  return store;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

const bench = {
  /** Loads the code of a store, so that no figure holds it. */
  async choose(name: StoreName): Promise<void> {
    store = (await makers[name]())();
  },

  /** Milliseconds, and those of the longest task of the page meanwhile. */
  async load(source: Published): Promise<{ readonly ms: number; readonly longestTask: number }> {
    const stalls = new StallWatch();
    const ms = await timed(() => chosen().load(source));
    return { ms, longestTask: await stalls.end() };
  },

  async open(source: Published): Promise<void> {
    await chosen().open(source);
  },

  /** What is wrong with the data that are here, or null. `sample` is rows as JSON. */
  async check(count: number, sample: string): Promise<string | null> {
    const rows = JSON.parse(sample) as readonly Feature[];
    const found = await chosen().count();
    if (found !== count) return `${String(found)} rows of ${String(count)}`;
    return differences(rows, await chosen().find(rows.map((row) => row.attributes['GlobalID'] as string)));
  },

  /** Milliseconds of each viewport. The first ones, which warm the code up, are not told; after them the page is left alone for so long. */
  async viewports(
    list: readonly Viewport[],
    { warmUp, restMs }: { readonly warmUp: number; readonly restMs: number },
  ): Promise<{ ms: number[]; wrong: string | null }> {
    const measured = chosen();
    const ms: number[] = [];
    let wrong: string | null = null;
    for (const [at, viewport] of list.entries()) {
      if (at === warmUp && restMs > 0) await new Promise((resolve) => setTimeout(resolve, restMs));
      let rows: readonly Feature[] = [];
      const took = await timed(async () => {
        rows = (await measured.viewport?.(viewport.envelope)) ?? [];
      });
      if (at >= warmUp) ms.push(took);
      wrong ??= wrongRows(viewport, rows);
    }
    return { ms, wrong };
  },

  // Each on its own: a page that measures one has not loaded the others.
  firstViewport: () => import('./first-viewport.js'),
  edits: () => import('./edits.js'),
  sync: () => import('./sync.js'),
  compaction: () => import('./compaction.js'),
  handle: () => import('./handle.js'),
  photos: () => import('./photos.js'),
};

export type Bench = typeof bench;

declare global {
  interface Window {
    bench: Bench;
  }
}

window.bench = bench;

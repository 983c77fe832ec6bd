/** The stores that are compared, and what is known of each before it runs. */
export type StoreName = 'gdb-sync' | 'floor' | 'dexie' | 'dexie-cells' | 'rxdb' | 'pouchdb' | 'idb' | 'sqlite';

export interface StoreFacts {
  readonly title: string;
  /** Package whose version is told. */
  readonly package: string | null;
  /** Microseconds a point to load, roughly: only for the time left. */
  readonly guess: number;
  readonly hasViewports: boolean;
  /** Rows above which a run takes longer than anybody waits, or more memory than a page has. */
  readonly upTo: number;
}

export const STORES: Readonly<Record<StoreName, StoreFacts>> = {
  'gdb-sync': { title: 'gdb-sync', package: null, guess: 10, hasViewports: true, upTo: Infinity },
  floor: { title: 'JSON.parse(text()) alone', package: null, guess: 3, hasViewports: false, upTo: Infinity },
  sqlite: {
    title: 'SQLite on OPFS, R*Tree',
    package: '@sqlite.org/sqlite-wasm',
    guess: 25,
    hasViewports: true,
    upTo: Infinity,
  },
  idb: { title: 'idb, a record a feature', package: 'idb', guess: 60, hasViewports: false, upTo: 200_000 },
  dexie: { title: 'Dexie bulkPut', package: 'dexie', guess: 75, hasViewports: false, upTo: 200_000 },
  'dexie-cells': {
    title: 'Dexie bulkPut, cell index',
    package: 'dexie',
    guess: 100,
    hasViewports: true,
    upTo: Infinity,
  },
  rxdb: { title: 'RxDB (Dexie storage)', package: 'rxdb', guess: 125, hasViewports: false, upTo: 200_000 },
  pouchdb: { title: 'PouchDB', package: 'pouchdb-browser', guess: 240, hasViewports: false, upTo: 200_000 },
};

export const STORE_NAMES = Object.keys(STORES) as readonly StoreName[];

/** One record a feature, by hand: puts fired without awaiting each, two transactions at a time. */
import { openDB, unwrap, type IDBPDatabase } from 'idb';
import type { Feature } from '../../src/shared/esri.js';
import { batches, fetchRows, globalIdOf, type MeasuredStore } from './store.js';

const BATCH = 5_000;

export function createStore(): MeasuredStore {
  let db: IDBPDatabase | null = null;
  const opened = (): IDBPDatabase => {
    if (db === null) throw new Error('open first');
    return db;
  };
  const open = async (): Promise<void> => {
    db = await openDB('features', 1, {
      upgrade: (made) => {
        made.createObjectStore('features', { keyPath: 'attributes.GlobalID' });
      },
    });
  };
  return {
    open,
    load: async (source) => {
      await open();
      const rows = await fetchRows(source);
      let before: Promise<void> = Promise.resolve();
      for (const batch of batches(rows, BATCH)) {
        const done = putAll(opened(), batch);
        await before;
        before = done;
      }
      await before;
    },
    count: () => opened().count('features'),
    find: async (globalIds) => {
      const rows = await Promise.all(globalIds.map((id) => opened().get('features', id) as Promise<Feature>));
      return rows.filter((row) => globalIds.includes(globalIdOf(row)));
    },
  };
}

function putAll(db: IDBPDatabase, rows: readonly Feature[]): Promise<void> {
  const tx = db.transaction('features', 'readwrite');
  const store = unwrap(tx.store);
  for (const row of rows) store.put(row);
  return tx.done;
}

/** PouchDB on IndexedDB, bulkDocs. */
import PouchDB from 'pouchdb-browser';
import type { Feature } from '../../src/shared/esri.js';
import { batches, fetchRows, globalIdOf, type MeasuredStore } from './store.js';

const BATCH = 5_000;

export function createStore(): MeasuredStore {
  const db = new PouchDB<Feature>('features', { auto_compaction: false });
  return {
    open: async () => {
      await db.info();
    },
    load: async (source) => {
      for (const batch of batches(await fetchRows(source), BATCH)) {
        const results = await db.bulkDocs(batch.map((row) => ({ ...row, _id: globalIdOf(row) })));
        if (results.some((result) => 'error' in result)) throw new Error('rows were not inserted');
      }
    },
    count: async () => (await db.info()).doc_count,
    find: async (globalIds) => {
      const { rows } = await db.allDocs({ keys: [...globalIds], include_docs: true });
      return rows.flatMap(({ doc }) => (doc ? [doc] : []));
    },
  };
}

/** RxDB on its Dexie storage, bulkInsert. */
import { createRxDatabase, type RxCollection } from 'rxdb/plugins/core';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import type { Feature } from '../../src/shared/esri.js';
import { batches, fetchRows, globalIdOf, type MeasuredStore } from './store.js';

interface Document {
  readonly id: string;
  readonly attributes: object;
  readonly geometry: object;
}

const BATCH = 5_000;

const schema = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: { id: { type: 'string', maxLength: 38 }, attributes: { type: 'object' }, geometry: { type: 'object' } },
  required: ['id', 'attributes', 'geometry'],
} as const;

export function createStore(): MeasuredStore {
  let rows: RxCollection<Document> | null = null;
  const opened = (): RxCollection<Document> => {
    if (rows === null) throw new Error('open first');
    return rows;
  };
  const open = async (): Promise<void> => {
    const db = await createRxDatabase({ name: 'features', storage: getRxStorageDexie(), multiInstance: false });
    const { features } = await db.addCollections({ features: { schema } });
    rows = features as RxCollection<Document>;
  };
  return {
    open,
    load: async (source) => {
      await open();
      for (const batch of batches(await fetchRows(source), BATCH)) {
        const { error } = await opened().bulkInsert(
          batch.map((row) => ({ id: globalIdOf(row), attributes: row.attributes, geometry: row.geometry ?? {} })),
        );
        if (error.length > 0) throw new Error(`${String(error.length)} rows were not inserted`);
      }
    },
    count: () => opened().count().exec(),
    find: async (globalIds) => {
      const found = await opened()
        .findByIds([...globalIds])
        .exec();
      return [...found.values()].map((one) => one.toJSON() as unknown as Feature);
    },
  };
}

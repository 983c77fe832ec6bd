/** What no loader can avoid: the body, parsed. Nothing is kept on disk. */
import type { Feature } from '../../src/shared/esri.js';
import { fetchRows, globalIdOf, type MeasuredStore } from './store.js';

export function createStore(): MeasuredStore {
  let rows: readonly Feature[] = [];
  return {
    load: async (source) => {
      rows = await fetchRows(source);
    },
    open: () => Promise.resolve(),
    count: () => Promise.resolve(rows.length),
    find: (globalIds) => Promise.resolve(rows.filter((row) => globalIds.includes(globalIdOf(row)))),
  };
}

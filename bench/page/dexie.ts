/** Dexie, bulkPut. With a grid, a multi-entry index of cells finds what lies in a viewport. */
import { Dexie, type Table } from 'dexie';
import type { Feature } from '../../src/shared/esri.js';
import { SIDE } from '../data/features.js';
import { boxOf, cellsOf, gridFor, meets, rowsOfCells, type Grid } from './boxes.js';
import { batches, fetchRows, type MeasuredStore } from './store.js';

/** One bulkPut of everything holds every row twice; so many at a time is as fast. */
const BATCH = 10_000;
const GRID_KEY = 'bench-grid';

export function createStore(): MeasuredStore {
  return withDexie(false);
}

export function createGridStore(): MeasuredStore {
  return withDexie(true);
}

function withDexie(hasGrid: boolean): MeasuredStore {
  const db = new Dexie('features');
  db.version(1).stores({ features: hasGrid ? 'attributes.GlobalID, *cells' : 'attributes.GlobalID' });
  const table: Table<Feature, string> = db.table('features');
  let grid: Grid = { cell: 1 };
  const store: MeasuredStore = {
    open: async () => {
      grid = JSON.parse(localStorage.getItem(GRID_KEY) ?? '{"cell":1}') as Grid;
      await db.open();
    },
    load: async (source) => {
      await db.open();
      const rows = await fetchRows(source);
      grid = gridFor(rows.length, SIDE);
      localStorage.setItem(GRID_KEY, JSON.stringify(grid));
      for (const batch of batches(rows, BATCH)) {
        await table.bulkPut(
          hasGrid ? batch.map((row) => ({ ...row, cells: cellsOf(boxOf(row.geometry), grid) })) : batch,
        );
      }
    },
    count: () => table.count(),
    find: async (globalIds) => (await table.bulkGet([...globalIds])).filter((row) => row !== undefined),
  };
  if (!hasGrid) return store;
  return {
    ...store,
    viewport: (envelope) =>
      db.transaction('r', table, async () => {
        const found = await Promise.all(
          rowsOfCells(envelope, grid).map(([first, last]) =>
            table.where('cells').between(first, last, true, true).toArray(),
          ),
        );
        const hits = found.flat().filter((row) => meets(boxOf(row.geometry), envelope));
        // A long row lies in several cells.
        return [...new Map(hits.map((row) => [row.attributes['GlobalID'], row])).values()];
      }),
  };
}

/** Tables of replicas hold history: a row is current until its `gdb_to_date`. */
import type { Database } from './sqlite/database.js';
import type { RowsOptions } from './sqlite/rows.js';

/** 9999-12-31, the end of time in a geodatabase, as a Julian day. */
const endOfTime = 5373483.5;

export function isArchiveColumn(name: string): boolean {
  return /^gdb_(archive_oid|from_date|to_date)$/i.test(name);
}

/** What to ask of a table, so that only its current rows come. Their values begin with one that was not asked for. */
export function currentRows(columns: readonly string[]): RowsOptions {
  // Without history no row has an end, and all are current.
  return { columns: ['gdb_to_date', ...columns], keep: (end) => end === null || Number(end) >= endOfTime };
}

export async function countCurrent(database: Database, table: string): Promise<number> {
  let count = 0;
  for await (const _row of database.rows(table, currentRows([]))) count++;
  return count;
}

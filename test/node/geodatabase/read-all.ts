import type { Database } from '../../../src/geodatabase/sqlite/database.js';
import type { SqlValue } from '../../../src/geodatabase/sqlite/values.js';

/** Every row of a table, as {@link Database} reads it. */
export async function readAll(database: Database, table: string): Promise<readonly (readonly SqlValue[])[]> {
  const rows: (readonly SqlValue[])[] = [];
  for await (const { values } of database.rows(table, { columns: database.columns(table) ?? [] })) rows.push(values);
  return rows;
}

/** Every item that comes. */
export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

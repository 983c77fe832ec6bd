/** Files by the real SQLite, and what it reads from files. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sqlite from 'node-sqlite3-wasm';
import type { SqlValue } from '../../../src/geodatabase/sqlite/values.js';

export type SqliteDatabase = InstanceType<typeof sqlite.Database>;

function inTemporaryFile<T>(use: (path: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'gdb-sync-'));
  try {
    return use(join(folder, 'file.sqlite'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The bytes of a file that `fill` wrote. */
export function makeSqliteFile(fill: (database: SqliteDatabase) => void): Uint8Array<ArrayBuffer> {
  return inTemporaryFile((path) => {
    const database = new sqlite.Database(path);
    try {
      fill(database);
    } finally {
      database.close();
    }
    return new Uint8Array(readFileSync(path));
  });
}

/** The bytes of a file after `sql`. */
export function alterSqliteFile(bytes: Uint8Array, sql: string): Uint8Array<ArrayBuffer> {
  return inTemporaryFile((path) => {
    writeFileSync(path, bytes);
    const database = new sqlite.Database(path);
    try {
      database.exec(sql);
    } finally {
      database.close();
    }
    return new Uint8Array(readFileSync(path));
  });
}

export interface SqliteTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly SqlValue[])[];
}

/** Every table and every row as SQLite reads them, in the order of their rowids. */
export function readWithSqlite(bytes: Uint8Array): readonly SqliteTable[] {
  return inTemporaryFile((path) => {
    const copy = Uint8Array.from(bytes);
    // A header that speaks of a write-ahead log is refused by builds without shared memory.
    copy.fill(1, 18, 20);
    writeFileSync(path, copy);
    const database = new sqlite.Database(path, { readOnly: true });
    try {
      const tables = database.all(`SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0`);
      return tables.map(({ name }) => {
        const quoted = `"${String(name).replaceAll('"', '""')}"`;
        const columns = database.all(`PRAGMA table_info(${quoted})`).map((column) => String(column['name']));
        const rows = database
          .all(`SELECT * FROM ${quoted} ORDER BY rowid`)
          .map((row) => columns.map((column) => narrow(row[column] as SqlValue)));
        return { name: String(name), columns, rows };
      });
    } finally {
      database.close();
    }
  });
}

/** As this library hands it out: a number where it says the same. */
function narrow(value: SqlValue): SqlValue {
  return typeof value === 'bigint' && Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

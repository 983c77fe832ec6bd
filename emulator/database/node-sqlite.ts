import sqlite from 'node-sqlite3-wasm';
import type { Database, Row, SqlValue } from './driver.js';

type Statement = InstanceType<typeof sqlite.Statement>;

/** Statements are compiled once: a sync of a thousand edits runs the same few again and again. */
const maxStatements = 200;

/**
 * SQLite compiled to WebAssembly, on a file of this machine or in memory. No compiler and no install script needed.
 * @param path of the database file; without it the data lives in memory
 */
export function openNodeSqlite(path?: string): Database {
  const db = new sqlite.Database(path);
  const statements = new Map<string, Statement>();
  // A killed process loses nothing at NORMAL: the system still holds its writes. Only a power cut could.
  db.exec('PRAGMA synchronous = NORMAL; PRAGMA cache_size = -8000');

  const prepare = (sql: string): Statement => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    if (statements.size >= maxStatements) {
      for (const statement of statements.values()) statement.finalize();
      statements.clear();
    }
    const statement = db.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };

  return {
    exec: (sql) => db.exec(sql),
    run: (sql, values = []) => {
      const { changes, lastInsertRowid } = prepare(sql).run([...values]);
      return { changes, lastId: Number(lastInsertRowid) };
    },
    get: (sql, values = []) => toRow(prepare(sql).get([...values])) ?? undefined,
    all: (sql, values = []) =>
      prepare(sql)
        .all([...values])
        .map(toRow) as Row[],
    close: () => {
      for (const statement of statements.values()) statement.finalize();
      statements.clear();
      db.close();
    },
  };
}

function toRow(result: Record<string, unknown> | null): Row | null {
  if (result === null) return null;
  for (const [name, value] of Object.entries(result))
    if (typeof value === 'bigint' && Number.isSafeInteger(Number(value))) result[name] = Number(value);
  return result as Record<string, SqlValue>;
}

import createSqlite from '@sqlite.org/sqlite-wasm';
import type { Database, Row, SqlValue } from '../../emulator/database/driver.js';

type Bind = SqlValue[];

/** SQLite in the page itself, in memory: what the emulator keeps is gone with the page. */
export async function openPageSqlite(): Promise<Database> {
  const sqlite = await createSqlite();
  const db = new sqlite.oo1.DB(':memory:');
  const all = (sql: string, values: readonly SqlValue[] = []): Row[] =>
    db.exec({
      sql,
      bind: [...values] as Bind,
      rowMode: 'object',
      returnValue: 'resultRows',
    }) as unknown as Row[];
  return {
    exec: (sql) => {
      db.exec(sql);
    },
    run: (sql, values = []) => {
      db.exec({ sql, bind: [...values] as Bind });
      return { changes: db.changes(), lastId: Number(sqlite.capi.sqlite3_last_insert_rowid(db)) };
    },
    get: (sql, values) => all(sql, values)[0],
    all,
    close: () => {
      db.close();
    },
  };
}

/** The worker of sqlite.ts: a table of JSON rows by GlobalID, an R*Tree of their boxes, one transaction. */
import createSqlite, { type Database } from '@sqlite.org/sqlite-wasm';
import type { Envelope, Feature } from '../../src/shared/esri.js';
import type { Published } from '../server/serve.js';
import { boxOf } from './boxes.js';
import type { Reply, Request } from './sqlite.js';
import { fetchRows, globalIdOf } from './store.js';

let db: Database | null = null;

async function open(): Promise<Database> {
  if (db !== null) return db;
  const sqlite = await createSqlite();
  const pool = await sqlite.installOpfsSAHPoolVfs({});
  db = new pool.OpfsSAHPoolDb('/features.sqlite');
  db.exec(`
    CREATE TABLE IF NOT EXISTS feature (id INTEGER PRIMARY KEY, gid TEXT NOT NULL UNIQUE, json TEXT NOT NULL);
    CREATE VIRTUAL TABLE IF NOT EXISTS box USING rtree (id, xmin, xmax, ymin, ymax);`);
  return db;
}

async function load(source: Published): Promise<void> {
  const into = await open();
  const rows = await fetchRows(source);
  into.transaction(() => {
    const feature = into.prepare('INSERT INTO feature (id, gid, json) VALUES (?, ?, ?)');
    const place = into.prepare('INSERT INTO box (id, xmin, xmax, ymin, ymax) VALUES (?, ?, ?, ?, ?)');
    rows.forEach((row, at) => {
      const { xmin, xmax, ymin, ymax } = boxOf(row.geometry);
      feature.bind([at + 1, globalIdOf(row), JSON.stringify(row)]).stepReset();
      place.bind([at + 1, xmin, xmax, ymin, ymax]).stepReset();
    });
    feature.finalize();
    place.finalize();
  });
}

async function rowsOf(sql: string, bind: readonly (string | number)[]): Promise<readonly Feature[]> {
  const texts = (await open()).selectValues(sql, [...bind]) as readonly string[];
  return texts.map((text) => JSON.parse(text) as Feature);
}

/** The R*Tree keeps 32-bit numbers, rounded outwards: it may bring a neighbour, never miss a row. */
async function viewport(envelope: Envelope): Promise<readonly Feature[]> {
  const { xmin, ymin, xmax, ymax } = envelope;
  const found = await rowsOf(
    'SELECT json FROM box JOIN feature USING (id) WHERE xmin <= ? AND xmax >= ? AND ymin <= ? AND ymax >= ?',
    [xmax, xmin, ymax, ymin],
  );
  return found.filter((row) => {
    const box = boxOf(row.geometry);
    return box.xmin <= xmax && box.xmax >= xmin && box.ymin <= ymax && box.ymax >= ymin;
  });
}

async function perform(request: Request): Promise<unknown> {
  switch (request.kind) {
    case 'load':
      return load(request.source);
    case 'open':
      await open();
      return undefined;
    case 'count':
      return (await open()).selectValue('SELECT count(*) FROM feature');
    case 'find':
      return rowsOf(
        `SELECT json FROM feature WHERE gid IN (${request.globalIds.map(() => '?').join(',')})`,
        request.globalIds,
      );
    case 'viewport':
      return viewport(request.envelope);
  }
}

addEventListener('message', ({ data }: MessageEvent<Request>) => {
  perform(data).then(
    (value) => {
      postMessage({ value } satisfies Reply);
    },
    (error: unknown) => {
      postMessage({ error: String(error) } satisfies Reply);
    },
  );
});

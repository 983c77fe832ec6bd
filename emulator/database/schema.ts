import type { Database } from './driver.js';

/** Real services count on from large numbers; a client that does arithmetic on generations is found out sooner. */
const firstGeneration = 80_056_353;

const tables = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE layer (id INTEGER PRIMARY KEY, definition TEXT NOT NULL);
CREATE TABLE replica (id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, owner TEXT, definition TEXT NOT NULL,
  gens TEXT NOT NULL, created INTEGER NOT NULL, synced INTEGER NOT NULL);
CREATE TABLE upload (id TEXT PRIMARY KEY, name TEXT NOT NULL, description TEXT NOT NULL, owner TEXT, date INTEGER NOT NULL,
  committed INTEGER NOT NULL);
CREATE TABLE upload_part (upload TEXT NOT NULL, part INTEGER NOT NULL, data BLOB NOT NULL, PRIMARY KEY (upload, part));
CREATE TABLE job (id TEXT PRIMARY KEY, operation TEXT NOT NULL, call TEXT NOT NULL, status TEXT NOT NULL,
  submitted INTEGER NOT NULL, updated INTEGER NOT NULL, reply TEXT NOT NULL, forgotten INTEGER NOT NULL DEFAULT 0);
CREATE TABLE file (name TEXT PRIMARY KEY, body TEXT NOT NULL, touched INTEGER NOT NULL);
CREATE TABLE token (token TEXT PRIMARY KEY, user TEXT NOT NULL, expires INTEGER NOT NULL);
`;

/** What each version of the data has of its own; the default version has no prefix. */
const contentTables = (prefix: string): string => `
CREATE TABLE ${prefix}attachment (
  id INTEGER PRIMARY KEY AUTOINCREMENT, layer INTEGER NOT NULL, gid TEXT NOT NULL, parent TEXT NOT NULL,
  name TEXT NOT NULL, type TEXT NOT NULL, size INTEGER NOT NULL, keywords TEXT NOT NULL, data BLOB NOT NULL);
CREATE INDEX ${prefix}attachment_parent ON ${prefix}attachment (layer, parent);
CREATE INDEX ${prefix}attachment_gid ON ${prefix}attachment (layer, gid);
CREATE TABLE ${prefix}change (
  gen INTEGER PRIMARY KEY AUTOINCREMENT, layer INTEGER NOT NULL, kind TEXT NOT NULL, gid TEXT NOT NULL, op TEXT NOT NULL,
  replica TEXT, call INTEGER NOT NULL, tracked INTEGER NOT NULL, before TEXT, time INTEGER NOT NULL);
CREATE INDEX ${prefix}change_layer ON ${prefix}change (layer, kind, gen);
`;

/** @returns whether the file holds no service yet */
export function isNew(db: Database): boolean {
  return db.get(`SELECT 1 FROM sqlite_master WHERE name = 'meta'`) === undefined;
}

/** Makes the tables that every service has; each layer adds its own (layer-table.ts). */
export function createTables(db: Database): void {
  db.exec(tables);
  createContentTables(db, '', firstGeneration);
}

/** Makes the tables of one version of the data. @param generation where its own count goes on */
export function createContentTables(db: Database, prefix: string, generation: number): void {
  db.exec(contentTables(prefix));
  db.run('INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)', [`${prefix}change`, generation]);
  writeMeta(db, `${prefix}minServerGen`, String(generation));
}

/** @returns the next number of a table that versions share, so that what they add can be brought together */
export function nextNumber(db: Database, table: string): number {
  db.run(
    'INSERT INTO sqlite_sequence (name, seq) SELECT ?1, 0 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = ?1)',
    [table],
  );
  db.run('UPDATE sqlite_sequence SET seq = seq + 1 WHERE name = ?', [table]);
  return Number(db.get('SELECT seq FROM sqlite_sequence WHERE name = ?', [table])?.['seq']);
}

/** @returns a value remembered with the service */
export function readMeta(db: Database, key: string): string | undefined {
  const row = db.get('SELECT value FROM meta WHERE key = ?', [key]);
  return row === undefined ? undefined : String(row['value']);
}

/** Remembers a value with the service. */
export function writeMeta(db: Database, key: string, value: string): void {
  db.run('INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value', [key, value]);
}

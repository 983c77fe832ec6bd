import type { Database } from '../database/driver.js';
import { newGuid } from '../guid.js';

/** Result files: replies that are fetched by URL. Those not touched for a while are deleted, as real services do. */
export class FileStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** @returns the name under which it can be read: text is JSON, bytes are a mobile geodatabase */
  write(body: string | Uint8Array, now: number): string {
    const name = `${newGuid().replaceAll('-', '')}.${typeof body === 'string' ? 'json' : 'geodatabase'}`;
    this.#db.run('INSERT INTO file VALUES (?, ?, ?)', [name, body, now]);
    return name;
  }

  delete(name: string): void {
    this.#db.run('DELETE FROM file WHERE name = ?', [name]);
  }

  /** @returns what was written, or undefined when there is none any more */
  read(name: string, now: number, lifetimeMs: number): string | Uint8Array | undefined {
    this.#db.run('DELETE FROM file WHERE touched < ?', [now - lifetimeMs]);
    const body = this.#db.get('SELECT body FROM file WHERE name = ?', [name])?.['body'];
    if (typeof body !== 'string' && !(body instanceof Uint8Array)) return undefined;
    this.#db.run('UPDATE file SET touched = ? WHERE name = ?', [now, name]);
    return body;
  }
}

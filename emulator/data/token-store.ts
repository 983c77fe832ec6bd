import type { Database } from '../database/driver.js';

/** Tokens that were given out. They survive a restart, as those of a real service do. */
export class TokenStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** @returns a new token */
  issue(user: string, expires: number): string {
    const bytes = crypto.getRandomValues(new Uint8Array(32));
    const token = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
    this.#db.run('INSERT INTO token VALUES (?, ?, ?)', [token, user, expires]);
    return token;
  }

  /** @returns whose token it is, or undefined when it is unknown or too old */
  userOf(token: string, now: number): string | undefined {
    const row = this.#db.get('SELECT user FROM token WHERE token = ? AND expires > ?', [token, now]);
    return row === undefined ? undefined : String(row['user']);
  }

  /** Makes every token invalid at once. */
  revokeAll(): void {
    this.#db.run('DELETE FROM token');
  }
}

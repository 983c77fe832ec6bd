import { transaction, type Database, type Row } from '../database/driver.js';
import { formatGuid, newGuid } from '../guid.js';

/** An upload item: bytes that wait to be used by an edit. */
export interface UploadItem {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly date: number;
  readonly committed: boolean;
}

/** Upload items in parts, as they arrived. Ids look like those of real services: an i and a GUID. */
export class UploadStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** @returns an item that waits for its parts */
  register(item: {
    name: string;
    description: string;
    owner: string | null;
    now: number;
    braced: boolean;
  }): UploadItem {
    const { name, description, owner, now, braced } = item;
    const id = braced ? formatGuid(newGuid(), 'braced') : `i${newGuid()}`;
    this.#db.run('INSERT INTO upload VALUES (?, ?, ?, ?, ?, 0)', [id, name, description, owner, now]);
    return { id, name, description, date: now, committed: false };
  }

  /** A part sent again replaces the one that is there. */
  putPart(id: string, part: number, data: Uint8Array): void {
    this.#db.run('INSERT OR REPLACE INTO upload_part VALUES (?, ?, ?)', [id, part, data]);
  }

  /** @returns the numbers and sizes of the parts that arrived */
  parts(id: string): { part: number; size: number }[] {
    const rows = this.#db.all('SELECT part, length(data) AS size FROM upload_part WHERE upload = ? ORDER BY part', [
      id,
    ]);
    return rows.map((row) => ({ part: Number(row['part']), size: Number(row['size']) }));
  }

  /** Makes the named parts the content, in this order, and forgets the others. */
  commit(id: string, order: readonly number[]): void {
    const asTheyAre =
      order.join() ===
      this.parts(id)
        .map(({ part }) => part)
        .join();
    if (asTheyAre) {
      this.#db.run('UPDATE upload SET committed = 1 WHERE id = ?', [id]);
      return;
    }
    transaction(this.#db, () => {
      const kept = order.map((part) => this.#part(id, part));
      this.#db.run('DELETE FROM upload_part WHERE upload = ?', [id]);
      kept.forEach((data, i) => this.putPart(id, i + 1, data));
      this.#db.run('UPDATE upload SET committed = 1 WHERE id = ?', [id]);
    });
  }

  /** @param id as a client may write it: with braces around it, in any case */
  find(id: string): UploadItem | undefined {
    const plain = id
      .trim()
      .replace(/^\{|\}$/g, '')
      .toLowerCase();
    const row = this.#db.get(`SELECT * FROM upload WHERE lower(trim(id, '{}')) = ?`, [plain]);
    return row && toItem(row);
  }

  /** @returns the bytes of a committed item */
  read(id: string): Uint8Array {
    const parts = this.parts(id);
    const bytes = new Uint8Array(parts.reduce((sum, { size }) => sum + size, 0));
    let at = 0;
    for (const { part, size } of parts) {
      bytes.set(this.#part(id, part), at);
      at += size;
    }
    return bytes;
  }

  delete(id: string): void {
    transaction(this.#db, () => {
      this.#db.run('DELETE FROM upload_part WHERE upload = ?', [id]);
      this.#db.run('DELETE FROM upload WHERE id = ?', [id]);
    });
  }

  #part(id: string, part: number): Uint8Array {
    const data = this.#db.get('SELECT data FROM upload_part WHERE upload = ? AND part = ?', [id, part])?.['data'];
    return data instanceof Uint8Array ? data : new Uint8Array();
  }
}

function toItem(row: Row): UploadItem {
  return {
    id: String(row['id']),
    name: String(row['name']),
    description: String(row['description']),
    date: Number(row['date']),
    committed: row['committed'] === 1,
  };
}

import type { Database, Row } from '../database/driver.js';

/** An attachment without its bytes. */
export interface Attachment {
  readonly id: number;
  readonly layer: number;
  readonly globalId: string;
  /** GlobalID of its feature */
  readonly parent: string;
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly keywords: string;
}

/** What is needed to store one. */
export interface NewAttachment extends Omit<Attachment, 'id' | 'size'> {
  readonly data: Uint8Array;
}

const columns = 'id, layer, gid, parent, name, type, size, keywords';

/** The attachments of all layers. They are found by number or GlobalID; a name is only shown, never a path. */
export class AttachmentStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** @returns its number */
  insert({ layer, globalId, parent, name, type, keywords, data }: NewAttachment): number {
    const sql =
      'INSERT INTO attachment (layer, gid, parent, name, type, size, keywords, data) VALUES (?, ?, ?, ?, ?, ?, ?, ?)';
    return this.#db.run(sql, [layer, globalId, parent, name, type, data.length, keywords, data]).lastId;
  }

  /** Replaces the whole content. */
  replace(
    id: number,
    { name, type, keywords, data }: Pick<NewAttachment, 'name' | 'type' | 'keywords' | 'data'>,
  ): void {
    const sql = 'UPDATE attachment SET name = ?, type = ?, size = ?, keywords = ?, data = ? WHERE id = ?';
    this.#db.run(sql, [name, type, data.length, keywords, data, id]);
  }

  delete(id: number): void {
    this.#db.run('DELETE FROM attachment WHERE id = ?', [id]);
  }

  /** @returns the attachments of a feature */
  ofFeature(layer: number, parent: string): Attachment[] {
    return this.#all('layer = ? AND parent = ?', [layer, parent]);
  }

  /** @returns the attachments of many features */
  ofFeatures(layer: number, parents: readonly string[]): Attachment[] {
    return this.#all('layer = ? AND parent IN (SELECT value FROM json_each(?))', [layer, JSON.stringify(parents)]);
  }

  findByGlobalId(layer: number, globalId: string): Attachment | undefined {
    return this.#all('layer = ? AND gid = ?', [layer, globalId])[0];
  }

  findById(layer: number, id: number): Attachment | undefined {
    return this.#all('layer = ? AND id = ?', [layer, id])[0];
  }

  /** @returns the bytes */
  read(id: number): Uint8Array {
    const data = this.#db.get('SELECT data FROM attachment WHERE id = ?', [id])?.['data'];
    return data instanceof Uint8Array ? data : new Uint8Array();
  }

  #all(where: string, values: readonly (string | number)[]): Attachment[] {
    return this.#db.all(`SELECT ${columns} FROM attachment WHERE ${where} ORDER BY id`, values).map(toAttachment);
  }
}

function toAttachment(row: Row): Attachment {
  return {
    id: Number(row['id']),
    layer: Number(row['layer']),
    globalId: String(row['gid']),
    parent: String(row['parent']),
    name: String(row['name']),
    type: String(row['type']),
    size: Number(row['size']),
    keywords: String(row['keywords']),
  };
}

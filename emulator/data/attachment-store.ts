import type { Database, Row } from '../database/driver.js';
import { nextNumber } from '../database/schema.js';

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
const content = 'layer, gid, parent, name, type, size, keywords, data';

/** The attachments of all layers. They are found by number or GlobalID; a name is only shown, never a path. */
export class AttachmentStore {
  readonly #db: Database;
  readonly #prefix: string;

  /** @param prefix of the tables of a version; the default one has none */
  constructor(db: Database, prefix = '') {
    this.#db = db;
    this.#prefix = prefix;
  }

  /** @returns its number */
  insert({ layer, globalId, parent, name, type, keywords, data }: NewAttachment): number {
    const id = this.#prefix === '' ? null : nextNumber(this.#db, 'attachment');
    const sql = `INSERT INTO ${this.#prefix}attachment (id, ${content}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`;
    return this.#db.run(sql, [id, layer, globalId, parent, name, type, data.length, keywords, data]).lastId;
  }

  /** Fills an empty store with all attachments of another version. */
  copyFrom(other: AttachmentStore): void {
    this.#db.exec(`INSERT INTO ${this.#prefix}attachment SELECT * FROM ${other.#prefix}attachment`);
  }

  /** Makes an attachment what it is in another version: there with these bytes, or not there. */
  takeOver(layer: number, globalId: string, other: AttachmentStore): void {
    const which = 'WHERE layer = ? AND gid = ?';
    this.#db.run(`DELETE FROM ${this.#prefix}attachment ${which}`, [layer, globalId]);
    const sql = `INSERT INTO ${this.#prefix}attachment SELECT * FROM ${other.#prefix}attachment ${which}`;
    this.#db.run(sql, [layer, globalId]);
  }

  /** Replaces the whole content. */
  replace(
    id: number,
    { name, type, keywords, data }: Pick<NewAttachment, 'name' | 'type' | 'keywords' | 'data'>,
  ): void {
    const sql = `UPDATE ${this.#prefix}attachment SET name = ?, type = ?, size = ?, keywords = ?, data = ? WHERE id = ?`;
    this.#db.run(sql, [name, type, data.length, keywords, data, id]);
  }

  delete(id: number): void {
    this.#db.run(`DELETE FROM ${this.#prefix}attachment WHERE id = ?`, [id]);
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
    const data = this.#db.get(`SELECT data FROM ${this.#prefix}attachment WHERE id = ?`, [id])?.['data'];
    return data instanceof Uint8Array ? data : new Uint8Array();
  }

  #all(where: string, values: readonly (string | number)[]): Attachment[] {
    return this.#db
      .all(`SELECT ${columns} FROM ${this.#prefix}attachment WHERE ${where} ORDER BY id`, values)
      .map(toAttachment);
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

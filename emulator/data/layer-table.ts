import { nextNumber } from '../database/schema.js';
import { quoted, type Database, type Predicate, type Row, type SqlValue } from '../database/driver.js';
import { envelopeOf, type Envelope, type Geometry } from '../geometry/esri.js';
import { intersects } from '../geometry/intersects.js';
import {
  globalIdField,
  objectIdField,
  type Attributes,
  type Feature,
  type LayerDefinition,
} from './layer-definition.js';

/** Which rows are meant. The geometry, in the layer's spatial reference, is met exactly. */
export interface RowFilter {
  readonly predicate: Predicate;
  readonly geometry?: Geometry;
}

/** How much of them is wanted. */
export interface Page {
  readonly orderBy?: string;
  readonly offset?: number;
  readonly limit?: number;
}

/** A stored row with what it is known by. */
export interface StoredFeature extends Feature {
  readonly objectId: number;
  readonly globalId: string;
}

const bounds = ['_xmin', '_ymin', '_xmax', '_ymax'] as const;

/** The rows of one layer, in a table with one column per field; column names that start with _ are ours. */
export class LayerTable {
  readonly definition: LayerDefinition;
  readonly #db: Database;
  readonly #name: string;
  readonly #prefix: string;

  /** @param prefix of the tables of a version; the default one has none */
  constructor(db: Database, definition: LayerDefinition, prefix = '') {
    this.#db = db;
    this.definition = definition;
    this.#prefix = prefix;
    this.#name = `${prefix}layer_${definition.id}`;
  }

  /** SQL name, for sub-queries. */
  get name(): string {
    return this.#name;
  }

  /** @param options.uniqueGlobalIds false lets a repeated add make a second row, as some servers do */
  create(options: { uniqueGlobalIds: boolean }): void {
    const columns = this.definition.fields.map(({ name, type }) => {
      if (name === objectIdField) return `${quoted(name)} INTEGER PRIMARY KEY AUTOINCREMENT`;
      const affinity = type === 'esriFieldTypeDouble' || type === 'esriFieldTypeSingle' ? 'REAL' : 'BLOB';
      return `${quoted(name)} ${affinity}`;
    });
    this.#db.exec(
      `CREATE TABLE ${this.#name} (${[...columns, '_shape TEXT', ...bounds.map((bound) => `${bound} REAL`)].join(', ')})`,
    );
    this.#db.exec(`CREATE INDEX ${this.#name}_x ON ${this.#name} (_xmin, _xmax)`);
    this.setUnique(options.uniqueGlobalIds);
  }

  /** Makes the index on the GlobalID unique or not; refused by the database while there are doubles. */
  setUnique(unique: boolean): void {
    this.#db.exec(`DROP INDEX IF EXISTS ${this.#name}_gid`);
    this.#db.exec(
      `CREATE ${unique ? 'UNIQUE' : ''} INDEX ${this.#name}_gid ON ${this.#name} (${quoted(globalIdField)})`,
    );
  }

  /** @returns the ObjectID that the row got, or was given */
  insert(feature: Feature): number {
    // An ObjectID means one row in all versions.
    const isNamed = feature.attributes[objectIdField] !== undefined;
    const id =
      this.#prefix === '' || isNamed ? {} : { [objectIdField]: nextNumber(this.#db, `layer_${this.definition.id}`) };
    const cells = { ...feature.attributes, ...id, ...shapeCells(feature.geometry) };
    const names = Object.keys(cells);
    const sql = `INSERT INTO ${this.#name} (${names.map(quoted).join(', ')}) VALUES (${names.map(() => '?').join(', ')})`;
    return this.#db.run(sql, Object.values(cells)).lastId;
  }

  /** Replaces the given attributes, and the geometry unless it is undefined. */
  update(objectId: number, attributes: Attributes, geometry: Geometry | null | undefined): void {
    const cells = { ...attributes, ...(geometry === undefined ? {} : shapeCells(geometry)) };
    const names = Object.keys(cells);
    if (names.length === 0) return;
    const sql = `UPDATE ${this.#name} SET ${names.map((name) => `${quoted(name)} = ?`).join(', ')} WHERE ${objectIdField} = ?`;
    this.#db.run(sql, [...Object.values(cells), objectId]);
  }

  delete(objectId: number): void {
    this.#db.run(`DELETE FROM ${this.#name} WHERE ${objectIdField} = ?`, [objectId]);
  }

  /** Fills a new table with all rows of another version. */
  copyFrom(other: LayerTable): void {
    this.#db.exec(`INSERT INTO ${this.#name} SELECT * FROM ${other.name}`);
  }

  /** @returns all rows of a GlobalID: there are two where a repeated add made a second one */
  allByGlobalId(globalId: string): StoredFeature[] {
    return this.select({ predicate: { sql: `${quoted(globalIdField)} = ?`, values: [globalId] } });
  }

  findByObjectId(objectId: number): StoredFeature | undefined {
    return this.#find(objectIdField, objectId);
  }

  findByGlobalId(globalId: string): StoredFeature | undefined {
    return this.#find(globalIdField, globalId);
  }

  #find(column: string, value: SqlValue): StoredFeature | undefined {
    const row = this.#db.get(
      `SELECT * FROM ${this.#name} WHERE ${quoted(column)} = ? ORDER BY ${objectIdField} LIMIT 1`,
      [value],
    );
    return row && this.#toFeature(row);
  }

  /** @returns the rows that pass the filter, by default in the order of their ObjectIDs */
  select(filter: RowFilter, page: Page = {}): StoredFeature[] {
    const { orderBy = quoted(objectIdField), offset = 0, limit } = page;
    const coarse = withBounds(filter);
    const inSql = filter.geometry === undefined;
    const window = inSql ? `LIMIT ${limit ?? -1} OFFSET ${offset}` : '';
    const sql = `SELECT * FROM ${this.#name} WHERE ${coarse.sql} ORDER BY ${orderBy} ${window}`;
    const features = this.#db.all(sql, coarse.values).map((row) => this.#toFeature(row));
    if (inSql) return features;
    const met = features.filter(({ geometry }) => geometryMet(filter, geometry));
    return met.slice(offset, limit === undefined ? undefined : offset + limit);
  }

  /** @returns how many rows pass the filter */
  count(filter: RowFilter): number {
    if (filter.geometry !== undefined) return this.select(filter).length;
    const row = this.#db.get(
      `SELECT count(*) AS n FROM ${this.#name} WHERE ${filter.predicate.sql}`,
      filter.predicate.values,
    );
    return Number(row?.['n'] ?? 0);
  }

  /** @returns the rectangle around the rows that pass the filter, undefined for none */
  extent(filter: RowFilter): Envelope | undefined {
    const met = filter.geometry === undefined ? filter.predicate : this.#oneOf(this.select(filter));
    const sides = 'min(_xmin) AS xmin, min(_ymin) AS ymin, max(_xmax) AS xmax, max(_ymax) AS ymax';
    const row = this.#db.get(`SELECT ${sides} FROM ${this.#name} WHERE ${met.sql}`, met.values);
    if (row === undefined || row['xmin'] === null) return undefined;
    return {
      xmin: Number(row['xmin']),
      ymin: Number(row['ymin']),
      xmax: Number(row['xmax']),
      ymax: Number(row['ymax']),
    };
  }

  #oneOf(rows: readonly StoredFeature[]): Predicate {
    const ids = JSON.stringify(rows.map(({ objectId }) => objectId));
    return { sql: `${objectIdField} IN (SELECT value FROM json_each(?))`, values: [ids] };
  }

  /** @returns whether a row as it once was passes the filter */
  matches(image: Feature, filter: RowFilter): boolean {
    if (filter.geometry !== undefined && !geometryMet(filter, image.geometry)) return false;
    const columns = this.definition.fields.map(({ name }) => `? AS ${quoted(name)}`).join(', ');
    const values = this.definition.fields.map(({ name }) => image.attributes[name] ?? null);
    const sql = `SELECT 1 FROM (SELECT ${columns}) WHERE ${filter.predicate.sql}`;
    return this.#db.get(sql, [...values, ...filter.predicate.values]) !== undefined;
  }

  #toFeature(row: Row): StoredFeature {
    const attributes: Attributes = {};
    for (const { name } of this.definition.fields) {
      const value = row[name] ?? null;
      attributes[name] = value instanceof Uint8Array ? null : value;
    }
    const shape = row['_shape'];
    return {
      attributes,
      geometry: typeof shape === 'string' ? (JSON.parse(shape) as Geometry) : null,
      objectId: Number(row[objectIdField]),
      globalId: String(row[globalIdField]),
    };
  }
}

function shapeCells(geometry: Geometry | null): Record<string, SqlValue> {
  if (geometry === null) return { _shape: null, _xmin: null, _ymin: null, _xmax: null, _ymax: null };
  const { xmin, ymin, xmax, ymax } = envelopeOf(geometry);
  return { _shape: JSON.stringify(geometry), _xmin: xmin, _ymin: ymin, _xmax: xmax, _ymax: ymax };
}

function withBounds({ predicate, geometry }: RowFilter): Predicate {
  if (geometry === undefined) return predicate;
  const { xmin, ymin, xmax, ymax } = envelopeOf(geometry);
  const sql = `(${predicate.sql}) AND _xmin <= ? AND _xmax >= ? AND _ymin <= ? AND _ymax >= ?`;
  return { sql, values: [...predicate.values, xmax, xmin, ymax, ymin] };
}

function geometryMet(filter: RowFilter, geometry: Geometry | null): boolean {
  return filter.geometry === undefined || (geometry !== null && intersects(geometry, filter.geometry));
}

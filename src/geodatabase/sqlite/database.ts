/** The tables of a SQLite file, read-only. What is not read: indexes, views, virtual tables, and the log that may lie beside the file. */
import { damaged } from '../failures.js';
import type { ByteSource } from '../../shared/byte-source.js';
import { readCreateTable, type Columns } from './create-table.js';
import { Pages } from './pages.js';
import { readRows, type Row, type RowsOptions } from './rows.js';
import { walkTable } from './walk-table.js';

interface Table {
  readonly name: string;
  readonly root: number;
  readonly sql: string;
}

const schema: Table = { name: '', root: 1, sql: '(type,name,tbl_name,rootpage,sql)' };

export class Database {
  readonly #pages: Pages;
  /** By name, lower case. */
  readonly #tables = new Map<string, Table>([['', schema]]);
  readonly #columns = new Map<Table, Columns>();

  private constructor(pages: Pages) {
    this.#pages = pages;
  }

  /** Throws `bad-file` for what is no SQLite file, `unsupported-file` for a kind that is not read. */
  static async open(source: ByteSource): Promise<Database> {
    const database = new Database(await Pages.open(source));
    for await (const { values } of database.rows('', { columns: ['type', 'name', 'rootpage', 'sql'] })) {
      const [type, name, root, sql] = values;
      // A virtual table has no page of its own.
      if (
        type === 'table' &&
        typeof name === 'string' &&
        typeof sql === 'string' &&
        typeof root === 'number' &&
        root > 0
      )
        database.#tables.set(name.toLowerCase(), { name, root, sql });
    }
    return database;
  }

  /** The names of all tables. */
  get tables(): readonly string[] {
    return [...this.#tables.values()].slice(1).map(({ name }) => name);
  }

  /** The columns of a table, as it spells them; undefined for a table that is not there. */
  columns(name: string): readonly string[] | undefined {
    const table = this.#tables.get(name.toLowerCase());
    return table && this.#columnsOf(table).names;
  }

  /** The rows of a table; none if it is not there. */
  async *rows(name: string, options: RowsOptions): AsyncGenerator<Row> {
    const table = this.#tables.get(name.toLowerCase());
    if (table === undefined) return;
    try {
      yield* readRows(walkTable(this.#pages, table.root), this.#columnsOf(table), options);
    } catch (error) {
      throw error instanceof RangeError ? damaged(`table ${name} reaches beyond its pages`, error) : error;
    }
  }

  #columnsOf(table: Table): Columns {
    const columns = this.#columns.get(table) ?? readCreateTable(table.name, table.sql);
    this.#columns.set(table, columns);
    return columns;
  }
}

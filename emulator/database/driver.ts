/** What a cell can hold. */
export type SqlValue = number | bigint | string | Uint8Array | null;

/** One row of a result, by column name. */
export type Row = Record<string, SqlValue>;

/**
 * The little of SQLite that the emulator needs. Calls are synchronous, so a request is one uninterrupted step and
 * no two requests ever interleave inside a transaction.
 */
export interface Database {
  /** Runs statements without parameters. */
  exec(sql: string): void;
  /** Runs one statement. */
  run(sql: string, values?: readonly SqlValue[]): { changes: number; lastId: number };
  /** @returns the first row, or undefined */
  get(sql: string, values?: readonly SqlValue[]): Row | undefined;
  /** @returns all rows */
  all(sql: string, values?: readonly SqlValue[]): Row[];
  close(): void;
}

/** A condition with its parameters, to be put behind WHERE. */
export interface Predicate {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

/** @returns a condition that holds where all the given ones do */
export function allOf(...predicates: Predicate[]): Predicate {
  if (predicates.length === 0) return { sql: '1', values: [] };
  return {
    sql: predicates.map((one) => `(${one.sql})`).join(' AND '),
    values: predicates.flatMap((one) => one.values),
  };
}

/** @returns a name as SQL takes it, whatever it holds */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/**
 * All or nothing; may be nested.
 * @returns what `work` returned, once it is committed
 */
export function transaction<T>(db: Database, work: () => T): T {
  db.exec('SAVEPOINT work');
  try {
    const result = work();
    db.exec('RELEASE work');
    return result;
  } catch (error) {
    db.exec('ROLLBACK TO work; RELEASE work');
    throw error;
  }
}

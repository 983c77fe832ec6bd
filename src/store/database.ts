/**
 * A connection that looks after itself, and the only file that imports idb. It closes on `versionchange` so that no tab holds up another,
 * opens again when the browser dropped it, and never takes an emptied database for its own.
 */
import { deleteDB, openDB, unwrap, type DBSchema, type IDBPDatabase, type IDBPTransaction, type StoreNames } from 'idb';
import { GdbError, isGdbError } from '../shared/errors.js';
import { lost, requireStorage, toStoreError, withRoom } from './errors.js';
import type { GeodatabaseSchema, StoreName } from './schema.js';
import type { UpgradeStep } from './upgrade.js';

export type Transaction<S extends DBSchema, Mode extends IDBTransactionMode> = IDBPTransaction<
  S,
  StoreNames<S>[],
  Mode
>;
/** A transaction that writes to a geodatabase's database. */
export type WriteTx = IDBPTransaction<GeodatabaseSchema, StoreName[], 'readwrite'>;
/** A transaction that at least reads. */
export type ReadTx = WriteTx | IDBPTransaction<GeodatabaseSchema, StoreName[]>;

/** How long other tabs have to let go of a database before a caller who does not wait is told: they close at once unless a write is under way. */
const BLOCKED_GRACE_MS = 3000;

export interface RunOptions<S extends DBSchema, Mode extends IDBTransactionMode> {
  readonly stores: readonly StoreNames<S>[];
  readonly mode: Mode;
  /** `strict` unless told otherwise: acknowledged means on disk. */
  readonly durability?: 'strict' | 'relaxed';
}

/** Told that another tab, with older code, keeps a database from being opened; and when it does no more. */
export type BlockedListener = (isBlocked: boolean) => void;

export class Connection<S extends DBSchema> {
  readonly #name: string;
  readonly #ladder: readonly UpgradeStep[];
  readonly #onBlocked: BlockedListener | undefined;
  #db: IDBPDatabase<S> | null = null;
  #opening: Promise<IDBPDatabase<S>> | null = null;
  #closed = false;

  private constructor(name: string, ladder: readonly UpgradeStep[], onBlocked: BlockedListener | undefined) {
    this.#name = name;
    this.#ladder = ladder;
    this.#onBlocked = onBlocked;
  }

  /**
   * Opens, and makes or upgrades where needed. Rejects `insecure-context`, `storage-unavailable`, `schema-newer`, `blocked-by-other-tab`,
   * `storage-full`. With `onBlocked` it waits for other tabs as long as it takes, and goes on by itself.
   */
  static async open<S extends DBSchema>(
    name: string,
    ladder: readonly UpgradeStep[],
    onBlocked?: BlockedListener,
  ): Promise<Connection<S>> {
    const connection = new Connection<S>(name, ladder, onBlocked);
    await connection.#open(true);
    return connection;
  }

  /**
   * Runs `body` in one transaction and resolves when it is committed, or has read what it wanted. `body` awaits nothing but its own requests, and where it
   * writes all of them: Firefox commits the rest when one fails after the commit was asked for. When it throws, or the commit fails, everything is as
   * before.
   */
  async run<T, Mode extends IDBTransactionMode>(
    options: RunOptions<S, Mode>,
    body: (tx: Transaction<S, Mode>) => Promise<T>,
  ): Promise<T> {
    const tx = await this.#begin(options);
    const done = tx.done;
    done.catch(() => undefined);
    let result: T;
    try {
      result = await body(tx);
    } catch (error) {
      // The transaction's own error says why (full disk); a request that dies with it only says that it did.
      const cause = isGdbError(error) ? error : (tx.error ?? error);
      abort(tx);
      await done.catch(() => undefined);
      throw await this.#failed(tx.db, cause);
    }
    // What was read stays read, however the transaction ends.
    if (options.mode === 'readonly') return result;
    try {
      commit(tx);
      await done;
    } catch (error) {
      throw await this.#failed(tx.db, tx.error ?? error);
    }
    return result;
  }

  /** False when the next call would have to open it anew, or is refused: other tabs may wait for it to stay closed. */
  get isOpen(): boolean {
    return this.#db !== null;
  }

  /** Final: every later call rejects `controller-closed`. */
  close(): void {
    this.#closed = true;
    this.#db?.close();
    this.#db = null;
  }

  async #begin<Mode extends IDBTransactionMode>(options: RunOptions<S, Mode>): Promise<Transaction<S, Mode>> {
    const start = (db: IDBPDatabase<S>): Transaction<S, Mode> =>
      db.transaction([...options.stores], options.mode, { durability: options.durability ?? 'strict' });
    const db = this.#db ?? (await this.#open(false));
    try {
      return start(db);
    } catch {
      // A connection that died without a word shows here first. Nothing was done yet, so opening once more is safe.
      this.#drop(db);
      const again = await this.#open(false);
      try {
        return start(again);
      } catch (error) {
        throw toStoreError(error);
      }
    }
  }

  async #open(mayCreate: boolean): Promise<IDBPDatabase<S>> {
    if (this.#closed) throw new GdbError('controller-closed', 'This geodatabase is closed.');
    this.#opening ??= this.#request(mayCreate).finally(() => (this.#opening = null));
    const db = await this.#opening;
    // A property read after an await may differ from before it: close() may have come in between.
    if (this.#isClosed()) {
      db.close();
      throw new GdbError('controller-closed', 'This geodatabase is closed.');
    }
    this.#db = db;
    return db;
  }

  #isClosed(): boolean {
    return this.#closed;
  }

  /** A connection on which something was lost is not trusted again: the next call opens anew. */
  async #failed(db: IDBPDatabase<S>, error: unknown): Promise<GdbError> {
    const failure = toStoreError(error);
    if (failure.code === 'storage-lost') this.#drop(db);
    return withRoom(failure);
  }

  #drop(db: IDBPDatabase<S>): void {
    db.close();
    if (this.#db === db) this.#db = null;
  }

  async #request(mayCreate: boolean): Promise<IDBPDatabase<S>> {
    requireStorage(globalThis);
    let connection: IDBPDatabase<S> | null = null;
    const drop = (): void => {
      if (connection) this.#drop(connection);
    };
    const request = openDB<S>(this.#name, this.#ladder.length, {
      upgrade: (db, oldVersion, _newVersion, tx) => {
        if (oldVersion === 0 && !mayCreate) {
          // Else the page hears of the abort twice, once as an unhandled rejection.
          tx.done.catch(() => undefined);
          tx.abort();
          return;
        }
        for (const step of this.#ladder.slice(oldVersion)) step(unwrap(db), unwrap(tx));
      },
      blocking: (_current, _blocked, event) => {
        (event.target as IDBDatabase).close();
        drop();
      },
      terminated: drop,
      blocked: () => {
        if (this.#onBlocked) this.#onBlocked(true);
        else waiting.start();
      },
    });
    const waiting = giveUpLater(request);
    try {
      connection = await waiting.settled;
      return connection;
    } catch (error) {
      if (!mayCreate && error instanceof Error && error.name === 'AbortError') throw lost('it is empty', error);
      const failure = toStoreError(error);
      if (!mayCreate || failure.code !== 'storage-lost') throw failure;
      // Nothing was open yet that could be lost: private windows and broken profiles of some browsers say so in this way.
      throw new GdbError('storage-unavailable', `The browser could not open its storage: ${failure.message}`, {
        cause: error,
      });
    } finally {
      this.#onBlocked?.(false);
    }
  }
}

/** Deletes a database. Other tabs close theirs at once; one that does not leads to `blocked-by-other-tab`. */
export async function removeDatabase(name: string): Promise<void> {
  requireStorage(globalThis);
  const request = deleteDB(name, { blocked: () => waiting.start() });
  const waiting = giveUpLater(request);
  try {
    await waiting.settled;
  } catch (error) {
    throw toStoreError(error);
  }
}

/** Settles with the request, or rejects `blocked-by-other-tab` some time after `start`. A connection that comes later is closed. */
function giveUpLater<T>(request: Promise<T>): { readonly settled: Promise<T>; start(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let giveUp: (error: GdbError) => void = () => undefined;
  const late = new Promise<never>((_resolve, reject) => (giveUp = reject));
  let gaveUp = false;
  request
    .then((value) => {
      if (gaveUp && value instanceof IDBDatabase) value.close();
    })
    .catch(() => undefined)
    .finally(() => {
      clearTimeout(timer);
    });
  return {
    settled: Promise.race([request, late]),
    start() {
      timer = setTimeout(() => {
        gaveUp = true;
        giveUp(
          new GdbError('blocked-by-other-tab', 'Another tab holds this data open with an older version: close it.'),
        );
      }, BLOCKED_GRACE_MS);
    },
  };
}

/** One record as it lies there. Without idb's wrapping, which a map that reads dozens of them feels. */
export function getRecord(tx: ReadTx, store: StoreName, key: IDBValidKey): Promise<unknown> {
  return resultOf(unwrap(tx).objectStore(store).get(key) as IDBRequest<unknown>);
}

/** All records of a store, or those in a range of it. Without idb's wrapping, which a page that was just opened feels. */
export function getRecords<S extends StoreName>(
  tx: ReadTx,
  store: S,
  range?: IDBKeyRange,
): Promise<GeodatabaseSchema[S]['value'][]> {
  return resultOf(unwrap(tx).objectStore(store).getAll(range) as IDBRequest<GeodatabaseSchema[S]['value'][]>);
}

function resultOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => {
      resolve(request.result);
    };
    request.onerror = () => {
      reject(request.error ?? new DOMException('The request failed.', 'UnknownError'));
    };
  });
}

function abort(tx: { abort(): void }): void {
  try {
    tx.abort();
  } catch {
    // It already ended by itself.
  }
}

function commit(tx: { commit(): void }): void {
  try {
    tx.commit();
  } catch {
    // It already ended by itself; `done` tells how.
  }
}

/** The one small database of the origin that lists all geodatabases, and what must outlive them. */
import { newGlobalId, toGlobalId } from '../shared/ids.js';
import type { CatalogueEntry, CataloguePort, GeodatabaseKey } from '../sync/ports.js';
import { Connection, removeDatabase, type BlockedListener } from './database.js';
import { openGeodatabase } from './geodatabase.js';
import type { CatalogueSchema, CreateNote, LeftReplica } from './schema.js';
import { catalogueLadder } from './upgrade.js';

export interface CatalogueOptions {
  /** Prefix of all databases, for tests and for apps that keep several apart. */
  readonly name?: string;
  /** Where the script of the worker is that takes in large replies: beside this code unless given. Null for none. */
  readonly worker?: URL | null;
  /** Opening waits for tabs with older code as long as it takes, and tells so here; without it, it rejects after some seconds. */
  readonly onBlocked?: BlockedListener;
}

/**
 * Opens the catalogue of this origin. Rejects
 * `insecure-context`, `storage-unavailable`, `schema-newer`, `blocked-by-other-tab`, `storage-full`.
 */
export async function openCatalogue(options: CatalogueOptions = {}): Promise<CataloguePort> {
  const name = options.name ?? 'gdb-sync';
  return new Catalogue(
    { ...options, name },
    await Connection.open<CatalogueSchema>(name, catalogueLadder, options.onBlocked),
  );
}

class Catalogue implements CataloguePort {
  readonly #name: string;
  readonly #worker: URL | null | undefined;
  readonly #onBlocked: BlockedListener | undefined;
  readonly #connection: Connection<CatalogueSchema>;
  /** Databases that have nothing to show yet. */
  readonly #made = new Set<string>();

  constructor(options: CatalogueOptions & { readonly name: string }, connection: Connection<CatalogueSchema>) {
    this.#name = options.name;
    this.#worker = options.worker;
    this.#onBlocked = options.onBlocked;
    this.#connection = connection;
  }

  async find(which: Parameters<CataloguePort['find']>[0]): Promise<readonly CatalogueEntry[]> {
    const { service, geodatabase } = which;
    // An empty list comes after every text.
    const range =
      geodatabase === undefined
        ? IDBKeyRange.bound([service], [service, []])
        : IDBKeyRange.only([service, geodatabase]);
    return this.#connection.run({ stores: ['geodatabases'], mode: 'readonly' }, (tx) =>
      tx.objectStore('geodatabases').index('service').getAll(range),
    );
  }

  async all(): Promise<readonly CatalogueEntry[]> {
    return this.#connection.run({ stores: ['geodatabases'], mode: 'readonly' }, (tx) =>
      tx.objectStore('geodatabases').getAll(),
    );
  }

  async ensure(key: GeodatabaseKey, now: number): Promise<CatalogueEntry> {
    return this.#connection.run({ stores: ['geodatabases'], mode: 'readwrite' }, async (tx) => {
      const store = tx.objectStore('geodatabases');
      const known = await store.index('key').get([key.portal, key.service, key.user, key.geodatabase]);
      if (known) return known;
      const { portal, service, user, geodatabase } = key;
      const entry = {
        name: `${this.#name}/${newGlobalId()}`,
        key: { portal, service, user, geodatabase },
        createdAt: now,
      };
      await store.add(entry);
      this.#made.add(entry.name);
      return entry;
    });
  }

  open(entry: CatalogueEntry): ReturnType<CataloguePort['open']> {
    const isNew = this.#made.delete(entry.name);
    return openGeodatabase(entry.name, { worker: this.#worker, onBlocked: this.#onBlocked, isNew });
  }

  /** The data first: an entry without a database is only a name. */
  async remove(entry: CatalogueEntry): Promise<void> {
    await removeDatabase(entry.name);
    await this.#connection.run({ stores: ['geodatabases'], mode: 'readwrite' }, (tx) =>
      tx.objectStore('geodatabases').delete(entry.name),
    );
  }

  async deviceId(): Promise<string> {
    return this.#connection.run({ stores: ['meta'], mode: 'readwrite' }, async (tx) => {
      const known = await tx.objectStore('meta').get('deviceId');
      if (known !== undefined) return known;
      const made = newGlobalId();
      await tx.objectStore('meta').put(made, 'deviceId');
      return made;
    });
  }

  async bury(replicaIds: readonly string[], service: string): Promise<void> {
    await this.#connection.run({ stores: ['tombstones'], mode: 'readwrite', durability: 'strict' }, async (tx) => {
      for (const id of replicaIds) await tx.objectStore('tombstones').put({ replicaId: toGlobalId(id), service });
    });
  }

  async isBuried(replicaId: string): Promise<boolean> {
    return this.#connection.run({ stores: ['tombstones'], mode: 'readonly' }, async (tx) => {
      return (await tx.objectStore('tombstones').getKey(toGlobalId(replicaId))) !== undefined;
    });
  }

  async noteCreate(note: CreateNote): Promise<void> {
    await this.#connection.run({ stores: ['creates'], mode: 'readwrite' }, (tx) => tx.objectStore('creates').put(note));
  }

  async forgetCreate(uid: string): Promise<void> {
    await this.#connection.run({ stores: ['creates'], mode: 'readwrite' }, (tx) =>
      tx.objectStore('creates').delete(uid),
    );
  }

  async orphans(which: Parameters<CataloguePort['orphans']>[0]): ReturnType<CataloguePort['orphans']> {
    return this.#connection.run({ stores: ['creates', 'geodatabases'], mode: 'readonly' }, async (tx) => {
      const [notes, names] = await Promise.all([
        tx.objectStore('creates').index('service').getAll(which.service),
        tx.objectStore('geodatabases').getAllKeys(),
      ]);
      const others = new Set(names.filter((name) => name !== which.database));
      return notes.filter((note) => !others.has(note.database));
    });
  }

  async noteLeftReplica(left: LeftReplica): Promise<void> {
    await this.#connection.run({ stores: ['leftReplicas'], mode: 'readwrite' }, (tx) =>
      tx.objectStore('leftReplicas').put(left),
    );
  }

  async forgetLeftReplica(replicaId: string): Promise<void> {
    await this.#connection.run({ stores: ['leftReplicas'], mode: 'readwrite' }, (tx) =>
      tx.objectStore('leftReplicas').delete(replicaId),
    );
  }

  async leftReplicas(which: Parameters<CataloguePort['leftReplicas']>[0]): Promise<readonly string[]> {
    return this.#connection.run({ stores: ['leftReplicas', 'geodatabases'], mode: 'readonly' }, async (tx) => {
      const [left, names] = await Promise.all([
        tx.objectStore('leftReplicas').index('service').getAll(which.service),
        tx.objectStore('geodatabases').getAllKeys(),
      ]);
      const others = new Set(names.filter((name) => name !== which.database));
      return left.filter(({ database }) => !others.has(database)).map(({ replicaId }) => replicaId);
    });
  }

  close(): void {
    this.#connection.close();
  }
}

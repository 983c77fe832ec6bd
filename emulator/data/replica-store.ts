import type { Database, Row } from '../database/driver.js';
import { readMeta, writeMeta } from '../database/schema.js';
import { newGuid, normaliseGuid } from '../guid.js';
import type { Geometry } from '../geometry/esri.js';
import type { Wkid } from '../geometry/project.js';

/** Which rows of a layer belong to a replica. */
export interface ReplicaLayer {
  readonly id: number;
  readonly queryOption: 'none' | 'useFilter' | 'all';
  readonly where: string;
  readonly useGeometry: boolean;
  readonly includeRelated: boolean;
}

/** What a client asked for when it created the replica; it does not change afterwards. */
export interface ReplicaDefinition {
  readonly syncModel: 'perReplica' | 'perLayer' | 'none';
  readonly syncDirection: 'bidirectional' | 'upload' | 'download';
  readonly targetType: 'client' | 'server';
  readonly returnAttachments: boolean;
  readonly attachmentsSyncDirection: 'none' | 'upload' | 'bidirectional';
  /** spatial reference of all that goes in and out */
  readonly wkid: Wkid;
  /** in WGS 84; null means everywhere */
  readonly geometry: Geometry | null;
  /** as the client sent it */
  readonly geometryType: string;
  readonly layers: readonly ReplicaLayer[];
}

/** A replica: the registration of one offline copy. */
export interface Replica extends ReplicaDefinition {
  readonly id: string;
  readonly name: string;
  readonly owner: string | null;
  /** of versioned data, the version that it synchronizes with; null for the default one */
  readonly version: string | null;
  /** generation per layer id: what the service believes the replica has */
  readonly generations: ReadonlyMap<number, number>;
  readonly created: number;
  readonly synced: number;
}

/** The registered replicas. */
export class ReplicaStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** @returns the name itself, or with _0, _1, ... behind it when it is taken */
  freeName(wanted: string): string {
    const taken = new Set(this.all().map(({ name }) => name));
    let name = wanted;
    for (let n = 0; taken.has(name); n++) name = `${wanted}_${n}`;
    return name;
  }

  insert(replica: Replica): void {
    const { id, name, owner, generations, created, synced, ...definition } = replica;
    this.#db.run('INSERT INTO replica VALUES (?, ?, ?, ?, ?, ?, ?)', [
      id,
      name,
      owner,
      JSON.stringify(definition),
      JSON.stringify([...generations]),
      created,
      synced,
    ]);
  }

  /** Records that a replica was given the changes up to these generations. */
  moved(id: string, generations: ReadonlyMap<number, number>, synced: number): void {
    this.#db.run('UPDATE replica SET gens = ?, synced = ? WHERE id = ?', [
      JSON.stringify([...generations]),
      synced,
      id,
    ]);
  }

  /** @param id with or without braces, in any case */
  find(id: string): Replica | undefined {
    const row = this.#db.get('SELECT * FROM replica WHERE id = ?', [normaliseGuid(id) ?? '']);
    return row && toReplica(row);
  }

  /** @param id with or without braces, in any case */
  wasUnregistered(id: string): boolean {
    return readMeta(this.#db, `unregistered ${normaliseGuid(id) ?? ''}`) !== undefined;
  }

  all(): Replica[] {
    return this.#db.all('SELECT * FROM replica ORDER BY created, name').map(toReplica);
  }

  /** It is remembered for ever that it was there. */
  delete(id: string): void {
    this.#db.run('DELETE FROM replica WHERE id = ?', [id]);
    writeMeta(this.#db, `unregistered ${id}`, 'true');
  }

  newId(): string {
    return newGuid();
  }
}

function toReplica(row: Row): Replica {
  const { version = null, ...definition } = JSON.parse(String(row['definition'])) as ReplicaDefinition &
    Partial<Replica>;
  return {
    ...definition,
    version,
    id: String(row['id']),
    name: String(row['name']),
    owner: row['owner'] === null ? null : String(row['owner']),
    generations: new Map(JSON.parse(String(row['gens'])) as [number, number][]),
    created: Number(row['created']),
    synced: Number(row['synced']),
  };
}

import { transaction, type Database } from '../database/driver.js';
import { createTables, isNew, readMeta, writeMeta } from '../database/schema.js';
import type { Wkid } from '../geometry/project.js';
import { newGuid } from '../guid.js';
import { defaultOptions, withOptions, type ServiceOptions } from '../options.js';
import { AttachmentStore } from './attachment-store.js';
import { ChangeLog } from './change-log.js';
import { FileStore } from './file-store.js';
import { JobStore } from './job-store.js';
import type { LayerDefinition, LayerSeed } from './layer-definition.js';
import { LayerTable } from './layer-table.js';
import { ReplicaStore } from './replica-store.js';
import { TokenStore } from './token-store.js';
import { UploadStore } from './upload-store.js';
import { Versions } from './versions.js';

/** A feature service and all that it remembers: one per database, seen in the default version of its data or in another. */
export class FeatureService {
  readonly db: Database;
  readonly layers: ReadonlyMap<number, LayerTable>;
  readonly changes: ChangeLog;
  readonly attachments: AttachmentStore;
  readonly uploads: UploadStore;
  readonly replicas: ReplicaStore;
  readonly files: FileStore;
  readonly jobs: JobStore;
  readonly tokens: TokenStore;
  readonly versions: Versions;
  readonly #default: FeatureService | null;
  #options: ServiceOptions;

  /**
   * Opens the service that a database holds.
   * @param version of which the data are seen: its own rows, attachments and changes, all else is shared
   */
  constructor(db: Database, version: { readonly of: FeatureService; readonly prefix: string } | null = null) {
    const prefix = version?.prefix ?? '';
    this.db = db;
    this.#default = version?.of ?? null;
    const rows = db.all('SELECT definition FROM layer ORDER BY id');
    const definitions = rows.map((row) => JSON.parse(String(row['definition'])) as LayerDefinition);
    this.layers = new Map(definitions.map((definition) => [definition.id, new LayerTable(db, definition, prefix)]));
    this.changes = new ChangeLog(db, prefix);
    this.attachments = new AttachmentStore(db, prefix);
    this.uploads = new UploadStore(db);
    this.replicas = new ReplicaStore(db);
    this.files = new FileStore(db);
    this.jobs = new JobStore(db);
    this.tokens = new TokenStore(db);
    this.versions =
      version?.of.versions ?? new Versions(this, (shown) => new FeatureService(db, { of: this, prefix: shown }));
    this.#options = withOptions(defaultOptions, JSON.parse(readMeta(db, 'options') ?? '{}'));
  }

  /** The name under which it was published. */
  get name(): string {
    return readMeta(this.db, 'name') ?? 'Service';
  }

  /** The id under which a portal would know it. */
  get itemId(): string {
    return readMeta(this.db, 'itemId') ?? '';
  }

  /** The spatial reference of the service: that of its first layer. */
  get wkid(): Wkid {
    const first = [...this.layers.values()].find(({ definition }) => definition.geometryType !== null);
    return first?.definition.wkid ?? 4326;
  }

  get options(): ServiceOptions {
    return this.#default?.options ?? this.#options;
  }

  /** Changes how the service behaves, from now on and after a restart. */
  configure(changes: unknown): void {
    const options = withOptions(this.#options, changes);
    transaction(this.db, () => {
      if ((options.duplicateAdd === 'duplicate') !== (this.#options.duplicateAdd === 'duplicate')) {
        for (const { layers } of [this, ...this.versions.all])
          for (const layer of layers.values()) layer.setUnique(options.duplicateAdd !== 'duplicate');
      }
      writeMeta(this.db, 'options', JSON.stringify(options));
    });
    this.#options = options;
  }
}

/**
 * Opens the service in a database and publishes it first when the database is new.
 * @param seed is called only then
 */
export function openFeatureService(
  db: Database,
  publish: { name: string; seed: () => readonly LayerSeed[]; options?: unknown },
): FeatureService {
  if (!isNew(db)) {
    const service = new FeatureService(db);
    service.configure(publish.options);
    return service;
  }
  const options = withOptions(defaultOptions, publish.options);
  const seed = publish.seed();
  transaction(db, () => {
    createTables(db);
    writeMeta(db, 'name', publish.name);
    writeMeta(db, 'itemId', newGuid().replaceAll('-', ''));
    writeMeta(db, 'options', JSON.stringify(options));
    for (const layer of seed) publishLayer(db, layer, options);
  });
  return new FeatureService(db);
}

/** What is there from the start is no change: the log begins after it. */
function publishLayer(
  db: Database,
  { definition, features, attachments = [] }: LayerSeed,
  options: ServiceOptions,
): void {
  db.run('INSERT INTO layer VALUES (?, ?)', [definition.id, JSON.stringify(definition)]);
  const table = new LayerTable(db, definition);
  table.create({ uniqueGlobalIds: options.duplicateAdd !== 'duplicate' });
  for (const feature of features) table.insert(feature);
  const store = new AttachmentStore(db);
  for (const { parent, name, type, bytes, keywords = '' } of attachments) {
    store.insert({ layer: definition.id, globalId: newGuid(), parent, name, type, keywords, data: bytes });
  }
}

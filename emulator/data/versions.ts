import { createContentTables } from '../database/schema.js';
import type { Row } from '../database/driver.js';
import type { Author, Changed } from './change-log.js';
import type { FeatureService } from './feature-service.js';

/** Who brings the default version's changes into another one; not a replica's id. */
const fromDefault = 'default';

/** The version that everybody sees, by the names that servers give it. */
const defaultNames: ReadonlySet<string> = new Set(['default', 'sde.default']);

interface Version {
  readonly name: string;
  readonly prefix: string;
  /** generation of the default version up to which it has its changes */
  readonly base: number;
  /** its own generation up to which the default version has its changes */
  readonly posted: number;
}

/**
 * The versions of versioned data beside the default one. Each is a copy with changes of its own: what is written into it others see once it is posted,
 * and it sees what others posted once it is reconciled. Where both changed a row, the version's wins.
 */
export class Versions {
  readonly #service: FeatureService;
  readonly #show: (prefix: string) => FeatureService;
  readonly #opened = new Map<string, FeatureService>();

  /** @param show the service with the tables of one version */
  constructor(service: FeatureService, show: (prefix: string) => FeatureService) {
    this.#service = service;
    this.#show = show;
    service.db.exec(
      'CREATE TABLE IF NOT EXISTS version (name TEXT PRIMARY KEY, prefix TEXT NOT NULL, base INTEGER NOT NULL, posted INTEGER NOT NULL)',
    );
  }

  get names(): string[] {
    return this.#service.db.all('SELECT name FROM version ORDER BY name').map((row) => String(row['name']));
  }

  /** The service as each version shows it. */
  get all(): FeatureService[] {
    return this.names.flatMap((name) => this.find(name) ?? []);
  }

  /** @returns the service as this version shows it */
  find(name: string): FeatureService | undefined {
    if (defaultNames.has(name.toLowerCase())) return this.#service;
    const version = this.#read(name);
    return version && this.#open(version);
  }

  /** Makes a version as the default one is now, unless it is there. */
  make(name: string): void {
    if (this.find(name) !== undefined) return;
    const { db, changes, layers, attachments, options } = this.#service;
    const prefix = `v${this.names.length + 1}_`;
    createContentTables(db, prefix, changes.current);
    db.run('INSERT INTO version VALUES (?, ?, ?, ?)', [name, prefix, changes.current, changes.current]);
    const made = this.#open({ name, prefix, base: changes.current, posted: changes.current });
    for (const [id, layer] of layers) {
      made.layers.get(id)?.create({ uniqueGlobalIds: options.duplicateAdd !== 'duplicate' });
      made.layers.get(id)?.copyFrom(layer);
    }
    made.attachments.copyFrom(attachments);
  }

  /** Brings what others posted into a version. @returns how many rows and attachments */
  reconcile(name: string, now: number): number {
    const version = this.#read(name);
    if (version === undefined) return 0;
    const own = this.#open(version);
    const mine = new Set(own.changes.changed(version.posted, fromDefault).map(keyOf));
    const theirs = this.#service.changes.changed(version.base).filter((change) => !mine.has(keyOf(change)));
    bring(theirs, { from: this.#service, to: own, author: authorOf(own, fromDefault, now) });
    this.#write({ ...version, base: this.#service.changes.current });
    return theirs.length;
  }

  /** Makes everybody see what a version holds, after reconciling it. @returns how many rows and attachments */
  post(name: string, now: number): number {
    this.reconcile(name, now);
    const version = this.#read(name);
    if (version === undefined) return 0;
    const own = this.#open(version);
    const mine = own.changes.changed(version.posted, fromDefault);
    bring(mine, { from: own, to: this.#service, author: authorOf(own, null, now) });
    this.#write({ ...version, base: this.#service.changes.current, posted: own.changes.current });
    return mine.length;
  }

  #open(version: Version): FeatureService {
    const { name, prefix } = version;
    const opened = this.#opened.get(name) ?? this.#show(prefix);
    this.#opened.set(name, opened);
    return opened;
  }

  #read(name: string): Version | undefined {
    const row = this.#service.db.get('SELECT * FROM version WHERE name = ? COLLATE NOCASE', [name]);
    return row && toVersion(row);
  }

  #write({ name, base, posted }: Version): void {
    this.#service.db.run('UPDATE version SET base = ?, posted = ? WHERE name = ?', [base, posted, name]);
  }
}

function toVersion(row: Row): Version {
  return {
    name: String(row['name']),
    prefix: String(row['prefix']),
    base: Number(row['base']),
    posted: Number(row['posted']),
  };
}

function keyOf({ layer, kind, globalId }: Changed): string {
  return `${kind} ${layer} ${globalId}`;
}

function authorOf(service: FeatureService, replica: string | null, now: number): Author {
  return { user: null, replica, call: service.changes.nextCall(), now };
}

interface Way {
  readonly from: FeatureService;
  readonly to: FeatureService;
  readonly author: Author;
}

/** Makes rows and attachments of one version what they are in another, and logs it there. */
function bring(changes: readonly Changed[], way: Way): void {
  for (const change of changes) {
    if (change.kind === 'feature') bringRow(change, way);
    else bringAttachment(change, way);
  }
}

function bringRow({ layer: id, globalId }: Changed, { from, to, author }: Way): void {
  const layer = to.layers.get(id);
  const wanted = from.layers.get(id)?.allByGlobalId(globalId) ?? [];
  const had = layer?.allByGlobalId(globalId) ?? [];
  if (layer === undefined || (had.length === 0 && wanted.length === 0)) return;
  for (const { objectId } of had) layer.delete(objectId);
  for (const row of wanted) layer.insert(row);
  const [before] = had;
  to.changes.append({
    layer: id,
    kind: 'feature',
    globalId,
    op: before === undefined ? 'insert' : wanted.length === 0 ? 'delete' : 'update',
    before: before === undefined ? null : { attributes: before.attributes, geometry: before.geometry },
    tracked: false,
    author,
  });
}

function bringAttachment({ layer, globalId }: Changed, { from, to, author }: Way): void {
  const had = to.attachments.findByGlobalId(layer, globalId);
  const wanted = from.attachments.findByGlobalId(layer, globalId);
  if (had === undefined && wanted === undefined) return;
  to.attachments.takeOver(layer, globalId, from.attachments);
  to.changes.append({
    layer,
    kind: 'attachment',
    globalId,
    op: had === undefined ? 'insert' : wanted === undefined ? 'delete' : 'update',
    before: had === undefined ? null : { parent: had.parent },
    tracked: false,
    author,
  });
}

/**
 * What changed since a generation as a mobile geodatabase: a delta file. Deltas of uploads with inserts are known from real files; that updates,
 * deletes, attachments and downloads look alike is inference, and so are the names of the tables of deletes.
 */
import { decodeBase64 } from '../base64.js';
import type { EditOutcome, LayerOutcomes } from '../data/edit-results.js';
import { dimensionsOf, globalIdField, type Feature } from '../data/layer-definition.js';
import type { LayerTable } from '../data/layer-table.js';
import type { ReplicaExport } from '../data/replica-export.js';
import type { Replica } from '../data/replica-store.js';
import { wireFeature } from '../data/wire-feature.js';
import { quoted, transaction, type Database, type SqlValue } from '../database/driver.js';
import { straightened } from '../geometry/curves.js';
import { spatialReference } from '../geometry/project.js';
import { formatGuid, newGuid, normaliseGuid } from '../guid.js';
import { asText, isRecord } from '../json.js';
import type { Call } from '../site.js';
import { addItem, createTables, datasetXml, registerShape } from './catalogue.js';
import { cellOf, columnsOf, registerColumns } from './cells.js';
import { encodeShape, gridOf } from './shape.js';
import type { ScratchDatabase } from './write-geodatabase.js';

/** What a sync did, for the file. */
export interface DeltaSource {
  readonly replica: Replica;
  /** attachments come with their bytes */
  readonly source: ReplicaExport;
  /** what each layer is to learn, and what it is up to date with then */
  readonly layers: readonly { readonly id: number; readonly since: number; readonly serverGen: number }[];
  readonly outcomes: readonly LayerOutcomes[];
  /** with a type of change that nobody has seen yet */
  readonly isNewer: boolean;
}

const changeTypes = { inserts: 1, updates: 2, deletes: 3 } as const;
type Change = keyof typeof changeTypes;

const tables = `
CREATE TABLE GDB_DataChanges (ReplicaGUID uuidtext not null, SourceGenStart int64, SourceGenEnd int64, TargetGen int64, ServerGen int64);
CREATE TABLE GDB_DataChangesDatasets (ID integer primary key not null, Name text(226) not null, LayerID int32 not null, ServerGen int64);
CREATE TABLE GDB_DataChangesDeltas (RecordsetClassID int32 not null, ChangeType int32 not null, ChangedDatasetID int32 not null);
CREATE TABLE GDB_DataChangesEditResults (ObjectId int32, ObjectGuid uuidtext, Success int32 not null, Code int32, Description text(1024), ChangeType int32 not null, SyncedLayerId int32 not null);
`;

/** @returns the bytes of the file */
export function writeDelta(call: Call, delta: DeltaSource, scratch: ScratchDatabase): Uint8Array {
  const { db } = scratch;
  const { replica, layers, outcomes } = delta;
  db.exec('PRAGMA page_size = 4096; PRAGMA application_id = 1165193833');
  transaction(db, () => {
    createTables(db);
    db.exec(tables);
    const [since, serverGen] = [
      Math.min(...layers.map((one) => one.since)),
      Math.max(...layers.map((one) => one.serverGen)),
    ].map((generation) => (Number.isFinite(generation) ? generation : null));
    db.run('INSERT INTO GDB_DataChanges VALUES (?, ?, ?, ?, ?)', [
      formatGuid(replica.id, 'braced'),
      since ?? null,
      serverGen ?? null,
      0,
      serverGen ?? null,
    ]);
    for (const one of layers) {
      const layer = call.service.layers.get(one.id);
      if (layer !== undefined) new LayerDeltaWriter(db, replica, { layer, serverGen: one.serverGen }).write(delta, one);
    }
    for (const outcome of outcomes) writeResults(db, outcome);
    if (delta.isNewer) db.exec('INSERT INTO GDB_DataChangesDeltas VALUES (0, 4, 1)');
  });
  return scratch.finish();
}

class LayerDeltaWriter {
  readonly #db: Database;
  readonly #replica: Replica;
  readonly #layer: LayerTable;
  readonly #serverGen: number;

  constructor(db: Database, replica: Replica, of: { layer: LayerTable; serverGen: number }) {
    this.#db = db;
    this.#replica = replica;
    this.#layer = of.layer;
    this.#serverGen = of.serverGen;
  }

  write({ source }: DeltaSource, { id, since }: { id: number; since: number }): void {
    const changes = source.changes(id, { generation: since });
    const name = this.#layer.definition.name.replace(/\W/g, '_');
    const rows = this.#dataset(name);
    this.#features(rows, 'inserts', changes.adds);
    this.#features(
      rows,
      'updates',
      changes.updates.map(({ row }) => row),
    );
    this.#deletes(
      rows,
      changes.deletes.map(({ attributes }) => String(attributes[globalIdField])),
    );
    const { attachments } = source.toDelta(id, since, changes);
    if (attachments === undefined) return;
    const files = this.#dataset(`${name}__ATTACH`);
    this.#attachments(files, 'inserts', attachments.adds);
    this.#attachments(files, 'updates', attachments.updates);
    this.#deletes(files, attachments.deleteIds, 'GLOBALID');
  }

  /** @returns its number */
  #dataset(name: string): number {
    const { id } = this.#layer.definition;
    const sql = 'INSERT INTO GDB_DataChangesDatasets (Name, LayerID, ServerGen) VALUES (?, ?, ?)';
    return this.#db.run(sql, [`main.${name}`, id, this.#serverGen]).lastId;
  }

  #delta(dataset: number, change: Change, type: 'featureClass' | 'table', xml: (table: string) => string): string {
    const table = `T_${dataset}_${change}`;
    const item = addItem(this.#db, type, { uuid: newGuid(), name: `main.${table}`, xml: xml(table) });
    this.#db.run('INSERT INTO GDB_DataChangesDeltas VALUES (?, ?, ?)', [item, changeTypes[change], dataset]);
    return table;
  }

  #features(dataset: number, change: Change, rows: readonly Feature[]): void {
    if (rows.length === 0) return;
    const [layer, replica] = [this.#layer, this.#replica];
    const { definition } = layer;
    const isSpatial = definition.geometryType !== null;
    const xml = (table: string): string => datasetXml({ layer, table }, replica);
    const table = this.#delta(dataset, change, isSpatial ? 'featureClass' : 'table', xml);
    this.#db.exec(`CREATE TABLE ${quoted(table)} (${columnsOf(definition).join(', ')})`);
    registerColumns(this.#db, table, definition);
    if (isSpatial) registerShape(this.#db, { layer, table }, replica);
    const grid = gridOf(spatialReference(replica.wkid).latestWkid);
    for (const row of rows) {
      const geometry = row.geometry === null ? null : straightened(row.geometry);
      const wire = wireFeature(definition, { ...row, geometry }, { guidFormat: 'braced', wkid: replica.wkid });
      const shape = wire.geometry ? encodeShape(wire.geometry, grid, dimensionsOf(definition)) : null;
      const values = definition.fields.map((field) => cellOf(field, wire.attributes[field.name] ?? null));
      this.#insert(table, [...values, ...(isSpatial ? [shape] : [])]);
    }
  }

  #attachments(dataset: number, change: Change, files: readonly unknown[]): void {
    if (files.length === 0) return;
    const table = this.#delta(dataset, change, 'table', plainXml);
    this.#db.exec(
      `CREATE TABLE ${quoted(table)} (ATTACHMENTID int32, GLOBALID uuidtext, REL_GLOBALID uuidtext, CONTENT_TYPE text(150), ATT_NAME text(250), DATA_SIZE int32, DATA blob, KEYWORDS text(1024))`,
    );
    for (const file of files.filter(isRecord)) {
      const data = decodeBase64(String(file['data'])) ?? null;
      const text = (name: string): string => asText(file[name]) ?? '';
      this.#insert(table, [
        Number(file['attachmentId']),
        braced(text('globalId')),
        braced(text('parentGlobalId')),
        text('contentType'),
        text('name'),
        Number(file['size']),
        data,
        text('keywords'),
      ]);
    }
  }

  #deletes(dataset: number, globalIds: readonly string[], column: string = globalIdField): void {
    if (globalIds.length === 0) return;
    const table = this.#delta(dataset, 'deletes', 'table', (name) => plainXml(name, column));
    this.#db.exec(`CREATE TABLE ${quoted(table)} (${quoted(column)} uuidtext)`);
    for (const globalId of globalIds) this.#insert(table, [braced(globalId)]);
  }

  #insert(table: string, values: readonly SqlValue[]): void {
    this.#db.run(`INSERT INTO ${quoted(table)} VALUES (${values.map(() => '?').join(', ')})`, values);
  }
}

/** From any spelling. */
function braced(globalId: string): string {
  return formatGuid(normaliseGuid(globalId) ?? '', 'braced');
}

function plainXml(table: string, globalId: string = 'GLOBALID'): string {
  return `<DETableInfo><Name>main.${table}</Name><GlobalIDFieldName>${globalId}</GlobalIDFieldName></DETableInfo>`;
}

/** Those of attachments too, under the number of their layer. */
function writeResults(db: Database, { id, attachments, ...features }: LayerOutcomes): void {
  const write = (changeType: number, { objectId, globalId, error }: EditOutcome): void => {
    db.run('INSERT INTO GDB_DataChangesEditResults VALUES (?, ?, ?, ?, ?, ?, ?)', [
      objectId,
      globalId === null ? null : formatGuid(globalId, 'braced'),
      error === null ? 1 : 0,
      error?.code ?? null,
      error?.message ?? null,
      changeType,
      id,
    ]);
  };
  for (const { adds, updates, deletes } of [features, attachments])
    for (const [changeType, list] of [adds, updates, deletes].entries())
      for (const outcome of list) write(changeType + 1, outcome);
}

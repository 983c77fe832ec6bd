import { quoted, transaction, type Database } from '../database/driver.js';
import { dimensionsOf, globalIdField } from '../data/layer-definition.js';
import { replicaFilter } from '../data/replica-filter.js';
import type { Replica } from '../data/replica-store.js';
import { wireFeature } from '../data/wire-feature.js';
import { straightened } from '../geometry/curves.js';
import { spatialReference } from '../geometry/project.js';
import { formatGuid, newGuid } from '../guid.js';
import { describeLayer } from '../routes/layer.js';
import { featureServerUrl, type Call } from '../site.js';
import { writeCatalogue, type MobileLayer } from './catalogue.js';
import { cellOf, columnsOf, julianDay, registerColumns } from './cells.js';
import { encodeShape, gridOf } from './shape.js';

/** A database in a file of its own, whose bytes are wanted at the end. */
export interface ScratchDatabase {
  readonly db: Database;
  /** @returns the bytes of the file; the database is closed and gone */
  finish(): Uint8Array;
}

/** 9999-12-31: until then a row is current. */
const endOfTime = 5_373_484.49998843;
/** @returns the file of a replica as `dataFormat=sqlite` delivers it, attachments inside */
export function writeGeodatabase(call: Call, replica: Replica, scratch: ScratchDatabase): Uint8Array {
  const { db } = scratch;
  const { service } = call;
  // What a reader has to bear: a page size, the sign of Esri, and the mark of a write-ahead log that is not there.
  db.exec('PRAGMA page_size = 4096; PRAGMA application_id = 1165193833');
  const layers = replica.layers.flatMap(({ id }): MobileLayer[] => {
    const layer = service.layers.get(id);
    if (layer === undefined) return [];
    const hasAttachments = layer.definition.hasAttachments && replica.returnAttachments;
    const serverGen = replica.generations.get(id) ?? service.changes.current;
    const table = layer.definition.name.replace(/\W/g, '_');
    return [{ layer, table, hasAttachments, serverGen, description: describeLayer(call, layer) }];
  });
  transaction(db, () => {
    writeCatalogue(db, { replica, layers, serviceUrl: featureServerUrl(call) });
    for (const layer of layers) writeLayer(db, call, { ...layer, replica });
  });
  return scratch.finish();
}

function writeLayer(db: Database, { service, now }: Call, one: MobileLayer & { replica: Replica }): void {
  const { layer, table, replica, hasAttachments } = one;
  const { definition } = layer;
  const isSpatial = definition.geometryType !== null;
  const stored = definition.fields;
  const columns = [
    'gdb_archive_oid integer primary key not null',
    ...columnsOf(definition),
    'gdb_from_date realdate not null, gdb_to_date realdate not null',
  ];
  db.exec(`CREATE TABLE ${quoted(table)} (${columns.join(', ')})`);
  db.exec(
    `CREATE VIEW ${quoted(`${table}_evw`)} AS SELECT * FROM ${quoted(table)} WHERE gdb_to_date >= ${endOfTime - 1}`,
  );
  registerColumns(db, table, definition);
  const names = [...stored.map(({ name }) => name), ...(isSpatial ? ['SHAPE'] : []), 'gdb_from_date', 'gdb_to_date'];
  const sql = `INSERT INTO ${quoted(table)} (${names.map(quoted).join(', ')}) VALUES (${names.map(() => '?').join(', ')})`;
  const grid = gridOf(spatialReference(replica.wkid).latestWkid);
  const rows = layer.select(replicaFilter(service, replica, { layerId: definition.id }));
  for (const row of rows) {
    const geometry = row.geometry === null ? null : straightened(row.geometry);
    const wire = wireFeature(definition, { ...row, geometry }, { guidFormat: 'braced', wkid: replica.wkid });
    const shape = wire.geometry ? encodeShape(wire.geometry, grid, dimensionsOf(definition)) : null;
    const values = stored.map((field) => cellOf(field, wire.attributes[field.name] ?? null));
    db.run(sql, [...values, ...(isSpatial ? [shape] : []), julianDay(now), endOfTime]);
  }
  // History, as a table has it after its first edits: nobody may take it for a present row.
  if (rows[0] !== undefined) {
    const old = rows[0].attributes;
    const values = stored.map((field) =>
      cellOf(field, field.name === globalIdField ? formatGuid(newGuid(), 'braced') : (old[field.name] ?? null)),
    );
    db.run(sql, [...values, ...(isSpatial ? [null] : []), julianDay(now) - 2, julianDay(now) - 1]);
  }
  if (hasAttachments) writeAttachments(db, service, { ...one, parents: rows.map(({ globalId }) => globalId), now });
}

function writeAttachments(
  db: Database,
  service: Call['service'],
  { layer, table, parents, now }: MobileLayer & { parents: readonly string[]; now: number },
): void {
  const name = quoted(`${table}__ATTACH`);
  db.exec(
    `CREATE TABLE ${name} (ATTACHMENTID integer primary key not null, GLOBALID uuidtext not null, REL_GLOBALID uuidtext not null, CONTENT_TYPE text(150) not null, ATT_NAME text(250) not null, DATA_SIZE int32 not null, DATA blob, KEYWORDS text(1024), gdb_archive_oid int32, gdb_from_date realdate not null, gdb_to_date realdate not null)`,
  );
  for (const { id, globalId, parent, type, name: file, size, keywords } of service.attachments.ofFeatures(
    layer.definition.id,
    parents,
  )) {
    const values = [id, formatGuid(globalId, 'braced'), formatGuid(parent, 'braced'), type, file, size];
    db.run(`INSERT INTO ${name} VALUES (${'?, '.repeat(10)}?)`, [
      ...values,
      service.attachments.read(id),
      keywords,
      id,
      julianDay(now),
      endOfTime,
    ]);
  }
}

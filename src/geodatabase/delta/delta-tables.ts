/**
 * The tables that say what a delta holds. Seen in real uploads with inserts; that updates, deletes and downloads look alike is inference. So whatever
 * is there and is not known here is refused.
 */
import { groupBy } from '../../shared/collections.js';
import { asNumber, asString } from '../../shared/json.js';
import { unqualified } from '../catalogue/items.js';
import { isOfAttachments } from '../catalogue/replica.js';
import type { Database } from '../sqlite/database.js';
import type { SqlValue } from '../sqlite/values.js';
import { unknownChanges } from './unknown.js';

export type ChangeKind = 'inserts' | 'updates' | 'deletes';

/** A table of rows or attachments that were added, changed or deleted. */
export interface DeltaTable {
  readonly table: string;
  readonly kind: ChangeKind;
  readonly ofAttachments: boolean;
}

export interface DeltaLayer {
  readonly layerId: number;
  /** What the layer is up to date with when these changes are in. */
  readonly serverGen: number;
  readonly tables: readonly DeltaTable[];
}

export interface EditResultRow {
  readonly layerId: number;
  readonly kind: ChangeKind;
  readonly objectId: number | null;
  readonly globalId: string;
  readonly success: boolean;
  readonly code: number | null;
  readonly description: string;
}

export interface Delta {
  readonly replicaId: string;
  readonly serverGen: SqlValue;
  readonly layers: readonly DeltaLayer[];
  readonly results: readonly EditResultRow[];
}

const kinds: Readonly<Record<string, ChangeKind>> = { 1: 'inserts', 2: 'updates', 3: 'deletes' };
const known = {
  GDB_DataChanges: ['ReplicaGUID', 'ServerGen'],
  GDB_DataChangesDatasets: ['ID', 'Name', 'LayerID', 'ServerGen'],
  GDB_DataChangesDeltas: ['RecordsetClassID', 'ChangeType', 'ChangedDatasetID'],
  GDB_DataChangesEditResults: [
    ...['SyncedLayerId', 'ChangeType', 'ObjectId', 'ObjectGuid'],
    ...['Success', 'Code', 'Description'],
  ],
} as const;
/** Rows of one of these tables. There is a result for each edit that was sent. */
const most = 200_000;

/** Throws `unsupported-file` that names what is not known, `bad-file`. */
export async function readDelta(database: Database): Promise<Delta> {
  const [changes = [], ...more] = await rowsOf(database, 'GDB_DataChanges');
  const [replicaId, serverGen = null] = changes;
  if (typeof replicaId !== 'string' || more.length > 0)
    throw unknownChanges('GDB_DataChanges does not name one replica.');
  const tables = await readTables(database);
  await requireNothingElse(database, new Set([...tables.values()].flat().map(({ table }) => table.toLowerCase())));
  const datasets = await rowsOf(database, 'GDB_DataChangesDatasets');
  const numbers = new Set(datasets.map(([id]) => String(id)));
  for (const id of tables.keys())
    if (!numbers.has(id)) throw unknownChanges(`GDB_DataChangesDatasets does not name dataset ${id}.`);
  const layers = [...groupBy(datasets, ([, , layerId]) => layerId)].map(([layerId, own]): DeltaLayer => {
    if (typeof layerId !== 'number') throw unknownChanges('GDB_DataChangesDatasets names no layer.');
    const gens = own.map((row) => toGeneration(row[3] ?? null, `layer ${String(layerId)}`));
    return {
      layerId,
      // What is older than the newest comes once more, which does no harm.
      serverGen: Math.min(...gens),
      tables: own.flatMap(([id, name]) => {
        const ofAttachments = isOfAttachments(asString(name) ?? '');
        return (tables.get(String(id)) ?? []).map((one) => ({ ...one, ofAttachments }));
      }),
    };
  });
  return { replicaId, serverGen, layers, results: await readResults(database) };
}

/** A generation that was misread would skip changes for good. */
export function toGeneration(value: SqlValue, of: string): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw unknownChanges(`It does not say what ${of} is up to date with (ServerGen).`);
}

type NamedTable = Pick<DeltaTable, 'table' | 'kind'>;

/** By dataset. */
async function readTables(database: Database): Promise<ReadonlyMap<string, readonly NamedTable[]>> {
  const names = new Map<string, string>();
  for await (const { values } of database.rows('GDB_Items', { columns: ['ObjectID', 'Name'] }))
    names.set(String(values[0]), unqualified(asString(values[1]) ?? ''));
  const found = (await rowsOf(database, 'GDB_DataChangesDeltas')).map(([item, type, dataset]) => {
    const kind = kinds[String(type)];
    if (kind === undefined) throw unknownChanges(`GDB_DataChangesDeltas holds changes of type ${String(type)}.`);
    const table = names.get(String(item)) ?? '';
    if (!new RegExp(`^T_\\d+_${kind}$`, 'i').test(table) || !database.columns(table))
      throw unknownChanges(`GDB_DataChangesDeltas names no table of ${kind} with ${String(item)} (${table}).`);
    return { dataset: String(dataset), table, kind };
  });
  if (new Set(found.map(({ table }) => table.toLowerCase())).size < found.length)
    throw unknownChanges('GDB_DataChangesDeltas names a table twice.');
  return groupBy(found, ({ dataset }) => dataset);
}

async function readResults(database: Database): Promise<readonly EditResultRow[]> {
  const name = 'GDB_DataChangesEditResults';
  if (!database.columns(name)) return [];
  return (await rowsOf(database, name)).map(([layerId, type, objectId, globalId, success, code, description]) => {
    const kind = kinds[String(type)];
    if (kind === undefined) throw unknownChanges(`${name} holds a result of type ${String(type)}.`);
    if (typeof layerId !== 'number' || typeof globalId !== 'string' || (success !== 0 && success !== 1))
      throw unknownChanges(`${name} holds a result that does not say clearly what became of which edit.`);
    return {
      layerId,
      kind,
      objectId: asNumber(objectId) ?? null,
      globalId,
      success: success === 1,
      code: asNumber(code) ?? null,
      description: asString(description) ?? '',
    };
  });
}

/** Empty tables are let pass. */
async function requireNothingElse(database: Database, named: ReadonlySet<string>): Promise<void> {
  const ours = new Set(Object.keys(known).map((name) => name.toLowerCase()));
  for (const name of database.tables) {
    const isKnown = ours.has(name.toLowerCase()) || named.has(name.toLowerCase());
    if (isKnown || !/^(GDB_DataChanges|T_\d+_)/i.test(name)) continue;
    for await (const _row of database.rows(name, { columns: [] }))
      throw unknownChanges(`Table ${name} holds rows, and it is not known what they are.`);
  }
}

/** Throws where the table or one of its columns is not there. */
async function rowsOf(database: Database, name: keyof typeof known): Promise<readonly (readonly SqlValue[])[]> {
  const columns: readonly string[] = known[name];
  const there = database.columns(name)?.map((column) => column.toLowerCase());
  if (!there) throw unknownChanges(`It has no table ${name}.`);
  const missing = columns.find((column) => !there.includes(column.toLowerCase()));
  if (missing !== undefined) throw unknownChanges(`Table ${name} has no column ${missing}.`);
  const rows: (readonly SqlValue[])[] = [];
  for await (const { values } of database.rows(name, { columns })) {
    rows.push(values);
    if (rows.length > most) throw unknownChanges(`Table ${name} is too large.`);
  }
  return rows;
}

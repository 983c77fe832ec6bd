/** A sync's changes in a mobile geodatabase, as the JSON that the service would have sent in its place. */
import type { ByteSource } from '../../shared/byte-source.js';
import { GdbError } from '../../shared/errors.js';
import type { LayerSchema } from '../../shared/esri.js';
import { sameId } from '../../shared/ids.js';
import type { ChangesFile, ChangesFor, FileAttachment } from '../../shared/replica-file.js';
import { readAttachments } from '../attachments.js';
import { readItems } from '../catalogue/items.js';
import { readSpatial, type Spatial } from '../catalogue/spatial.js';
import { isArchiveColumn } from '../current-rows.js';
import { readFeatures } from '../features.js';
import { fileAttachments } from '../load/file-attachments.js';
import { inPieces, rowsText } from '../load/rows-body.js';
import { Database } from '../sqlite/database.js';
import {
  readDelta,
  toGeneration,
  type ChangeKind,
  type Delta,
  type DeltaTable,
  type EditResultRow,
} from './delta-tables.js';
import { REFUSAL, unknownChanges } from './unknown.js';

/** A layer of the replica that has changes. */
interface Layer {
  readonly schema: LayerSchema;
  readonly tables: readonly DeltaTable[];
}

/** Whoever reads it may still meet a shape that is not known. Rejects as {@link ChangesFile.body} throws, and `bad-reply`. */
export async function openChangesFile(source: ByteSource, wanted: ChangesFor): Promise<ChangesFile> {
  const database = await Database.open(source);
  const delta = await readDelta(database);
  if (!sameId(delta.replicaId, wanted.replicaId))
    throw new GdbError('bad-reply', 'The service sent changes of another replica.');
  const items = await readItems(database);
  const spatials = await readSpatial(
    database,
    new Map(items.flatMap((item) => (item.kind === 'dataset' ? [[item.name.toLowerCase(), item.definition]] : []))),
  );
  const layers = delta.layers.flatMap(({ layerId, tables }): Layer[] => {
    const schema = wanted.layers.find((layer) => layer.layerId === layerId);
    return schema ? [{ schema, tables }] : [];
  });
  const reader = new Reader(database, spatials);
  for (const { schema, tables } of layers) for (const table of tables) reader.require(table, schema);
  return {
    spatialReferences: layers.flatMap(({ tables }) =>
      tables.flatMap(({ table }) => spatials.get(table.toLowerCase())?.spatialReference ?? []),
    ),
    body: ({ signal }) => inPieces(replyText(reader, { delta, layers, wanted, signal })),
    attachments: ({ signal }) => reader.attachments(layers, signal),
  };
}

interface Reply {
  readonly delta: Delta;
  readonly layers: readonly Layer[];
  readonly wanted: ChangesFor;
  readonly signal: AbortSignal;
}

async function* replyText(reader: Reader, { delta, layers, wanted, signal }: Reply): AsyncGenerator<string> {
  const head = {
    responseType: 'esriReplicaResponseTypeEdits',
    replicaID: wanted.replicaId,
    ...generationsOf(delta, wanted),
    editResults: delta.results.map(resultOf),
  };
  yield `${JSON.stringify(head).slice(0, -1)},"edits":[`;
  for (const [i, { schema, tables }] of layers.entries()) {
    const of = (kind: ChangeKind, ofAttachments = false): readonly string[] =>
      tables.filter((one) => one.kind === kind && one.ofAttachments === ofAttachments).map(({ table }) => table);
    yield `${i > 0 ? ',' : ''}{"id":${String(schema.layerId)},"features":{"adds":[`;
    yield* reader.rows(of('inserts'), schema, signal);
    yield '],"updates":[';
    yield* reader.rows(of('updates'), schema, signal);
    yield `],"deleteIds":${JSON.stringify(await reader.ids(of('deletes'), schema.globalIdField))}}`;
    yield `,"attachments":{"deleteIds":${JSON.stringify(await reader.ids(of('deletes', true), 'GLOBALID'))}}}`;
  }
  yield ']}';
}

function generationsOf({ serverGen, layers }: Delta, { syncModel }: ChangesFor): Readonly<Record<string, unknown>> {
  if (syncModel === 'perReplica') return { replicaServerGen: toGeneration(serverGen, 'the replica') };
  return { layerServerGens: layers.map((layer) => ({ id: layer.layerId, serverGen: layer.serverGen })) };
}

const resultNames = { inserts: 'addResults', updates: 'updateResults', deletes: 'deleteResults' } as const;

/** A result of an attachment is one of its layer here: it fits none of the edits of features, so that what became of it is asked. */
function resultOf({ layerId, kind, ...result }: EditResultRow): Readonly<Record<string, unknown>> {
  const { objectId, globalId, success, code, description } = result;
  const error = success ? {} : { error: { code, description } };
  return { id: layerId, [resultNames[kind]]: [{ objectId, globalId, success, ...error }] };
}

class Reader {
  readonly #database: Database;
  readonly #spatials: ReadonlyMap<string, Spatial>;

  constructor(database: Database, spatials: ReadonlyMap<string, Spatial>) {
    this.#database = database;
    this.#spatials = spatials;
  }

  /** Throws `unsupported-file` where a table lacks what its layer needs, or has a column that the layer does not know. */
  require(
    { table, kind, ofAttachments }: DeltaTable,
    { name, geometryType, fields, globalIdField }: LayerSchema,
  ): void {
    const columns = this.#database.columns(table) ?? [];
    const key = ofAttachments ? 'GLOBALID' : globalIdField;
    if (!columns.some((column) => isSame(column, key)))
      throw unknownChanges(`Table ${table} (${name}) has no column ${key}.`);
    if (ofAttachments || kind === 'deletes') return;
    const spatial = this.#spatials.get(table.toLowerCase());
    if (spatial?.geometryType !== geometryType)
      throw unknownChanges(`Table ${table} has shapes of another kind than layer ${name}.`);
    const unknown = columns.find(
      (column) =>
        !isArchiveColumn(column) &&
        !(spatial && isSame(column, spatial.column)) &&
        !fields.some((field) => isSame(field.name, column)),
    );
    if (unknown !== undefined)
      throw unknownChanges(`Table ${table} has a column ${unknown}, layer ${name} no such field.`);
  }

  async *rows(tables: readonly string[], schema: LayerSchema, signal: AbortSignal): AsyncGenerator<string> {
    for (const [i, table] of tables.entries()) {
      if (i > 0) throw unknownChanges(`Layer ${schema.name} has its changes in two tables.`);
      const columns = this.#database.columns(table) ?? [];
      const fields = schema.fields.filter((field) => columns.some((column) => isSame(column, field.name)));
      const source = { layer: { table, fields }, spatial: this.#spatials.get(table.toLowerCase()) };
      const { layerId, name } = schema;
      yield* rowsText({ layerId, name, rows: () => readFeatures(this.#database, source, { signal }) }, REFUSAL);
    }
  }

  /** GlobalIDs of what was deleted. */
  async ids(tables: readonly string[], column: string): Promise<readonly string[]> {
    const ids: string[] = [];
    for (const table of tables)
      for await (const { values } of this.#database.rows(table, { columns: [column] })) {
        const [id] = values;
        if (typeof id !== 'string') throw unknownChanges(`Table ${table} names a deleted row without its GlobalID.`);
        ids.push(id);
      }
    return ids;
  }

  async *attachments(layers: readonly Layer[], signal: AbortSignal): AsyncGenerator<FileAttachment> {
    for (const { schema, tables } of layers)
      for (const { table, kind, ofAttachments } of tables) {
        if (!ofAttachments || kind === 'deletes') continue;
        const read = readAttachments(this.#database, { attachmentTable: table }, { signal });
        for await (const one of fileAttachments(schema, read))
          yield kind === 'updates' ? { ...one, change: { ...one.change, replaced: true } } : one;
      }
  }
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** Changes as a mobile geodatabase: what the emulator writes, read by a reader that shares no code with it, and what that reader refuses. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openChangesFile } from '../../src/geodatabase/delta/changes-file.js';
import { createService } from '../../src/service/create-service.js';
import { readReplicaReply } from '../../src/service/replica-reply.js';
import type { GdbError } from '../../src/shared/errors.js';
import type { LayerSchema } from '../../src/shared/esri.js';
import { toGlobalId } from '../../src/shared/ids.js';
import type { ChangesFile, ChangesFor, FileAttachment } from '../../src/shared/replica-file.js';
import type { ReplicaReply } from '../../src/sync/ports.js';
import { alterSqliteFile, readWithSqlite } from '../node/geodatabase/sqlite-file.js';
import { useEmulator } from './support/emulator.js';
import type { ReplicaJson } from './support/replies.js';
import { edits, newGlobalId, point, type Params, type Service } from './support/service.js';

const { fresh } = useEmulator();
const { signal } = new AbortController();
const photo = new TextEncoder().encode('the bytes of a photo');

interface Scene {
  readonly service: Service;
  readonly replica: ReplicaJson;
  readonly wanted: ChangesFor;
  /** From which generation changes are asked for. */
  readonly from: Params;
}

/** A replica, and since it was made an insert, an update, a delete, and a new attachment by others. */
async function scene(syncModel: ChangesFor['syncModel'] = 'perLayer'): Promise<Scene> {
  const service = await fresh();
  const replica = await service.createReplica({ syncModel, returnAttachments: true });
  const [first, second] = await service.query(0);
  const added = newGlobalId();
  const data = Buffer.from(photo).toString('base64');
  const about = { globalId: newGlobalId(), parentGlobalId: added, name: 'a.jpg', contentType: 'image/jpeg', data };
  await service.post('0/applyEdits', {
    useGlobalIds: true,
    adds: [point(added)],
    updates: [{ attributes: { GlobalID: first?.attributes['GlobalID'], name: 'Changed' } }],
    deletes: [String(second?.attributes['GlobalID'])],
    attachments: { adds: [about] },
  });
  const { layers } = await createService({ serviceUrl: service.url, now: () => Date.now() }).describe(null, { signal });
  const from: Params =
    syncModel === 'perLayer'
      ? { syncLayers: replica.layerServerGens.map((one) => ({ ...one, syncDirection: 'bidirectional' })) }
      : { replicaServerGen: replica.replicaServerGen };
  return { service, replica, wanted: { replicaId: replica.replicaID, syncModel, layers }, from };
}

async function deltaOf({ service, replica, from }: Scene, params: Params = {}): Promise<Uint8Array<ArrayBuffer>> {
  const { replicaID } = replica;
  const reply = await service.post<{ URL: string }>('synchronizeReplica', {
    replicaID,
    dataFormat: 'sqlite',
    returnIdsForAdds: true,
    ...from,
    ...params,
  });
  return new Uint8Array(await (await fetch(reply.URL)).arrayBuffer());
}

async function replyOf(file: ChangesFile, layers: readonly LayerSchema[]): Promise<ReplicaReply> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for await (const piece of file.body({ signal })) pieces.push(piece);
  return read(JSON.parse(await new Blob(pieces).text()) as Record<string, unknown>, layers);
}

function read(body: object, layers: readonly LayerSchema[]): ReplicaReply {
  const asked = { operation: 'synchronizeReplica', method: 'POST', url: '', token: null } as const;
  return readReplicaReply(body as Record<string, unknown>, { asked, serviceUrl: 'http://example.com', layers });
}

/** GlobalIDs and coordinates as both forms mean them. */
function plain({ changes, generations }: ReplicaReply): unknown {
  const layers = changes
    .filter(({ rows, deleteIds }) => rows.length + deleteIds.length > 0)
    .map(({ layerId, mode, rows, deleteIds }) => ({
      ...{ layerId, mode, deleteIds },
      rows: rows.map(({ globalId, attributes, geometry }) => ({
        globalId,
        attributes: { ...attributes, GlobalID: toGlobalId(String(attributes['GlobalID'])) },
        geometry: JSON.stringify(geometry, (_key, value: unknown) =>
          typeof value === 'number' ? Number(value.toFixed(7)) : value,
        ),
      })),
    }));
  return { generations, layers };
}

async function refusal(bytes: Uint8Array<ArrayBuffer>, wanted: ChangesFor): Promise<GdbError> {
  try {
    const file = await openChangesFile(new Blob([bytes]), wanted);
    await replyOf(file, wanted.layers);
    for await (const _one of file.attachments({ signal })) continue;
  } catch (error) {
    return error as GdbError;
  }
  throw new Error('Nothing was refused');
}

describe('the changes of a sync as a mobile geodatabase', () => {
  for (const syncModel of ['perLayer', 'perReplica'] as const)
    it(`say what the same changes say in JSON (${syncModel})`, async () => {
      const one = await scene(syncModel);
      const { service, replica, wanted, from } = one;
      const bytes = await deltaOf(one);
      const file = await openChangesFile(new Blob([bytes]), wanted);
      const { replicaID } = replica;
      const json = await service.post<object>('synchronizeReplica', {
        replicaID,
        transportType: 'esriTransportTypeEmbedded',
        ...from,
      });
      const [fromFile, fromJson] = [await replyOf(file, wanted.layers), read(json, wanted.layers)];
      assert.deepEqual(plain(fromFile), plain(fromJson));
      const [points] = fromFile.changes;
      assert.deepEqual([points?.rows.length, points?.deleteIds.length], [2, 1]);
      const files: FileAttachment[] = [];
      for await (const attachment of file.attachments({ signal })) files.push(attachment);
      assert.equal(files.length, 1);
      for await (const piece of files[0]?.content?.read() ?? []) assert.deepEqual(piece, photo);
      assert.equal(files[0]?.content?.size, photo.length);
    });

  it('carry the results of edits', async () => {
    const one = await scene();
    const [added, missing] = [newGlobalId(), newGlobalId()];
    const sent = edits(0, { adds: [point(added)], deleteIds: [missing] });
    const file = await openChangesFile(new Blob([await deltaOf(one, { edits: [sent] })]), one.wanted);
    const { results } = await replyOf(file, one.wanted.layers);
    assert.deepEqual(
      results.map(({ operation, globalId, success, error }) => ({ operation, globalId, success, code: error?.code })),
      [
        { operation: 'add', globalId: toGlobalId(added), success: true, code: undefined },
        { operation: 'delete', globalId: toGlobalId(missing), success: false, code: 1011 },
      ],
    );
  });

  it('are read by the real SQLite alike', async () => {
    const tables = readWithSqlite(await deltaOf(await scene()));
    const names = tables.map(({ name }) => name).filter((name) => name.startsWith('T_'));
    assert.deepEqual(names, ['T_1_inserts', 'T_1_updates', 'T_1_deletes', 'T_2_inserts']);
  });
});

describe('what a delta holds that is not known', () => {
  const cases: readonly (readonly [what: string, sql: string, named: RegExp])[] = [
    ['a type of change', 'UPDATE GDB_DataChangesDeltas SET ChangeType = 4 WHERE ChangeType = 2', /changes of type 4/],
    ['a table of another name', `UPDATE GDB_Items SET Name = 'main.Other' WHERE Name LIKE '%T_1_inserts'`, /\(Other\)/],
    ['a table that no entry names', 'DELETE FROM GDB_DataChangesDeltas WHERE ChangeType = 2', /T_1_updates holds rows/],
    [
      'a table beside',
      'CREATE TABLE GDB_DataChangesMore (a); INSERT INTO GDB_DataChangesMore VALUES (1)',
      /GDB_DataChangesMore/,
    ],
    ['a table less', 'DROP TABLE GDB_DataChangesDatasets', /no table GDB_DataChangesDatasets/],
    ['a column less', 'ALTER TABLE GDB_DataChangesDeltas DROP COLUMN ChangeType', /no column ChangeType/],
    ['a column more', 'ALTER TABLE T_1_inserts ADD COLUMN novelty TEXT', /column novelty/],
    ['a dataset that is not there', 'UPDATE GDB_DataChangesDeltas SET ChangedDatasetID = 99', /dataset 99/],
    ['a generation that is not told', 'UPDATE GDB_DataChangesDatasets SET ServerGen = NULL', /ServerGen/],
    ['no replica', 'DELETE FROM GDB_DataChanges', /does not name one replica/],
    ['a shape', `UPDATE T_1_inserts SET SHAPE = X'6402'`, /shape in .*OBJECTID/],
    ['a deleted row without a name', 'UPDATE T_1_deletes SET GlobalID = NULL', /T_1_deletes/],
    ['shapes of another kind', 'UPDATE st_geometry_columns SET geometry_type = 6', /another kind/],
    ['a result that is none', `INSERT INTO GDB_DataChangesEditResults VALUES (1, NULL, 1, 0, '', 1, 0)`, /which edit/],
  ];
  for (const [what, sql, named] of cases)
    it(`${what} is refused by name`, async () => {
      const one = await scene();
      const error = await refusal(alterSqliteFile(await deltaOf(one), sql), one.wanted);
      assert.equal(error.code, 'unsupported-file');
      assert.match(error.message, named);
    });

  it('a whole geodatabase is not taken for changes', async () => {
    const one = await scene();
    const reply = await one.service.createReplica({ dataFormat: 'sqlite', transportType: 'esriTransportTypeUrl' });
    const bytes = new Uint8Array(await (await fetch(String((reply as { URL?: string }).URL))).arrayBuffer());
    const error = await refusal(bytes, one.wanted);
    assert.match(error.message, /no table GDB_DataChanges/);
  });

  it('changes of another replica are not taken', async () => {
    const one = await scene();
    const wanted = { ...one.wanted, replicaId: newGlobalId() };
    assert.equal((await refusal(await deltaOf(one), wanted)).code, 'bad-reply');
  });

  it('an empty table of an unknown name does no harm', async () => {
    const one = await scene();
    const bytes = alterSqliteFile(await deltaOf(one), 'CREATE TABLE GDB_DataChangesMore (a)');
    const file = await openChangesFile(new Blob([bytes]), one.wanted);
    assert.equal((await replyOf(file, one.wanted.layers)).changes.length > 0, true);
  });
});

import type { LayerSchema } from '../../../src/shared/esri.js';
import { completeSchema } from '../../../src/shared/layer-schema.js';
import type { ChangesFor } from '../../../src/shared/replica-file.js';
import { replicaId, type Made } from '../../support/geodatabase/write-geodatabase.js';
import { makeGeodatabase } from './geodatabase-file.js';

/** A small delta of layer Trees: the rows and attachments of a geodatabase under other names, and a deleted row. */
export function makeDelta(made: Made): Uint8Array<ArrayBuffer> {
  return makeGeodatabase({
    ...made,
    isServed: false,
    syncModel: null,
    more: (database) => {
      database.exec(`
        ALTER TABLE Trees RENAME TO T_1_inserts;
        ALTER TABLE Trees__ATTACH RENAME TO T_2_inserts;
        UPDATE GDB_Items SET Name = 'main.T_1_inserts' WHERE Name = 'main.Trees';
        UPDATE GDB_Items SET Name = 'main.T_2_inserts' WHERE Name = 'main.Trees__ATTACH';
        UPDATE st_geometry_columns SET f_table_name = 'T_1_inserts';
        INSERT INTO GDB_Items (UUID, Type, Name) VALUES ('{00000000-0000-4000-8000-00000000FFFF}', '{CD06BC3B-789D-4C51-AAFA-A467912B8965}', 'main.T_1_deletes');
        CREATE TABLE T_1_deletes (GlobalID uuidtext);
        INSERT INTO T_1_deletes VALUES ('{00000000-0000-4000-8000-000000000099}');
        CREATE TABLE GDB_DataChanges (ReplicaGUID uuidtext, SourceGenStart int64, SourceGenEnd int64, TargetGen int64, ServerGen int64);
        INSERT INTO GDB_DataChanges VALUES ('${replicaId}', 1, 9, 0, 9);
        CREATE TABLE GDB_DataChangesDatasets (ID integer primary key not null, Name text(226), LayerID int32, ServerGen int64);
        INSERT INTO GDB_DataChangesDatasets VALUES (1, 'main.Trees', 7, 9), (2, 'main.Trees__ATTACH', 7, 9);
        CREATE TABLE GDB_DataChangesDeltas (RecordsetClassID int32, ChangeType int32, ChangedDatasetID int32);
        INSERT INTO GDB_DataChangesDeltas SELECT ObjectID, CASE WHEN Name LIKE '%inserts' THEN 1 ELSE 3 END, CASE WHEN Name LIKE '%T_2%' THEN 2 ELSE 1 END FROM GDB_Items WHERE Name LIKE 'main.T^_%' ESCAPE '^';
        CREATE TABLE GDB_DataChangesEditResults (ObjectId int32, ObjectGuid uuidtext, Success int32, Code int32, Description text, ChangeType int32, SyncedLayerId int32);
        INSERT INTO GDB_DataChangesEditResults VALUES (4, '{00000000-0000-4000-8000-000000000001}', 1, NULL, NULL, 2, 7);
      `);
      made.more?.(database);
    },
  });
}

const field = (name: string, type: string): LayerSchema['fields'][number] => ({
  ...{ name, type: `esriFieldType${type}`, alias: name, nullable: true, editable: true },
});

const trees: LayerSchema = {
  ...completeSchema(
    { type: 'Feature Layer' },
    {
      ...{ layerId: 7, name: 'Trees', objectIdField: 'OBJECTID', globalIdField: 'GlobalID' },
      fields: [
        field('OBJECTID', 'OID'),
        field('name', 'String'),
        field('seen', 'Date'),
        field('status', 'SmallInteger'),
        field('GlobalID', 'GlobalID'),
      ],
    },
    ['SYNC'],
  ),
  geometryType: 'esriGeometryPolygon',
  hasAttachments: true,
};

/** What {@link makeDelta} is for. */
export const treesDelta: ChangesFor = { replicaId, syncModel: 'perLayer', layers: [trees] };

import type { Database } from '../database/driver.js';
import type { LayerTable } from '../data/layer-table.js';
import { globalIdField, objectIdField, type LayerDefinition } from '../data/layer-definition.js';
import type { Replica } from '../data/replica-store.js';
import { spatialReference } from '../geometry/project.js';
import { formatGuid, newGuid } from '../guid.js';
import { falseZ, gridOf, zUnits } from './shape.js';

/** One layer of a file. */
export interface MobileLayer {
  readonly layer: LayerTable;
  /** Its table in the file. */
  readonly table: string;
  readonly hasAttachments: boolean;
  readonly serverGen: number;
  /** `{FeatureServer}/{layerId}?f=json` */
  readonly description: Record<string, unknown>;
}

/** Types of GDB_ItemTypes, the same in every geodatabase. */
const types = {
  featureClass: '{70737809-852C-4A03-9E22-2CECEA5B9BFA}',
  table: '{CD06BC3B-789D-4C51-AAFA-A467912B8965}',
  replica: '{5B966567-FB87-4DDE-938B-B4B37423539D}',
  syncDataset: '{D86502F9-9758-45C6-9D23-6DD1A0107B47}',
};

const geometryTypes = {
  esriGeometryPoint: 1,
  esriGeometryMultipoint: 4,
  esriGeometryPolyline: 5,
  esriGeometryPolygon: 6,
} as const;

const tables = `
CREATE TABLE GDB_Version (major int32 primary key not null, minor int32 not null, bugfix int32 not null, description text(96) not null, release int32 not null);
CREATE TABLE GDB_Items (ObjectID integer primary key not null, UUID uuidtext check(typeof(UUID) = 'text' and length(UUID) = 38) not null unique, Type uuidtext not null, Name text(226), PhysicalName text(226), Path text(512), Url text(255), DatasetInfo1 text(255), DatasetInfo2 text(255), Definition xmltext, ItemInfo xmltext);
CREATE TABLE GDB_ItemTypes (ObjectID integer primary key not null, UUID uuidtext not null unique, Name text(226) not null);
CREATE TABLE GDB_ServiceItems (OBJECTID integer primary key not null, DatasetName text(1024), ItemType int32, ItemId int32, ItemInfo text(100000000), AdvancedDrawingInfo text(100000000));
CREATE TABLE GDB_ColumnRegistry (table_name TEXT(128) NOT NULL, column_name TEXT(32) NOT NULL, sde_type INT32 NOT NULL, column_size INT32, object_flags INT32 NOT NULL, CONSTRAINT colregistry_pk PRIMARY KEY (table_name, column_name));
CREATE TABLE GDB_Layers (layer_id INTEGER PRIMARY KEY AUTOINCREMENT, table_name TEXT(128) NOT NULL, spatial_column TEXT(128) NOT NULL, minx FLOAT64 NOT NULL, miny FLOAT64 NOT NULL, maxx FLOAT64 NOT NULL, maxy FLOAT64 NOT NULL, srid INTEGER NOT NULL);
CREATE TABLE st_geometry_columns (gcid INTEGER PRIMARY KEY AUTOINCREMENT, f_table_name CLOB NOT NULL, f_geometry_column CLOB NOT NULL, geometry_type INT32, srid INTEGER NOT NULL, CONSTRAINT gc_uk UNIQUE (f_table_name, f_geometry_column));
CREATE TABLE st_aux_spatial_reference_systems (srid INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, auth_srid INT32, srtext TEXT(2048), falsex FLOAT64 NOT NULL, falsey FLOAT64 NOT NULL, xyunits FLOAT64 NOT NULL, falsez FLOAT64 DEFAULT 0.0, zunits FLOAT64 DEFAULT 1.0, falsem FLOAT64 DEFAULT 0.0, munits FLOAT64 DEFAULT 1.0);
INSERT INTO GDB_Version VALUES (1, 10, 9, 'Emulated', 100900);
INSERT INTO GDB_ItemTypes (UUID, Name) VALUES ('${types.featureClass}', 'Feature Class'), ('${types.table}', 'Table'), ('${types.replica}', 'Sync Replica'), ('${types.syncDataset}', 'Sync Dataset');
`;

/** Makes the tables that every file has. */
export function createTables(db: Database): void {
  db.exec(tables);
}

/** @returns the ObjectID of the new item */
export function addItem(
  db: Database,
  type: keyof typeof types,
  { uuid, name, info, xml }: { uuid: string; name: string; info?: string; xml: string },
): number {
  return db.run(
    'INSERT INTO GDB_Items (UUID, Type, Name, PhysicalName, DatasetInfo1, Definition) VALUES (?, ?, ?, ?, ?, ?)',
    [formatGuid(uuid, 'braced'), types[type], name, name.toUpperCase(), info ?? null, xml],
  ).lastId;
}

/** Writes what a file says of itself: its tables, its layers as the service describes them, and the sync state. */
export function writeCatalogue(
  db: Database,
  { replica, layers, serviceUrl }: { replica: Replica; layers: readonly MobileLayer[]; serviceUrl: string },
): void {
  createTables(db);
  const item = (type: keyof typeof types, uuid: string, more: { name: string; info?: string; xml: string }): void => {
    addItem(db, type, { uuid, ...more });
  };
  const served = (table: string | null, type: number, id: number, info: unknown): void => {
    db.run('INSERT INTO GDB_ServiceItems (DatasetName, ItemType, ItemId, ItemInfo) VALUES (?, ?, ?, ?)', [
      table,
      type,
      id,
      JSON.stringify(info),
    ]);
  };
  served(null, 0, -1, { serviceDescription: '' });
  for (const one of layers) {
    const { layer, table, description } = one;
    const { definition } = layer;
    const isSpatial = definition.geometryType !== null;
    served(table, 1, definition.id, description);
    item(isSpatial ? 'featureClass' : 'table', newGuid(), { name: `main.${table}`, xml: datasetXml(one, replica) });
    if (isSpatial) registerShape(db, one, replica);
    if (one.hasAttachments)
      item('table', newGuid(), {
        name: `main.${table}__ATTACH`,
        xml: element('DETableInfo', `<Name>main.${table}__ATTACH</Name>`),
      });
  }
  item('replica', replica.id, { name: replica.name, info: serviceUrl, xml: replicaXml(replica, layers, serviceUrl) });
  for (const one of layers) {
    item('syncDataset', newGuid(), { name: one.table, xml: syncDatasetXml(one, replica, false) });
    if (one.hasAttachments)
      item('syncDataset', newGuid(), { name: `${one.table}__ATTACH`, xml: syncDatasetXml(one, replica, true) });
  }
}

/** @returns a type of st_geometry_columns, with its dimensions */
function shapeType({ geometryType, hasZ = false, hasM = false }: LayerDefinition): number {
  return (geometryType === null ? 0 : geometryTypes[geometryType]) + (hasZ ? 1000 : 0) + (hasM ? 2000 : 0);
}

/** Tells where the shapes of a table lie. */
export function registerShape(
  db: Database,
  { layer, table }: Pick<MobileLayer, 'layer' | 'table'>,
  replica: Replica,
): void {
  const { latestWkid } = spatialReference(replica.wkid);
  db.run('INSERT INTO st_geometry_columns (f_table_name, f_geometry_column, geometry_type, srid) VALUES (?, ?, ?, ?)', [
    table,
    'SHAPE',
    shapeType(layer.definition),
    latestWkid,
  ]);
  const box = layer.extent({ predicate: { sql: '1', values: [] } }) ?? { xmin: 0, ymin: 0, xmax: 0, ymax: 0 };
  db.run(
    'INSERT INTO GDB_Layers (table_name, spatial_column, minx, miny, maxx, maxy, srid) VALUES (?, ?, ?, ?, ?, ?, ?)',
    [table, 'SHAPE', box.xmin, box.ymin, box.xmax, box.ymax, latestWkid],
  );
}

/** @returns the definition of a feature class or a table */
export function datasetXml(
  { layer: { definition }, table }: Pick<MobileLayer, 'layer' | 'table'>,
  replica: Replica,
): string {
  const names = `<Name>main.${table}</Name><OIDFieldName>${objectIdField}</OIDFieldName><GlobalIDFieldName>${globalIdField}</GlobalIDFieldName><AliasName>${text(definition.name)}</AliasName>`;
  if (definition.geometryType === null) return element('DETableInfo', names);
  const { wkid, latestWkid } = spatialReference(replica.wkid);
  const grid = gridOf(latestWkid);
  const reference = `<SpatialReference><XOrigin>${grid.falseX}</XOrigin><YOrigin>${grid.falseY}</YOrigin><XYScale>${grid.xyUnits}</XYScale><ZOrigin>${falseZ}</ZOrigin><ZScale>${zUnits}</ZScale><MOrigin>${falseZ}</MOrigin><MScale>${zUnits}</MScale><WKID>${wkid}</WKID><LatestWKID>${latestWkid}</LatestWKID></SpatialReference>`;
  return element('DEFeatureClassInfo', `${names}<ShapeType>${definition.geometryType}</ShapeType>${reference}`);
}

function replicaXml(replica: Replica, layers: readonly MobileLayer[], serviceUrl: string): string {
  const model =
    replica.syncModel === 'perReplica' ? 'PerReplica' : replica.syncModel === 'perLayer' ? 'PerLayer' : 'None';
  const date = (ms: number): string => new Date(ms).toISOString().slice(0, 19);
  return element(
    'GPSyncReplica',
    `<ReplicaName>${text(replica.name)}</ReplicaName><ReplicaID>${formatGuid(replica.id, 'braced')}</ReplicaID><ServiceName>${text(serviceUrl)}</ServiceName><SyncModel>esriSyncModel${model}</SyncModel><Direction>esriSyncDirection${capitalised(replica.syncDirection)}</Direction><CreationDate>${date(replica.created)}</CreationDate><LastSyncDate>${date(replica.synced)}</LastSyncDate><ReturnsAttachments>${replica.returnAttachments}</ReturnsAttachments><AttachmentsSyncDirection>esriAttachmentsSyncDirection${capitalised(replica.attachmentsSyncDirection)}</AttachmentsSyncDirection><GPSyncDatasets>${layers.map(({ table }) => `<DatasetName>${text(table)}</DatasetName>`).join('')}</GPSyncDatasets>`,
  );
}

function syncDatasetXml(
  { layer, table, hasAttachments, serverGen }: MobileLayer,
  replica: Replica,
  isAttachment: boolean,
): string {
  const { id, name } = layer.definition;
  const query = replica.layers.find((one) => one.id === id);
  return element(
    'GPSyncDataset',
    `<DatasetID>${id}</DatasetID><DatasetName>${text(isAttachment ? `${table}__ATTACH` : table)}</DatasetName><LayerID>${id}</LayerID><LayerName>${text(name)}</LayerName><Direction>esriSyncDirection${capitalised(replica.syncDirection)}</Direction><ReplicaServerGen>${serverGen}</ReplicaServerGen><ReplicaClientUploadGen>0</ReplicaClientUploadGen><UseGeometry>${query?.useGeometry ?? true}</UseGeometry><Where>${text(query?.where ?? '')}</Where><IncludeRelated>${query?.includeRelated ?? false}</IncludeRelated><QueryOption>esriRowsType${capitalised(query?.queryOption ?? 'useFilter')}</QueryOption><HasAttachments>${hasAttachments}</HasAttachments><IsAttachment>${isAttachment}</IsAttachment>`,
  );
}

function element(name: string, content: string): string {
  return `<${name} xsi:type='typens:${name}' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xmlns:typens='http://www.esri.com/schemas/ArcGIS/10.9'>${content}</${name}>`;
}

function text(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function capitalised(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}

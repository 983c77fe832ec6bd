/** Small mobile geodatabases of our own, written by a real SQLite as docs/mobile-geodatabase.md describes them. */
import type { Grid } from '../../../src/geodatabase/shape/decode-shape.js';
import type { Geometry } from '../../../src/shared/esri.js';
import { encodeShape } from './encode-shape.js';

export const grid: Grid = {
  ...{ srid: 3857, falseX: -20037700, falseY: -30241100, xyUnits: 10000 },
  ...{ falseZ: -100000, zUnits: 10000, falseM: -100000, mUnits: 10000 },
};
export const endOfTime = 5373484.49998843;
export const replicaId = '{7D5C2A4B-0F5E-4B8C-9C55-3A1C7B1D9E10}';

/** A SQLite, in Node or in a page. */
export interface Writer {
  exec(sql: string): unknown;
  run(sql: string, values: (string | number | bigint | Uint8Array | null)[]): unknown;
}

export interface MadeFeature {
  readonly geometry?: Geometry | null;
  /** Instead of a geometry: bytes as they shall stand. */
  readonly shape?: Uint8Array;
  readonly name?: string | null;
  /** Julian day. */
  readonly seen?: number | null;
  readonly status?: number | null;
  readonly globalId: string;
  /** Julian day at which the row ceased to be current. */
  readonly until?: number;
}

export interface MadeAttachment {
  readonly parent: string;
  readonly name: string;
  readonly data: Uint8Array | null;
  readonly until?: number;
}

export interface Made {
  readonly features: readonly MadeFeature[];
  readonly attachments?: readonly MadeAttachment[];
  /** st_geometry_columns: 1, 4, 5, 6; 1000 more for Z, 2000 for M, 3000 for both. */
  readonly geometryType?: number;
  readonly pageSize?: number;
  /** The service's own descriptions. Without them the registries have to do. */
  readonly isServed?: boolean;
  /** The sync state of a replica; null for a file that takes part in no sync. */
  readonly syncModel?: 'PerLayer' | 'PerReplica' | null;
  /** Anything more to write. */
  readonly more?: (database: Writer) => void;
}

/** A layer Trees (7), with history and attachments, and a table Visits (8) related to it. */
export function writeGeodatabase(database: Writer, made: Made): void {
  const { geometryType = 1, pageSize = 4096, isServed = true, syncModel = 'PerLayer' } = made;
  database.exec(`PRAGMA page_size = ${String(pageSize)}`);
  database.exec('BEGIN');
  writeCatalogue(database, geometryType);
  if (isServed) writeServiceItems(database, geometryType);
  if (syncModel) writeSyncState(database, syncModel);
  writeRows(database, made);
  made.more?.(database);
  database.exec('COMMIT');
}

const types = {
  featureClass: '{70737809-852C-4A03-9E22-2CECEA5B9BFA}',
  table: '{CD06BC3B-789D-4C51-AAFA-A467912B8965}',
  relationship: '{B606A7E1-FA5B-439C-849C-6E9C2481537B}',
  codedDomain: '{8C368B12-A12E-4C7E-9638-C9C64E69E98F}',
  rangeDomain: '{C29DA988-8C3E-45F7-8B5C-18E51EE7BEB4}',
  replica: '{5B966567-FB87-4DDE-938B-B4B37423539D}',
  syncDataset: '{D86502F9-9758-45C6-9D23-6DD1A0107B47}',
};
const geometryTypes = new Map([
  [1, 'esriGeometryPoint'],
  [4, 'esriGeometryMultipoint'],
  [5, 'esriGeometryPolyline'],
  [6, 'esriGeometryPolygon'],
]);

const field = (name: string, type: string, more = ''): string =>
  `<GPFieldInfoEx xsi:type='typens:GPFieldInfoEx'><Name>${name}</Name>${more}<FieldType>esriFieldType${type}</FieldType></GPFieldInfoEx>`;
const reference = `<WKT>PROJCS[&quot;WGS_1984_Web_Mercator&quot;]</WKT><XOrigin>-20037700</XOrigin><YOrigin>-30241100</YOrigin><XYScale>10000</XYScale><ZOrigin>-100000</ZOrigin><ZScale>10000</ZScale><MOrigin>-100000</MOrigin><MScale>10000</MScale><WKID>102100</WKID><LatestWKID>3857</LatestWKID>`;

function writeCatalogue(database: Writer, geometryType: number): void {
  database.exec(`
    CREATE TABLE GDB_Items (ObjectID integer primary key not null, UUID uuidtext check(typeof(UUID) = 'text' and length(UUID) = 38) not null unique, Type uuidtext not null, Name text(226), PhysicalName text(226), Path text(512), DatasetInfo1 text(255), Definition xmltext);
    CREATE TABLE GDB_ColumnRegistry (table_name TEXT(128) NOT NULL, column_name TEXT(32) NOT NULL, sde_type INT32 NOT NULL, column_size INT32, object_flags INT32 NOT NULL, CONSTRAINT colregistry_pk PRIMARY KEY (table_name,column_name));
    CREATE TABLE GDB_Layers (layer_id INTEGER PRIMARY KEY AUTOINCREMENT, table_name TEXT(128) NOT NULL, minx FLOAT64, miny FLOAT64, maxx FLOAT64, maxy FLOAT64, srid INTEGER NOT NULL);
    CREATE TABLE st_geometry_columns (gcid INTEGER PRIMARY KEY AUTOINCREMENT, f_table_name CLOB NOT NULL, f_geometry_column CLOB NOT NULL, geometry_type INT32, srid INTEGER NOT NULL, CONSTRAINT gc_uk UNIQUE (f_table_name,f_geometry_column));
    CREATE TABLE st_aux_spatial_reference_systems (srid INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, auth_srid INT32, srtext TEXT(2048), falsex FLOAT64 NOT NULL, falsey FLOAT64 NOT NULL, xyunits FLOAT64 NOT NULL, falsez FLOAT64 DEFAULT 0.0, zunits FLOAT64 DEFAULT 1.0, falsem FLOAT64 DEFAULT 0.0, munits FLOAT64 DEFAULT 1.0);
    INSERT INTO GDB_Layers VALUES (1, 'Trees', 0, 0, 1000, 1000, 3857);
  `);
  database.run(`INSERT INTO st_geometry_columns VALUES (1, 'Trees', 'SHAPE', ?, 3857)`, [geometryType]);
  let items = 0;
  const item = (type: keyof typeof types, name: string, definition: string): void => {
    const uuid = `{00000000-0000-4000-8000-${String(++items).padStart(12, '0')}}`;
    database.run('INSERT INTO GDB_Items (UUID, Type, Name, Definition) VALUES (?, ?, ?, ?)', [
      uuid,
      types[type],
      name,
      definition,
    ]);
  };
  const root = (name: string, content: string): string =>
    `<?xml version="1.0"?><!-- made --><${name} xsi:type='typens:${name}' xmlns:typens='http://www.esri.com/schemas/ArcGIS/10.9'>${content}</${name}>`;
  const trees = [
    field('OBJECTID', 'OID', '<AliasName>Number</AliasName>'),
    field('name', 'String', '<AliasName>Name &amp; kind</AliasName>'),
    field('seen', 'Date'),
    field(
      'status',
      'SmallInteger',
      '<DomainName>Status</DomainName><DefaultValueNumeric>1</DefaultValueNumeric><IsNullable>true</IsNullable>',
    ),
    field('GlobalID', 'GlobalID'),
  ].join('');
  const subtypes = `<SubtypeFieldName>status</SubtypeFieldName><DefaultSubtypeCode>1</DefaultSubtypeCode><Subtypes><Subtype><SubtypeName>Old</SubtypeName><SubtypeCode>1</SubtypeCode><FieldInfos><SubtypeFieldInfo><FieldName>status</FieldName><DomainName>Status</DomainName></SubtypeFieldInfo></FieldInfos></Subtype></Subtypes>`;
  const shape = `<ShapeType>${geometryTypes.get(geometryType % 1000) ?? ''}</ShapeType><Extent><XMin>NaN</XMin><SpatialReference>${reference.replace('-20037700', '0')}</SpatialReference></Extent><SpatialReference>${reference}</SpatialReference>`;
  item(
    'featureClass',
    'main.Trees',
    root(
      'DEFeatureClassInfo',
      `<Name>main.Trees</Name><OIDFieldName>OBJECTID</OIDFieldName><GPFieldInfoExs>${trees}</GPFieldInfoExs><AliasName>Old trees</AliasName><GlobalIDFieldName>GlobalID</GlobalIDFieldName>${subtypes}${shape}`,
    ),
  );
  item(
    'table',
    'main.Visits',
    root(
      'DETableInfo',
      `<Name>main.Visits</Name><OIDFieldName>OBJECTID</OIDFieldName><GPFieldInfoExs>${field('height', 'Double', '<DomainName>Heights</DomainName>')}</GPFieldInfoExs>`,
    ),
  );
  item('table', 'main.Trees__ATTACH', root('DETableInfo', '<Name>main.Trees__ATTACH</Name>'));
  item(
    'codedDomain',
    'Status',
    root(
      'GPCodedValueDomain2',
      `<DomainName>Status</DomainName><FieldType>esriFieldTypeSmallInteger</FieldType><CodedValues><CodedValue><Name>Alive &#233; &lt;1&gt;</Name><Code xsi:type='xs:short'>1</Code></CodedValue><CodedValue><Name>Dead</Name><Code xsi:type='xs:short'>2</Code></CodedValue></CodedValues>`,
    ),
  );
  item(
    'rangeDomain',
    'Heights',
    root(
      'GPRangeDomain2',
      `<DomainName>Heights</DomainName><FieldType>esriFieldTypeDouble</FieldType><MaxValue>80.5</MaxValue><MinValue>0</MinValue>`,
    ),
  );
  const key = (name: string, role: string): string =>
    `<RelationshipClassKey><ObjectKeyName>${name}</ObjectKeyName><ClassKeyName/><KeyRole>esriRelKeyRoleOrigin${role}</KeyRole></RelationshipClassKey>`;
  item(
    'relationship',
    'main.TreesToVisits',
    root(
      'DERelationshipClassInfo',
      `<Cardinality>esriRelCardinalityOneToMany</Cardinality><IsComposite>true</IsComposite><OriginClassNames><Name>main.Trees</Name></OriginClassNames><DestinationClassNames><Name>main.Visits</Name></DestinationClassNames><OriginClassKeys>${key('GlobalID', 'Primary')}${key('tree', 'Foreign')}</OriginClassKeys>`,
    ),
  );

  const column = (table: string, name: string, type: number, more: { size?: number; flags?: number } = {}): void => {
    database.run('INSERT INTO GDB_ColumnRegistry VALUES (?, ?, ?, ?, ?)', [
      table,
      name,
      type,
      more.size ?? 0,
      more.flags ?? 4,
    ]);
  };
  column('Trees', 'OBJECTID', 2, { flags: 3 });
  column('Trees', 'name', 5, { size: 40 });
  column('Trees', 'seen', 7);
  column('Trees', 'status', 1);
  column('Trees', 'GlobalID', 12, { flags: 0, size: 38 });
  column('Trees', 'SHAPE', 8);
  column('Visits', 'OBJECTID', 2, { flags: 3 });
  column('Visits', 'tree', 12);
  column('Visits', 'height', 4);
  column('Visits', 'big', 11);
  column('Visits', 'raw', 6);
}

function writeServiceItems(database: Writer, geometryType: number): void {
  database.exec(
    'CREATE TABLE GDB_ServiceItems (OBJECTID integer primary key not null, DatasetName text(1024), ItemType int32, ItemId int32, ItemInfo text(100000000), AdvancedDrawingInfo text(100000000))',
  );
  const write = (table: string | null, type: number, id: number, info: object): void => {
    const values = [table, type, id, JSON.stringify(info)];
    database.run('INSERT INTO GDB_ServiceItems (DatasetName, ItemType, ItemId, ItemInfo) VALUES (?, ?, ?, ?)', values);
  };
  const domain = {
    type: 'codedValue',
    name: 'Status',
    codedValues: [
      { name: 'Alive', code: 1 },
      { name: 'Dead', code: 2 },
    ],
  };
  write(null, 0, -1, { serviceDescription: 'Trees' });
  write(null, 1, 6, { id: 6, name: 'A group', type: 'Group Layer' });
  write('Trees', 1, 7, {
    ...{ id: 7, name: 'Old trees', type: 'Feature Layer', geometryType: geometryTypes.get(geometryType % 1000) },
    fields: [
      { name: 'OBJECTID', type: 'esriFieldTypeOID', alias: 'Number', nullable: false, editable: false },
      { name: 'name', type: 'esriFieldTypeString', alias: 'Name & kind', length: 40 },
      { name: 'seen', type: 'esriFieldTypeDate', alias: 'seen' },
      { name: 'status', type: 'esriFieldTypeSmallInteger', alias: 'status', domain },
      { name: 'GlobalID', type: 'esriFieldTypeGlobalID', alias: 'GlobalID' },
      { name: 'Shape__Area', type: 'esriFieldTypeDouble', alias: 'not in the file' },
    ],
    typeIdField: 'status',
    types: [{ id: 1, name: 'Old', domains: { status: { type: 'inherited' } } }],
    relationships: [
      {
        id: 3,
        name: 'TreesToVisits',
        relatedTableId: 8,
        role: 'esriRelRoleOrigin',
        cardinality: 'esriRelCardinalityOneToMany',
        keyField: 'GlobalID',
        composite: true,
      },
    ],
  });
  write('Visits', 1, 8, {
    ...{ id: 8, name: 'Visits', type: 'Table' },
    fields: [
      { name: 'OBJECTID', type: 'esriFieldTypeOID' },
      { name: 'tree', type: 'esriFieldTypeGUID' },
      { name: 'height', type: 'esriFieldTypeDouble' },
      { name: 'big', type: 'esriFieldTypeBigInteger' },
      { name: 'raw', type: 'esriFieldTypeBlob' },
    ],
  });
}

function writeSyncState(database: Writer, syncModel: string): void {
  let items = 0;
  const item = (type: keyof typeof types, name: string, definition: string): void => {
    const uuid = type === 'replica' ? replicaId : `{00000000-0000-4000-8001-${String(++items).padStart(12, '0')}}`;
    const url = 'https://me:secret@example.com/arcgis/rest/services/Trees/FeatureServer?token=abc';
    const values = [uuid, types[type], name, url, definition];
    database.run('INSERT INTO GDB_Items (UUID, Type, Name, DatasetInfo1, Definition) VALUES (?, ?, ?, ?, ?)', values);
  };
  item(
    'replica',
    'Trees_in_the_park',
    `<GPSyncReplica><ReplicaName>Trees_in_the_park</ReplicaName><ReplicaID>${replicaId.slice(1, -1)}</ReplicaID><ServiceName>https://me:secret@example.com/arcgis/rest/services/Trees/FeatureServer?token=abc</ServiceName><SyncModel>esriSyncModel${syncModel}</SyncModel><ReturnsAttachments>true</ReturnsAttachments><AttachmentsSyncDirection>esriAttachmentsSyncDirectionBidirectional</AttachmentsSyncDirection></GPSyncReplica>`,
  );
  const dataset = (name: string, id: number, gen: number): void =>
    item(
      'syncDataset',
      `main.${name}`,
      `<GPSyncDataset><DatasetName>main.${name}</DatasetName><LayerID>${String(id)}</LayerID><LayerName>${name}</LayerName><ReplicaServerGen>${String(gen)}</ReplicaServerGen></GPSyncDataset>`,
    );
  dataset('Trees', 7, 1234);
  dataset('Visits', 8, syncModel === 'PerReplica' ? 1234 : 1235);
  dataset('Trees__ATTACH', 7, 9);
}

function writeRows(database: Writer, { features, attachments = [], geometryType = 1 }: Made): void {
  database.exec(`
    CREATE TABLE Trees (OBJECTID int32 not null, name text(40), seen realdate, status int16, GlobalID uuidtext, SHAPE geometryblob check((typeof(SHAPE) = 'blob' and length(SHAPE) >= 18) or typeof(SHAPE) = 'null'), gdb_archive_oid integer primary key not null, gdb_from_date realdate not null, gdb_to_date realdate not null);
    CREATE TABLE Visits (OBJECTID integer primary key not null, tree uuidtext, height float64, big int64, raw blob);
    CREATE TABLE Trees__ATTACH (ATTACHMENTID int32 not null, GLOBALID uuidtext, REL_GLOBALID uuidtext, CONTENT_TYPE text(150), ATT_NAME text(250), DATA_SIZE int32, DATA blob, gdb_archive_oid integer primary key not null, gdb_from_date realdate not null, gdb_to_date realdate not null);
    INSERT INTO Visits VALUES (1, '{AA000000-0000-4000-8000-000000000001}', 12.5, 9007199254740993, x'000102ff'), (2, NULL, NULL, -5, NULL);
  `);
  const dimensions = Math.floor(geometryType / 1000);
  const options = { hasZ: dimensions % 2 === 1, hasM: dimensions > 1 };
  const insert = 'INSERT INTO Trees VALUES (?, ?, ?, ?, ?, ?, ?, 2460000.5, ?)';
  features.forEach(({ geometry = null, shape, name = null, seen = null, status = null, globalId, until }, i) => {
    const blob = shape ?? (geometry ? encodeShape(geometry, grid, options).bytes : null);
    database.run(insert, [i + 1, name, seen, status, globalId, blob, i + 1, until ?? endOfTime]);
  });
  const attach = "INSERT INTO Trees__ATTACH VALUES (?, ?, ?, 'image/jpeg', ?, ?, ?, ?, 2460000.5, ?)";
  attachments.forEach(({ parent, name, data, until }, i) => {
    const globalId = `{BB000000-0000-4000-8000-${String(i).padStart(12, '0')}}`;
    database.run(attach, [i + 1, globalId, parent, name, data?.length ?? 0, data, i + 1, until ?? endOfTime]);
  });
}

/** `{AA000000-…-00000000000N}` */
export function idOf(n: number): string {
  return `{AA000000-0000-4000-8000-${String(n).padStart(12, '0')}}`;
}

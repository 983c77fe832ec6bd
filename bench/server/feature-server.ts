/** A feature service that answers what a load and a sync ask, from data made beforehand: it costs as little as a service can. */
import { CORNER, SIDE } from '../data/features.js';
import { REPLICA_ID } from '../data/bodies.js';
import type { Changes, DataSet } from '../data/model.js';

export interface ServiceSource {
  readonly data: DataSet;
  /** Where the body of createReplica lies. */
  readonly bodyUrl: string;
  /** What the service has changed since, or null when nothing. */
  readonly changes: Changes | null;
}

type Json = Readonly<Record<string, unknown>>;

const CAPABILITIES = 'Create,Delete,Query,Sync,Update,Editing';
const GEOMETRY_TYPES = {
  points: 'esriGeometryPoint',
  lines: 'esriGeometryPolyline',
  polygons: 'esriGeometryPolygon',
} as const;
const FIELDS: readonly (readonly [string, string])[] = [
  ['OBJECTID', 'OID'],
  ['GlobalID', 'GlobalID'],
  ['AssetId', 'String'],
  ['AssetType', 'String'],
  ['Status', 'String'],
  ['Inspector', 'String'],
  ['InspectedOn', 'Date'],
  ['DueOn', 'Date'],
  ['Condition', 'SmallInteger'],
  ['Pressure', 'Double'],
  ['Flow', 'Double'],
  ['Material', 'String'],
  ['NeedsRepair', 'SmallInteger'],
  ['Notes', 'String'],
];

const spatialReference = { wkid: 102100, latestWkid: 3857 };
const fullExtent = {
  xmin: CORNER[0],
  ymin: CORNER[1],
  xmax: CORNER[0] + SIDE,
  ymax: CORNER[1] + SIDE,
  spatialReference,
};

/** The answer to a path below `FeatureServer`, or null for what this service does not know. */
export function answer(source: ServiceSource, path: string, form: URLSearchParams): Json | null {
  switch (path) {
    case '':
      return rootOf(source.data);
    case '/0':
      return layerOf(source.data);
    case '/createReplica':
      return { transportType: 'esriTransportTypeUrl', URL: source.bodyUrl };
    case '/synchronizeReplica':
      return synchronize(source, form);
    case '/unRegisterReplica':
      return { success: true };
    case '/replicas':
      return { replicas: [] };
    default:
      return null;
  }
}

function rootOf(data: DataSet): Json {
  return {
    currentVersion: 11.3,
    serviceDescription: 'bench',
    capabilities: CAPABILITIES,
    syncEnabled: true,
    syncCapabilities: {
      supportsAsync: false,
      supportsSyncDirectionControl: true,
      supportsPerLayerSync: true,
      supportsPerReplicaSync: true,
      supportsRollbackOnFailure: true,
    },
    spatialReference,
    fullExtent,
    layers: [{ id: 0, name: data.kind, type: 'Feature Layer', geometryType: GEOMETRY_TYPES[data.kind] }],
    tables: [],
  };
}

function layerOf(data: DataSet): Json {
  return {
    id: 0,
    name: data.kind,
    type: 'Feature Layer',
    geometryType: GEOMETRY_TYPES[data.kind],
    objectIdField: 'OBJECTID',
    globalIdField: 'GlobalID',
    displayField: 'AssetId',
    hasAttachments: true,
    capabilities: CAPABILITIES,
    extent: fullExtent,
    indexes: [{ name: 'UUID_1', fields: 'GlobalID', isAscending: true, isUnique: true }],
    fields: FIELDS.map(([name, type]) => ({
      name,
      type: `esriFieldType${type}`,
      alias: name,
      nullable: !['OID', 'GlobalID'].includes(type),
      editable: !['OID', 'GlobalID'].includes(type),
      ...(type === 'String' ? { length: 256 } : {}),
    })),
  };
}

interface SentEdits {
  readonly features: {
    readonly adds: readonly Sent[];
    readonly updates: readonly Sent[];
    readonly deleteIds: readonly string[];
  };
}

interface Sent {
  readonly attributes: { readonly GlobalID: string };
}

/** Takes every edit, and sends its own changes to whoever is still at the first generation. */
function synchronize({ changes, data }: ServiceSource, form: URLSearchParams): Json {
  const layers = JSON.parse(form.get('syncLayers') ?? '[]') as readonly { readonly serverGen?: number }[];
  const sends = changes !== null && form.get('syncDirection') !== 'upload' && layers[0]?.serverGen === 1;
  const edits = (JSON.parse(form.get('edits') ?? '[]') as readonly SentEdits[])[0];
  const results = edits === undefined ? [] : [{ id: 0, ...resultsOf(edits, data.n) }];
  return {
    replicaName: 'bench',
    replicaID: REPLICA_ID,
    transportType: 'esriTransportTypeEmbedded',
    responseType: `esriReplicaResponseType${sends || results.length > 0 ? 'Edits' : 'NoEdits'}`,
    layerServerGens: [{ id: 0, serverGen: changes === null ? 1 : 2 }],
    ...(results.length > 0 ? { editsResults: results } : {}),
    ...(sends ? { edits: [{ id: 0, features: deltaOf(changes) }] } : {}),
  };
}

function deltaOf({ adds, updates, deletes }: Changes): Json {
  return { adds, updates, deleteIds: deletes.map(({ attributes }) => attributes['GlobalID']) };
}

/** ObjectIDs of adds only have to be new; here they follow from the GlobalID. */
function resultsOf({ features }: SentEdits, n: number): Json {
  const done = (globalId: string, objectId: number): Json => ({ globalId, objectId, success: true });
  const idOf = (globalId: string): number => 2 * n + Number.parseInt(globalId.slice(1, 9), 16);
  return {
    addResults: features.adds.map(({ attributes: { GlobalID: id } }) => done(id, idOf(id))),
    updateResults: features.updates.map(({ attributes: { GlobalID: id } }) => done(id, 1)),
    deleteResults: features.deleteIds.map((id) => done(id, 1)),
  };
}

/** A replica of trees with photographs, and a table of inspections that hang on them. Numbers become GlobalIDs that are easy to read. */
import { GdbError, type GdbErrorCode, type GdbErrorOptions } from '../../../src/shared/errors.js';
import type { Attributes, Feature, Field, KeyedFeature, LayerSchema } from '../../../src/shared/esri.js';
import { toWireId, type GlobalId } from '../../../src/shared/ids.js';
import type {
  EditEntry,
  GenerateGeodatabaseParameters,
  GeodatabaseRecord,
  Operation,
  PendingEdit,
  SyncAttempt,
  SyncGeodatabaseParameters,
} from '../../../src/shared/records.js';
import type { EditResult, ReplicaReply, ServiceCapabilities, ServiceDescription } from '../../../src/sync/ports.js';

export const TREES = 0;
export const INSPECTIONS = 1;
export const START = 1_700_000_000_000;

export function id(n: number): GlobalId {
  return `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
}

export function field(name: string, type: string, more: Partial<Field> = {}): Field {
  return { name, type, alias: name, nullable: true, editable: true, ...more };
}

export const trees: LayerSchema = {
  layerId: TREES,
  name: 'Trees',
  type: 'Feature Layer',
  geometryType: 'esriGeometryPoint',
  hasZ: false,
  hasM: false,
  objectIdField: 'OBJECTID',
  globalIdField: 'GlobalID',
  displayField: 'NAME',
  fields: [
    field('OBJECTID', 'esriFieldTypeOID', { editable: false, nullable: false }),
    field('GlobalID', 'esriFieldTypeGlobalID', { editable: false, nullable: false }),
    field('NAME', 'esriFieldTypeString'),
    field('HEIGHT', 'esriFieldTypeDouble'),
    field('last_edited_date', 'esriFieldTypeDate', { editable: false }),
  ],
  relationships: [],
  hasAttachments: true,
  capabilities: ['CREATE', 'UPDATE', 'DELETE', 'QUERY', 'SYNC'],
  uniqueGlobalIds: true,
  editorTracking: ['last_edited_date'],
};

const { geometryType: _none, ...table } = trees;
export const inspections: LayerSchema = {
  ...table,
  layerId: INSPECTIONS,
  name: 'Inspections',
  type: 'Table',
  fields: [...trees.fields, field('TREE', 'esriFieldTypeGUID')],
  relationships: [
    {
      id: 0,
      name: 'tree',
      relatedTableId: TREES,
      role: 'esriRelRoleDestination',
      cardinality: 'esriRelCardinalityOneToMany',
      keyField: 'TREE',
      composite: false,
    },
  ],
};

/** The same layer where the service promises nothing about repeated GlobalIDs: an add that is sent twice can make two rows. */
export function withoutUniqueIds(layer: LayerSchema): LayerSchema {
  return { ...layer, uniqueGlobalIds: false };
}

export const layers: readonly LayerSchema[] = [trees, inspections];

export const geodatabase: GeodatabaseRecord = {
  replicaId: 'R1',
  replicaName: 'gdbsync_ada_phone_20240101_r1',
  serviceUrl: 'https://gis.example.com/arcgis/rest/services/Trees/FeatureServer',
  syncModel: 'perReplica',
  syncDirection: 'bidirectional',
  attachments: 'bidirectional',
  generations: { kind: 'perReplica', serverGen: 10 },
  layers,
  queries: [],
  extent: null,
  spatialReference: { wkid: 3857 },
  createdAt: START - 1000,
  lastSyncAt: null,
};

export const capabilities: ServiceCapabilities = {
  currentVersion: 11.3,
  canSync: true,
  canCreate: true,
  canUpdate: true,
  canDelete: true,
  uploads: true,
  async: true,
  directionControl: true,
  perLayer: true,
  perReplica: true,
  rollbackOnFailure: true,
  attachmentsDirection: true,
  registerExistingData: false,
  syncModelNone: false,
  reconcileBranchVersion: false,
  replicaLists: { version: false, lastSyncDate: false },
};

export const description: ServiceDescription = {
  capabilities,
  layers,
  definitions: { service: {}, layers: {} },
  fullExtent: null,
  initialExtent: null,
  spatialReference: { wkid: 3857 },
};

// ---------------------------------------------------------------- rows and edits

export function row(n: number, attributes: Attributes = {}, more: Omit<Feature, 'attributes'> = {}): KeyedFeature {
  return { globalId: id(n), attributes: { OBJECTID: n, GlobalID: toWireId(id(n)), ...attributes }, ...more };
}

type Extra = Partial<Omit<PendingEdit, 'operation' | 'seq' | 'globalId'>>;

export function edit(seq: number, n: number, operation: EditEntry['operation'], more: Extra = {}): PendingEdit {
  const common = { layerId: TREES, user: 'anonymous', storeInstance: 's1', time: START, base: null };
  return { seq, globalId: id(n), operation, ...common, ...more };
}

export function add(seq: number, n: number, attributes: Attributes = {}, more: Extra = {}): PendingEdit {
  return edit(seq, n, 'add', { attributes: { GlobalID: toWireId(id(n)), ...attributes }, ...more });
}

export function update(seq: number, n: number, attributes: Attributes = {}, more: Extra = {}): PendingEdit {
  return edit(seq, n, 'update', { attributes, ...more });
}

export function remove(seq: number, n: number, more: Extra = {}): PendingEdit {
  return edit(seq, n, 'delete', more);
}

/** An edit of attachment `photo` of feature `n`. Its content has version `seq` unless told otherwise. */
export function attach(
  seq: number,
  photo: number,
  of: { readonly n: number; readonly operation?: 'attachAdd' | 'attachUpdate' | 'attachDelete' } & Extra,
): PendingEdit {
  const { n, operation = 'attachAdd', ...more } = of;
  const content = operation === 'attachDelete' ? {} : { contentVersion: seq };
  return edit(seq, n, operation, { attachmentGlobalId: id(photo), ...content, ...more });
}

/** An inspection of a tree. */
export function inspection(seq: number, n: number, tree: number): PendingEdit {
  return add(seq, n, { TREE: toWireId(id(tree)) }, { layerId: INSPECTIONS });
}

// ---------------------------------------------------------------- what is asked and answered

export function syncOf(parameters: Partial<SyncGeodatabaseParameters> = {}): Operation {
  return {
    kind: 'sync',
    uid: 'op-sync',
    startedAt: START,
    parameters: { syncDirection: 'bidirectional', layerIds: null, rollbackOnFailure: false, ...parameters },
  };
}

export const generateParameters: GenerateGeodatabaseParameters = {
  layers: [TREES, INSPECTIONS].map((layerId) => ({
    layerId,
    queryOption: 'all',
    useGeometry: false,
    includeRelated: false,
  })),
  extent: null,
  outSpatialReference: null,
  attachments: 'bidirectional',
  syncModel: 'perReplica',
  syncDirection: 'bidirectional',
};

export const generate: Extract<Operation, { kind: 'generate' }> = {
  kind: 'generate',
  uid: 'op-generate',
  startedAt: START,
  parameters: generateParameters,
};

export const unregister: Extract<Operation, { kind: 'unregister' }> = {
  kind: 'unregister',
  uid: 'op-unregister',
  startedAt: START,
  discardPendingEdits: false,
};

export function attemptOf(more: Partial<SyncAttempt> = {}): SyncAttempt {
  return {
    id: 1,
    kind: 'sync',
    uid: 'attempt-1',
    epoch: 1,
    startedAt: START,
    connectionEndedAt: null,
    statusUrl: null,
    firstLook: null,
    leg: { direction: 'bidirectional', layerIds: [TREES, INSPECTIONS] },
    throughSeq: 100,
    heldSeqs: [],
    generations: { kind: 'perReplica', serverGen: 10 },
    ...more,
  };
}

export function result(
  n: number,
  operation: EditResult['operation'] = 'add',
  more: Partial<EditResult> = {},
): EditResult {
  return { layerId: TREES, operation, globalId: id(n), objectId: 1000 + n, success: true, error: null, ...more };
}

/** The service's no to one edit. */
export function refusal(
  n: number,
  operation: EditResult['operation'],
  code: number,
  more: Partial<EditResult> = {},
): EditResult {
  const error = { code, description: `refused with ${code}` };
  return result(n, operation, { objectId: null, success: false, error, ...more });
}

export function changesOf(
  layerId: number,
  more: Partial<ReplicaReply['changes'][number]> = {},
): ReplicaReply['changes'][number] {
  return { layerId, mode: 'delta', rows: [], deleteIds: [], attachments: [], attachmentDeleteIds: [], ...more };
}

export function reply(more: Partial<ReplicaReply> = {}): ReplicaReply {
  const generations = { kind: 'perReplica', serverGen: 11 } as const;
  return { replicaId: 'R1', replicaName: null, generations, results: [], changes: [], ...more };
}

/** An error as the service room makes it. `answered` says that the service's own JSON was read to its end. */
export function failure(code: GdbErrorCode, more: GdbErrorOptions = {}): GdbError {
  return new GdbError(code, `It failed: ${code}.`, more);
}

import type { ReplicaDefinition, ReplicaLayer } from '../data/replica-store.js';
import { compileWhere } from '../data/where.js';
import { ServiceError, invalidParameter } from '../errors.js';
import type { LayerTable } from '../data/layer-table.js';
import { project, readSpatialReference, type Wkid } from '../geometry/project.js';
import { asText, isRecord } from '../json.js';
import { readFilterGeometry } from './filter-geometry.js';
import { capabilities } from '../options.js';
import type { Call } from '../site.js';
import { needSyncCapability } from './sync-capabilities.js';

const modelCapabilities = {
  perReplica: 'supportsPerReplicaSync',
  perLayer: 'supportsPerLayerSync',
  none: 'supportsSyncModelNone',
} as const;

/** @returns what a createReplica asks for. @throws {ServiceError} when it cannot be had */
export function readReplicaDefinition(call: Call): ReplicaDefinition {
  const { params, service } = call;
  const layers = readLayers(call);
  const wkid: Wkid = readSpatialReference(params.text('replicaSR')) ?? service.wkid;
  const syncModel = params.choice('syncModel', ['perReplica', 'perLayer', 'none'], service.options.defaultSyncModel);
  needSyncCapability(call, modelCapabilities[syncModel]);
  checkFormat(call, syncModel);
  const filter = readFilterGeometry(params, service.wkid);
  const needsGeometry = layers.some(({ id, queryOption, useGeometry }) => {
    return queryOption === 'useFilter' && useGeometry && service.layers.get(id)?.definition.geometryType != null;
  });
  if (filter === undefined && needsGeometry && syncModel !== 'none')
    throw invalidParameter('geometry', 'it is required');
  const targetType = params.choice('targetType', ['client', 'server'], 'client');
  const tokens = capabilities(service.options);
  const readOnly = !['Create', 'Update', 'Delete', 'Editing'].some((one) => tokens.includes(one));
  const direction = params.choice(
    'syncDirection',
    ['bidirectional', 'upload', 'download'],
    targetType === 'client' ? 'bidirectional' : 'download',
  );
  return {
    syncModel,
    syncDirection: readOnly ? 'download' : direction,
    targetType,
    ...readAttachmentChoice(call),
    wkid,
    geometry: filter === undefined ? null : project(filter.geometry, filter.wkid, 4326),
    geometryType: filter?.type ?? 'esriGeometryEnvelope',
    layers,
  };
}

/** @returns which rows an extractChanges is about; their attachments where they are asked for */
export function readChangeFilter(call: Call): ReplicaDefinition {
  const { params, service } = call;
  const filter = readFilterGeometry(params, service.wkid);
  const returnAttachments = params.flag('returnAttachments', false);
  return {
    syncModel: 'none',
    syncDirection: 'download',
    targetType: 'client',
    returnAttachments,
    attachmentsSyncDirection: returnAttachments ? 'bidirectional' : 'none',
    wkid: readSpatialReference(params.text('outSR')) ?? service.wkid,
    geometry: filter === undefined ? null : project(filter.geometry, filter.wkid, 4326),
    geometryType: filter?.type ?? 'esriGeometryEnvelope',
    layers: readLayers(call),
  };
}

function readAttachmentChoice(call: Call): Pick<ReplicaDefinition, 'returnAttachments' | 'attachmentsSyncDirection'> {
  const { params } = call;
  if (params.text('attachmentsSyncDirection') !== undefined)
    needSyncCapability(call, 'supportsAttachmentsSyncDirection');
  const returnAttachments = params.flag('returnAttachments', false);
  const usual = returnAttachments ? 'bidirectional' : 'none';
  const attachmentsSyncDirection = params.choice(
    'attachmentsSyncDirection',
    ['none', 'upload', 'bidirectional'],
    usual,
  );
  const wrong = returnAttachments ? 'none' : 'bidirectional';
  if (attachmentsSyncDirection === wrong) {
    throw invalidParameter(
      'attachmentsSyncDirection',
      `${wrong} does not go with returnAttachments=${returnAttachments}`,
    );
  }
  return { returnAttachments, attachmentsSyncDirection };
}

/**
 * We write JSON and mobile geodatabases; saying so beats a file that is not what its name says.
 * @throws {ServiceError} 400 for any other `dataFormat`
 */
export function checkFormat({ params }: Pick<Call, 'params'>, syncModel: string): void {
  const format = params.text('dataFormat')?.toLowerCase() ?? 'json';
  if (format === 'json' || (format === 'sqlite' && syncModel !== 'none')) return;
  throw new ServiceError(
    400,
    `dataFormat ${format} is not supported${syncModel === 'none' ? '' : ' for a replica'}: json and, for a replica, sqlite are.`,
  );
}

/** @returns whether a mobile geodatabase is asked for */
export function wantsSqlite({ params }: Pick<Call, 'params'>): boolean {
  return params.text('dataFormat')?.toLowerCase() === 'sqlite';
}

function readLayers({ params, service }: Call): ReplicaLayer[] {
  const ids = params.list('layers')?.map(Number) ?? [...service.layers.keys()];
  const queries = params.json('layerQueries') ?? {};
  if (!isRecord(queries)) throw invalidParameter('layerQueries', 'an object keyed by layer id expected');
  return [...new Set(ids)].map((id) => {
    const layer = service.layers.get(id);
    if (layer === undefined) throw invalidParameter('layers', `there is no layer ${id}`);
    const query = queries[String(id)];
    return readLayerQuery(layer, isRecord(query) ? query : undefined, service.options.tableQueryOption);
  });
}

function readLayerQuery(
  layer: LayerTable,
  query: Record<string, unknown> | undefined,
  ofTables: 'useFilter' | 'none',
): ReplicaLayer {
  const { id, geometryType } = layer.definition;
  const usual = geometryType === null && query === undefined ? ofTables : 'useFilter';
  const queryOption = asText(query?.['queryOption']) ?? usual;
  if (queryOption !== 'none' && queryOption !== 'useFilter' && queryOption !== 'all')
    throw invalidParameter('layerQueries', `queryOption ${queryOption}`);
  const where = typeof query?.['where'] === 'string' ? query['where'] : '';
  compileWhere(where, layer.definition);
  return {
    id,
    queryOption,
    where,
    useGeometry: isTrue(query?.['useGeometry'] ?? true),
    includeRelated: isTrue(query?.['includeRelated'] ?? true),
  };
}

function isTrue(value: unknown): boolean {
  return String(value).toLowerCase() === 'true';
}

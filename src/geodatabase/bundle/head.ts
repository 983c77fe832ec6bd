/**
 * The head of a bundle: a geodatabase's record as JSON. Layers are written as a service describes them, so that they are read with the same doubts.
 * What a reader does not know it leaves alone; a version that it does not know it refuses.
 */
import type { LayerSchema } from '../../shared/esri.js';
import { asArray, asBoolean, asNumber, asString, isObject, pick, type JsonObject } from '../../shared/json.js';
import { readEnvelope, readField, readSpatialReference } from '../../shared/layer-json.js';
import { completeSchema, fieldName } from '../../shared/layer-schema.js';
import type { Generations, GeodatabaseRecord, LayerQuery } from '../../shared/records.js';
import { stripSecrets } from '../../shared/urls.js';
import { damaged, unsupported } from '../failures.js';

const VERSION = 1;
const MODELS = ['perLayer', 'perReplica', 'none'] as const;
const DIRECTIONS = ['bidirectional', 'upload', 'download'] as const;
const ATTACHMENTS = ['bidirectional', 'upload', 'none'] as const;
const OPTIONS = ['useFilter', 'all', 'none'] as const;

export interface BundleHead {
  readonly geodatabase: GeodatabaseRecord;
  /** Rows by layer. */
  readonly counts: ReadonlyMap<number, number>;
}

export function writeHead({ geodatabase, counts }: BundleHead): string {
  const { registration, replicaId, serviceUrl, layers, ...rest } = geodatabase;
  return JSON.stringify({
    version: VERSION,
    ...rest,
    serviceUrl: stripSecrets(serviceUrl),
    // A copy that was never registered passes on what it was made by.
    replicaId: registration?.kind === 'pending' ? registration.refReplicaId : replicaId,
    layers: layers.map((layer) => ({ ...described(layer), count: counts.get(layer.layerId) ?? 0 })),
  });
}

/** @throws GdbError `unsupported-file` for another version, `bad-file` for what is no head */
export function readHead(text: string): BundleHead {
  const head = parse(text);
  const version = asNumber(head['version']);
  if (version === undefined) throw damaged('its head names no version');
  if (version !== VERSION) throw unsupported(`A bundle of version ${String(version)}`);
  const syncModel = oneOf(MODELS, head['syncModel']);
  const layers = asArray(head['layers']).filter(isObject);
  if (layers.length === 0) throw damaged('it has no layers');
  const schemas = layers.map(readLayer);
  if (new Set(schemas.map(({ layerId }) => layerId)).size < schemas.length) throw damaged('two layers have one id');
  const replicaId = asString(head['replicaId']) ?? '';
  if (replicaId === '' && syncModel !== 'none') throw damaged('it does not name its replica');
  const datum = head['datumTransformation'];
  const geometry = head['geometry'];
  const download = head['attachmentDownload'];
  const returnAttachments = asBoolean(head['returnAttachments']);
  const geodatabase: GeodatabaseRecord = {
    replicaId,
    replicaName: asString(head['replicaName']) ?? '',
    serviceUrl: stripSecrets(asString(head['serviceUrl']) ?? ''),
    syncModel,
    syncDirection: oneOf(DIRECTIONS, head['syncDirection']),
    attachments: oneOf(ATTACHMENTS, head['attachments']),
    generations: readGenerations(head['generations'], schemas),
    layers: schemas,
    queries: schemas.map(({ layerId }) => readQuery(asArray(head['queries']), layerId)),
    extent: readEnvelope(head['extent']) ?? null,
    spatialReference: readSpatialReference(head['spatialReference']) ?? null,
    createdAt: asNumber(head['createdAt']) ?? 0,
    lastSyncAt: asNumber(head['lastSyncAt']) ?? null,
    ...(isObject(geometry) ? { geometry } : {}),
    ...(returnAttachments === undefined ? {} : { returnAttachments }),
    ...(download === 'lazy' || download === 'eager' ? { attachmentDownload: download } : {}),
    ...(typeof datum === 'number' ? { datumTransformation: datum } : {}),
  };
  const counts = new Map(schemas.map(({ layerId }, i) => [layerId, asNumber(layers[i]?.['count']) ?? 0]));
  return { geodatabase, counts };
}

function described(layer: LayerSchema): JsonObject {
  const { layerId, capabilities, uniqueGlobalIds, editorTracking, versioning, ...rest } = layer;
  const [creationDateField, creatorField, editDateField, editorField] = editorTracking;
  return {
    ...rest,
    id: layerId,
    capabilities: capabilities.join(','),
    indexes: uniqueGlobalIds ? [{ fields: layer.globalIdField, isUnique: true }] : [],
    editFieldsInfo: { creationDateField, creatorField, editDateField, editorField },
    isDataBranchVersioned: versioning === 'branch',
    isDataVersioned: versioning !== undefined,
  };
}

function readLayer(body: JsonObject): LayerSchema {
  const layerId = asNumber(body['id']);
  const fields = asArray(body['fields']).flatMap((field) => readField(field) ?? []);
  const objectIdField = fieldName(fields, body['objectIdField'], 'esriFieldTypeOID');
  const globalIdField = fieldName(fields, body['globalIdField'], 'esriFieldTypeGlobalID');
  if (layerId === undefined || !Number.isInteger(layerId) || objectIdField === undefined || globalIdField === undefined)
    throw damaged('it has a layer without id, ObjectIDs or GlobalIDs');
  const name = asString(body['name']) ?? `Layer ${String(layerId)}`;
  return completeSchema(body, { layerId, name, objectIdField, globalIdField, fields }, []);
}

function readQuery(queries: readonly unknown[], layerId: number): LayerQuery {
  const query = queries.filter(isObject).find((one) => asNumber(one['layerId']) === layerId);
  if (!query) throw damaged(`it does not say what layer ${String(layerId)} holds`);
  const where = asString(query['where']);
  return {
    layerId,
    queryOption: oneOf(OPTIONS, query['queryOption']),
    ...(where === undefined ? {} : { where }),
    useGeometry: asBoolean(query['useGeometry']) ?? true,
    includeRelated: asBoolean(query['includeRelated']) ?? false,
  };
}

function readGenerations(value: unknown, layers: readonly LayerSchema[]): Generations {
  if (isObject(value)) {
    const serverGen = asNumber(value['serverGen']);
    if (value['kind'] === 'perReplica' && serverGen !== undefined) return { kind: 'perReplica', serverGen };
    const byLayer = isObject(value['byLayer']) ? value['byLayer'] : {};
    const known = layers.flatMap(({ layerId }) => {
      const generation = asNumber(pick(byLayer, String(layerId)));
      return generation === undefined ? [] : [[layerId, generation] as const];
    });
    if (value['kind'] === 'perLayer') return { kind: 'perLayer', byLayer: Object.fromEntries(known) };
  }
  throw damaged('it does not say what it is up to date with');
}

function oneOf<const T extends string>(words: readonly T[], value: unknown): T {
  const word = words.find((one) => one === value);
  if (word === undefined) throw damaged(`its head says "${asString(value)?.slice(0, 40) ?? ''}" where it may not`);
  return word;
}

function parse(text: string): JsonObject {
  try {
    const head: unknown = JSON.parse(text);
    if (isObject(head)) return head;
  } catch {
    // Told below.
  }
  throw damaged('its head is no JSON');
}

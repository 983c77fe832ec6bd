import { transaction } from '../database/driver.js';
import { ReplicaExport, type LayerDelta, type RowChanges } from '../data/replica-export.js';
import type { Replica } from '../data/replica-store.js';
import { ServiceError, invalidParameter } from '../errors.js';
import { isRecord } from '../json.js';
import { objectIdField, type Feature } from '../data/layer-definition.js';
import { json, type Reply } from '../reply.js';
import { featureServerUrl, type Call } from '../site.js';
import { needCapability, replicaError, wantsUrls } from './common.js';
import { deliver, submitJob, type Work } from './deliver.js';
import { readChangeFilter } from './replica-params.js';
import { generationValue } from './wire-words.js';

/** `extractChanges`: what changed since generations, without any replica. At once or by a job. */
export function extractChanges(call: Call): Reply {
  needCapability(call, 'ChangeTracking');
  if (call.params.flag('async', false)) return submitJob(call, 'extractChanges', {});
  return json(transaction(call.service.db, () => deliver(call, extractChangesWork(call))));
}

/** The work of a job that extracts changes. */
export function extractChangesWork(call: Call): Work {
  const { params, service } = call;
  refuseUnsupported(call);
  const filter = readChangeFilter(call);
  const replica: Replica = {
    ...filter,
    id: '',
    name: '',
    owner: null,
    version: null,
    generations: new Map(),
    created: 0,
    synced: 0,
  };
  const since = readGenerations(
    call,
    filter.layers.map(({ id }) => id),
  );
  const source = new ReplicaExport(service, replica, {
    author: { user: null, replica: null, call: -1, now: call.now },
    attachmentUrl: wantsUrls(call) ? featureServerUrl(call) : undefined,
  });
  const edits = filter.layers.map(({ id }) => {
    const { from, upTo } = since.get(id) ?? { from: service.changes.current };
    const changes = source.changes(id, { generation: from, ...(upTo === undefined ? {} : { upTo }) });
    const geometry = params.flag('returnHasGeometryUpdates', false) ? { hasGeometryUpdates: hasMoved(changes) } : {};
    if (params.flag('returnIdsOnly', false)) return { id, ...geometry, objectIds: wanted(call, objectIds(changes)) };
    const delta = source.toDelta(id, from, changes);
    return { id, ...geometry, ...wantedDelta(call, delta, source.wireAll(id, changes.deletes)) };
  });
  const serverGen = generationValue(service.changes.current, service.options);
  return {
    failed: false,
    reply: {
      layerServerGens: filter.layers.map(({ id }) => ({ id, serverGen })),
      responseType: 'esriDataChangesResponseTypeEdits',
      edits,
    },
  };
}

interface Lists {
  readonly adds: readonly unknown[];
  readonly updates: readonly unknown[];
  readonly deletes: readonly unknown[];
}

function wanted({ params }: Call, lists: Lists): Lists {
  return {
    adds: params.flag('returnInserts', false) ? lists.adds : [],
    updates: params.flag('returnUpdates', false) ? lists.updates : [],
    deletes: params.flag('returnDeletes', false) ? lists.deletes : [],
  };
}

function wantedDelta(call: Call, delta: LayerDelta, deletedRows: unknown[]): object {
  const pick = ({ adds, updates, deleteIds }: LayerDelta['features']): object => {
    const picked = wanted(call, { adds, updates, deletes: deleteIds });
    return { adds: picked.adds, updates: picked.updates, deleteIds: picked.deletes };
  };
  const deleted = call.params.flag('returnDeletedFeatures', false) ? { deletes: deletedRows } : {};
  return {
    features: { ...pick(delta.features), ...deleted },
    ...(delta.attachments === undefined ? {} : { attachments: pick(delta.attachments) }),
  };
}

function objectIds({ adds, updates, deletes }: RowChanges): Lists {
  const id = ({ attributes }: Feature): unknown => attributes[objectIdField];
  return { adds: adds.map(id), updates: updates.map(({ row }) => id(row)), deletes: deletes.map(id) };
}

function hasMoved({ updates }: RowChanges): boolean {
  return updates.some(({ row, before }) => JSON.stringify(row.geometry) !== JSON.stringify(before?.geometry ?? null));
}

/** `layerServerGens`, or `serverGens` for all layers: a number, or the oldest and the newest. */
function readGenerations(call: Call, layers: readonly number[]): Map<number, { from: number; upTo?: number }> {
  const { minimum } = call.service.changes;
  const check = (from: number): number => {
    if (!Number.isInteger(from)) throw invalidParameter('serverGens', 'a generation is required');
    if (from < minimum) throw replicaError(call, `Generation ${from} is older than the retained changes (${minimum}).`);
    return from;
  };
  const perLayer = call.params.json('layerServerGens');
  if (Array.isArray(perLayer)) {
    return new Map(
      perLayer.filter(isRecord).map((entry) => {
        const from = Number(entry['minServerGen'] ?? entry['serverGen']);
        const upTo = entry['minServerGen'] === undefined ? {} : { upTo: Number(entry['serverGen']) };
        return [Number(entry['id']), { from: check(from), ...upTo }];
      }),
    );
  }
  const all = call.params.json('serverGens');
  const [from, upTo] = (Array.isArray(all) ? all : [all]).map(Number);
  const range = { from: check(from ?? NaN), ...(upTo === undefined ? {} : { upTo }) };
  return new Map(layers.map((id) => [id, range]));
}

function refuseUnsupported({ params }: Call): void {
  for (const name of ['fieldsToCompare', 'changesExtentGridCell'])
    if (params.text(name) !== undefined && params.text(name) !== 'none')
      throw new ServiceError(400, `'${name}' is not supported`);
  if (params.flag('returnExtentOnly', false)) throw new ServiceError(400, `'returnExtentOnly' is not supported`);
  const format = params.text('dataFormat')?.toLowerCase() ?? 'json';
  if (format !== 'json') throw new ServiceError(400, `dataFormat ${format} is not supported: json is.`);
}

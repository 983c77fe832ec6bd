import type { Replica } from '../data/replica-store.js';
import { invalidParameter } from '../errors.js';
import { asText, isRecord } from '../json.js';
import type { Call } from '../site.js';
import { checkDates, replicaError, wantsUrls } from './common.js';
import { checkFormat } from './replica-params.js';
import { needReconcile, needSyncCapability } from './sync-capabilities.js';

const directions = ['download', 'upload', 'bidirectional', 'snapshot'] as const;
type Direction = (typeof directions)[number];

/** One layer of a sync. */
export interface SyncLayer {
  readonly id: number;
  readonly uploads: boolean;
  readonly downloads: boolean;
  /** all its data are sent anew */
  readonly isReplaced: boolean;
  /** what the client has; only meaningful where it downloads */
  readonly generation: number;
}

/** What a synchronizeReplica asks for. */
export interface SyncRequest {
  readonly replica: Replica;
  readonly layers: readonly SyncLayer[];
  readonly rollbackOnFailure: boolean;
  readonly returnIdsForAdds: boolean;
  readonly attachmentsByUrl: boolean;
  readonly closeReplica: boolean;
  readonly reconciles: boolean;
}

/** @throws {ServiceError} for a replica that is unknown or locked, or a generation that is missing, too old or from the future */
export function readSyncRequest(call: Call): SyncRequest {
  const { params, service } = call;
  const replica = findReplica(call);
  checkFormat(call, replica.syncModel);
  checkDates(call);
  checkLock(call, replica);
  const rollbackOnFailure = params.flag('rollbackOnFailure', service.options.rollbackDefault === 'true');
  if (rollbackOnFailure) needSyncCapability(call, 'supportsRollbackOnFailure');
  const reconciles = params.flag('reconcileBranchVersion', false);
  if (reconciles) needReconcile(call);
  return {
    replica,
    layers: replica.syncModel === 'perLayer' ? readSyncLayers(call, replica) : readOneForAll(call, replica),
    rollbackOnFailure,
    returnIdsForAdds: params.flag('returnIdsForAdds', false),
    attachmentsByUrl: wantsUrls(call),
    closeReplica: params.flag('closeReplica', false),
    reconciles,
  };
}

/** @returns the replica that the request names, if its caller may see it */
export function findReplica(call: Call): Replica {
  const { params, service, user } = call;
  const id = params.required('replicaID');
  const replica = service.replicas.find(id);
  const mine = !service.options.secured || user?.role === 'admin' || replica?.owner === user?.username;
  if (replica === undefined || !mine)
    throw replicaError(call, `Replica '${id.slice(0, 60)}' does not exist or is not registered.`);
  return replica;
}

/** Requests are one uninterrupted step each, so only a job can hold a replica while another sync of it arrives. */
function checkLock(call: Call, replica: Replica): void {
  const isJob = call.entry === null;
  if (isJob || call.service.options.replicaLock === 'none') return;
  const holds = ({ operation, reply }: { operation: string; reply: Readonly<Record<string, unknown>> }): boolean =>
    operation === 'synchronizeReplica' && reply['replicaID'] === replica.id;
  if (call.service.jobs.unfinished().some(holds))
    throw replicaError(call, `Replica '${replica.name}' is locked: another synchronization of it is running.`);
}

function readOneForAll(call: Call, replica: Replica): SyncLayer[] {
  const direction = call.params.choice('syncDirection', directions, 'bidirectional');
  const sent = call.params.integer('replicaServerGen');
  return replica.layers.map(({ id }) => syncLayer(call, { id, direction, sent, name: 'replicaServerGen' }));
}

function readSyncLayers(call: Call, replica: Replica): SyncLayer[] {
  const { params } = call;
  const entries = params.json('syncLayers');
  if (!Array.isArray(entries)) throw invalidParameter('syncLayers', 'it is required for the sync model perLayer');
  const fallback = params.choice('syncDirection', directions, 'bidirectional');
  return entries.map((entry) => {
    const id = isRecord(entry) ? Number(entry['id']) : NaN;
    if (!isRecord(entry) || !replica.layers.some((layer) => layer.id === id))
      throw invalidParameter('syncLayers', `layer ${id} is not in the replica`);
    const named = (asText(entry['syncDirection']) ?? fallback).toLowerCase();
    const direction = directions.find((one) => one === named);
    if (direction === undefined) throw invalidParameter('syncLayers', `syncDirection ${named}`);
    const generation = entry['serverGen'];
    return syncLayer(call, {
      id,
      direction,
      sent: generation == null ? undefined : Number(generation),
      name: 'serverGen',
    });
  });
}

function syncLayer(
  call: Call,
  wanted: { id: number; direction: Direction; sent: number | undefined; name: string },
): SyncLayer {
  const { id, direction, sent, name } = wanted;
  if (direction !== 'bidirectional') needSyncCapability(call, 'supportsSyncDirectionControl');
  const downloads = direction === 'download' || direction === 'bidirectional';
  const uploads = direction === 'upload' || direction === 'bidirectional';
  const layer = { id, uploads, downloads, isReplaced: direction === 'snapshot', generation: 0 };
  if (!downloads) return layer;
  const { current, minimum } = call.service.changes;
  if (sent === undefined || !Number.isInteger(sent))
    throw invalidParameter(name, `it is required to synchronize layer ${id}`);
  if (sent > current) throw replicaError(call, `${name} ${sent} is newer than the service.`);
  if (sent >= minimum) return { ...layer, generation: sent };
  if (call.service.options.staleGeneration === 'replacement') return { ...layer, downloads: false, isReplaced: true };
  throw replicaError(call, `${name} ${sent} is older than the retained changes. Recreate the replica.`);
}

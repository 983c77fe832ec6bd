import { transaction } from '../database/driver.js';
import type { Replica } from '../data/replica-store.js';
import { ServiceError } from '../errors.js';
import { project, spatialReference } from '../geometry/project.js';
import { json, type Reply } from '../reply.js';
import type { Call } from '../site.js';
import { needCapability } from './common.js';
import { generationKeys } from './deliver.js';
import { replicasPage } from './directory.js';
import { findReplica } from './sync-params.js';

/** `replicas`: those of the caller, for an admin those of all. */
export function replicas(call: Call): Reply {
  needCapability(call, 'Sync');
  const withVersion = call.params.flag('returnVersion', false);
  const dates = call.params.flag('returnLastSyncDate', false);
  const version = call.params.text('replicaVersion');
  const asked = visibleReplicas(call).filter((replica) => version === undefined || replica.version === version);
  return json(
    asked.map((replica) => ({
      replicaName: replica.name,
      replicaID: replica.id,
      ...(withVersion ? { replicaVersion: replica.version } : {}),
      ...(dates ? { lastSyncDate: replica.synced } : {}),
    })),
    () => replicasPage(call, visibleReplicas(call)),
  );
}

/** `replicas/{id}`. The generations per layer are text that holds JSON, as the documentation shows. */
export function replicaInfo(call: Call): Reply {
  needCapability(call, 'Sync');
  const wanted = call.service.replicas.find(call.path['replica'] ?? '');
  const replica = visibleReplicas(call).find(({ id }) => id === wanted?.id);
  if (replica === undefined)
    throw new ServiceError(404, `Replica ${(call.path['replica'] ?? '').slice(0, 60)} was not found`);
  const { options } = call.service;
  const { layerServerGens, ...generations } = generationKeys(replica, replica.generations, options);
  const perLayer = options.replicaGenerations === 'text' ? JSON.stringify(layerServerGens) : layerServerGens;
  return json({
    replicaName: replica.name,
    replicaID: replica.id,
    replicaOwner: replica.owner ?? '',
    ...(call.service.options.versioning === 'none' ? {} : { replicaVersion: replica.version }),
    syncModel: replica.syncModel,
    ...generations,
    ...(layerServerGens === undefined ? {} : { layerServerGens: perLayer }),
    creationDate: replica.created,
    lastSyncDate: replica.synced,
    returnAttachments: replica.returnAttachments,
    attachmentsSyncDirection: replica.attachmentsSyncDirection,
    spatialRel: 'esriSpatialRelIntersects',
    targetType: replica.targetType,
    syncDirection: replica.syncDirection,
    geometry: replica.geometry && {
      ...project(replica.geometry, 4326, replica.wkid),
      spatialReference: spatialReference(replica.wkid),
    },
    geometryType: replica.geometryType,
    spatialReference: spatialReference(replica.wkid),
    layers: replica.layers,
  });
}

/** `unRegisterReplica`: `*` means all that the caller may see. */
export function unRegisterReplica(call: Call): Reply {
  needCapability(call, 'Sync');
  try {
    transaction(call.service.db, () => {
      const gone = call.params.required('replicaID').trim() === '*' ? visibleReplicas(call) : [findReplica(call)];
      for (const { id } of gone) call.service.replicas.delete(id);
    });
    return json({ success: true });
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    if (call.service.options.unregisterFailure === 'error') throw error;
    return json({ success: false, ...error.body(call.service.options.errorDetails) });
  }
}

/** @returns the replicas that the caller may see */
export function visibleReplicas({ service, user }: Call): Replica[] {
  const all = service.replicas.all();
  return !service.options.secured || user?.role === 'admin' ? all : all.filter(({ owner }) => owner === user?.username);
}

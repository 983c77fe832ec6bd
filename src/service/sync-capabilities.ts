/** `syncCapabilities` and `capabilities` of the service root, misspellings and defaults resolved (protocol 1.1, 1.2). Pure. */
import { asBoolean, asNumber, asString, isObject, pick, type JsonObject } from '../shared/json.js';
import type { ServiceCapabilities } from '../sync/ports.js';
import { readTokens } from '../shared/layer-schema.js';

/** `root`: the service's own description. */
export function readCapabilities(root: JsonObject): ServiceCapabilities {
  const tokens = new Set(readTokens(asString(pick(root, 'capabilities')) ?? ''));
  const given = pick(root, 'syncCapabilities');
  const sync: JsonObject = isObject(given) ? given : {};
  const flag = (...names: readonly string[]): boolean | undefined => asBoolean(pick(sync, ...names));
  // Services of the 10.0 era list `Editing` alone and mean all three.
  const editsAll = tokens.has('EDITING') && !['CREATE', 'UPDATE', 'DELETE'].some((token) => tokens.has(token));
  return {
    currentVersion: asNumber(pick(root, 'currentVersion')) ?? null,
    canSync: tokens.has('SYNC'),
    canCreate: editsAll || tokens.has('CREATE'),
    canUpdate: editsAll || tokens.has('UPDATE'),
    canDelete: editsAll || tokens.has('DELETE'),
    uploads: tokens.has('UPLOADS'),
    async: flag('supportsAsync') ?? false,
    directionControl: flag('supportsSyncDirectionControl') ?? false,
    perLayer: flag('supportsPerLayerSync') ?? false,
    // The one capability that is there when nothing is said.
    perReplica: flag('supportsPerReplicaSync') ?? true,
    rollbackOnFailure: flag('supportsRollbackOnFailure') ?? false,
    attachmentsDirection: flag('supportsAttachmentsSyncDirection') ?? false,
    registerExistingData: flag('supportsRegisteringExistingData', 'supportsRegisterExistingData') ?? false,
    syncModelNone: flag('supportsSyncModelNone') ?? false,
    reconcileBranchVersion: flag('supportsBranchVersionReconcile', 'supportsReconcileBranchVersion') ?? false,
    replicaLists: readReplicaLists(
      pick(sync, 'advancedReplicasResourceCapabilities', 'advancedReplicaResourcesCapabilities'),
    ),
  };
}

function readReplicaLists(value: unknown): ServiceCapabilities['replicaLists'] {
  const lists: JsonObject = isObject(value) ? value : {};
  const flag = (...names: readonly string[]): boolean => asBoolean(pick(lists, ...names)) ?? false;
  return {
    version: flag('supportsReturnVersion', 'supportsVersion'),
    lastSyncDate: flag('supportsReturnLastSyncDate', 'supportsLastSyncDate'),
  };
}

/** What a service cannot do is said before anything is asked of it, with what its admin would have to switch on. Pure. */
import { GdbError } from '../shared/errors.js';
import type {
  GenerateGeodatabaseParameters,
  GeodatabaseRecord,
  Operation,
  SyncGeodatabaseParameters,
} from '../shared/records.js';
import type { ServiceCapabilities, ServiceDescription } from './ports.js';

/** Throws `not-supported`. */
export function requireSupport(
  operation: Operation,
  geodatabase: GeodatabaseRecord | null,
  { capabilities }: ServiceDescription,
): void {
  if (operation.kind !== 'generate' && operation.kind !== 'sync') return;
  if (operation.kind === 'sync' && geodatabase?.registration?.kind === 'pending')
    throw new GdbError(
      'not-registered',
      'This area was loaded from a file and is not registered with the service yet. Register it, or take the area offline anew; edits on this device are kept.',
    );
  const lacks =
    operation.kind === 'generate'
      ? lacksForCopy(operation.parameters, capabilities)
      : lacksForSync(operation.parameters, geodatabase, capabilities);
  if (lacks !== null) throw new GdbError('not-supported', lacks);
}

const SYNC_IS_OFF =
  'This service does not allow sync. Ask its admin to switch on "Sync" (ArcGIS Online: item settings, "Enable Sync"; Enterprise: feature access, "Sync").';

function lacksForCopy(
  { syncModel, attachments }: GenerateGeodatabaseParameters,
  can: ServiceCapabilities,
): string | null {
  if (syncModel === 'none')
    return can.syncModelNone
      ? null
      : 'This service gives no copies without a replica (supportsSyncModelNone). Take the area with a replica.';
  if (!can.canSync) return SYNC_IS_OFF;
  if (syncModel === 'perLayer' && !can.perLayer)
    return 'This service cannot sync layer by layer (supportsPerLayerSync). Take the area with syncModel "perReplica".';
  if (syncModel === 'perReplica' && !can.perReplica)
    return 'This service cannot sync a replica as a whole (supportsPerReplicaSync). Take the area with syncModel "perLayer".';
  if (attachments === 'upload' && !can.attachmentsDirection)
    return 'This service cannot only send attachments (supportsAttachmentsSyncDirection). Take them both ways, or none.';
  return null;
}

function lacksForSync(
  { rollbackOnFailure, reconcileBranchVersion, syncDirection, layerOptions = [] }: SyncGeodatabaseParameters,
  geodatabase: GeodatabaseRecord | null,
  can: ServiceCapabilities,
): string | null {
  if (geodatabase?.syncModel === 'none')
    return 'This area was taken as a copy (syncModel "none"): the service does not remember it, so it cannot be synced. Remove it and take the area anew.';
  if (!can.canSync) return SYNC_IS_OFF;
  if (rollbackOnFailure && !can.rollbackOnFailure)
    return 'This service cannot undo a whole upload when one edit fails (supportsRollbackOnFailure). Sync without rollbackOnFailure: each edit then succeeds or fails by itself.';
  if (reconcileBranchVersion === true && !can.reconcileBranchVersion)
    return 'This service cannot reconcile a version as it syncs (supportsBranchVersionReconcile: ArcGIS Enterprise 11 with branch versioned data). Sync without reconcileBranchVersion.';
  if (layerOptions.length > 0 && geodatabase?.syncModel === 'perReplica')
    return 'This replica syncs all its layers in one direction. Only one taken with syncModel "perLayer" has a direction for each layer.';
  const wantsSnapshot = [syncDirection, ...layerOptions.map((option) => option.syncDirection)].includes('snapshot');
  if (wantsSnapshot && !can.directionControl)
    return 'This service has no direction control (supportsSyncDirectionControl), so it cannot send everything anew. Remove the area and take it again.';
  return null;
}

import { ServiceError } from '../errors.js';
import type { Call } from '../site.js';

/** What a service can do in sync unless its options say otherwise (protocol.md section 1.2). */
const standard = {
  supportsAsync: true,
  supportsRegisteringExistingData: true,
  supportsSyncDirectionControl: true,
  supportsPerLayerSync: true,
  supportsPerReplicaSync: true,
  supportsSyncModelNone: true,
  supportsRollbackOnFailure: true,
  supportsAttachmentsSyncDirection: true,
  supportsBiDirectionalSyncForServer: false,
} as const;

/** Name of a sync capability. */
export type SyncCapability = keyof typeof standard;

/** @returns the `syncCapabilities` of the service root */
export function syncCapabilities({ service }: Pick<Call, 'service'>): Record<string, unknown> {
  return { ...standard, ...service.options.syncCapabilities };
}

/**
 * What the metadata deny does not work, or a client that never looked at them would go unnoticed.
 * @throws {ServiceError} 400 when the service does not have the capability
 */
export function needSyncCapability(call: Call, capability: SyncCapability): void {
  if (syncCapabilities(call)[capability] === true) return;
  throw new ServiceError(400, `Operation is not supported: ${capability} is false.`);
}

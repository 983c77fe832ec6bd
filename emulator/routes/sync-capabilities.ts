import { ServiceError, invalidParameter } from '../errors.js';
import type { ServiceOptions } from '../options.js';
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
  supportsQueryWithDatumTransformation: true,
  advancedReplicasResourceCapabilities: { supportsReturnVersion: true, supportsReturnLastSyncDate: true },
} as const;

/** Name of a sync capability. */
export type SyncCapability = keyof typeof standard;

/** How the samples of the documentation spell some of them. */
const sampleNames: Readonly<Record<string, string>> = {
  supportsAsync: 'supportsASync',
  supportsRegisteringExistingData: 'supportsRegisterExistingData',
  supportsQueryWithDatumTransformation: 'supportsQueryWithDatumTransformatiom',
  advancedReplicasResourceCapabilities: 'advancedReplicaResourcesCapabilities',
};

/** @returns the `syncCapabilities` of the service root */
export function syncCapabilities({ service }: Pick<Call, 'service'>): Record<string, unknown> {
  const own = capabilitiesOf(service.options);
  if (service.options.capabilityNames === 'documented') return own;
  return Object.fromEntries(Object.entries(own).map(([name, value]) => [sampleNames[name] ?? name, value]));
}

/**
 * @throws {ServiceError} 400 where a branch version cannot be reconciled before a sync: it takes 11.0 and branch versions
 */
export function needReconcile({ service }: Pick<Call, 'service'>): void {
  if (!canReconcile(service.options))
    throw invalidParameter('reconcileBranchVersion', 'the service has no branch versions');
}

function canReconcile({ currentVersion, versioning }: ServiceOptions): boolean {
  return currentVersion >= 11 && versioning === 'branch';
}

function capabilitiesOf(options: ServiceOptions): Record<string, unknown> {
  const reconcile = canReconcile(options) ? { supportsReconcileBranchVersion: true } : {};
  return { ...standard, ...reconcile, ...options.syncCapabilities };
}

/**
 * What the metadata deny does not work, or a client that never looked at them would go unnoticed.
 * @throws {ServiceError} 400 when the service does not have the capability
 */
export function needSyncCapability(call: Call, capability: SyncCapability): void {
  if (capabilitiesOf(call.service.options)[capability] === true) return;
  throw new ServiceError(400, `Operation is not supported: ${capability} is false.`);
}

import type { Author } from '../data/change-log.js';
import type { LayerTable } from '../data/layer-table.js';
import type { EditMode } from '../data/feature-edits.js';
import { EditError, ServiceError, invalidParameter } from '../errors.js';
import { capabilities } from '../options.js';
import type { EditCounts } from '../request-log.js';
import type { Call } from '../site.js';

/** @returns the layer that the path names */
export function layerOf(call: Call): LayerTable {
  const layer = call.service.layers.get(Number(call.path['layer']));
  if (layer === undefined) throw new ServiceError(404, `Layer ${call.path['layer'] ?? ''} was not found`);
  return layer;
}

/** @returns who makes the edits of this call */
export function authorOf(call: Call, replica: string | null = null): Author {
  return { user: call.user?.username ?? null, replica, call: call.service.changes.nextCall(), now: call.now };
}

/** @returns what makes an edit of this call fail, where a fault says so. @param operation its name in faults */
export function strikesOf({ site }: Call, operation: string): EditMode['strike'] {
  return (layer, kind) => {
    const fault = site.faults.takeForEdit(operation, { layer, kind });
    if (fault !== undefined)
      throw new EditError(fault.code, fault.message ?? 'Unable to complete operation.', fault.extendedCode);
  };
}

/** @throws {ServiceError} 400 when the service does not have the capability */
export function needCapability(call: Call, capability: string): void {
  if (capabilities(call.service.options).includes(capability)) return;
  throw new ServiceError(400, `Operation is not supported: the service does not have the ${capability} capability.`);
}

/** @returns whether attachments are wanted as URLs; clients misspell the parameter in more than one way */
export function wantsUrls({ params, service }: Call): boolean {
  const usual = service.options.attachmentsByUrlDefault === 'true';
  return params.flag('returnAttachmentsDataByUrl', params.flag('returnAttachmentDatabyURL', usual));
}

/**
 * Dates whose zone nobody knows are taken from clients only that say they know (`timeReferenceUnknownClient`).
 * @throws {ServiceError} 400 otherwise, and for a `datumTransformation` that is none
 */
export function checkDates({ params, service }: Call): void {
  if (service.options.datesInUnknownTimezone && !params.flag('timeReferenceUnknownClient', false))
    throw invalidParameter(
      'timeReferenceUnknownClient',
      'true is required: dates of this service have no known time zone',
    );
  const datum = params.text('datumTransformation') ?? params.text('datumTransformations');
  if (datum !== undefined && !/^\s*(\d+|[[{].*)\s*$/s.test(datum)) throw invalidParameter('datumTransformation');
}

/** @returns an error about a replica; which code services give is not known */
export function replicaError({ service }: Pick<Call, 'service'>, message: string): ServiceError {
  return new ServiceError(Number(service.options.syncErrorCode), message);
}

interface Lists {
  readonly adds: readonly unknown[];
  readonly updates: readonly unknown[];
  readonly deletes: readonly unknown[];
}

/** @returns how many edits a layer was sent, for the log */
export function countEdits({ id, attachments, ...features }: Lists & { id: number; attachments: Lists }): EditCounts {
  const count = ({ adds, updates, deletes }: Lists): Omit<EditCounts, 'id' | 'attachments'> => ({
    adds: adds.length,
    updates: updates.length,
    deletes: deletes.length,
  });
  return { id, ...count(features), attachments: count(attachments) };
}

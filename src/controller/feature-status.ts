/** "Sent, 2 photos waiting": where one feature stands, its row and its files apart. */
import { toGlobalId, type GlobalId } from '../shared/ids.js';
import type { AttachmentRecord } from '../shared/records.js';
import type { LocalStorePort } from '../sync/ports.js';

export interface FeatureStatus {
  /**
   * `sent`: this device knows of nothing of the row that the service has not. `waiting`: changed here, not sent. `deleting`: its delete is not sent. `refused`: the
   * service, or this device, refused it, and it waits for a person.
   */
  readonly row: 'sent' | 'waiting' | 'deleting' | 'refused';
  /** Files to be added, replaced or removed with a sync. */
  readonly attachmentsWaiting: number;
  /** Bytes of those that are to be added or replaced. */
  readonly attachmentBytesWaiting: number;
  readonly attachmentsRefused: number;
}

/** Null where this device has no such feature. */
export async function featureStatus(
  store: Pick<LocalStorePort, 'queryFeatures' | 'queryAttachments' | 'pendingEdits'>,
  layerId: number,
  given: GlobalId,
): Promise<FeatureStatus | null> {
  const globalId = toGlobalId(given);
  const [{ features }, attachments] = await Promise.all([
    store.queryFeatures(layerId, { globalIds: [globalId], returnGeometry: false, outFields: [] }),
    store.queryAttachments(layerId, [globalId]),
  ]);
  const row = rowStatus(features[0]?.pending) ?? (await deletedStatus(store, layerId, globalId));
  return row === null ? null : { row, ...filesOf(attachments) };
}

function rowStatus(pending: 'none' | 'add' | 'update' | 'refused' | undefined): FeatureStatus['row'] | null {
  if (pending === undefined) return null;
  if (pending === 'refused') return 'refused';
  return pending === 'none' ? 'sent' : 'waiting';
}

/** A deleted row is shown by no query. */
async function deletedStatus(
  store: Pick<LocalStorePort, 'pendingEdits'>,
  layerId: number,
  globalId: GlobalId,
): Promise<'deleting' | null> {
  const edits = await store.pendingEdits(layerId, globalId);
  return edits.some(({ operation }) => operation === 'delete') ? 'deleting' : null;
}

function filesOf(attachments: readonly AttachmentRecord[]): Omit<FeatureStatus, 'row'> {
  const waiting = attachments.filter(({ state }) => state.kind === 'pending');
  const going = waiting.filter(({ state }) => state.kind === 'pending' && state.operation !== 'attachDelete');
  return {
    attachmentsWaiting: waiting.length,
    attachmentBytesWaiting: going.reduce((sum, { size }) => sum + size, 0),
    attachmentsRefused: attachments.filter(({ state }) => state.kind === 'refused').length,
  };
}

/** The whole numbers by which the SDK knows rows and attachments, for what this library knows by GlobalID. */
import { GdbError } from '../../shared/errors.js';
import { toGlobalId, type GlobalId } from '../../shared/ids.js';
import type { AttachmentRecord } from '../../shared/records.js';
import type { LocalCopy } from './local-copy.js';

/** Throws `feature-not-found`. */
export async function globalIdOf(controller: LocalCopy, layerId: number, objectId: number): Promise<GlobalId> {
  const [globalId] = await controller.queryGlobalIds(layerId, { objectIds: [objectId] });
  if (globalId !== undefined) return globalId;
  throw new GdbError(
    'feature-not-found',
    `Layer ${String(layerId)} has no feature with the ObjectID ${String(objectId)} on this device.`,
  );
}

/**
 * The id of an attachment: the service's, or while that is not known a negative one made from its GlobalID, always the same. Among the few
 * attachments of a feature two will not meet.
 */
export function attachmentIdOf({ attachmentId, globalId }: AttachmentRecord): number {
  if (attachmentId !== null) return attachmentId;
  let hash = 0;
  for (const letter of toGlobalId(globalId)) hash = (Math.imul(hash, 31) + letter.charCodeAt(0)) | 0;
  return -1 - (hash >>> 1);
}

/** Throws `attachment-not-found`. */
export async function attachmentById(
  controller: LocalCopy,
  layerId: number,
  feature: { readonly globalId: GlobalId; readonly attachmentId: number },
): Promise<AttachmentRecord> {
  const all = await controller.queryAttachments(layerId, [feature.globalId]);
  const found = all.find((attachment) => attachmentIdOf(attachment) === feature.attachmentId);
  if (found !== undefined) return found;
  throw new GdbError(
    'attachment-not-found',
    `The feature has no attachment ${String(feature.attachmentId)} on this device.`,
  );
}

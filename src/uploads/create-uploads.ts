/**
 * Entry of this room: brings the bytes of one attachment to the service, or decides that they travel inside the edits.
 * A receipt is noted before it is returned, so that a reload never sends a file twice.
 */
import { GdbError } from '../shared/errors.js';
import { PART_SIZE } from '../shared/parts.js';
import type { AttachmentRecord, UploadLimits, UploadProgress } from '../shared/records.js';
import type { UploadHooks, UploadItem, UploadRequest, UploadServicePort, UploadsPort } from '../sync/ports.js';
import { exceeds, isRefusal, megabytes, refusedError } from './refusal.js';
import { uploadInParts } from './upload-parts.js';
import { uploadWhole } from './upload-whole.js';

type Receipt = Extract<UploadProgress, { kind: 'item' | 'inline' }>;

/** What {@link createUploads} needs. */
export interface UploadsOptions {
  /** Epoch ms, for receipts. */
  readonly now: () => number;
  /** Bytes up to which a file goes in one request. Default PART_SIZE. */
  readonly smallLimit?: number;
  /** Bytes up to which a file may travel as base64 inside the edits, where it cannot be uploaded. Default 5 MB. */
  readonly inlineLimit?: number;
}

/** Ms for which limits are believed: an admin may raise them. */
const FRESH = 3_600_000;

const NO_LIMITS: UploadLimits = { maxBytes: null, fileTypes: null };

/** Makes the mover of one service's attachments. Asks for its limits once an hour. */
export function createUploads(service: UploadServicePort, options: UploadsOptions): UploadsPort {
  const { now, smallLimit = PART_SIZE, inlineLimit = 5 * 1024 * 1024 } = options;
  let told: { readonly limits: UploadLimits; readonly at: number } | null = null;

  const limitsOf: UploadsPort['limits'] = async ({ uploadsSupported }, { signal }) => {
    if (!uploadsSupported) return { ...NO_LIMITS, maxBytes: inlineLimit };
    if (told === null || now() - told.at > FRESH) told = { limits: await service.uploadLimits({ signal }), at: now() };
    return told.limits;
  };

  const send = (attachment: AttachmentRecord, hooks: UploadHooks): Promise<UploadItem> =>
    attachment.size <= smallLimit
      ? uploadWhole(service, attachment, hooks)
      : uploadInParts({ service, attachment, hooks });

  const ensureUploaded = async (
    { attachment, uploadsSupported }: UploadRequest,
    hooks: UploadHooks,
  ): Promise<Receipt> => {
    const { upload, contentVersion, size } = attachment;
    const { signal } = hooks;
    if (upload.kind === 'inline' && upload.contentVersion === contentVersion) return upload;
    const inline = async (): Promise<Receipt> => keep({ kind: 'inline', contentVersion }, hooks);

    if (!uploadsSupported) {
      if (size <= inlineLimit) return inline();
      const reason = `the service has no Uploads, and inside the edits there is room for ${megabytes(inlineLimit)}`;
      throw refusedError({ attachment, limits: NO_LIMITS, reason });
    }
    if (upload.kind === 'item' && upload.contentVersion === contentVersion) {
      const item = await service.item(upload.itemId, { signal });
      if (item?.committed === true && hasSize(item, size)) return upload;
    }
    const limits = await limitsOf({ uploadsSupported }, { signal });
    const reason = exceeds(attachment, limits);
    if (reason !== null) {
      if (size <= inlineLimit) return inline();
      throw refusedError({ attachment, limits, reason });
    }
    let item: UploadItem;
    try {
      item = await send(attachment, hooks);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      if (size <= inlineLimit) return inline();
      throw refusedError({ attachment, limits, cause: error });
    }
    if (!item.committed || !hasSize(item, size)) {
      await hooks.save({ kind: 'none' });
      throw new GdbError('bad-reply', `${attachment.name} did not arrive whole. It will be sent again.`, {
        answered: true,
        retryable: true,
      });
    }
    return keep({ kind: 'item', itemId: item.itemId, contentVersion, at: now() }, hooks);
  };
  return { limits: limitsOf, ensureUploaded };
}

async function keep(receipt: Receipt, hooks: UploadHooks): Promise<Receipt> {
  await hooks.save(receipt);
  return receipt;
}

/** Some services commit an item although a part of it was lost: where the size is told, it decides. */
function hasSize(item: UploadItem, size: number): boolean {
  return item.size === null || item.size === size;
}

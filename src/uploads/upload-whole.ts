import type { AttachmentRecord } from '../shared/records.js';
import type { UploadHooks, UploadItem, UploadServicePort } from '../sync/ports.js';
import { readFile } from './read-file.js';

/** A small file in one request. A lost reply leaves an item behind that the service clears away. */
export async function uploadWhole(
  service: UploadServicePort,
  attachment: AttachmentRecord,
  hooks: UploadHooks,
): Promise<UploadItem> {
  const { signal } = hooks;
  const item = await service.upload({ name: attachment.name, bytes: await readFile(attachment, hooks) }, { signal });
  const committed = item.committed ? item : await service.commitItem(item.itemId, [], { signal });
  hooks.onProgress(attachment.size);
  return committed;
}

/** Small pictures of attachments, kept beside their bytes and gone with them. They can be made again, so a relaxed write will do. */
import type { KeptThumbnail } from '../../shared/records.js';
import { read, write, type Session } from '../work.js';
import { getAttachment, type AttachmentKey } from './settle.js';

/** Null when none was made of this content. */
export async function readThumbnail(
  session: Session,
  key: Pick<AttachmentKey, 'layerId' | 'globalId'>,
  contentVersion: number,
): Promise<KeptThumbnail | null> {
  return read(session, ['meta', 'thumb'], async (tx) => {
    const kept = await tx.objectStore('thumb').get([key.layerId, key.globalId]);
    return kept?.contentVersion === contentVersion ? kept : null;
  });
}

/** One of a content that was replaced or removed meanwhile is of no use. */
export async function saveThumbnail(session: Session, key: AttachmentKey, thumbnail: KeptThumbnail): Promise<void> {
  await write(session, { stores: ['meta', 'attach', 'thumb'], durability: 'relaxed' }, async (work) => {
    const record = await getAttachment(work, key);
    if (record?.contentVersion !== thumbnail.contentVersion) return;
    await work.tx.objectStore('thumb').put(thumbnail, [key.layerId, key.globalId]);
  });
}

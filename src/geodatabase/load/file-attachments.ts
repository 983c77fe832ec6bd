import type { FileAttachment } from '../../shared/replica-file.js';
import { unsupported } from '../failures.js';
import type { MobileAttachment } from '../types.js';

/** Attachments of a layer as something to be loaded. Throws `unsupported-file` for one that no GlobalIDs name. */
export async function* fileAttachments(
  { layerId, name: layerName }: { readonly layerId: number; readonly name: string },
  attachments: AsyncIterable<MobileAttachment>,
): AsyncGenerator<FileAttachment> {
  for await (const { content, ...attachment } of attachments) {
    const { globalId, parentGlobalId, attachmentId, name, contentType, keywords } = attachment;
    if (globalId === null || parentGlobalId === null)
      throw unsupported(`An attachment of ${layerName} without GlobalIDs`);
    const size = content?.size ?? 0;
    const change = { globalId, parentGlobalId, attachmentId, name, contentType, size, keywords, url: null };
    yield { layerId, change, content };
  }
}

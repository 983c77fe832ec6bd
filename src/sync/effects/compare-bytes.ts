import { isGdbError } from '../../shared/errors.js';
import type { AttachmentRecord } from '../../shared/records.js';
import { isFinalNo } from '../context.js';
import type { RunContext } from '../context.js';
import type { FoldedAttachment } from '../fold.js';
import type { ServerAttachment } from '../ports.js';
import type { ContentThere } from '../reconcile.js';

/**
 * What the service has of an attachment that was sent as new. Equal sizes of a content that was the only one to be sent are proof enough; a larger one is
 * none of ours any more. In all other cases its bytes are read and compared, as they come.
 */
export async function contentThere(
  edit: FoldedAttachment,
  { there, record }: { readonly there: ServerAttachment; readonly record: AttachmentRecord },
  call: { readonly context: Pick<RunContext, 'store' | 'service'>; readonly signal: AbortSignal },
): Promise<ContentThere> {
  // An earlier request may have brought what was replaced here since, and by chance be as large.
  const wasReplaced = edit.seqs.length > 1;
  if (there.size === record.size && !wasReplaced) return 'same';
  if (there.size > record.size) return 'other';
  if (there.url === undefined) return 'incomplete';
  try {
    return await compare(there.url, { there, record }, call);
  } catch (error) {
    // Neither its address nor the bytes here tell: to send it again as a replacement loses nothing of ours.
    if (isFinalNo(error) || (isGdbError(error) && error.code === 'attachment-not-found')) return 'incomplete';
    throw error;
  }
}

async function compare(
  url: string,
  { there, record }: { readonly there: ServerAttachment; readonly record: AttachmentRecord },
  { context, signal }: Parameters<typeof contentThere>[2],
): Promise<ContentThere> {
  const { globalId, contentVersion, partCount } = record;
  let part = new Uint8Array(0);
  let partNo = 0;
  let at = 0;
  let read = 0;
  let isEqual = true;
  for await (const piece of context.service.readAttachment(url, { signal })) {
    read += piece.length;
    for (let offset = 0; isEqual && offset < piece.length; offset += 1, at += 1) {
      if (at === part.length) {
        if (partNo === partCount) {
          isEqual = false;
          break;
        }
        part = new Uint8Array(await context.store.readPart(globalId, contentVersion, partNo));
        partNo += 1;
        at = 0;
      }
      isEqual = piece[offset] === part[at];
    }
    // Only so many bytes can be what the service speaks of.
    if (read > Math.max(there.size, record.size)) break;
  }
  if (isEqual) return read === record.size ? 'same' : 'incomplete';
  // A sign-in page in place of the bytes is no other content.
  return read === there.size ? 'other' : 'incomplete';
}

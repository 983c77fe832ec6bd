import { toBase64 } from '../../shared/base64.js';
import { GdbError, isGdbError } from '../../shared/errors.js';
import type { AttachmentRecord } from '../../shared/records.js';
import type { RunContext } from '../context.js';
import type { FoldedAttachment, FoldedEdit, FoldedFeature } from '../fold.js';
import type { AttachmentEdit } from '../ports.js';
import { filesToSend, isUploaded } from './upload.js';

/** Bytes of photos inside one request, a third less than they are as base64: web servers often refuse requests of 20 or 30 MB. */
const INLINE_BYTES = 8 * 1024 * 1024;

/** What one request carries. */
export interface Content {
  readonly going: readonly (FoldedFeature | FoldedAttachment)[];
  readonly heldSeqs: readonly number[];
  readonly attachmentOf: (edit: FoldedAttachment) => AttachmentEdit;
}

/**
 * Attachments go only with their bytes: one that was replaced or added to the batch's range since the upload waits for the next sync. Of those that
 * travel inside the edits only as many go as one request can carry.
 */
export async function withContent(
  folded: readonly FoldedEdit[],
  heldBefore: readonly number[],
  context: RunContext,
): Promise<Content> {
  const files = folded.filter(
    (edit): edit is FoldedAttachment => edit.kind === 'attachment' && edit.operation !== 'attachDelete',
  );
  const ready = new Map<string, AttachmentEdit>();
  let inlineBytes = 0;
  for (const { edit, record } of await filesToSend(files, context)) {
    if (!isUploaded(record)) continue;
    if (record.upload.kind === 'inline' && inlineBytes > 0 && inlineBytes + record.size > INLINE_BYTES) {
      context.session.moreToSend = true;
      continue;
    }
    const attachment = await toAttachmentEdit(record, context).catch(waitsIfGone);
    if (attachment === null) continue;
    ready.set(edit.attachmentGlobalId, attachment);
    if (record.upload.kind === 'inline') inlineBytes += record.size;
  }
  const waiting = new Set(files.filter((edit) => !ready.has(edit.attachmentGlobalId)));
  return {
    going: folded.filter(
      (edit): edit is FoldedFeature | FoldedAttachment =>
        edit.kind === 'feature' || (edit.kind === 'attachment' && !waiting.has(edit)),
    ),
    heldSeqs: [...heldBefore, ...[...waiting].flatMap((edit) => edit.seqs)],
    attachmentOf: (edit) => {
      const found = ready.get(edit.attachmentGlobalId);
      if (found === undefined) throw new GdbError('internal', 'An attachment was to be sent without its bytes.');
      return found;
    },
  };
}

/** Removed here a moment ago, bytes and all. */
function waitsIfGone(error: unknown): null {
  if (isGdbError(error) && error.code === 'attachment-not-found') return null;
  throw error;
}

async function toAttachmentEdit(record: AttachmentRecord, context: RunContext): Promise<AttachmentEdit> {
  const { globalId, parentGlobalId, contentType, name, keywords, upload } = record;
  const common = { globalId, parentGlobalId, contentType, name, keywords };
  if (upload.kind === 'item') return { ...common, content: { kind: 'item', uploadId: upload.itemId } };
  const bytes = new Uint8Array(record.size);
  let offset = 0;
  for (let partNo = 0; partNo < record.partCount; partNo += 1) {
    const part = new Uint8Array(await context.store.readPart(globalId, record.contentVersion, partNo));
    bytes.set(part, offset);
    offset += part.length;
  }
  return { ...common, content: { kind: 'inline', base64: toBase64(bytes) } };
}

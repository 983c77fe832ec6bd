import { groupBy } from '../../shared/collections.js';
import { isGdbError } from '../../shared/errors.js';
import type { GdbError, GdbErrorCode } from '../../shared/errors.js';
import type { AttachmentRecord, UploadProgress } from '../../shared/records.js';
import { readLegBatch } from '../batch.js';
import { descriptionOf } from '../context.js';
import type { RunContext } from '../context.js';
import { foldEdits } from '../fold.js';
import type { FoldedAttachment } from '../fold.js';
import type { SyncEvent, UploadingState } from '../state.js';

/** One file that can't go never keeps the others from going (invariant 14). */
const ABOUT_THIS_FILE: ReadonlySet<GdbErrorCode> = new Set<GdbErrorCode>([
  'attachment-refused',
  'attachment-not-found',
]);

/** Brings the bytes of every attachment in the batch to the service before the edits that name them. Goes on where an earlier page stopped. */
export async function uploadAttachments(
  state: UploadingState,
  context: RunContext,
  signal: AbortSignal,
): Promise<SyncEvent> {
  const leg = state.run.legs[0];
  const info = await context.store.info();
  const batch =
    leg === undefined
      ? []
      : (
          await readLegBatch(context.store, info, {
            leg,
            throughSeq: state.run.throughSeq ?? 0,
            photosLater: context.session.photosLater,
          })
        ).edits;
  const work = await filesToSend(
    foldEdits(batch).filter((edit): edit is FoldedAttachment => edit.kind === 'attachment'),
    context,
  );
  if (work.length > 0) await context.host.authorizeSend(info.editUsers);
  const bytesTotal = work.reduce((sum, { record }) => sum + record.size, 0);
  let bytesBefore = 0;
  let refused = 0;
  for (const [index, { edit, record }] of work.entries()) {
    const report = (bytes: number): void => {
      context.report({
        type: 'upload-progress',
        done: index,
        total: work.length,
        bytesDone: bytesBefore + bytes,
        bytesTotal,
        current: record.globalId,
      });
    };
    report(0);
    try {
      await uploadOne(record, { context, signal, report });
    } catch (error) {
      if (!isGdbError(error) || !ABOUT_THIS_FILE.has(error.code)) throw error;
      // Removed or replaced while it was on its way: that is an edit of its own, for the next sync.
      if (await isCurrent(edit, context)) {
        await refuse(edit, error, context);
        refused += 1;
      }
    }
    bytesBefore += record.size;
    context.report({
      type: 'upload-progress',
      done: index + 1,
      total: work.length,
      bytesDone: bytesBefore,
      bytesTotal,
    });
  }
  return { type: 'uploaded', refused };
}

async function isCurrent(edit: FoldedAttachment, context: RunContext): Promise<boolean> {
  return (await filesToSend([edit], context)).length > 0;
}

/** Attachments whose present content is the one that was frozen; one replaced since then goes with the next batch. */
export async function filesToSend(
  edits: readonly FoldedAttachment[],
  context: Pick<RunContext, 'store'>,
): Promise<readonly { readonly edit: FoldedAttachment; readonly record: AttachmentRecord }[]> {
  const found: { edit: FoldedAttachment; record: AttachmentRecord }[] = [];
  for (const [layerId, own] of groupBy(edits, (edit) => edit.layerId)) {
    const keys = own.map((edit) => ({ parentGlobalId: edit.globalId, globalId: edit.attachmentGlobalId }));
    const records = new Map(
      (await context.store.attachmentsByGlobalId(layerId, keys)).map((record) => [record.globalId, record]),
    );
    for (const edit of own) {
      const record = records.get(edit.attachmentGlobalId);
      if (record !== undefined && edit.contentVersion !== null && record.contentVersion === edit.contentVersion)
        found.push({ edit, record });
    }
  }
  return found;
}

/** True when the bytes of this content are with the service, or are to travel inside the edits. */
export function isUploaded(record: AttachmentRecord): boolean {
  return (
    (record.upload.kind === 'item' || record.upload.kind === 'inline') &&
    record.upload.contentVersion === record.contentVersion
  );
}

async function uploadOne(
  record: AttachmentRecord,
  call: { readonly context: RunContext; readonly signal: AbortSignal; readonly report: (bytes: number) => void },
): Promise<void> {
  const { context, signal, report } = call;
  const key = { layerId: record.layerId, parentGlobalId: record.parentGlobalId, globalId: record.globalId };
  const save = (upload: UploadProgress): Promise<void> => context.store.saveUpload(context.epoch, key, upload);
  const readPart = (partNo: number): Promise<ArrayBuffer> =>
    context.store.readPart(record.globalId, record.contentVersion, partNo);
  const receipt = await context.uploads.ensureUploaded(
    { attachment: record, uploadsSupported: descriptionOf(context).capabilities.uploads },
    { signal, save, onProgress: report, readPart },
  );
  // What travels inside the edits is read when they leave, and must not keep them here then.
  if (receipt.kind === 'inline') for (let partNo = 0; partNo < record.partCount; partNo += 1) await readPart(partNo);
  await save(receipt);
}

/** Neither way takes this file. That is a result of its own: the photo stays, a person decides, the other edits go. */
async function refuse(edit: FoldedAttachment, error: GdbError, context: RunContext): Promise<void> {
  const code = error.details.serviceCode ?? (edit.operation === 'attachAdd' ? 1008 : 1009);
  const { seqs, layerId, globalId, attachmentGlobalId, operation } = edit;
  await context.store.recordOutcomes(context.epoch, {
    attemptId: null,
    outcomes: [
      {
        kind: 'refused',
        seqs,
        layerId,
        globalId,
        attachmentGlobalId,
        operation,
        objectId: null,
        error: { code, description: error.message },
      },
    ],
    settle: false,
    now: context.clock.now(),
  });
}

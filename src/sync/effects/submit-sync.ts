import { toBase64 } from '../../shared/base64.js';
import { GdbError, isGdbError } from '../../shared/errors.js';
import type { LayerSchema } from '../../shared/esri.js';
import type { AttachmentRecord, GeodatabaseRecord, SyncAttempt, SyncLeg } from '../../shared/records.js';
import { readAttemptBatch, readLegBatch } from '../batch.js';
import { descriptionOf, geodatabaseOf } from '../context.js';
import type { RunContext } from '../context.js';
import { foldEdits } from '../fold.js';
import type { FoldedAttachment, FoldedEdit } from '../fold.js';
import { toLayerEdits } from '../layer-edits.js';
import { sendsEdits } from '../plan.js';
import type { AttachmentEdit, ReplicaReply, Submission, SynchronizeRequest } from '../ports.js';
import type { SubmittingState, SyncEvent } from '../state.js';
import { dropStaged, receive } from './receive.js';
import { filesToSend, isUploaded } from './upload.js';

/** Above so many edits a synchronous call risks a proxy's time limit: then the service is asked to make a job of it. */
const ASYNC_ABOVE = 500;

/** Bytes of photos inside one request, a third less than they are as base64: web servers often refuse requests of 20 or 30 MB. */
const INLINE_BYTES = 8 * 1024 * 1024;

const NOTHING: ReplicaReply = { replicaId: null, replicaName: null, generations: null, results: [], changes: [] };

/** One synchronizeReplica. Whatever carries edits is in the journal, committed, before it leaves (invariant 3). */
export async function submitSync(state: SubmittingState, context: RunContext, signal: AbortSignal): Promise<SyncEvent> {
  const leg = state.run.legs[0] as SyncLeg;
  const throughSeq = state.run.throughSeq ?? 0;
  context.session.attempt = null;
  context.session.reply = null;
  await dropStaged(context);
  context.session.fileUrl = null;
  context.session.moreToSend = false;
  const info = await context.store.info();
  const geodatabase = geodatabaseOf(info);
  const batch = sendsEdits(leg)
    ? await readLegBatch(context.store, info, leg, throughSeq)
    : { edits: [], heldSeqs: [] };
  const folded = foldEdits(batch.edits);
  await dropVoids(folded, context);
  const { going, heldSeqs, attachmentOf } = await withContent(folded, batch.heldSeqs, context);
  const request = buildRequest(state, geodatabase, context);
  if (going.length === 0) return sendWithoutEdits(request, leg, { context, signal });

  await context.host.authorizeSend(info.editUsers);
  const edits = toLayerEdits(going, geodatabase.layers, attachmentOf);
  const attempt = await beginAttempt({ leg, throughSeq, heldSeqs, generations: geodatabase.generations }, context);
  if (!(await coversAll(going, attempt, context))) {
    await context.store.settleAttempt(context.epoch, attempt.id);
    return submitSync(state, context, signal);
  }
  try {
    const many = going.length > ASYNC_ABOVE;
    return await accept(
      await context.service.synchronizeReplica({ ...request, edits, async: many && request.async }, { signal }),
      { attempt, layers: request.layers },
      context,
    );
  } catch (error) {
    await noteFailure(error, attempt, context);
    throw error;
  }
}

/** Until the attempt was committed a person could take back what was never sent: then the request is made anew. From here on it stays in the log. */
async function coversAll(going: readonly FoldedEdit[], attempt: SyncAttempt, context: RunContext): Promise<boolean> {
  const covered = new Set((await readAttemptBatch(context.store, attempt)).map((edit) => edit.seq));
  const seqs = going.flatMap((edit) => edit.seqs);
  return seqs.length === covered.size && seqs.every((seq) => covered.has(seq));
}

function buildRequest(state: SubmittingState, geodatabase: GeodatabaseRecord, context: RunContext): SynchronizeRequest {
  const { capabilities } = descriptionOf(context);
  const { operation } = state.run;
  return {
    replicaId: geodatabase.replicaId,
    syncModel: geodatabase.syncModel,
    leg: state.run.legs[0] as SyncLeg,
    generations: geodatabase.generations,
    edits: [],
    rollbackOnFailure:
      operation.kind === 'sync' && operation.parameters.rollbackOnFailure && capabilities.rollbackOnFailure,
    async: capabilities.async,
    attachments: geodatabase.attachments === 'bidirectional' ? 'url' : 'none',
    layers: geodatabase.layers,
  };
}

async function sendWithoutEdits(
  request: SynchronizeRequest,
  leg: SyncLeg,
  call: { readonly context: RunContext; readonly signal: AbortSignal },
): Promise<SyncEvent> {
  const { context, signal } = call;
  if (leg.direction === 'upload') {
    context.session.reply = NOTHING;
    return { type: 'reply-read' };
  }
  // A request leaves only after a transaction that checked the epoch (invariant 9); no attempt does that here.
  await context.store.heartbeat(context.epoch, context.clock.now());
  return accept(
    // A whole layer takes its time, as createReplica does.
    await context.service.synchronizeReplica(
      { ...request, async: leg.direction === 'snapshot' && request.async },
      { signal },
    ),
    { attempt: null, layers: request.layers },
    context,
  );
}

/** What the service answered to a submission, as the machine's next event. A job's status URL is committed before it is polled. */
export async function accept(
  submission: Submission,
  { attempt, layers }: { readonly attempt: { readonly id: number } | null; readonly layers: readonly LayerSchema[] },
  context: RunContext,
): Promise<SyncEvent> {
  switch (submission.kind) {
    case 'reply':
    case 'body':
      await receive(submission, layers, context);
      return { type: 'reply-read' };
    case 'file':
      context.session.fileUrl = submission.url;
      // The address is never stored: whoever can't read the file to its end asks the layers, and then knows since when.
      if (attempt !== null)
        await context.store.updateAttempt(context.epoch, attempt.id, { connectionEndedAt: context.clock.now() });
      return { type: 'file-offered' };
    case 'job':
      if (attempt !== null)
        await context.store.updateAttempt(context.epoch, attempt.id, { statusUrl: submission.statusUrl });
      return { type: 'job-accepted', statusUrl: submission.statusUrl };
  }
}

async function beginAttempt(
  batch: Pick<SyncAttempt, 'leg' | 'throughSeq' | 'heldSeqs' | 'generations'>,
  context: RunContext,
): Promise<SyncAttempt> {
  const fresh: Omit<SyncAttempt, 'id'> = {
    kind: 'sync',
    uid: context.chance.uuid(),
    epoch: context.epoch,
    startedAt: context.clock.now(),
    connectionEndedAt: null,
    statusUrl: null,
    firstLook: null,
    ...batch,
  };
  const attempt = { ...fresh, id: await context.store.beginAttempt(context.epoch, fresh) };
  context.session.attempt = attempt;
  return attempt;
}

/**
 * The reply was not read to its end, or says nothing of the edits: unknown, the attempt stays open. Only a refused token is certain:
 * the service looks at it before it does anything.
 */
async function noteFailure(error: unknown, attempt: SyncAttempt, context: RunContext): Promise<void> {
  if (isGdbError(error) && (error.code === 'token-required' || error.code === 'token-invalid')) {
    await context.store.settleAttempt(context.epoch, attempt.id);
  } else {
    await context.store.updateAttempt(context.epoch, attempt.id, { connectionEndedAt: context.clock.now() });
  }
}

/** Added and deleted before anything left: such edits just end here. */
async function dropVoids(folded: readonly FoldedEdit[], context: RunContext): Promise<void> {
  const outcomes = folded.filter((edit) => edit.kind === 'void');
  if (outcomes.length > 0)
    await context.store.recordOutcomes(context.epoch, {
      attemptId: null,
      outcomes,
      settle: false,
      now: context.clock.now(),
    });
}

interface Content {
  readonly going: readonly FoldedEdit[];
  readonly heldSeqs: readonly number[];
  readonly attachmentOf: (edit: FoldedAttachment) => AttachmentEdit;
}

/**
 * Attachments go only with their bytes: one that was replaced or added to the batch's range since the upload waits for the next sync. Of those that
 * travel inside the edits only as many go as one request can carry.
 */
async function withContent(
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
    going: folded.filter((edit) => edit.kind !== 'void' && !(edit.kind === 'attachment' && waiting.has(edit))),
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

import { GdbError, isGdbError } from '../../shared/errors.js';
import type { GeodatabaseRecord, SyncAttempt, SyncLeg } from '../../shared/records.js';
import { readAttemptBatch, readLegBatch } from '../batch.js';
import type { Batch } from '../batch.js';
import { descriptionOf, geodatabaseOf, presentLayers } from '../context.js';
import type { RunContext } from '../context.js';
import { foldEdits } from '../fold.js';
import type { FoldedEdit } from '../fold.js';
import { isHandedOver } from '../hold-back.js';
import { toLayerEdits } from '../layer-edits.js';
import { sendsEdits } from '../plan.js';
import type { LayerEdits, ReplicaReply, StoreInfo, SynchronizeRequest } from '../ports.js';
import type { SubmittingState, SyncEvent } from '../state.js';
import { accept } from './accept.js';
import { toBeCounted } from './count-rows.js';
import { setSuspectsAside, suspectSeqs } from './divide.js';
import { seeBeforeOverwriting } from './see-before-overwriting.js';
import { withContent } from './content.js';
import { dropStaged } from './receive.js';
import { isTooLarge, makeSmaller, setAsideUnsendable, toFile } from './request-size.js';

/** Above so many edits a synchronous call risks a proxy's time limit: then the service is asked to make a job of it. */
const ASYNC_ABOVE = 500;

const NOTHING: ReplicaReply = { replicaId: null, replicaName: null, generations: null, results: [], changes: [] };

/** One synchronizeReplica. Whatever carries edits is in the journal, committed, before it leaves (invariant 3). */
export async function submitSync(state: SubmittingState, context: RunContext, signal: AbortSignal): Promise<SyncEvent> {
  const leg = state.run.legs[0] as SyncLeg;
  const throughSeq = state.run.throughSeq ?? 0;
  const { session } = context;
  session.attempt = null;
  session.reply = null;
  await dropStaged(context);
  session.fileUrl = null;
  session.moreToSend = false;
  session.carried = [];
  const portion = async (): Promise<Batch> =>
    sendsEdits(leg)
      ? readPortion({ leg, throughSeq, info: await context.store.info() }, context)
      : { edits: [], heldSeqs: [] };
  let batch = await portion();
  // What was seen can hold edits back, and is the base of the others.
  if (leg.look === true && (await seeBeforeOverwriting(batch.edits, { context, signal }))) batch = await portion();
  const info = await context.store.info();
  if (
    sendsEdits(leg) &&
    (await setSuspectsAside(foldEdits((await readLegBatch(context.store, info, { leg, throughSeq })).edits), context))
  )
    return submitSync(state, context, signal);
  const geodatabase = geodatabaseOf(info);
  const folded = foldEdits(batch.edits);
  await dropVoids(folded, context);
  const { going, heldSeqs, attachmentOf } = await withContent(folded, batch.heldSeqs, context);
  const request = buildRequest(state, geodatabase, context);
  if (going.length === 0) return sendWithoutEdits(request, { context, signal });

  await context.host.authorizeSend(info.editUsers);
  // Where something was set aside its dependants may not go either: the request is made anew.
  if (await setAsideUnsendable(going, geodatabase, context)) return submitSync(state, context, signal);
  const edits = toLayerEdits(going, request.layers, attachmentOf);
  const content = await contentOf(edits, request, { context, signal });
  const counted = toBeCounted(going, request.layers);
  const batchOfAttempt = { leg, throughSeq, heldSeqs, generations: geodatabase.generations };
  const attempt = await beginAttempt(counted.length === 0 ? batchOfAttempt : { ...batchOfAttempt, counted }, context);
  if (!(await coversAll(going, attempt, context))) {
    await context.store.settleAttempt(context.epoch, attempt.id);
    return submitSync(state, context, signal);
  }
  session.carried = going.map(({ seqs }) => seqs);
  try {
    const many = going.length > ASYNC_ABOVE || content.editsUploadId !== undefined;
    return await accept(
      await context.service.synchronizeReplica({ ...request, ...content, async: many && request.async }, { signal }),
      { attempt, layers: request.layers },
      context,
    );
  } catch (error) {
    await noteFailure(error, attempt, context);
    if (isTooLarge(error) && (await makeSmaller(going, error, context))) return submitSync(state, context, signal);
    throw content.editsUploadId === undefined ? error : withoutFile(error, context);
  }
}

/** As many edits as one request may carry, the oldest first. */
async function readPortion(
  { leg, throughSeq, info }: { readonly leg: SyncLeg; readonly throughSeq: number; readonly info: StoreInfo },
  context: RunContext,
): Promise<Batch> {
  const { store, session } = context;
  const { photosLater } = session;
  const suspects = suspectSeqs(context);
  const whole = await readLegBatch(store, info, { leg, throughSeq, laterSeqs: suspects, photosLater });
  if (suspects.size > 0) session.moreToSend = true;
  const folded = foldEdits(whole.edits).filter((edit) => edit.kind !== 'void');
  for (let limit = session.editLimit; limit < folded.length; limit *= 2) {
    const laterSeqs = new Set([...suspects, ...folded.slice(limit).flatMap((edit) => edit.seqs)]);
    const portion = await readLegBatch(store, info, { leg, throughSeq, laterSeqs, photosLater });
    session.moreToSend = true;
    // All of them may wait for one of the later ones.
    if (portion.edits.length > 0) return portion;
  }
  return whole;
}

/** Until the attempt was committed a person could take back what was never sent: then the request is made anew. From here on it stays in the log. */
async function coversAll(going: readonly FoldedEdit[], attempt: SyncAttempt, context: RunContext): Promise<boolean> {
  const batch = await readAttemptBatch(context.store, attempt);
  // Or hand it over to another device.
  if (batch.some(isHandedOver)) return false;
  const covered = new Set(batch.map((edit) => edit.seq));
  const seqs = going.flatMap((edit) => edit.seqs);
  return seqs.length === covered.size && seqs.every((seq) => covered.has(seq));
}

function buildRequest(state: SubmittingState, geodatabase: GeodatabaseRecord, context: RunContext): SynchronizeRequest {
  const { capabilities } = descriptionOf(context);
  const { operation } = state.run;
  const parameters = operation.kind === 'sync' ? operation.parameters : null;
  const { datumTransformation } = geodatabase;
  return {
    replicaId: geodatabase.replicaId,
    syncModel: geodatabase.syncModel,
    leg: state.run.legs[0] as SyncLeg,
    generations: geodatabase.generations,
    edits: [],
    rollbackOnFailure: parameters?.rollbackOnFailure === true,
    ...(parameters?.reconcileBranchVersion === true ? { reconcileBranchVersion: true } : {}),
    ...(datumTransformation === undefined ? {} : { datumTransformation }),
    async: capabilities.async,
    attachments: geodatabase.attachments === 'bidirectional' ? 'url' : 'none',
    layers: presentLayers(geodatabase, context),
  };
}

/** Inside the request or, where that would be large, as a file that was brought before. */
async function contentOf(
  edits: readonly LayerEdits[],
  { layers }: SynchronizeRequest,
  { context, signal }: Call,
): Promise<Pick<SynchronizeRequest, 'edits' | 'editsUploadId'>> {
  const editsUploadId = await toFile(edits, layers, { context, signal });
  return editsUploadId === null ? { edits } : { edits: [], editsUploadId };
}

/** The service's own no to edits in a file: the layers are asked what became of them, and the next request carries them itself. */
function withoutFile(error: unknown, { session }: RunContext): unknown {
  if (!isGdbError(error) || error.code !== 'service' || error.retryable) return error;
  session.noEditsFile = true;
  return new GdbError(error.code, error.message, { ...error.details, retryable: true, cause: error });
}

interface Call {
  readonly context: RunContext;
  readonly signal: AbortSignal;
}

/**
 * Changes that broke off on their way are asked for as a job, which keeps them until they are fetched. Its attempt carries no edits: nothing about it
 * is ever unknown.
 */
async function sendWithoutEdits(request: SynchronizeRequest, { context, signal }: Call): Promise<SyncEvent> {
  const { leg, layers } = request;
  const { session } = context;
  if (leg.direction === 'upload') {
    session.reply = NOTHING;
    return { type: 'reply-read' };
  }
  // A whole layer takes its time, as createReplica does.
  const async = request.async && (session.brokenDownloads > 0 || leg.direction === 'snapshot');
  const nothing = { leg, throughSeq: 0, heldSeqs: [], generations: request.generations };
  const attempt = async ? await beginAttempt(nothing, context) : null;
  // A request leaves only after a transaction that checked the epoch (invariant 9).
  if (attempt === null) await context.store.heartbeat(context.epoch, context.clock.now());
  try {
    const submission = await context.service.synchronizeReplica({ ...request, async }, { signal });
    return await accept(submission, { attempt, layers }, context);
  } catch (error) {
    if (isGdbError(error) && error.retryable) session.brokenDownloads += 1;
    if (attempt !== null) await context.store.settleAttempt(context.epoch, attempt.id);
    throw error;
  }
}

async function beginAttempt(
  batch: Pick<SyncAttempt, 'leg' | 'throughSeq' | 'heldSeqs' | 'generations' | 'counted'>,
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
 * The reply was not read to its end, or says nothing of the edits: unknown, the attempt stays open. Certain is only what was refused before anything
 * was done: by a token check, for its size, or for a replica that is not there.
 */
async function noteFailure(error: unknown, attempt: SyncAttempt, context: RunContext): Promise<void> {
  const code = isGdbError(error) ? error.code : null;
  const isCertain = code === 'token-required' || code === 'token-invalid' || code === 'replica-not-found';
  if (isCertain || isTooLarge(error)) {
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

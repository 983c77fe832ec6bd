import { GdbError, isGdbError } from '../../shared/errors.js';
import type { LayerSchema } from '../../shared/esri.js';
import type { Attempt, Operation, SyncAttempt } from '../../shared/records.js';
import { ANONYMOUS } from '../../shared/users.js';
import { readAttemptBatch } from '../batch.js';
import { geodatabaseOf, giveUpJob, isFinalNo, isOverdue } from '../context.js';
import type { RunContext } from '../context.js';
import { foldEdits } from '../fold.js';
import { nextLook } from '../reconcile.js';
import { NO_TOTALS } from '../state.js';
import type { ReconcilingState, RunTotals, SyncEvent } from '../state.js';
import { abandonReplica } from './abandon-replica.js';
import { askFor } from './ask.js';
import { countRows } from './count-rows.js';
import { makePlan } from './prepare.js';

/** Settles every open attempt: by its job, else by asking the service itself (invariant 4). Waits first when a second look is due. */
export async function look(state: ReconcilingState, context: RunContext, signal: AbortSignal): Promise<SyncEvent> {
  const { operation } = state.run;
  if (state.notBefore !== null)
    await context.clock.sleep(Math.max(0, state.notBefore - context.clock.now()), { signal });
  let settled: RunTotals = NO_TOTALS;
  for (const attempt of await context.store.openAttempts()) {
    const job = belongsTo(attempt, operation) ? await findJob(attempt, context, signal) : null;
    if (job !== null) return job;
    if (attempt.kind === 'create') {
      await abandonReplica(attempt, context, signal);
      continue;
    }
    const { features, attachments, again } = await lookAtLayers(attempt, context, signal);
    settled = {
      ...settled,
      sentFeatures: settled.sentFeatures + features,
      sentAttachments: settled.sentAttachments + attachments,
    };
    if (again !== null) return { type: 'look-again', ...again, settled };
  }
  return { type: 'reconciled', plan: await makePlan(operation, context), settled, at: context.clock.now() };
}

/** A replica that was ordered with other parameters is none of this operation's, even if its job runs. */
function belongsTo(attempt: Attempt, operation: Operation): boolean {
  if (attempt.kind === 'sync') return operation.kind === 'sync';
  return operation.kind === 'generate' && JSON.stringify(operation.parameters) === JSON.stringify(attempt.parameters);
}

/** An attempt with a status URL is asked there first: a job that still runs or is done answers for every edit. */
async function findJob(attempt: Attempt, context: RunContext, signal: AbortSignal): Promise<SyncEvent | null> {
  const { statusUrl } = attempt;
  if (statusUrl === null) return null;
  context.session.attempt = attempt;
  const overdue = isOverdue(attempt, context.clock.now());
  try {
    const status = await context.service.jobStatus(statusUrl, { signal });
    if (status.kind === 'done' || (status.kind === 'running' && !overdue)) {
      context.session.foundJob = status;
      return foundJob(attempt, statusUrl);
    }
  } catch (error) {
    // "No such job": it was forgotten. Anything else (no network, sign-in) is met again by whoever retries, but not for ever.
    const isOutOfOrder = overdue && isGdbError(error) && error.retryable && error.details.status !== undefined;
    if (!isFinalNo(error) && !isOutOfOrder) throw error;
  }
  await giveUpJob(context);
  return null;
}

function foundJob(attempt: Attempt, statusUrl: string): SyncEvent {
  if (attempt.kind === 'sync')
    return { type: 'job-found', leg: attempt.leg, throughSeq: attempt.throughSeq, statusUrl };
  const layerIds = attempt.parameters.layers.map((layer) => layer.layerId);
  return { type: 'job-found', leg: { direction: 'download', layerIds }, throughSeq: 0, statusUrl };
}

interface LayersLook {
  /** Proved to be on the service. */
  readonly features: number;
  readonly attachments: number;
  /** Null when everything is known now. */
  readonly again: { readonly notBefore: number; readonly unknown: number } | null;
}

async function lookAtLayers(attempt: SyncAttempt, context: RunContext, signal: AbortSignal): Promise<LayersLook> {
  const geodatabase = geodatabaseOf(await context.store.info());
  const layers = new Map(layersToJudgeBy(geodatabase.layers, context).map((layer) => [layer.layerId, layer]));
  // Read before the rows: what lands in between shows in the rows, what lands after them shows in the mark of the second look.
  const replicaMark = await readMark(geodatabase.replicaId, context, signal);
  const edits = foldEdits(await readAttemptBatch(context.store, attempt));
  const verdict = await askFor(edits, layers, { context, signal });
  const { absent } = verdict;
  const mayHide = ({ layerId }: { readonly layerId: number }): boolean =>
    layers.get(layerId)?.ownRowsOnly === true && context.host.userName() === ANONYMOUS;
  // Absence proves a deletion only to whoever would see the row.
  const outcomes = verdict.outcomes.filter((one) => one.kind !== 'sent' || one.operation !== 'delete' || !mayHide(one));
  const hidden = verdict.outcomes.length - outcomes.length + absent.filter(mayHide).length;
  const now = context.clock.now();
  const next = nextLook({ attempt, absent, layers, replicaMark, now, settleMs: context.settleMs });
  const again = next.kind === 'look-again' ? { notBefore: next.notBefore, unknown: absent.length } : null;
  if (next.kind === 'look-again')
    await context.store.updateAttempt(context.epoch, attempt.id, { firstLook: next.firstLook });
  const isOver = again === null && hidden === 0;
  const settle = isOver && attempt.counted === undefined;
  await context.store.recordOutcomes(context.epoch, { attemptId: attempt.id, outcomes, settle, now });
  if (hidden > 0) throw unseen(hidden);
  // What is sent again is counted then. Where they cannot be counted now the attempt stays open, and the next sync counts them.
  const there = (attempt.counted ?? []).filter(({ globalId }) => !absent.some((edit) => edit.globalId === globalId));
  if (isOver && !settle && (await countRows({ ...attempt, counted: there }, context)))
    await context.store.settleAttempt(context.epoch, attempt.id);
  const sent = outcomes.filter((one) => one.kind === 'sent');
  const attachments = sent.filter((one) => one.attachmentGlobalId !== undefined).length;
  return { features: sent.length - attachments, attachments, again };
}

/** Whether GlobalIDs are unique is asked of the service as it is now, not as it was when the area was taken. */
function layersToJudgeBy(known: readonly LayerSchema[], context: RunContext): readonly LayerSchema[] {
  const now = new Map(context.session.description?.layers.map((layer) => [layer.layerId, layer]));
  return known.map((layer) => ({ ...layer, uniqueGlobalIds: now.get(layer.layerId)?.uniqueGlobalIds ?? false }));
}

/** Rows that the user may not see count as unknown: a sign-in tells, and until then nothing is sent twice. */
function unseen(count: number): GdbError {
  return new GdbError(
    'user-unknown',
    `Whether ${String(count)} changes arrived can’t be seen: a layer shows people their own features only, and nobody is signed in. Sign in as the person who made them; they are kept here.`,
  );
}

async function readMark(replicaId: string, context: RunContext, signal: AbortSignal): Promise<string | null> {
  try {
    return await context.service.replicaMark(replicaId, { signal });
  } catch (error) {
    // Not readable: then time alone decides. But no network and no sign-in are not "not readable".
    if (isFinalNo(error)) return null;
    throw error;
  }
}

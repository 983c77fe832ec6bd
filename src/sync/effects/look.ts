import { groupBy } from '../../shared/collections.js';
import { GdbError, isGdbError } from '../../shared/errors.js';
import type { KeyedFeature, LayerSchema } from '../../shared/esri.js';
import type { CreateAttempt, SyncAttempt } from '../../shared/records.js';
import { readAttemptBatch } from '../batch.js';
import { geodatabaseOf, giveUpJob } from '../context.js';
import type { RunContext } from '../context.js';
import { foldEdits } from '../fold.js';
import type { FoldedAttachment, FoldedEdit } from '../fold.js';
import type { ServerAttachment } from '../ports.js';
import { judge, nextLook } from '../reconcile.js';
import type { Look } from '../reconcile.js';
import { NO_TOTALS } from '../state.js';
import type { ReconcilingState, RunTotals, SyncEvent } from '../state.js';
import { makePlan } from './prepare.js';

/** Settles every open attempt: by its job, else by asking the service itself (invariant 4). Waits first when a second look is due. */
export async function look(state: ReconcilingState, context: RunContext, signal: AbortSignal): Promise<SyncEvent> {
  if (state.notBefore !== null)
    await context.clock.sleep(Math.max(0, state.notBefore - context.clock.now()), { signal });
  let settled: RunTotals = NO_TOTALS;
  for (const attempt of await context.store.openAttempts()) {
    const job = await findJob(attempt, context, signal);
    if (job !== null) return job;
    if (attempt.kind === 'create') {
      await abandonReplica(attempt, context, signal);
      continue;
    }
    const result = await lookAtLayers(attempt, context, signal);
    if (result.kind === 'look-again')
      return { type: 'look-again', notBefore: result.notBefore, unknown: result.unknown };
    settled = {
      ...settled,
      sentFeatures: settled.sentFeatures + result.features,
      sentAttachments: settled.sentAttachments + result.attachments,
    };
  }
  return { type: 'reconciled', plan: await makePlan(state.run.operation, context), settled, at: context.clock.now() };
}

/** An attempt with a status URL is asked there first: a job that still runs or is done answers for every edit. */
async function findJob(
  attempt: SyncAttempt | CreateAttempt,
  context: RunContext,
  signal: AbortSignal,
): Promise<SyncEvent | null> {
  if (attempt.statusUrl === null) return null;
  context.session.attempt = attempt;
  try {
    const status = await context.service.jobStatus(attempt.statusUrl, { signal });
    if (status.kind !== 'failed') {
      const leg =
        attempt.kind === 'sync'
          ? attempt.leg
          : { direction: 'download' as const, layerIds: attempt.parameters.layers.map((layer) => layer.layerId) };
      return {
        type: 'job-found',
        leg,
        throughSeq: attempt.kind === 'sync' ? attempt.throughSeq : 0,
        statusUrl: attempt.statusUrl,
      };
    }
  } catch (error) {
    // A service that answers "no such job" has forgotten it. Anything else (no network, sign-in) is met again by whoever retries.
    if (
      !isGdbError(error) ||
      error.details.answered !== true ||
      error.code === 'token-required' ||
      error.code === 'token-invalid'
    )
      throw error;
  }
  await giveUpJob(context);
  return null;
}

/** A createReplica of unknown fate: its replica carries our uid in its name. It is unregistered, for its data never arrived here. */
async function abandonReplica(attempt: CreateAttempt, context: RunContext, signal: AbortSignal): Promise<void> {
  const found = await unregisterByName(attempt.uid, context, signal);
  await context.store.settleAttempt(context.epoch, attempt.id);
  // Not found may mean not yet: the first request can still be running. The catalogue's note stays until a later run has looked again.
  if (found) await context.host.forgetCreate(attempt.uid);
}

/** Unregisters the replica whose name carries `uid`. Only ever our own: the uid is random and never reused. */
export async function unregisterByName(uid: string, context: RunContext, signal: AbortSignal): Promise<boolean> {
  const needle = uid.replaceAll('-', '').toLowerCase();
  const replicas = await context.service.listReplicas({ signal });
  const mine = replicas.filter((replica) => replica.replicaName.toLowerCase().includes(needle));
  for (const replica of mine) await context.service.unregisterReplica(replica.replicaId, { signal });
  return mine.length > 0;
}

type LayersLook =
  | { readonly kind: 'settled'; readonly features: number; readonly attachments: number }
  | { readonly kind: 'look-again'; readonly notBefore: number; readonly unknown: number };

async function lookAtLayers(attempt: SyncAttempt, context: RunContext, signal: AbortSignal): Promise<LayersLook> {
  const info = await context.store.info();
  const geodatabase = geodatabaseOf(info);
  const layers = new Map(presentLayers(geodatabase.layers, context).map((layer) => [layer.layerId, layer]));
  const replicaMark = await readMark(geodatabase.replicaId, context, signal);
  const edits = foldEdits(await readAttemptBatch(context.store, attempt));
  const seen = await lookAt(edits, layers, { context, signal });
  const sizes = await contentSizes(edits, context);
  const verdict = judge(edits, seen, { layers, attachmentSize: (edit) => sizes.get(edit.attachmentGlobalId) ?? null });
  const now = context.clock.now();
  const next = nextLook({ attempt, absent: verdict.absent, layers, replicaMark, now, settleMs: context.settleMs });
  const again = next.kind === 'look-again';
  if (again) await context.store.updateAttempt(context.epoch, attempt.id, { firstLook: next.firstLook });
  await context.store.recordOutcomes(context.epoch, {
    attemptId: attempt.id,
    outcomes: verdict.outcomes,
    settle: !again,
    now,
  });
  if (again) return { kind: 'look-again', notBefore: next.notBefore, unknown: verdict.absent.length };
  const features = verdict.outcomes.filter(
    (outcome) => outcome.kind === 'sent' && outcome.attachmentGlobalId === undefined,
  ).length;
  return { kind: 'settled', features, attachments: verdict.outcomes.length - features };
}

/** Whether GlobalIDs are unique is asked of the service as it is now, not as it was when the area was taken. */
function presentLayers(known: readonly LayerSchema[], context: RunContext): readonly LayerSchema[] {
  const now = new Map(context.session.description?.layers.map((layer) => [layer.layerId, layer]));
  return known.map((layer) => ({ ...layer, uniqueGlobalIds: now.get(layer.layerId)?.uniqueGlobalIds ?? false }));
}

async function readMark(replicaId: string, context: RunContext, signal: AbortSignal): Promise<string | null> {
  try {
    return await context.service.replicaMark(replicaId, { signal });
  } catch (error) {
    // Not readable: then time alone decides. But no network and no sign-in are not "not readable".
    if (
      isGdbError(error) &&
      error.details.answered === true &&
      error.code !== 'token-required' &&
      error.code !== 'token-invalid'
    )
      return null;
    throw error;
  }
}

/** Asks the layers for these features and attachments; work grows with the edits, not with the layer. */
export async function lookAt(
  edits: readonly FoldedEdit[],
  layers: ReadonlyMap<number, LayerSchema>,
  call: { readonly context: RunContext; readonly signal: AbortSignal },
): Promise<Look> {
  const { context, signal } = call;
  const outSpatialReference = geodatabaseOf(await context.store.info()).spatialReference;
  const rows = new Map<string, KeyedFeature>();
  const attachments = new Map<string, ServerAttachment>();
  for (const [layerId, own] of groupBy(edits, (edit) => edit.layerId)) {
    const layer = layers.get(layerId);
    if (layer === undefined)
      throw new GdbError(
        'layer-not-found',
        `The service no longer has layer ${String(layerId)}, which edits wait for.`,
      );
    const ids = own.filter((edit) => edit.kind === 'feature').map((edit) => edit.globalId);
    const parents = [...new Set(own.filter((edit) => edit.kind === 'attachment').map((edit) => edit.globalId))];
    if (ids.length > 0)
      for (const row of await context.service.queryByGlobalIds(layer, ids, { signal, outSpatialReference }))
        rows.set(row.globalId, row);
    if (parents.length > 0)
      for (const one of await context.service.queryAttachments(layer, parents, { signal }))
        attachments.set(one.globalId, one);
  }
  return { rows, attachments };
}

async function contentSizes(edits: readonly FoldedEdit[], context: RunContext): Promise<ReadonlyMap<string, number>> {
  const sizes = new Map<string, number>();
  const files = edits.filter((edit): edit is FoldedAttachment => edit.kind === 'attachment');
  for (const [layerId, own] of groupBy(files, (edit) => edit.layerId)) {
    const keys = own.map((edit) => ({ parentGlobalId: edit.globalId, globalId: edit.attachmentGlobalId }));
    for (const record of await context.store.attachmentsByGlobalId(layerId, keys))
      sizes.set(record.globalId, record.size);
  }
  return sizes;
}

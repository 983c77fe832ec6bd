/** Edits that another device may have sent: exported, imported, handed over. None of them leaves unasked (invariant 13). */
import type { Operation, PendingEdit } from '../../shared/records.js';
import { readAttemptBatch } from '../batch.js';
import { geodatabaseOf } from '../context.js';
import type { RunContext } from '../context.js';
import { foldEdits } from '../fold.js';
import { isHandedOver } from '../hold-back.js';
import { sendsEdits } from '../plan.js';
import { askFor } from './ask.js';

/**
 * Before anything is planned: what was handed over and is on the service by now is done, and an attempt is opened over what may be elsewhere, so that
 * it is looked for as after a lost reply. When another device's request ended is not known: the first look starts the clock (invariant 4).
 */
export async function doubtElsewhere(
  operation: Extract<Operation, { kind: 'sync' }>,
  context: RunContext,
  signal: AbortSignal,
): Promise<void> {
  const { store, epoch, chance, clock } = context;
  if (!sendsEdits({ direction: operation.parameters.syncDirection })) return;
  const { layers, generations } = geodatabaseOf(await store.info());
  const layerIds = layers.map(({ layerId }) => layerId);
  const throughSeq = await store.lastSeq();
  const batch = await store.readBatch({ layerIds, throughSeq });
  await settleHandedOver(batch.filter(isHandedOver), context, signal);
  const doubtful = new Set(batch.filter(({ elsewhere }) => elsewhere === 'maybe').map(({ seq }) => seq));
  for (const attempt of await store.openAttempts())
    if (attempt.kind === 'sync') for (const { seq } of await readAttemptBatch(store, attempt)) doubtful.delete(seq);
  if (doubtful.size === 0) return;
  await store.beginAttempt(epoch, {
    kind: 'sync',
    uid: chance.uuid(),
    epoch,
    startedAt: clock.now(),
    connectionEndedAt: null,
    statusUrl: null,
    firstLook: null,
    leg: { direction: 'upload', layerIds },
    throughSeq,
    heldSeqs: batch.map(({ seq }) => seq).filter((seq) => !doubtful.has(seq)),
    generations,
  });
}

/** One look: what is absent stays frozen, so that it cannot double. */
async function settleHandedOver(
  edits: readonly PendingEdit[],
  context: RunContext,
  signal: AbortSignal,
): Promise<void> {
  if (edits.length === 0) return;
  const { layers } = geodatabaseOf(await context.store.info());
  const byId = new Map(layers.map((layer) => [layer.layerId, layer]));
  const { outcomes } = await askFor(foldEdits(edits), byId, { context, signal });
  if (outcomes.length === 0) return;
  const now = context.clock.now();
  await context.store.recordOutcomes(context.epoch, { attemptId: null, outcomes, settle: false, now });
}

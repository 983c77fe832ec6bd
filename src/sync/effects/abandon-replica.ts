import { isAbort, isGdbError } from '../../shared/errors.js';
import type { CreateAttempt } from '../../shared/records.js';
import { isFinalNo } from '../context.js';
import type { RunContext } from '../context.js';

/** An orphan that has not shown up in the service's list for so long never will. */
const ORPHAN_AGE_MS = 24 * 3_600_000;

/**
 * A createReplica of unknown fate: its replica carries our uid in its name. It is unregistered, for its data never arrived here. Where it can't be
 * found, or not be unregistered, the way is free all the same: a replica nobody uses does no harm to the edits.
 */
export async function abandonReplica(attempt: CreateAttempt, context: RunContext, signal: AbortSignal): Promise<void> {
  const found = await unregisterByName(attempt.uid, context, signal);
  await context.store.settleAttempt(context.epoch, attempt.id);
  // Not found may mean not yet: the first request can still be running. The catalogue's note stays until a later run has looked again.
  if (found) await context.host.forgetCreate(attempt.uid);
}

/**
 * Replicas of earlier attempts that nobody adopted; the service should not keep them. Among them a second one of the request that made this device's
 * own: a browser may have sent it twice, and shows the last reply alone.
 */
export async function sweepOrphans(context: RunContext, signal: AbortSignal): Promise<void> {
  for (const orphan of await context.host.orphans()) {
    const found = await unregisterByName(orphan.uid, context, signal);
    const isAtWork = orphan.replicaName === (await context.store.info()).geodatabase?.replicaName;
    if (found || isAtWork || context.clock.now() - orphan.startedAt > ORPHAN_AGE_MS)
      await context.host.forgetCreate(orphan.uid);
  }
}

/**
 * Unregisters replicas whose name carries `uid`, but the one at work here: only ever our own, since the uid is random and never reused. True when
 * there was one.
 */
async function unregisterByName(uid: string, context: RunContext, signal: AbortSignal): Promise<boolean> {
  const needle = uid.replaceAll('-', '').toLowerCase();
  try {
    const replicas = await context.service.listReplicas({ signal });
    const mine = replicas.filter((replica) => replica.replicaName.toLowerCase().includes(needle));
    const atWork = (await context.store.info()).geodatabase?.replicaId;
    for (const { replicaId } of mine) if (replicaId !== atWork) await unregisterUnlessGone(replicaId, context, signal);
    return mine.length > 0;
  } catch (error) {
    // Some services show their replicas to administrators only.
    if (isFinalNo(error)) return false;
    throw error;
  }
}

/**
 * Replicas that nobody here uses any more: those in whose place others were made, and those of areas that were removed while the service could not be
 * reached. They were noted before they were left, so the one that is in use now may be among them: it is not touched.
 */
export async function unregisterLeft(context: RunContext, signal: AbortSignal): Promise<void> {
  const inUse = (await context.store.info()).geodatabase?.replicaId;
  for (const replicaId of await context.host.leftReplicas()) {
    if (replicaId === inUse) continue;
    try {
      await unregisterUnlessGone(replicaId, context, signal);
    } catch (error) {
      if (!isGdbError(error) || isAbort(error)) throw error;
      // A replica nobody uses does no harm. It is tried again with the next sync, unless the service will never allow it.
      if (!isFinalNo(error)) continue;
    }
    await context.host.forgetLeftReplica(replicaId);
  }
}

/** unRegisterReplica. One that the service no longer knows is as good as unregistered. */
export async function unregisterUnlessGone(replicaId: string, context: RunContext, signal: AbortSignal): Promise<void> {
  try {
    await context.service.unregisterReplica(replicaId, { signal });
  } catch (error) {
    if (!isGdbError(error) || error.code !== 'replica-not-found') throw error;
  }
}

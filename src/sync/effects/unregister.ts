import { geodatabaseOf } from '../context.js';
import type { RunContext } from '../context.js';
import type { SubmittingState, SyncEvent } from '../state.js';
import { unregisterUnlessGone } from './abandon-replica.js';

/** unRegisterReplica of this device's own replica. Only the holder asks for it: the heartbeat checks that (invariant 9). */
export async function unregister(
  _state: SubmittingState,
  context: RunContext,
  signal: AbortSignal,
): Promise<SyncEvent> {
  const { replicaId } = geodatabaseOf(await context.store.info());
  await context.store.heartbeat(context.epoch, context.clock.now());
  await unregisterUnlessGone(replicaId, context, signal);
  context.session.reply = { replicaId, replicaName: null, generations: null, results: [], changes: [] };
  return { type: 'reply-read' };
}

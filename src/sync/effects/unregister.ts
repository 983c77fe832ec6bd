import { GdbError } from '../../shared/errors.js';
import { geodatabaseOf } from '../context.js';
import type { RunContext } from '../context.js';
import type { SubmittingState, SyncEvent } from '../state.js';
import { unregisterUnlessGone } from './abandon-replica.js';

/** unRegisterReplica of this device's own replica. Only the holder asks for it: the heartbeat checks that (invariant 9). */
export async function unregister(state: SubmittingState, context: RunContext, signal: AbortSignal): Promise<SyncEvent> {
  const info = await context.store.info();
  const { replicaId, syncModel, registration } = geodatabaseOf(info);
  const isRegistered = syncModel !== 'none' && registration?.kind !== 'pending';
  const { operation } = state.run;
  const { features, attachments, refused } = info.pending;
  if (operation.kind === 'unregister' && !operation.discardPendingEdits && features + attachments + refused > 0)
    throw new GdbError(
      'pending-edits',
      'Changes were made on this device meanwhile, and are not sent. Nothing was removed.',
    );
  await context.store.heartbeat(context.epoch, context.clock.now());
  const isLeft = operation.kind === 'unregister' && operation.leaveReplica === true;
  if (isRegistered) {
    if (isLeft) await context.host.noteLeftReplica(replicaId);
    else await unregisterUnlessGone(replicaId, context, signal);
    await context.host.bury([replicaId, ...(registration ? [registration.refReplicaId] : [])]);
  }
  context.session.reply = { replicaId, replicaName: null, generations: null, results: [], changes: [] };
  return { type: 'reply-read' };
}

import { isGdbError } from '../../shared/errors.js';
import { geodatabaseOf } from '../context.js';
import type { RunContext } from '../context.js';
import type { SubmittingState, SyncEvent } from '../state.js';

/** unRegisterReplica of this device's own replica. One that the service no longer knows is as good as unregistered. */
export async function unregister(
  _state: SubmittingState,
  context: RunContext,
  signal: AbortSignal,
): Promise<SyncEvent> {
  const { replicaId } = geodatabaseOf(await context.store.info());
  try {
    await context.service.unregisterReplica(replicaId, { signal });
  } catch (error) {
    if (!isGdbError(error) || error.code !== 'replica-not-found') throw error;
  }
  context.session.reply = { replicaId, replicaName: null, generations: null, results: [], changes: [] };
  return { type: 'reply-read' };
}

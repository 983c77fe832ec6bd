import { isGdbError } from '../../shared/errors.js';
import type { CreateAttempt, Operation } from '../../shared/records.js';
import { descriptionOf } from '../context.js';
import type { RunContext } from '../context.js';
import type { SubmittingState, SyncEvent } from '../state.js';
import { sweepOrphans } from './abandon-replica.js';
import { dropStaged } from './receive.js';
import { accept } from './submit-sync.js';

/** createReplica. Its name carries the attempt's uid, so that a replica whose reply was lost is found again (invariant 3). */
export async function submitCreate(
  state: SubmittingState,
  context: RunContext,
  signal: AbortSignal,
): Promise<SyncEvent> {
  const { parameters } = state.run.operation as Extract<Operation, { kind: 'generate' }>;
  await sweepOrphans(context, signal);
  context.session.reply = null;
  await dropStaged(context);
  context.session.fileUrl = null;
  const uid = context.chance.uuid();
  const now = context.clock.now();
  const replicaName = nameReplica({ uid, now, user: context.host.userName(), device: await context.host.deviceId() });
  const fresh: Omit<CreateAttempt, 'id'> = {
    kind: 'create',
    uid,
    epoch: context.epoch,
    startedAt: now,
    connectionEndedAt: null,
    statusUrl: null,
    replicaName,
    parameters,
  };
  const attempt: CreateAttempt = { ...fresh, id: await context.store.beginAttempt(context.epoch, fresh) };
  await context.host.noteCreate({ uid, replicaName, startedAt: now });
  context.session.attempt = attempt;
  const { layers, capabilities } = descriptionOf(context);
  try {
    return await accept(
      await context.service.createReplica({ replicaName, parameters, layers, async: capabilities.async }, { signal }),
      { attempt, layers },
      context,
    );
  } catch (error) {
    if (isGdbError(error) && (error.code === 'token-required' || error.code === 'token-invalid')) {
      await context.store.settleAttempt(context.epoch, attempt.id);
      await context.host.forgetCreate(uid);
    } else {
      await context.store.updateAttempt(context.epoch, attempt.id, { connectionEndedAt: context.clock.now() });
    }
    throw error;
  }
}

/** `gdbsync_<user>_<device>_<date>_<uid>`: an admin sees whose it is, and the uid finds it again. Letters, digits and underscores only. */
export function nameReplica(of: {
  readonly uid: string;
  readonly now: number;
  readonly user: string;
  readonly device: string;
}): string {
  const plain = (text: string, length: number): string =>
    text
      .normalize('NFKD')
      .replaceAll(/[^A-Za-z0-9]+/g, '')
      .slice(0, length) || 'x';
  const date = new Date(of.now).toISOString().slice(0, 10).replaceAll('-', '');
  return `gdbsync_${plain(of.user, 20)}_${plain(of.device, 8)}_${date}_${of.uid.replaceAll('-', '')}`;
}

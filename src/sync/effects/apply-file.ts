/** What a file or its registration makes of the geodatabase's record, each in one visible commit. */
import { GdbError } from '../../shared/errors.js';
import { sameId } from '../../shared/ids.js';
import type { GeodatabaseRecord } from '../../shared/records.js';
import { descriptionOf, geodatabaseOf } from '../context.js';
import type { RunContext } from '../context.js';
import type { ReplicaReply } from '../ports.js';
import type { SyncEvent } from '../state.js';
import { dropStaged } from './receive.js';
import { received, showDownload } from './show-download.js';

/** The rows of the file become the geodatabase. It has no replica yet: that of the file is another's, and is never synced from here. */
export async function applyLoad(reply: ReplicaReply, context: RunContext): Promise<SyncEvent> {
  const { clock, host } = context;
  const { lastSyncAt = null, ...record } = host.fileToLoad()?.file.geodatabase ?? {};
  if (!('replicaId' in record)) throw new GdbError('internal', 'The file was let go before it was shown.');
  const geodatabase: Omit<GeodatabaseRecord, 'lastSyncAt'> = {
    ...record,
    replicaId: '',
    serviceUrl: host.serviceUrl,
    createdAt: clock.now(),
    ...(record.syncModel === 'none'
      ? {}
      : { registration: { kind: 'pending', refReplicaId: record.replicaId } as const }),
  };
  const commit = { geodatabase, generations: record.generations, lastSyncAt, settleAttempt: null };
  const summary = await showDownload(reply.changes, commit, context);
  return {
    type: 'applied',
    totals: received(summary),
    unknown: 0,
    again: false,
    attachmentsToFetch: 0,
    at: clock.now(),
  };
}

/**
 * The replica that the service made for what was loaded becomes this geodatabase's. The generations of the file count, whatever the service names:
 * what changed since is what the next sync has to bring.
 */
export async function applyRegistration(reply: ReplicaReply, context: RunContext): Promise<SyncEvent> {
  const { store, epoch, session, clock, host } = context;
  const { lastSyncAt: _kept, ...known } = geodatabaseOf(await store.info());
  const refReplicaId = known.registration?.refReplicaId ?? '';
  if (reply.replicaId === null || reply.replicaId === '')
    throw badReply('The service registered the geodatabase, but did not say under which replica.');
  if (sameId(reply.replicaId, refReplicaId))
    throw badReply(
      'The service answered with the replica that the file was made by. Two devices must never sync one replica.',
    );
  if (reply.generations !== null && reply.generations.kind !== known.generations.kind)
    throw badReply('The service registered the geodatabase with another sync model than the file has.');
  const { attempt } = session;
  const geodatabase = {
    ...known,
    replicaId: reply.replicaId,
    replicaName: reply.replicaName ?? (attempt?.kind === 'create' ? attempt.replicaName : ''),
    layers: descriptionOf(context).layers,
    registration: { kind: 'done', refReplicaId } as const,
  };
  await dropStaged(context);
  const download = await store.beginDownload(epoch, { layers: [] });
  const settleAttempt = attempt?.id ?? null;
  await store.commitDownload(epoch, download, {
    geodatabase,
    generations: null,
    lastSyncAt: null,
    settleAttempt,
    take: [],
  });
  if (attempt?.kind === 'create') await host.forgetCreate(attempt.uid);
  return { type: 'applied', totals: {}, unknown: 0, again: false, attachmentsToFetch: 0, at: clock.now() };
}

function badReply(message: string): GdbError {
  return new GdbError('bad-reply', message, { answered: true });
}

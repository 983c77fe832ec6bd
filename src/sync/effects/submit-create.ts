import { isGdbError } from '../../shared/errors.js';
import type { CreateAttempt, GenerateGeodatabaseParameters, Operation } from '../../shared/records.js';
import { nameReplica } from '../../shared/replica-name.js';
import { descriptionOf, geodatabaseOf } from '../context.js';
import type { RunContext } from '../context.js';
import type { RegisterExistingData } from '../ports.js';
import type { SubmittingState, SyncEvent } from '../state.js';
import { accept } from './accept.js';
import { sweepOrphans } from './abandon-replica.js';
import { dropStaged } from './receive.js';

/** createReplica, for a first load or in place of a replica that is lost. Its name carries the attempt's uid, so that a replica whose reply was lost is found again (invariant 3). */
export async function submitCreate(
  state: SubmittingState,
  context: RunContext,
  signal: AbortSignal,
): Promise<SyncEvent> {
  const parameters = await parametersOf(state.run.operation, context);
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
  // Two databases: both know of it before the service does.
  const [id] = await Promise.all([
    context.store.beginAttempt(context.epoch, fresh),
    context.host.noteCreate({ uid, replicaName, startedAt: now }),
  ]);
  const attempt: CreateAttempt = { ...fresh, id };
  context.session.attempt = attempt;
  const { layers, capabilities } = descriptionOf(context);
  const existing = registers(state) ? await existingData(context) : null;
  // Nothing is exported for data that are here already: a job would only take longer.
  const async = existing === null && capabilities.async;
  const request = { replicaName, parameters, layers, async, ...(existing && { registerExistingData: existing }) };
  try {
    return await accept(await context.service.createReplica(request, { signal }), { attempt, layers }, context);
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

function registers({ run }: SubmittingState): boolean {
  return run.operation.kind === 'register' && run.legs[0]?.newReplica !== true;
}

async function existingData({ store }: RunContext): Promise<RegisterExistingData> {
  const { registration, generations } = geodatabaseOf(await store.info());
  return { refReplicaId: registration?.refReplicaId ?? null, generations };
}

/** What the replica is to hold: what was asked for now or, in place of a lost one, then. */
export async function parametersOf(operation: Operation, context: RunContext): Promise<GenerateGeodatabaseParameters> {
  if (operation.kind === 'generate') return operation.parameters;
  const { queries, spatialReference, ...rest } = geodatabaseOf(await context.store.info());
  const { extent, geometry, attachments, returnAttachments, attachmentDownload, datumTransformation } = rest;
  return {
    layers: queries,
    extent,
    // Unsent edits have their coordinates in it.
    outSpatialReference: spatialReference,
    attachments,
    syncModel: rest.syncModel,
    syncDirection: rest.syncDirection,
    ...(geometry === undefined ? {} : { geometry }),
    ...(returnAttachments === undefined ? {} : { returnAttachments }),
    ...(attachmentDownload === undefined ? {} : { attachmentDownload }),
    ...(datumTransformation === undefined ? {} : { datumTransformation }),
  };
}

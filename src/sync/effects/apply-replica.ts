import { GdbError } from '../../shared/errors.js';
import type { LayerSchema } from '../../shared/esri.js';
import type { GenerateGeodatabaseParameters, Generations, GeodatabaseRecord, Operation } from '../../shared/records.js';
import { descriptionOf, geodatabaseOf } from '../context.js';
import type { RunContext } from '../context.js';
import type { ReplicaReply, StagedLayer } from '../ports.js';
import type { SyncEvent } from '../state.js';
import { countToFetch } from './fetch-attachments.js';
import { received, showDownload } from './show-download.js';
import { parametersOf } from './submit-create.js';

/**
 * Another replica in place of one that the service lost, or of which a part on this device is damaged. Unsent edits stay as they are, over the rows that came. Whether the lost replica had taken
 * some of them nobody can say: they count as unknown, and the layers are asked before they are sent (invariant 13).
 */
export async function replaceReplica(
  operation: Operation,
  reply: ReplicaReply,
  context: RunContext,
): Promise<SyncEvent> {
  const { store, epoch, session, chance, clock } = context;
  const geodatabase = geodatabaseOf(await store.info());
  const layerIds = geodatabase.layers.map((layer) => layer.layerId);
  const throughSeq = await store.lastSeq();
  if ((await store.readBatch({ layerIds, throughSeq })).length > 0) {
    await store.beginAttempt(epoch, {
      kind: 'sync',
      uid: chance.uuid(),
      epoch,
      startedAt: clock.now(),
      // Nothing of this device is under way: two looks need no time between them.
      connectionEndedAt: 0,
      statusUrl: null,
      firstLook: null,
      leg: { direction: 'upload', layerIds },
      throughSeq,
      heldSeqs: [],
      generations: geodatabase.generations,
    });
  }
  // Only where it is not known any more is there nothing left to unregister. Noted first: the page may die between the two.
  if (session.remedy !== 'new-replica' && geodatabase.replicaId !== '')
    await context.host.noteLeftReplica(geodatabase.replicaId);
  const applied = await applyReplica(await parametersOf(operation, context), reply, context);
  session.remedy = 'none';
  const { replicaName } = geodatabaseOf(await store.info());
  session.notes.set('replica-replaced', { kind: 'replica-replaced', replicaName });
  return { ...applied, again: true };
}

type Applied = Extract<SyncEvent, { type: 'applied' }>;

/** A new replica: its rows become the geodatabase, with the record that names it, in one transaction. */
export async function applyReplica(
  parameters: GenerateGeodatabaseParameters,
  reply: ReplicaReply,
  context: RunContext,
): Promise<Applied> {
  const { attempt } = context.session;
  const isCopy = parameters.syncModel === 'none';
  const generations = isCopy ? NO_GENERATIONS : reply.generations;
  const replicaId = isCopy ? '' : reply.replicaId;
  if (replicaId === null || generations === null) {
    throw new GdbError(
      'bad-reply',
      'The service made a replica, but did not say its id and generation: it could never be synced.',
      { answered: true },
    );
  }
  const description = descriptionOf(context);
  const { uploadLimits } = context.session;
  const now = context.clock.now();
  const geodatabase: Omit<GeodatabaseRecord, 'lastSyncAt'> = {
    replicaId,
    replicaName: reply.replicaName ?? (attempt?.kind === 'create' ? attempt.replicaName : ''),
    serviceUrl: context.host.serviceUrl,
    syncModel: parameters.syncModel,
    syncDirection: isCopy ? 'download' : parameters.syncDirection,
    attachments: parameters.attachments,
    generations,
    layers: description.layers,
    queries: parameters.layers,
    extent: parameters.extent,
    spatialReference: parameters.outSpatialReference ?? description.spatialReference,
    createdAt: now,
    ...optional(parameters),
    ...(uploadLimits && { uploadLimits }),
  };
  // A layer that came without a row is taken all the same: it is empty here as it is there.
  const changes = description.layers.map(
    (layer) => reply.changes.find((change) => change.layerId === layer.layerId) ?? emptyLayer(layer),
  );
  const commit = { geodatabase, generations, lastSyncAt: now, settleAttempt: attempt?.id ?? null };
  const summary = await showDownload(
    changes.map((change) => ({ ...change, mode: 'replace' as const })),
    commit,
    context,
  );
  // The note of a replica stays until a later run has looked for a second one of its name: a browser may send a request twice by itself.
  if (isCopy && attempt?.kind === 'create') await context.host.forgetCreate(attempt.uid);
  return {
    type: 'applied',
    totals: received(summary),
    unknown: 0,
    again: false,
    attachmentsToFetch: await countToFetch(context),
    at: now,
  };
}

/** A copy has none: it is never synced. */
const NO_GENERATIONS: Generations = { kind: 'perLayer', byLayer: {} };

/** What is kept only where it was said. */
function optional({
  geometry,
  returnAttachments,
  attachmentDownload,
  datumTransformation,
}: GenerateGeodatabaseParameters): Partial<GeodatabaseRecord> {
  return {
    ...(geometry === undefined ? {} : { geometry }),
    ...(returnAttachments === undefined ? {} : { returnAttachments }),
    ...(attachmentDownload === undefined ? {} : { attachmentDownload }),
    ...(datumTransformation === undefined ? {} : { datumTransformation }),
  };
}

export function emptyLayer(layer: LayerSchema): StagedLayer {
  return { layerId: layer.layerId, rows: [], deleteIds: [], attachments: [], attachmentDeleteIds: [] };
}

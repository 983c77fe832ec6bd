import type { GeodatabaseRecord, Operation } from '../../shared/records.js';
import { readLegBatch } from '../batch.js';
import { descriptionOf, geodatabaseOf, isFinalNo, isVersioned } from '../context.js';
import type { RunContext } from '../context.js';
import { foldEdits } from '../fold.js';
import { planLegs } from '../plan.js';
import type { ServiceDescription, StoreInfo } from '../ports.js';
import { requireSupport } from '../require-support.js';
import { schemaChanges } from '../schema-changes.js';
import type { Plan, PreparingState, SyncEvent } from '../state.js';
import { sweepOrphans, unregisterLeft } from './abandon-replica.js';
import { doubtElsewhere } from './elsewhere.js';
import { countToFetch } from './fetch-attachments.js';
import { knowLimits } from './file-limits.js';
import { loadFileEffects } from './load-file-effects.js';

/** Reads the service (which is also the probe: no connection fails here, before anything is at stake) and plans, unless the past is unknown. */
export async function prepare(state: PreparingState, context: RunContext, signal: AbortSignal): Promise<SyncEvent> {
  const { operation } = state.run;
  const rest = await planOfTheRest(operation, context);
  if (rest !== null) return { type: 'prepared', plan: rest, at: context.clock.now() };
  const { geodatabase } = await context.store.info();
  context.session.description = await describe(operation, context, signal);
  requireSupport(operation, geodatabase, context.session.description);
  if (operation.kind === 'sync') context.session.photosLater = operation.parameters.photos === 'later';
  if (operation.kind === 'sync') context.session.conflictPolicy = operation.parameters.conflictPolicy ?? 'mine';
  if (operation.kind === 'register') await requireRegistrable(operation, geodatabase, context);
  if (operation.kind === 'sync' && geodatabase !== null) await compare(geodatabase, context, signal);
  await knowLimits(operation, geodatabase, { context, signal });
  if (operation.kind !== 'unregister') await unregisterLeft(context, signal);
  if (operation.kind !== 'generate') await sweepOrphans(context, signal);
  if (operation.kind === 'generate') {
    const { layers } = context.session.description;
    await context.host.requireRoomFor(operation.parameters, { layers, signal });
  }
  if (operation.kind === 'sync') await doubtElsewhere(operation, context, signal);
  // Whoever removes a geodatabase has said that what is open in it may go.
  const unknown = operation.kind === 'unregister' ? [] : await context.store.openAttempts();
  const plan = unknown.length > 0 ? null : await makePlan(operation, context);
  return { type: 'prepared', plan, at: context.clock.now() };
}

async function describe(
  operation: Operation,
  { host, service, store }: RunContext,
  signal: AbortSignal,
): Promise<ServiceDescription> {
  if (operation.kind === 'generate') {
    const layerIds = operation.parameters.layers.map(({ layerId }) => layerId);
    return host.justDescribed(layerIds) ?? service.describe(layerIds, { signal });
  }
  const layerIds = geodatabaseOf(await store.info()).layers.map(({ layerId }) => layerId);
  return service.describe(layerIds, { signal }).catch(async (error: unknown) => {
    if (operation.kind !== 'register') throw error;
    throw (await loadFileEffects()).ofMissingLayer(error);
  });
}

/** Nobody may have looked since a feature was given up, or an edit that names it came from elsewhere. */
async function settleDependants({ store, epoch, clock, session }: RunContext): Promise<void> {
  session.setAside += await store.settleDependants({ epoch, at: clock.now() });
}

/** An earlier page did what matters and went before its end: the service is not asked for it again. Null while there is something to ask. */
async function planOfTheRest(operation: Operation, context: RunContext): Promise<Plan | null> {
  if (operation.kind === 'sync') return null;
  const { geodatabase } = await context.store.info();
  if (operation.kind === 'unregister') return operation.leaveReplica === true ? REMOVAL : planOfRemoval(geodatabase);
  if (operation.kind === 'load') return geodatabase === null ? planOfLoad(context) : NOTHING;
  if (operation.kind === 'register') return geodatabase?.registration?.kind === 'pending' ? null : NOTHING;
  return geodatabase === null ? null : { ...NOTHING, attachmentsToFetch: await countToFetch(context) };
}

/** A copy without a replica, or before it has one, is this device's own business. */
function planOfRemoval(geodatabase: GeodatabaseRecord | null): Plan | null {
  if (geodatabase === null) return NOTHING;
  const isOwnBusiness = geodatabase.syncModel === 'none' || geodatabase.registration?.kind === 'pending';
  return isOwnBusiness ? REMOVAL : null;
}

/** A file needs no service: what is open in a database without a geodatabase is looked up when there is one to sync. */
function planOfLoad({ host }: RunContext): Plan {
  const layers = host.fileToLoad()?.file.geodatabase?.layers ?? [];
  return { ...NOTHING, legs: [{ direction: 'download', layerIds: layers.map(({ layerId }) => layerId) }] };
}

async function requireRegistrable(
  operation: Extract<Operation, { kind: 'register' }>,
  geodatabase: GeodatabaseRecord | null,
  context: RunContext,
): Promise<void> {
  const { requireRegistration } = await loadFileEffects();
  if (geodatabase === null || operation.takeAnew) return;
  requireRegistration(geodatabase, descriptionOf(context));
}

const NOTHING: Plan = { legs: [], throughSeq: 0, attachmentsToFetch: 0 };
const REMOVAL: Plan = { ...NOTHING, legs: [{ direction: 'upload', layerIds: [] }] };

/** What a person should know of the service as it is now, and what is asked only of versioned ones. */
async function compare(geodatabase: GeodatabaseRecord, context: RunContext, signal: AbortSignal): Promise<void> {
  const { session } = context;
  const { layers } = descriptionOf(context);
  const changes = schemaChanges(geodatabase.layers, layers);
  if (changes.length > 0) session.notes.set('schema-changed', { kind: 'schema-changed', changes });
  if (!isVersioned(context) || session.version !== null) return;
  session.version = await readVersion(geodatabase.replicaId, context, signal);
}

/** From the list of replicas where that tells versions, else from the replica itself; null where neither does. */
async function readVersion(replicaId: string, context: RunContext, signal: AbortSignal): Promise<string | null> {
  const { replicaLists: lists } = descriptionOf(context).capabilities;
  try {
    const replicas = lists.version ? await context.service.listReplicas({ signal, lists }) : [];
    const listed = replicas.find((replica) => replica.replicaId === replicaId)?.version ?? null;
    return listed ?? (await context.service.replicaInfo(replicaId, { signal })).version;
  } catch (error) {
    // A service that shows its replicas to administrators only can be synced all the same.
    if (!isFinalNo(error)) throw error;
    return null;
  }
}

function layersToMend({ damagedLayerIds }: StoreInfo, { session }: RunContext): readonly number[] {
  if (session.mending === 'given-up') return [];
  session.mending = damagedLayerIds.length > 0 ? 'planned' : 'none';
  return damagedLayerIds;
}

/** What there is to do, once nothing is unknown. Freezes the batch at the log's present end (invariant 2). */
export async function makePlan(operation: Operation, context: RunContext): Promise<Plan> {
  if (operation.kind === 'generate') {
    const layerIds = operation.parameters.layers.map((layer) => layer.layerId);
    return { ...NOTHING, legs: [{ direction: 'download', layerIds }] };
  }
  if (operation.kind === 'unregister' || operation.kind === 'load') return REMOVAL;
  if (operation.kind === 'register') return planOfRegistration(operation, context);
  await settleDependants(context);
  const info = await context.store.info();
  const geodatabase = geodatabaseOf(info);
  const throughSeq = await context.store.lastSeq();
  const layerIds = geodatabase.layers.map((layer) => layer.layerId);
  const { remedy, photosLater } = context.session;
  const { edits } = await readLegBatch(context.store, info, { leg: { layerIds }, throughSeq, photosLater });
  const damagedLayerIds = layersToMend(info, context);
  const { capabilities } = descriptionOf(context);
  const { parameters } = operation;
  const legs = planLegs({ parameters, geodatabase, capabilities, edits: foldEdits(edits), remedy, damagedLayerIds });
  if (!capabilities.directionControl && parameters.syncDirection !== 'bidirectional' && legs.length > 0)
    context.session.notes.set('both-directions', { kind: 'both-directions' });
  return { ...NOTHING, legs, throughSeq };
}

/** A replica for what is here or, with the caller's word, a new one with the service's data in place of them. */
async function planOfRegistration(
  { takeAnew }: Extract<Operation, { kind: 'register' }>,
  context: RunContext,
): Promise<Plan> {
  const layerIds = geodatabaseOf(await context.store.info()).layers.map((layer) => layer.layerId);
  return {
    ...NOTHING,
    legs: [takeAnew ? { direction: 'snapshot', layerIds, newReplica: true } : { direction: 'upload', layerIds }],
  };
}

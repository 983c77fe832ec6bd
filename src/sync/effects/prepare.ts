import { GdbError } from '../../shared/errors.js';
import type { Operation } from '../../shared/records.js';
import { readLegBatch } from '../batch.js';
import { geodatabaseOf } from '../context.js';
import type { RunContext } from '../context.js';
import { foldEdits } from '../fold.js';
import { planLegs } from '../plan.js';
import type { ServiceDescription } from '../ports.js';
import type { Plan, PreparingState, SyncEvent } from '../state.js';
import { countToFetch } from './fetch-attachments.js';

/** Reads the service (which is also the probe: no connection fails here, before anything is at stake) and plans, unless the past is unknown. */
export async function prepare(state: PreparingState, context: RunContext, signal: AbortSignal): Promise<SyncEvent> {
  const { operation } = state.run;
  const rest = await planOfTheRest(operation, context);
  if (rest !== null) return { type: 'prepared', plan: rest, at: context.clock.now() };
  context.session.description = await context.service.describe(await layersOf(operation, context), { signal });
  requireSync(context.session.description, operation);
  // Whoever removes a geodatabase has said that what is open in it may go.
  const unknown = operation.kind === 'unregister' ? [] : await context.store.openAttempts();
  const plan = unknown.length > 0 ? null : await makePlan(operation, context);
  return { type: 'prepared', plan, at: context.clock.now() };
}

/** An earlier page did what matters and went before its end: the service is not asked for it again. Null while there is something to ask. */
async function planOfTheRest(operation: Operation, context: RunContext): Promise<Plan | null> {
  if (operation.kind === 'sync') return null;
  const { geodatabase } = await context.store.info();
  if (operation.kind === 'unregister') return geodatabase === null ? NOTHING : null;
  return geodatabase === null ? null : { ...NOTHING, attachmentsToFetch: await countToFetch(context) };
}

const NOTHING: Plan = { legs: [], throughSeq: 0, attachmentsToFetch: 0 };

async function layersOf(operation: Operation, context: RunContext): Promise<readonly number[] | null> {
  if (operation.kind === 'generate') return operation.parameters.layers.map((layer) => layer.layerId);
  return geodatabaseOf(await context.store.info()).layers.map((layer) => layer.layerId);
}

function requireSync(description: ServiceDescription, operation: Operation): void {
  if (description.capabilities.canSync || operation.kind === 'unregister') return;
  throw new GdbError(
    'not-supported',
    'This service does not allow sync. Ask its admin to switch on "Sync" (ArcGIS Online: item settings, "Enable Sync"; Enterprise: feature access, "Sync").',
  );
}

/** What there is to do, once nothing is unknown. Freezes the batch at the log's present end (invariant 2). */
export async function makePlan(operation: Operation, context: RunContext): Promise<Plan> {
  if (operation.kind === 'generate') {
    const layerIds = operation.parameters.layers.map((layer) => layer.layerId);
    return { ...NOTHING, legs: [{ direction: 'download', layerIds }] };
  }
  if (operation.kind === 'unregister') return { ...NOTHING, legs: [{ direction: 'upload', layerIds: [] }] };
  const info = await context.store.info();
  const geodatabase = geodatabaseOf(info);
  const throughSeq = await context.store.lastSeq();
  const layerIds = geodatabase.layers.map((layer) => layer.layerId);
  const { edits } = await readLegBatch(context.store, info, { layerIds }, throughSeq);
  const capabilities = (context.session.description as ServiceDescription).capabilities;
  const { damagedLayerIds } = info;
  const { parameters } = operation;
  const legs = planLegs({ parameters, geodatabase, capabilities, edits: foldEdits(edits), damagedLayerIds });
  return { ...NOTHING, legs, throughSeq };
}

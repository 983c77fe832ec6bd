import { GdbError } from '../../shared/errors.js';
import type { Operation } from '../../shared/records.js';
import { readLegBatch } from '../batch.js';
import { geodatabaseOf } from '../context.js';
import type { RunContext } from '../context.js';
import { planLegs } from '../plan.js';
import type { ServiceDescription } from '../ports.js';
import type { Plan, PreparingState, SyncEvent } from '../state.js';

/** Reads the service (which is also the probe: no connection fails here, before anything is at stake) and plans, unless the past is unknown. */
export async function prepare(state: PreparingState, context: RunContext, signal: AbortSignal): Promise<SyncEvent> {
  const { operation } = state.run;
  context.session.description = await context.service.describe(await layersOf(operation, context), { signal });
  requireSync(context.session.description, operation);
  const unknown = await context.store.openAttempts();
  const plan = unknown.length > 0 ? null : await makePlan(operation, context);
  return { type: 'prepared', plan, at: context.clock.now() };
}

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
    return {
      legs: [{ direction: 'download', layerIds: operation.parameters.layers.map((layer) => layer.layerId) }],
      throughSeq: 0,
    };
  }
  if (operation.kind === 'unregister') return { legs: [{ direction: 'upload', layerIds: [] }], throughSeq: 0 };
  const info = await context.store.info();
  const geodatabase = geodatabaseOf(info);
  const throughSeq = await context.store.lastSeq();
  const layerIds = geodatabase.layers.map((layer) => layer.layerId);
  const { edits } = await readLegBatch(context.store, info, { layerIds }, throughSeq);
  const capabilities = (context.session.description as ServiceDescription).capabilities;
  return { legs: planLegs({ parameters: operation.parameters, geodatabase, capabilities, edits }), throughSeq };
}

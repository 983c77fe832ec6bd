/** Which requests a sync makes, in order. */
import type { GeodatabaseRecord, SyncRequestDirection, SyncGeodatabaseParameters, SyncLeg } from '../shared/records.js';
import type { FoldedEdit } from './fold.js';
import type { ServiceCapabilities } from './ports.js';

export interface PlanInput {
  readonly parameters: SyncGeodatabaseParameters;
  readonly geodatabase: GeodatabaseRecord;
  readonly capabilities: ServiceCapabilities;
  /** What can be sent, of all layers. */
  readonly edits: readonly FoldedEdit[];
  /** Layers of which a part on this device is damaged. */
  readonly damagedLayerIds?: readonly number[];
}

/** True for a leg that carries edits. */
export function sendsEdits({ direction }: Pick<SyncLeg, 'direction'>): boolean {
  return direction === 'bidirectional' || direction === 'upload';
}

/**
 * The legs of a sync. The service imports first and exports after, so a bidirectional sync with updates or deletes looks before it overwrites:
 * a download leg comes first where the service can do one (invariant 11). A batch of adds alone needs none, and a sync without edits is one download.
 * A damaged layer is fetched whole before anything else, where the service can send it whole.
 */
export function planLegs(input: PlanInput): readonly SyncLeg[] {
  const legs = planExchange(input);
  const { geodatabase, capabilities, damagedLayerIds = [] } = input;
  if (damagedLayerIds.length === 0 || !capabilities.directionControl) return legs;
  const all = geodatabase.layers.map((layer) => layer.layerId);
  const whole: SyncLeg = {
    direction: 'snapshot',
    layerIds: geodatabase.syncModel === 'perReplica' ? all : all.filter((id) => damagedLayerIds.includes(id)),
  };
  const isCovered = (leg: SyncLeg): boolean =>
    leg.direction === 'download' && leg.layerIds.every((id) => whole.layerIds.includes(id));
  return [whole, ...legs.filter((leg) => !isCovered(leg))];
}

function planExchange(input: PlanInput): readonly SyncLeg[] {
  const { parameters, geodatabase, capabilities } = input;
  const all = geodatabase.layers.map((layer) => layer.layerId);
  // A perReplica sync ignores syncLayers: it is always all of them.
  const layerIds =
    parameters.layerIds === null || geodatabase.syncModel === 'perReplica'
      ? all
      : all.filter((id) => parameters.layerIds?.includes(id));
  const leg = (direction: SyncRequestDirection): SyncLeg => ({ direction, layerIds });
  const direction =
    geodatabase.syncDirection === 'bidirectional' ? parameters.syncDirection : geodatabase.syncDirection;
  if (layerIds.length === 0) return [];
  if (direction === 'download') return [leg('download')];
  const edits = input.edits.filter((edit) => layerIds.includes(edit.layerId));
  const anything = edits.length > 0;
  if (direction === 'upload') return anything ? [leg(capabilities.directionControl ? 'upload' : 'bidirectional')] : [];
  if (!anything) return [leg(capabilities.directionControl ? 'download' : 'bidirectional')];
  const overwrites = edits.some((edit) => edit.kind === 'feature' && edit.operation !== 'add');
  return overwrites && capabilities.directionControl ? [leg('download'), leg('bidirectional')] : [leg('bidirectional')];
}

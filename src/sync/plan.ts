/** Which requests a sync makes, in order. */
import { groupBy } from '../shared/collections.js';
import type { LayerSchema } from '../shared/esri.js';
import type { GeodatabaseRecord, SyncGeodatabaseParameters, SyncLeg, SyncRequestDirection } from '../shared/records.js';
import type { FoldedEdit } from './fold.js';
import { parentsFirst } from './parents-first.js';
import type { ServiceCapabilities } from './ports.js';

/** What mends a replica that cannot go on as it is: its whole content anew, or another replica in its place. */
export type Remedy = 'none' | 'snapshot' | 'new-replica';

export interface PlanInput {
  readonly parameters: SyncGeodatabaseParameters;
  readonly geodatabase: GeodatabaseRecord;
  readonly capabilities: ServiceCapabilities;
  /** What can be sent, of all layers. */
  readonly edits: readonly FoldedEdit[];
  readonly remedy: Remedy;
  /** Layers of which a part on this device is damaged, and which are to be fetched whole. */
  readonly damagedLayerIds?: readonly number[];
}

/** True for legs that carry edits. */
export function sendsEdits({ direction }: Pick<SyncLeg, 'direction'>): boolean {
  return direction === 'upload' || direction === 'bidirectional';
}

/**
 * The legs of a sync. The service imports first and exports after, so a sync with updates or deletes looks before it overwrites: a bidirectional one
 * by a download leg where the service can do one, any other by asking for the rows (`look`, invariant 11). A batch of adds alone needs neither, and
 * a sync without edits is one download.
 * Layers with directions of their own go in legs of their own. A damaged layer is fetched whole before anything else; where the service cannot send
 * a layer whole, with another replica in place of this one.
 */
export function planLegs(input: PlanInput): readonly SyncLeg[] {
  const { geodatabase, capabilities, remedy, damagedLayerIds = [] } = input;
  const isWanted = remedy === 'snapshot' || damagedLayerIds.length > 0;
  if (remedy === 'new-replica' || (isWanted && !capabilities.directionControl)) {
    const layerIds = geodatabase.layers.map((layer) => layer.layerId);
    return [{ direction: 'snapshot', layerIds, newReplica: true }];
  }
  const legs = wishes(input).flatMap((wish) => legsOf(wish, input));
  return remedy === 'snapshot' ? legs : withDamagedWhole(legs, input);
}

function withDamagedWhole(
  legs: readonly SyncLeg[],
  { geodatabase, damagedLayerIds = [] }: PlanInput,
): readonly SyncLeg[] {
  if (damagedLayerIds.length === 0) return legs;
  const all = geodatabase.layers.map((layer) => layer.layerId);
  const isWhole = geodatabase.syncModel === 'perReplica';
  const layerIds = isWhole ? all : all.filter((id) => damagedLayerIds.includes(id));
  const isCovered = (leg: SyncLeg): boolean => !sendsEdits(leg) && leg.layerIds.every((id) => layerIds.includes(id));
  return [{ direction: 'snapshot', layerIds }, ...legs.filter((leg) => !isCovered(leg))];
}

/** What is asked of which layers: what only receives comes first, then parents before their children. */
function wishes({ parameters, geodatabase }: PlanInput): readonly SyncLeg[] {
  const asked = (layerId: number): SyncRequestDirection =>
    parameters.layerOptions?.find((option) => option.layerId === layerId)?.syncDirection ?? parameters.syncDirection;
  const groups = groupBy(layersOf(parameters, geodatabase), ({ layerId }) => allowed(asked(layerId), geodatabase));
  const legs = [...groups].map(([direction, layers]) => ({
    direction,
    layerIds: layers.map(({ layerId }) => layerId),
  }));
  return legs
    .map((leg) => ({ ...leg, layerIds: leg.layerIds.sort(inOrderOf(geodatabase.layers)) }))
    .sort(receivingFirst);
}

function layersOf(
  parameters: SyncGeodatabaseParameters,
  { layers, syncModel }: GeodatabaseRecord,
): readonly LayerSchema[] {
  const ordered = parentsFirst(layers);
  // A perReplica sync ignores syncLayers: it is always all of them.
  if (parameters.layerIds === null || syncModel === 'perReplica') return ordered;
  return ordered.filter(({ layerId }) => parameters.layerIds?.includes(layerId));
}

function inOrderOf(layers: readonly LayerSchema[]): (a: number, b: number) => number {
  const place = new Map(layers.map((layer, index) => [layer.layerId, index]));
  return (a, b) => (place.get(a) ?? 0) - (place.get(b) ?? 0);
}

function receivingFirst(a: SyncLeg, b: SyncLeg): number {
  return Number(sendsEdits(a)) - Number(sendsEdits(b));
}

/** A replica that goes one way goes that way, whatever is asked. */
function allowed(asked: SyncRequestDirection, { syncDirection }: GeodatabaseRecord): SyncRequestDirection {
  if (syncDirection === 'bidirectional') return asked;
  return asked === 'snapshot' && syncDirection === 'download' ? asked : syncDirection;
}

function legsOf({ direction, layerIds }: SyncLeg, { capabilities, edits, remedy }: PlanInput): readonly SyncLeg[] {
  const leg = (now: SyncRequestDirection): SyncLeg => ({ direction: now, layerIds });
  const control = capabilities.directionControl;
  const own = edits.filter((edit) => layerIds.includes(edit.layerId));
  if (direction === 'snapshot') return [leg('snapshot')];
  if (direction === 'download') return [leg(remedy === 'snapshot' ? 'snapshot' : 'download')];
  const sending = own.length === 0 ? [] : [leg(direction === 'upload' && !control ? 'bidirectional' : direction)];
  if (remedy === 'snapshot') return [leg('snapshot'), ...sending];
  const overwrites = own.some((edit) => edit.kind === 'feature' && edit.operation !== 'add');
  if (direction === 'bidirectional' && control && overwrites) return [leg('download'), ...sending];
  if (sending.length > 0) return overwrites ? sending.map((one) => ({ ...one, look: true as const })) : sending;
  return direction === 'upload' ? [] : [leg(control ? 'download' : 'bidirectional')];
}

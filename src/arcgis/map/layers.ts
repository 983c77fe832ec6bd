/** Which layers of a map show what is on this device, and their views. */
import type { SyncController } from '../../controller/types.js';
import type { MapLayer } from '../host-sdk.js';
import { layerIdIn } from '../refresh-layers.js';
import type { InteractiveView, LayerView } from './view.js';

/** Layers of the map that show this layer of the service. */
export function layersOf(view: InteractiveView, serviceUrl: string, layerId: number): readonly MapLayer[] {
  const all = (view.map?.allLayers.toArray() ?? []) as readonly MapLayer[];
  return all.filter((layer) => layerIdIn(serviceUrl, layer) === layerId);
}

/** Their views: those that can highlight. A layer that cannot be drawn has none. */
export async function layerViewsOf(
  view: InteractiveView,
  { serviceUrl }: SyncController,
  layerId: number,
): Promise<readonly LayerView[]> {
  const made = await Promise.allSettled(
    layersOf(view, serviceUrl, layerId).map((layer) => Promise.resolve(view.whenLayerView?.(layer as never))),
  );
  return made.flatMap((result) => (result.status === 'fulfilled' && result.value ? [result.value as LayerView] : []));
}

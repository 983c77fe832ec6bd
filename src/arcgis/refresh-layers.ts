/** The layers of a map that show what is on this device draw it anew when it changes: an edit in another place, a sync, real ObjectIDs. */
import type { SyncController } from '../controller/types.js';
import type { MapLayer, MapView } from './host-sdk.js';
import { pathBelow } from './rest-request.js';

/** Returns how to stop. */
export function refreshLayers(controller: SyncController, view: MapView): () => void {
  const refresh = (event: Event): void => {
    const { changes } = (
      event as Event & { readonly detail: { readonly changes: readonly { readonly layerId: number }[] } }
    ).detail;
    const changed = new Set(changes.map(({ layerId }) => layerId));
    for (const layer of (view.map?.allLayers.toArray() ?? []) as readonly MapLayer[]) {
      const layerId = layerIdIn(controller.serviceUrl, layer);
      if (layerId !== null && (changed.size === 0 || changed.has(layerId))) layer.refresh?.();
    }
  };
  controller.addEventListener('gdb-edits-change', refresh);
  return () => {
    controller.removeEventListener('gdb-edits-change', refresh);
  };
}

/** The layer's id in the service; null for a layer of anything else. */
export function layerIdIn(serviceUrl: string, { url, layerId }: MapLayer): number | null {
  if (typeof url !== 'string') return null;
  const path = pathBelow(serviceUrl, url);
  if (path === null) return null;
  return /^\d+$/.test(path) ? Number(path) : (layerId ?? null);
}

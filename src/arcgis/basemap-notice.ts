/** Says on the map that its basemap is not there without a network: an empty background looks like an empty area. Features are drawn as always. */
import type { SyncController } from '../controller/types.js';
import { basemapWords } from './basemap-words.js';
import type { MapView } from './host-sdk.js';
import { keptTileServices, startOf } from './tiles/tile-cache.js';

/** Returns how to stop. Nothing is shown on a view that has no place for it. */
export function showBasemapNotice(controller: SyncController, view: MapView): () => void {
  let notice: HTMLElement | null = null;
  let isStopped = false;
  const update = async (): Promise<void> => {
    const isMissing = controller.state.paused.includes('offline') && !(await isKept(view));
    if (isStopped || isMissing === (notice !== null)) return;
    if (notice !== null) view.ui?.remove(notice);
    notice = isMissing ? makeNotice() : null;
    if (notice !== null) view.ui?.add(notice, 'bottom-right');
  };
  const changed = (): void => void update();
  controller.addEventListener('gdb-sync-status-change', changed);
  changed();
  return () => {
    isStopped = true;
    controller.removeEventListener('gdb-sync-status-change', changed);
    if (notice !== null) view.ui?.remove(notice);
  };
}

/** True for a map without a basemap, too. */
async function isKept({ map }: MapView): Promise<boolean> {
  const layers = map?.basemap?.baseLayers?.toArray() ?? [];
  const services = typeof caches === 'undefined' || layers.length === 0 ? [] : await keptTileServices();
  return layers.every((layer) => {
    const { url, urlTemplate } = layer as { readonly url?: unknown; readonly urlTemplate?: unknown };
    const address = typeof url === 'string' ? url : typeof urlTemplate === 'string' ? urlTemplate : null;
    // A layer without an address draws what the page has in memory.
    return (
      address === null || services.some((service) => address.toLowerCase().startsWith(startOf(service).toLowerCase()))
    );
  });
}

function makeNotice(): HTMLElement {
  const notice = document.createElement('div');
  notice.className = 'gdb-basemap-notice';
  notice.setAttribute('role', 'status');
  Object.assign(notice.style, {
    padding: '4px 8px',
    font: '14px var(--calcite-font-family, sans-serif)',
    color: 'var(--calcite-color-text-1, #151515)',
    background: 'var(--calcite-color-foreground-1, #fff)',
    pointerEvents: 'none',
  });
  notice.textContent = basemapWords(document.documentElement.lang || navigator.language);
  return notice;
}

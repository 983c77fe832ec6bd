import { GdbError } from '../shared/errors.js';
import type { StoreInfo } from '../sync/ports.js';

/**
 * Throws `storage-damaged` for a layer of which a part cannot be read: it is fetched again with every sync, so that it still is one means that this
 * did not go well, or that it was met just now.
 */
export function requireWhole({
  damagedLayerIds,
  geodatabase,
}: Pick<StoreInfo, 'damagedLayerIds' | 'geodatabase'>): void {
  const damaged = geodatabase?.layers.filter(({ layerId }) => damagedLayerIds.includes(layerId)) ?? [];
  const [first] = damaged;
  if (!first) return;
  const names = damaged.map(({ name }) => name).join(', ');
  throw new GdbError(
    'storage-damaged',
    `Everything else is in sync, but part of ${names} on this device is still damaged. The next sync asks the service for it again; if that does not help, remove the area from this device and take it offline again.`,
    { layerId: first.layerId },
  );
}

/** What the controller shows and sync decides by: one look at the whole database, without reading rows. */
import type { JsonObject } from '../shared/json.js';
import type { StoreInfo } from '../sync/ports.js';
import { damagedLayers } from './damage.js';
import { givenUp } from './edits/given-up.js';
import { getMeta } from './state.js';
import { UNSENT_STORES, type UnsentCache } from './unsent.js';
import { read, type Session } from './work.js';

export async function info(session: Session, cache: UnsentCache): Promise<StoreInfo> {
  return read(session, UNSENT_STORES, async (tx, state) => {
    const [geodatabase, operation, heartbeatAt, damagedLayerIds, gone] = await Promise.all([
      getMeta(tx, 'geodatabase'),
      getMeta(tx, 'operation'),
      getMeta(tx, 'heartbeat'),
      damagedLayers(tx),
      givenUp(tx),
    ]);
    const { pending, issues, editUsers, waiting } = structuredClone(await cache.read(tx, state.rev));
    const { storeInstance, rev, epoch } = state;
    return {
      storeInstance,
      geodatabase: geodatabase ?? null,
      operation: operation ?? null,
      pending,
      issues,
      rev,
      epoch,
      heartbeatAt: heartbeatAt ?? 0,
      editUsers,
      waiting,
      damagedLayerIds,
      givenUp: gone,
    };
  });
}

/** The service's own description of a layer, or of itself (null); null where none was kept. */
export async function readDefinition(session: Session, layerId: number | null): Promise<JsonObject | null> {
  const definitions = await read(session, ['meta'], (tx) => getMeta(tx, 'definitions'));
  return (layerId === null ? definitions?.service : definitions?.layers[layerId]) ?? null;
}

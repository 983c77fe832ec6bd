/** What the controller shows and sync decides by: one look at the whole database, without reading rows. */
import type { GlobalId } from '../shared/ids.js';
import type { JsonObject } from '../shared/json.js';
import type { GeodatabaseRecord, Operation } from '../shared/records.js';
import type { StoreInfo } from '../sync/ports.js';
import { damagedLayers } from './damage.js';
import type { ReadTx } from './database.js';
import { givenUp } from './edits/given-up.js';
import { getMeta } from './state.js';
import { UNSENT_STORES, type UnsentCache } from './unsent.js';
import { askedAhead, read, readAhead, type Session } from './work.js';

export async function info(session: Session, cache: UnsentCache): Promise<StoreInfo> {
  return readAhead(session, UNSENT_STORES, {
    ahead: (tx) => ({ records: askedAhead(metaRecords(tx)), log: cache.askAhead(tx) }),
    body: async (tx, { storeInstance, rev, epoch }, { records, log }) => {
      const [geodatabase, operation, heartbeatAt, damagedLayerIds, gone] = await records;
      const { pending, issues, editUsers, waiting } = structuredClone(await cache.read(tx, rev, log));
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
    },
  });
}

type MetaRecords = readonly [
  GeodatabaseRecord | undefined,
  Operation | undefined,
  heartbeatAt: number | undefined,
  damagedLayerIds: readonly number[],
  givenUp: readonly GlobalId[],
];

function metaRecords(tx: ReadTx): Promise<MetaRecords> {
  return Promise.all([
    getMeta(tx, 'geodatabase'),
    getMeta(tx, 'operation'),
    getMeta(tx, 'heartbeat'),
    damagedLayers(tx),
    givenUp(tx),
  ]);
}

/** The service's own description of a layer, or of itself (null); null where none was kept. */
export async function readDefinition(session: Session, layerId: number | null): Promise<JsonObject | null> {
  const definitions = await read(session, ['meta'], (tx) => getMeta(tx, 'definitions'));
  return (layerId === null ? definitions?.service : definitions?.layers[layerId]) ?? null;
}

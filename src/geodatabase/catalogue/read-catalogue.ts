/** Everything a file tells of itself before its rows are read. */
import type { Database } from '../sqlite/database.js';
import type { MobileReplica } from '../types.js';
import { readItems, type Item } from './items.js';
import { readLayers, type LayerSource } from './layers.js';
import { readReplica, readSyncDatasets } from './replica.js';

export interface Catalogue {
  readonly replica: MobileReplica | null;
  readonly sources: readonly LayerSource[];
  readonly items: readonly Item[];
}

export async function readCatalogue(database: Database): Promise<Catalogue> {
  const items = await readItems(database);
  const synced = readSyncDatasets(items);
  return { items, replica: readReplica(items, synced), sources: await readLayers(database, items, synced) };
}

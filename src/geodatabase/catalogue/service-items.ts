/** GDB_ServiceItems: the layers as their service described them when the file was made. */
import { asString, isObject, type JsonObject } from '../../shared/json.js';
import type { Database } from '../sqlite/database.js';

export interface ServiceItem {
  readonly layerId: number;
  readonly table: string;
  readonly name?: string | undefined;
  /** `{FeatureServer}/{layerId}?f=json` */
  readonly description?: JsonObject | null;
}

/** Characters. */
const longest = 2 ** 24;

export async function readServiceItems(database: Database): Promise<readonly ServiceItem[]> {
  const items: ServiceItem[] = [];
  const columns = ['ItemType', 'ItemId', 'DatasetName', 'ItemInfo'];
  // 0 is the service itself.
  for await (const { values } of database.rows('GDB_ServiceItems', { columns, keep: (type) => type === 1 })) {
    const [, layerId, table, text] = values;
    // A group of layers has no table.
    if (typeof layerId !== 'number' || typeof table !== 'string' || table === '') continue;
    const description = readDescription(asString(text) ?? '');
    items.push({ layerId, table, name: asString(description?.['name']), description });
  }
  return items;
}

/** Null for what is no JSON: the registries say the same, if less. */
function readDescription(text: string): JsonObject | null {
  if (text.length > longest) return null;
  try {
    const description: unknown = JSON.parse(text);
    return isObject(description) ? description : null;
  } catch {
    return null;
  }
}

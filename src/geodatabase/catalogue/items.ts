/** GDB_Items: what the geodatabase holds. Each item's Definition is XML. */
import { asString } from '../../shared/json.js';
import { unsupported } from '../failures.js';
import type { Database } from '../sqlite/database.js';

/**
 * The beginnings of the UUIDs in GDB_ItemTypes, the same in every file. A Sync Dataset has the name of its table: items are told apart by type,
 * never by name.
 */
const kinds = {
  '70737809': 'dataset',
  CD06BC3B: 'dataset',
  B606A7E1: 'relationship',
  '8C368B12': 'domain',
  C29DA988: 'domain',
  '5B966567': 'replica',
  D86502F9: 'syncDataset',
} as const;

export interface Item {
  /** `dataset` is a feature class or a table. */
  readonly kind: (typeof kinds)[keyof typeof kinds];
  /** Without the name of the database before it. */
  readonly name: string;
  readonly uuid: string;
  readonly info: string;
  /** XML. */
  readonly definition: string;
}

/** Characters of all definitions together. */
const longest = 2 ** 26;

/** In the order of the file. */
export async function readItems(database: Database): Promise<readonly Item[]> {
  const items: Item[] = [];
  let length = 0;
  const columns = ['Type', 'Name', 'UUID', 'DatasetInfo1', 'Definition'];
  for await (const { values } of database.rows('GDB_Items', { columns })) {
    const [type = '', name = '', uuid = '', info = '', definition = ''] = values.map(asString);
    const kind = kinds[type.slice(1, 9).toUpperCase() as keyof typeof kinds] as Item['kind'] | undefined;
    if (kind) items.push({ kind, name: unqualified(name), uuid, info, definition });
    length += definition.length;
    if (length > longest) throw unsupported('So large a catalogue');
  }
  return items;
}

/** `main.Roads` is `Roads`. */
export function unqualified(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

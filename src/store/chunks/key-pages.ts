/** Where the rows of a window lie, sorted by key and cut into pages: what buckets are merged from. Some 40 bytes a row. */
import type { GidBucket, OidBucket } from '../schema.js';
import { compareKeys, KEY_BYTES } from './row-key.js';
import { sortedIndexes } from './sort.js';

/** `chunkNo` of a row that the run deletes. */
export const TOMBSTONE = -1;

/** Entries of a page, and of a bucket: as large as a record can be that is read fast, see `pack.ts`. */
export const PAGE_ENTRIES = 3500;

/** Keys in the order in which they came, and where their rows lie. */
export interface PlacedKeys {
  readonly length: number;
  /** KEY_BYTES each, from the start of their buffer. */
  readonly keys: Uint8Array;
  /** NaN where a row has none. */
  readonly objectIds: Float64Array;
  readonly chunkNo: Int32Array;
  readonly rowNo: Uint16Array;
  /** Of two rows with the same GlobalID the one with the higher number counts. */
  readonly arrival: Uint32Array;
}

export interface GidPage extends Omit<GidBucket, 'checksum'> {
  readonly arrival: Uint32Array;
}

export type OidPage = Omit<OidBucket, 'checksum'>;

export interface KeyPages {
  /** By key, then by arrival. */
  readonly gid: readonly GidPage[];
  /** By ObjectID; rows without one are left out. */
  readonly oid: readonly OidPage[];
}

export function sortedPages(placed: PlacedKeys): KeyPages {
  return {
    gid: cut(keyOrder(placed), (order) => ({
      keys: keysOf(placed, order),
      ...placesOf(placed, order),
      arrival: numbersOf(placed.arrival, order, new Uint32Array(order.length)),
    })),
    oid: cut(objectIdOrder(placed), (order) => ({
      keys: numbersOf(placed.objectIds, order, new Float64Array(order.length)),
      ...placesOf(placed, order),
    })),
  };
}

/** Bytes of all pages. */
export function sizeOfPages({ gid, oid }: KeyPages): number {
  const entries = (pages: readonly Pick<OidPage, 'chunkNo'>[]): number =>
    pages.reduce((sum, { chunkNo }) => sum + chunkNo.length, 0);
  return 26 * entries(gid) + 14 * entries(oid);
}

function cut<T>(order: Uint32Array, pageOf: (order: Uint32Array) => T): readonly T[] {
  const pages: T[] = [];
  for (let start = 0; start < order.length; start += PAGE_ENTRIES)
    pages.push(pageOf(order.subarray(start, start + PAGE_ENTRIES)));
  return pages;
}

function keyOrder({ keys, length, arrival }: PlacedKeys): Uint32Array {
  const view = new DataView(keys.buffer, keys.byteOffset);
  const prefixes = new Uint32Array(length);
  for (let index = 0; index < length; index++) prefixes[index] = view.getUint32(index * KEY_BYTES);
  return sortedIndexes(prefixes, (a, b) => compareKeys(keys, a, keys, b) || (arrival[a] ?? 0) - (arrival[b] ?? 0));
}

function objectIdOrder({ objectIds, length }: PlacedKeys): Uint32Array {
  const named = new Uint32Array(length);
  let count = 0;
  let isAscending = true;
  let last = -Infinity;
  for (let index = 0; index < length; index++) {
    const objectId = objectIds[index] as number;
    if (Number.isNaN(objectId)) continue;
    if (objectId < last) isAscending = false;
    last = objectId;
    named[count++] = index;
  }
  const rows = named.subarray(0, count);
  // Services send rows in the order of their ObjectIDs.
  if (isAscending) return rows;
  const at = (i: number): number => objectIds[rows[i] ?? 0] ?? 0;
  const prefixes = Uint32Array.from(rows, (_, i) => Math.max(0, Math.min(2 ** 32 - 1, at(i))));
  return sortedIndexes(prefixes, (a, b) => at(a) - at(b) || a - b).map((i) => rows[i] ?? 0);
}

function keysOf({ keys }: PlacedKeys, order: Uint32Array): Uint8Array {
  const from = new Uint32Array(keys.buffer, keys.byteOffset, keys.byteLength >> 2);
  const to = new Uint32Array(4 * order.length);
  for (let i = 0; i < order.length; i++) {
    const at = 4 * (order[i] as number);
    to[4 * i] = from[at] as number;
    to[4 * i + 1] = from[at + 1] as number;
    to[4 * i + 2] = from[at + 2] as number;
    to[4 * i + 3] = from[at + 3] as number;
  }
  return new Uint8Array(to.buffer);
}

function placesOf(placed: PlacedKeys, order: Uint32Array): { chunkNo: Int32Array; rowNo: Uint16Array } {
  const chunkNo = new Int32Array(order.length);
  const rowNo = new Uint16Array(order.length);
  for (let i = 0; i < order.length; i++) {
    const index = order[i] as number;
    chunkNo[i] = placed.chunkNo[index] as number;
    rowNo[i] = placed.rowNo[index] as number;
  }
  return { chunkNo, rowNo };
}

/** The numbers at these places, in their order. */
function numbersOf<T extends Uint32Array | Float64Array>(from: T, order: Uint32Array, to: T): T {
  for (let i = 0; i < order.length; i++) to[i] = from[order[i] as number] as number;
  return to;
}

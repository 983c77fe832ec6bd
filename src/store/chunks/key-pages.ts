/** Where rows lie, sorted by key and cut into pages: buckets, or what they are merged from. Some 40 bytes a row. */
import type { GidBucket, OidBucket } from '../schema.js';
import { compareKeys, KEY_BYTES } from './row-key.js';
import { sortedIndexes } from './sort.js';

/** `chunkNo` of a row that the run deletes. */
export const TOMBSTONE = -1;

/** Entries of a page, and of a bucket: their 22 bytes do not compress, and Chromium gives each record above 64 KB a file of its own. */
export const PAGE_ENTRIES = 2900;

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
  /** By key, then by arrival. Cut while they are read. */
  readonly gid: Iterable<GidPage>;
  /** By ObjectID; rows without one are left out. */
  readonly oid: Iterable<OidPage>;
  /** True when two entries have the same key. */
  readonly hasTwins: boolean;
}

export function sortedPages(placed: PlacedKeys): KeyPages {
  const { order, hasTwins } = keyOrder(placed);
  return {
    hasTwins,
    gid: cut(order, (some) => ({
      keys: keysOf(placed, some),
      ...placesOf(placed, some),
      arrival: numbersOf(placed.arrival, some, new Uint32Array(some.length)),
    })),
    oid: cut(objectIdOrder(placed), (some) => ({
      keys: numbersOf(placed.objectIds, some, new Float64Array(some.length)),
      ...placesOf(placed, some),
    })),
  };
}

/** All of them as one, in their order. */
export function joined(all: readonly PlacedKeys[]): PlacedKeys {
  const [only] = all;
  if (only && all.length === 1) return only;
  const length = all.reduce((sum, placed) => sum + placed.length, 0);
  const to = {
    length,
    keys: new Uint8Array(KEY_BYTES * length),
    objectIds: new Float64Array(length),
    chunkNo: new Int32Array(length),
    rowNo: new Uint16Array(length),
    arrival: new Uint32Array(length),
  };
  let at = 0;
  for (const from of all) {
    // Columns may be longer than what is in them.
    to.keys.set(from.keys.subarray(0, KEY_BYTES * from.length), KEY_BYTES * at);
    for (const name of ['objectIds', 'chunkNo', 'rowNo', 'arrival'] as const)
      to[name].set(from[name].subarray(0, from.length), at);
    at += from.length;
  }
  return to;
}

function cut<T>(order: Uint32Array, pageOf: (order: Uint32Array) => T): Iterable<T> {
  return {
    *[Symbol.iterator]() {
      for (let start = 0; start < order.length; start += PAGE_ENTRIES)
        yield pageOf(order.subarray(start, start + PAGE_ENTRIES));
    },
  };
}

function keyOrder({ keys, length, arrival }: PlacedKeys): { readonly order: Uint32Array; readonly hasTwins: boolean } {
  const view = new DataView(keys.buffer, keys.byteOffset);
  const prefixes = new Uint32Array(length);
  for (let index = 0; index < length; index++) prefixes[index] = view.getUint32(index * KEY_BYTES);
  let hasTwins = false;
  const order = sortedIndexes(prefixes, (a, b) => {
    const difference = compareKeys(keys, a, keys, b);
    if (difference !== 0) return difference;
    hasTwins = true;
    return (arrival[a] ?? 0) - (arrival[b] ?? 0);
  });
  return { order, hasTwins };
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

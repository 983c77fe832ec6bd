/** GlobalID and ObjectID buckets: lookup without a million index entries. */
import type { GidBucket, OidBucket } from '../schema.js';
import { TOMBSTONE, type KeyTable, type Place } from './key-table.js';
import { compareKeys, KEY_BYTES, lastNotAfter } from './row-key.js';
import { sortedIndexes } from './sort.js';
import { checksumOf, type RunRecords } from './verify.js';

/** As large as a record can be that is read fast: see `pack.ts`. */
const MAX_ENTRIES = 3500;

export interface Buckets {
  readonly gid: readonly GidBucket[];
  readonly gidStarts: Uint8Array;
  readonly oid: readonly OidBucket[];
  readonly oidStarts: Float64Array;
  /** chunkNo, rowNo pairs of rows that a later one with the same GlobalID replaces. */
  readonly dead: Uint32Array;
  /** Rows that count. */
  readonly nRows: number;
}

/** Sorts the table into buckets. Where a GlobalID comes twice the later row wins. */
export function buildBuckets(table: KeyTable): Buckets {
  const { live, dead } = latestOfEach(table);
  const rows = live.filter((index) => table.place(index).chunkNo !== TOMBSTONE);
  const byOid = sortedByObjectId(table, rows);
  const gidParts = partition(live);
  const oidParts = partition(byOid);
  const gidStarts = new Uint8Array(KEY_BYTES * gidParts.length);
  gidParts.forEach((part, i) => {
    gidStarts.set(keyAt(table, part[0] ?? 0), KEY_BYTES * i);
  });
  return {
    gid: gidParts.map((part) => sealed('gid', { keys: keysOf(table, part), ...placesOf(table, part) })),
    gidStarts,
    oid: oidParts.map((part) =>
      sealed('oid', { keys: Float64Array.from(part, (index) => table.objectId(index)), ...placesOf(table, part) }),
    ),
    oidStarts: Float64Array.from(oidParts, (part) => table.objectId(part[0] ?? 0)),
    dead: Uint32Array.from(dead.flatMap((index) => [table.place(index).chunkNo, table.place(index).rowNo])),
    nRows: rows.length,
  };
}

function sealed<S extends 'gid' | 'oid', Pieces extends Omit<RunRecords[S], 'crc'>>(
  store: S,
  pieces: Pieces,
): Pieces & { readonly crc: number } {
  return { ...pieces, crc: checksumOf(store, pieces) };
}

/** Number of the bucket that would hold `key`; -1 when none can. */
export function gidBucketNo(gidStarts: Uint8Array, key: Uint8Array, keyIndex = 0): number {
  return lastNotAfter(gidStarts, key, keyIndex);
}

/** Where a bucket has `key`. */
export function findGid(bucket: GidBucket, key: Uint8Array, keyIndex = 0): Place | null {
  const index = lastNotAfter(bucket.keys, key, keyIndex);
  if (index < 0 || compareKeys(bucket.keys, index, key, keyIndex) !== 0) return null;
  return { chunkNo: bucket.chunkNo[index] ?? TOMBSTONE, rowNo: bucket.rowNo[index] ?? 0 };
}

/** Number of the bucket that would hold `objectId`; -1 when none can. Equal ObjectIDs may go on in the next ones. */
export function oidBucketNo(oidStarts: Float64Array, objectId: number): number {
  return lastBelow(oidStarts, objectId);
}

/** Every place at which a bucket has `objectId`. */
export function findOid(bucket: OidBucket, objectId: number): Place[] {
  const places: Place[] = [];
  for (let index = Math.max(0, lastBelow(bucket.keys, objectId)); index < bucket.keys.length; index++) {
    const found = bucket.keys[index] ?? NaN;
    if (found > objectId) break;
    if (found === objectId) {
      places.push({ chunkNo: bucket.chunkNo[index] ?? TOMBSTONE, rowNo: bucket.rowNo[index] ?? 0 });
    }
  }
  return places;
}

/** Index of the last value that is less than `value`, so that all equal ones follow it; 0 when the first is not less. -1 for none. */
function lastBelow(values: Float64Array, value: number): number {
  if (values.length === 0 || (values[0] ?? NaN) > value) return -1;
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] ?? Infinity) < value) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

function sortedByObjectId(table: KeyTable, rows: readonly number[]): number[] {
  const named = rows.filter((index) => !Number.isNaN(table.objectId(index)));
  const prefixes = Uint32Array.from(named, (index) => Math.max(0, Math.min(2 ** 32 - 1, table.objectId(index))));
  const idAt = (i: number): number => table.objectId(named[i] ?? 0);
  return Array.from(
    sortedIndexes(prefixes, (a, b) => idAt(a) - idAt(b) || a - b),
    (i) => named[i] ?? 0,
  );
}

function latestOfEach(table: KeyTable): { readonly live: number[]; readonly dead: number[] } {
  const order = sortedByKey(table);
  const keys = table.keys;
  const live: number[] = [];
  const dead: number[] = [];
  order.forEach((index, i) => {
    const next = order[i + 1];
    const replaced = next !== undefined && compareKeys(keys, index, keys, next) === 0;
    if (!replaced) live.push(index);
    else if (table.place(index).chunkNo !== TOMBSTONE) dead.push(index);
  });
  return { live, dead };
}

/** Indexes by key, then by arrival. */
function sortedByKey(table: KeyTable): Uint32Array {
  const { keys, length } = table;
  const view = new DataView(keys.buffer, keys.byteOffset);
  const prefixes = new Uint32Array(length);
  for (let index = 0; index < length; index++) prefixes[index] = view.getUint32(index * KEY_BYTES);
  return sortedIndexes(prefixes, (a, b) => compareKeys(keys, a, keys, b) || table.arrival(a) - table.arrival(b));
}

function partition(indexes: readonly number[]): number[][] {
  const parts: number[][] = [];
  for (let start = 0; start < indexes.length; start += MAX_ENTRIES) {
    parts.push(indexes.slice(start, start + MAX_ENTRIES));
  }
  return parts;
}

function keyAt(table: KeyTable, index: number): Uint8Array {
  return table.keys.subarray(index * KEY_BYTES, (index + 1) * KEY_BYTES);
}

function keysOf(table: KeyTable, part: readonly number[]): Uint8Array {
  const keys = new Uint8Array(KEY_BYTES * part.length);
  part.forEach((index, i) => {
    keys.set(keyAt(table, index), KEY_BYTES * i);
  });
  return keys;
}

function placesOf(
  table: KeyTable,
  part: readonly number[],
): { readonly chunkNo: Int32Array; readonly rowNo: Uint16Array } {
  return {
    chunkNo: Int32Array.from(part, (index) => table.place(index).chunkNo),
    rowNo: Uint16Array.from(part, (index) => table.place(index).rowNo),
  };
}

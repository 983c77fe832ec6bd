/** GlobalID and ObjectID buckets: lookup without a million index entries. */
import type { GidBucket, OidBucket } from '../schema.js';
import { TOMBSTONE } from './key-pages.js';
import { compareKeys, lastNotAfter } from './row-key.js';

export interface Place {
  readonly chunkNo: number;
  readonly rowNo: number;
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

/** The overlay of a layer in memory, with the keys of the packed rows that it hides. */
import { compareKeys, KEY_BYTES, lastNotAfter, rowKey } from '../chunks/row-key.js';
import type { OverlayRecord } from '../schema.js';

export interface Overlay {
  readonly records: readonly OverlayRecord[];
  /** KEY_BYTES each, sorted. */
  readonly keys: Uint8Array;
}

export function overlayOf(records: readonly OverlayRecord[]): Overlay {
  const sorted = records.map(({ globalId }) => rowKey(globalId)).sort((a, b) => compareKeys(a, 0, b, 0));
  const keys = new Uint8Array(KEY_BYTES * sorted.length);
  sorted.forEach((key, index) => {
    keys.set(key, KEY_BYTES * index);
  });
  return { records, keys };
}

/** True when the overlay says something else of the packed row with this key. */
export function isCovered({ keys: covered }: Overlay, keys: Uint8Array, keyIndex: number): boolean {
  if (covered.length === 0) return false;
  const index = lastNotAfter(covered, keys, keyIndex);
  return index >= 0 && compareKeys(covered, index, keys, keyIndex) === 0;
}

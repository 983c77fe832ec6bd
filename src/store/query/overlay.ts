/** The overlay of a layer in memory, with the keys of the packed rows that it hides. */
import { compareKeys, KEY_BYTES, lastNotAfter, rowKey } from '../chunks/row-key.js';
import type { GlobalId } from '../../shared/ids.js';
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

/** The overlay with these records in place of its own; undefined where there is none any more. */
export function patchedOverlay(overlay: Overlay, changed: ReadonlyMap<GlobalId, OverlayRecord | undefined>): Overlay {
  const fresh = [...changed.values()].filter((record) => record !== undefined);
  const others = overlay.records.filter(({ globalId }) => !changed.has(globalId));
  // As the database orders its keys: by code unit.
  const records = [...others, ...fresh].sort((a, b) => (a.globalId < b.globalId ? -1 : 1));
  let { keys } = overlay;
  for (const [globalId, record] of changed) keys = withKey(keys, rowKey(globalId), record !== undefined);
  return { records, keys };
}

/** The sorted keys with this one, or without it. */
function withKey(keys: Uint8Array, key: Uint8Array, isIn: boolean): Uint8Array {
  const index = lastNotAfter(keys, key, 0);
  const wasIn = index >= 0 && compareKeys(keys, index, key, 0) === 0;
  if (isIn === wasIn) return keys;
  const before = keys.subarray(0, KEY_BYTES * (wasIn ? index : index + 1));
  const after = keys.subarray(KEY_BYTES * (index + 1));
  const made = new Uint8Array(keys.length + (isIn ? KEY_BYTES : -KEY_BYTES));
  made.set(before);
  if (isIn) made.set(key, before.length);
  made.set(after, made.length - after.length);
  return made;
}

/** True when the overlay says something else of the packed row with this key. */
export function isCovered({ keys: covered }: Overlay, keys: Uint8Array, keyIndex: number): boolean {
  if (covered.length === 0) return false;
  const index = lastNotAfter(covered, keys, keyIndex);
  return index >= 0 && compareKeys(covered, index, keys, keyIndex) === 0;
}

/** GlobalIDs as 16 bytes, to sort and compare without making strings. */
import { isGuid, toGlobalId, type GlobalId } from '../../shared/ids.js';

export const KEY_BYTES = 16;

/** The bytes of a GUID; of any other key a hash, which is why a hit is verified against its row. */
export function rowKey(globalId: GlobalId): Uint8Array {
  return isGuid(globalId) ? guidBytes(toGlobalId(globalId)) : hashBytes(globalId);
}

/** Writes the key of a GlobalID in any spelling at a place of `keys`, without making text where it can be avoided. */
export function setRowKey(keys: Uint8Array, index: number, text: string): void {
  const start = text.charCodeAt(0) === OPEN_BRACE ? 1 : 0;
  if (text.length !== 36 + 2 * start || !writeGuid(keys, index * KEY_BYTES, text, start))
    keys.set(rowKey(toGlobalId(text)), index * KEY_BYTES);
}

const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const HYPHEN = 0x2d;

/** False when there is no GUID at `from`. */
function writeGuid(keys: Uint8Array, at: number, text: string, from: number): boolean {
  if (from === 1 && text.charCodeAt(37) !== CLOSE_BRACE) return false;
  let position = from;
  for (let byte = 0; byte < KEY_BYTES; byte++) {
    if ((byte === 4 || byte === 6 || byte === 8 || byte === 10) && text.charCodeAt(position++) !== HYPHEN) return false;
    const high = HEX[text.charCodeAt(position)] ?? -1;
    const low = HEX[text.charCodeAt(position + 1)] ?? -1;
    if (high < 0 || low < 0) return false;
    keys[at + byte] = high * 16 + low;
    position += 2;
  }
  return true;
}

/** Value of each character as a hexadecimal digit; -1 for none. */
const HEX = Int8Array.from({ length: 128 }, (_, code) =>
  '0123456789abcdef'.indexOf(String.fromCharCode(code).toLowerCase()),
);

/** Compares the keys at two places, as unsigned bytes. */
export function compareKeys(a: Uint8Array, aIndex: number, b: Uint8Array, bIndex: number): number {
  let at = aIndex * KEY_BYTES;
  let other = bIndex * KEY_BYTES;
  for (const end = at + KEY_BYTES; at < end; at++, other++) {
    const difference = (a[at] as number) - (b[other] as number);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Index of the last key that is not greater than `key`; -1 when all are. `keys` is sorted. */
export function lastNotAfter(keys: Uint8Array, key: Uint8Array, keyIndex = 0): number {
  let low = 0;
  let high = keys.length / KEY_BYTES;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareKeys(keys, middle, key, keyIndex) <= 0) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function guidBytes(guid: string): Uint8Array {
  const hex = guid.replaceAll('-', '');
  const bytes = new Uint8Array(KEY_BYTES);
  for (let i = 0; i < KEY_BYTES; i++) bytes[i] = Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}

/** Four FNV-1a hashes with different starts. */
function hashBytes(text: string): Uint8Array {
  const words = new Uint32Array([0x811c9dc5, 0x01000193, 0x9e3779b9, 0x85ebca6b]);
  for (const byte of new TextEncoder().encode(text)) {
    for (let i = 0; i < 4; i++) words[i] = Math.imul((words[i] ?? 0) ^ (byte + i), 0x01000193);
  }
  return new Uint8Array(words.buffer);
}

/** The key at a place as text, for sets. */
export function textKey(keys: Uint8Array, index: number): string {
  let text = '';
  for (let i = index * KEY_BYTES; i < (index + 1) * KEY_BYTES; i++) text += String.fromCharCode(keys[i] ?? 0);
  return text;
}

/** The values of a row: https://www.sqlite.org/fileformat2.html#record_format */
import { damaged } from '../failures.js';
import { Cursor, narrow, viewOf } from './cursor.js';

/** An integer beyond 2^53 is a bigint. */
export type SqlValue = number | bigint | string | Uint8Array | null;

/** Where a value lies in its row, and what it is. */
export interface Slot {
  readonly type: number;
  readonly start: number;
  readonly end: number;
}

const sizes = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0];
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The places of all values of a row.
 * @param header the beginning of the row, as far as its own header goes
 */
export function readSlots(header: Uint8Array, rowSize: number): readonly Slot[] {
  const cursor = new Cursor(header);
  const headerEnd = cursor.count(rowSize);
  const slots: Slot[] = [];
  let start = headerEnd;
  while (cursor.at < headerEnd) {
    const type = cursor.count(2 * rowSize + 13);
    const end = start + (type < 12 ? (sizes[type] ?? Infinity) : (type - (type % 2) - 12) / 2);
    if (end > rowSize) throw damaged('a row holds less than it says');
    slots.push({ type, start, end });
    start = end;
  }
  return slots;
}

/** Blobs are copied; all else is a value anyway. */
export function readValue(type: number, bytes: Uint8Array): SqlValue {
  if (type === 0) return null;
  if (type > 11) return type % 2 ? readText(bytes) : bytes.slice();
  if (type > 7) return type - 8;
  const view = viewOf(bytes);
  // SQLite knows no NaN.
  if (type === 7) return Number.isNaN(view.getFloat64(0)) ? null : view.getFloat64(0);
  if (type === 6) return narrow(view.getBigInt64(0));
  return bytes.reduce((value, byte) => value * 256 + byte, view.getInt8(0) < 0 ? -1 : 0);
}

function readText(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch (cause) {
    throw damaged('a text is not UTF-8', cause);
  }
}

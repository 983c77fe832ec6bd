/** Chunks as they are kept in memory: the JSON of their rows as text, so that a row costs its parsing and no more. */
import type { Attributes, Feature, Geometry } from '../../shared/esri.js';
import type { JsonValue } from '../../shared/json.js';
import type { PackedChunk } from '../schema.js';

/** What reading rows takes of a {@link PackedChunk}. */
export interface Chunk extends Pick<PackedChunk, 'n' | 'box' | 'gid'> {
  readonly text: string;
  /** Where each row's JSON starts in `text`, and where the last one ends. */
  readonly starts: Uint32Array;
  /** Bytes that a character of `text` takes, at most. */
  readonly width: 1 | 2;
  /** Null: each row is there as the service wrote it. */
  readonly form: RowForm | null;
}

/** What rows have in common that are kept as lists: the values of their attributes, then the geometry if there is one. See `slim.ts`. */
export interface RowForm {
  readonly names: readonly string[];
  /** With these names: a copy of it takes values faster than an object that has yet to grow. */
  readonly blank: Attributes;
}

// A byte order mark would count as a byte and not as a character.
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lenient = new TextDecoder('utf-8', { ignoreBOM: true });

export function unpack(packed: PackedChunk): Chunk {
  const { n, box, gid, off, bytes } = packed;
  const text = decoded(bytes);
  if (text === null) return unpackByRow(packed);
  // As many characters as bytes: each is one byte.
  const isPlain = text.length === bytes.length;
  const starts = isPlain ? off : startsIn(bytes, off);
  return { n, box, gid, text, starts, width: isPlain ? 1 : 2, form: null };
}

/** The feature at `row`, a fresh one. */
export function decodeRow({ text, starts, form }: Chunk, row: number): Feature {
  const json = JSON.parse(text.slice(starts[row], starts[row + 1])) as unknown;
  return form ? featureOf(form, json as readonly JsonValue[]) : shownOf(json as Feature);
}

/** A row out of its JSON. What a service wrote beside attributes and geometry is kept on disk, and not shown. */
export function parseRow(json: Uint8Array): Feature {
  return shownOf(JSON.parse(lenient.decode(json)) as Feature);
}

/** Null where the bytes are no UTF-8. */
function decoded(bytes: Uint8Array): string | null {
  try {
    return strict.decode(bytes);
  } catch {
    return null;
  }
}

/** What a service sent wrong is replaced within its row, so that no other row begins elsewhere. */
function unpackByRow({ n, box, gid, off, bytes }: PackedChunk): Chunk {
  const starts = new Uint32Array(n + 1);
  let text = '';
  for (let row = 0; row < n; row++) {
    text += lenient.decode(bytes.subarray(off[row], off[row + 1]));
    starts[row + 1] = text.length;
  }
  return { n, box, gid, text, starts, width: 2, form: null };
}

/** The places of bytes, as places of characters. */
function startsIn(bytes: Uint8Array, off: Uint32Array): Uint32Array {
  const starts = new Uint32Array(off.length);
  let length = 0;
  for (let row = 1; row < off.length; row++) {
    for (let at = off[row - 1] as number; at < (off[row] as number); at++) {
      const byte = bytes[at] as number;
      // The first byte of a character; those of four bytes are two code units.
      if ((byte & 0xc0) !== 0x80) length += byte < 0xf0 ? 1 : 2;
    }
    starts[row] = length;
  }
  return starts;
}

function shownOf({ attributes, geometry }: Feature): Feature {
  return geometry === undefined ? { attributes } : { attributes, geometry };
}

function featureOf({ names, blank }: RowForm, values: readonly JsonValue[]): Feature {
  const attributes: Record<string, JsonValue> = { ...blank };
  for (let i = 0; i < names.length; i++) attributes[names[i] as string] = values[i] as JsonValue;
  return values.length === names.length
    ? { attributes }
    : { attributes, geometry: values[names.length] as Geometry | null };
}

/** EXIF data are a small TIFF: directories of entries. Read and written within bounds; nothing is followed twice, nothing is trusted. */

/** The twelve bytes of an entry, and where its value lies. */
export interface Entry {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  /** Of the entry itself. */
  readonly at: number;
  /** Of the value, which lies inside the entry when it has four bytes or fewer. */
  readonly valueAt: number;
  /** Bytes. */
  readonly size: number;
}

export interface Directory {
  readonly at: number;
  readonly entries: readonly Entry[];
  /** The directory that follows, 0 for none. */
  readonly next: number;
}

/** A value to be written: bytes in the order of this TIFF, or an entry copied as it is. */
export type Field =
  | { readonly tag: number; readonly type: number; readonly count: number; readonly data: Uint8Array }
  | { readonly tag: number; readonly raw: Uint8Array };

export const BYTE = 1;
export const ASCII = 2;
export const SHORT = 3;
export const LONG = 4;
export const RATIONAL = 5;
const SIZES: readonly number[] = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8];
/** The largest directories of cameras have about a hundred. */
const MOST_ENTRIES = 1000;

export class Tiff {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly view: DataView;
  readonly isLittle: boolean;

  private constructor(bytes: Uint8Array<ArrayBuffer>, isLittle: boolean) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.isLittle = isLittle;
  }

  /** A copy of its own, to be changed freely. Null for what is no TIFF. */
  static read(source: Uint8Array): Tiff | null {
    const order = String.fromCharCode(source[0] ?? 0, source[1] ?? 0);
    if (source.length < 14 || (order !== 'II' && order !== 'MM')) return null;
    const tiff = new Tiff(new Uint8Array(source), order === 'II');
    return tiff.short(2) === 42 && tiff.directory(tiff.long(4)) !== null ? tiff : null;
  }

  /** One with an empty first directory. */
  static empty(): Tiff {
    return new Tiff(new Uint8Array([0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0]), false);
  }

  get first(): Directory {
    return this.directory(this.long(4)) ?? { at: 0, entries: [], next: 0 };
  }

  /** The directory that an entry of another points to; null when there is none, or it lies outside. */
  below(directory: Directory, tag: number): Directory | null {
    const pointer = entryOf(directory, tag);
    return pointer === undefined || pointer.size < 4 ? null : this.directory(this.long(pointer.valueAt));
  }

  /** Entries that point outside are left out. */
  directory(at: number): Directory | null {
    if (at < 8 || at + 6 > this.bytes.length) return null;
    const count = this.short(at);
    const end = at + 2 + count * 12;
    if (count > MOST_ENTRIES || end > this.bytes.length) return null;
    const entries: Entry[] = [];
    for (let index = 0; index < count; index += 1) {
      const entry = this.#entry(at + 2 + index * 12);
      if (entry !== null) entries.push(entry);
    }
    return { at, entries, next: end + 4 <= this.bytes.length ? this.long(end) : 0 };
  }

  short(at: number): number {
    return this.view.getUint16(at, this.isLittle);
  }

  long(at: number): number {
    return this.view.getUint32(at, this.isLittle);
  }

  /** Of an entry of numbers; NaN for what is none. */
  number({ type, count, valueAt, size }: Entry, index = 0): number {
    const width = SIZES[type] ?? 0;
    if (index >= count || (index + 1) * width > size) return NaN;
    const at = valueAt + index * width;
    if (type === RATIONAL) return this.long(at) / this.long(at + 4);
    if (type === SHORT) return this.short(at);
    if (type === LONG) return this.long(at);
    return type === BYTE ? (this.bytes[at] ?? NaN) : NaN;
  }

  /** Up to its first zero. */
  text({ type, valueAt, size }: Entry): string {
    if (type !== ASCII) return '';
    const bytes = this.bytes.subarray(valueAt, valueAt + Math.min(size, 256));
    return String.fromCharCode(...bytes).split('\0', 1)[0] ?? '';
  }

  raw({ at }: Entry): Uint8Array {
    return this.bytes.slice(at, at + 12);
  }

  #entry(at: number): Entry | null {
    const type = this.short(at + 2);
    const count = this.long(at + 4);
    const size = (SIZES[type] ?? 0) * count;
    const valueAt = size <= 4 ? at + 8 : this.long(at + 8);
    if (size === 0 || valueAt + size > this.bytes.length) return null;
    return { tag: this.short(at), type, count, at, valueAt, size };
  }
}

export function entryOf({ entries }: Directory, tag: number): Entry | undefined {
  return entries.find((entry) => entry.tag === tag);
}

/** A directory with its longer values behind it, as it would stand at `at`. */
export function directoryBytes(
  fields: readonly Field[],
  place: { readonly at: number; readonly next: number; readonly isLittle: boolean },
): Uint8Array<ArrayBuffer> {
  const { at, next, isLittle } = place;
  const sorted = [...fields].sort((a, b) => a.tag - b.tag);
  const head = 2 + sorted.length * 12 + 4;
  const long = sorted.map((field) => ('data' in field && field.data.length > 4 ? even(field.data.length) : 0));
  const bytes = new Uint8Array(head + long.reduce((sum, size) => sum + size, 0));
  const view = new DataView(bytes.buffer);
  view.setUint16(0, sorted.length, isLittle);
  view.setUint32(head - 4, next, isLittle);
  let value = head;
  sorted.forEach((field, index) => {
    const entry = 2 + index * 12;
    if ('raw' in field) {
      bytes.set(field.raw, entry);
      return;
    }
    view.setUint16(entry, field.tag, isLittle);
    view.setUint16(entry + 2, field.type, isLittle);
    view.setUint32(entry + 4, field.count, isLittle);
    if (field.data.length <= 4) {
      bytes.set(field.data, entry + 8);
      return;
    }
    view.setUint32(entry + 8, at + value, isLittle);
    bytes.set(field.data, value);
    value += long[index] ?? 0;
  });
  return bytes;
}

/** Values begin at even places. */
export function even(size: number): number {
  return size + (size % 2);
}

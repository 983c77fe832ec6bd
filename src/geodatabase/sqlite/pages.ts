/** The pages of a SQLite file, read in blocks. However large the file, only a few blocks are in memory. */
import { GdbError } from '../../shared/errors.js';
import { damaged, unsupported } from '../failures.js';
import type { ByteSource } from '../../shared/byte-source.js';
import { viewOf } from './cursor.js';

/** Bytes. A multiple of every page size. A browser takes a millisecond for a piece of a file, whether of 64 KiB or of 256. */
const blockSize = 2 ** 18;
/** 8 MiB at most. */
const maxBlocks = 32;
export const fileHeaderSize = 100;

export class Pages {
  /** How many there are. */
  readonly count: number;
  /** Bytes of a page that hold content; the rest is reserved for extensions. */
  readonly usable: number;
  readonly #size: number;
  readonly #source: ByteSource;
  /** The one used last is at the end. */
  readonly #blocks = new Map<number, Uint8Array>();

  private constructor(source: ByteSource, { size, usable }: { size: number; usable: number }) {
    this.#source = source;
    this.#size = size;
    this.usable = usable;
    this.count = Math.floor(source.size / size);
  }

  /** Reads the header: https://www.sqlite.org/fileformat2.html#the_database_header */
  static async open(source: ByteSource): Promise<Pages> {
    const bytes = await readBytes(source, 0, Math.min(fileHeaderSize, source.size));
    if (bytes.length < fileHeaderSize || !String.fromCharCode(...bytes).startsWith('SQLite format 3\0'))
      throw new GdbError('bad-file', 'This is no mobile geodatabase: no SQLite file, or an encrypted one.');
    const view = viewOf(bytes);
    const declared = view.getUint16(16);
    const size = declared === 1 ? 65536 : declared;
    const usable = size - view.getUint8(20);
    if (size < 512 || size & (size - 1) || usable < 480) throw damaged('its page size is impossible');
    // 2 says that a write-ahead log may lie beside, which can't be seen from here.
    if (view.getUint8(19) > 2 || view.getUint32(44) > 4) throw unsupported('A file of a newer SQLite');
    if (view.getUint32(56) > 1) throw unsupported('A file whose texts are UTF-16');
    const pages = new Pages(source, { size, usable });
    // The count holds only if whoever wrote last keeps it.
    const count = view.getUint32(24) === view.getUint32(92) ? view.getUint32(28) : 1;
    if (pages.count < count) throw damaged(`it is cut short, ${source.size} of ${count * size} bytes are there`);
    return pages;
  }

  /** What a page holds. Views of the same page share their memory. */
  async read(page: number): Promise<Uint8Array> {
    if (page < 1 || page > this.count) throw damaged(`it points to page ${page} of ${this.count}`);
    const start = (page - 1) * this.#size;
    const from = start % blockSize;
    const key = start - from;
    const block =
      this.#blocks.get(key) ?? (await readBytes(this.#source, key, Math.min(key + blockSize, this.#source.size)));
    this.#blocks.delete(key);
    this.#blocks.set(key, block);
    for (const oldest of this.#blocks.keys()) if (this.#blocks.size > maxBlocks) this.#blocks.delete(oldest);
    return block.subarray(from, from + this.usable);
  }
}

async function readBytes(source: ByteSource, start: number, end: number): Promise<Uint8Array> {
  const buffer = await source
    .slice(start, end)
    .arrayBuffer()
    .catch((cause: unknown) => {
      throw new GdbError('bad-file', 'The file can’t be read: it was changed, moved or removed meanwhile.', { cause });
    });
  if (buffer.byteLength < end - start) throw damaged('it is shorter than it was');
  return new Uint8Array(buffer);
}

/** The zip library, without its workers and without WebAssembly: both need more than `script-src 'self'` allows. */
import { configure, Reader, ZipReader, ZipWriter } from '@zip.js/zip.js/lib/zip-core-custom.js';
import type { FileEntry } from '@zip.js/zip.js';
import { GdbError, isGdbError } from '../shared/errors.js';
import type { Bytewise } from './seal.js';

configure({ useWebWorkers: false, useCompressionStream: false });

/** More files than any day in the field makes. */
const MOST_FILES = 100_000;

/** A zip that is written as it grows, its files uncompressed. */
export class ZipOut {
  readonly #writer: ZipWriter<unknown>;

  constructor(out: WritableStream<Uint8Array>) {
    this.#writer = new ZipWriter(out, { level: 0, keepOrder: true, extendedTimestamp: false });
  }

  /** The file's bytes as they come. `size`: of all of them. Rejects as they do. */
  async add(path: string, size: number, bytes: AsyncIterable<Uint8Array>): Promise<void> {
    const iterator = bytes[Symbol.asyncIterator]();
    let failure = null as { readonly error: unknown } | null;
    const readable = new ReadableStream<Uint8Array>(
      {
        async pull(stream) {
          const next = await iterator.next().catch((error: unknown) => {
            failure = { error };
            throw error;
          });
          if (next.done === true) stream.close();
          else stream.enqueue(next.value);
        },
      },
      { highWaterMark: 0 },
    );
    const source = { readable, size };
    await this.#writer.add(path, source).catch((error: unknown) => {
      // The library would say it in words of its own.
      throw failure === null ? error : failure.error;
    });
  }

  async close(): Promise<void> {
    await this.#writer.close();
  }
}

/** The files of a zip, by path. Rejects `bad-file` for what is no zip, or one that could be read in more than one way. */
export async function openZip(file: Bytewise): Promise<ReadonlyMap<string, FileEntry>> {
  const reader = new ZipReader(new BytewiseReader(file), { strictness: 'strict', checkOverlappingEntry: true });
  const files = new Map<string, FileEntry>();
  let total = 0;
  for await (const entry of readable(reader.getEntriesGenerator())) {
    total += entry.uncompressedSize;
    if (entry.directory) throw new GdbError('bad-file', 'The file holds folders that it should not hold.');
    if (entry.encrypted || entry.compressionMethod !== 0 || entry.compressedSize !== entry.uncompressedSize)
      throw new GdbError(
        'unsupported-file',
        'The file was packed again by another program: import it as it was exported.',
      );
    // Without compression a file can't hold more than it is large: whatever claims to is made to fill the device.
    if (total > file.size || files.size >= MOST_FILES)
      throw new GdbError('bad-file', 'The file claims more than it can hold.');
    if (!isPlainPath(entry.filename) || files.has(entry.filename))
      throw new GdbError('bad-file', 'The file holds a name that it should not hold.');
    files.set(entry.filename, entry);
  }
  return files;
}

/** The bytes of a file of the zip, piece by piece. */
export async function* bytesOf(entry: FileEntry): AsyncGenerator<Uint8Array, void, undefined> {
  let fail = (_error: unknown): void => undefined;
  const { readable: bytes, writable } = new TransformStream<Uint8Array, Uint8Array>({
    start: (stream) => {
      fail = (error) => {
        stream.error(error);
      };
    },
  });
  // What is wrong with the entry's own header is told before a byte is written, and to nobody else.
  entry.getData(writable, { checkCrc32: false }).catch((error: unknown) => {
    fail(error);
  });
  const reader = bytes.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read().catch(toBadFile);
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** Whatever the library says of a file is the file's fault; what the passphrase says stays as it is. */
export function toBadFile(cause: unknown): never {
  if (isGdbError(cause)) throw cause;
  throw new GdbError('bad-file', 'The file is damaged, cut short, or no rescue file.', { cause });
}

async function* readable<T>(entries: AsyncIterable<T>): AsyncGenerator<T, void, undefined> {
  try {
    yield* entries;
  } catch (error) {
    toBadFile(error);
  }
}

/** Folders and names made of ordinary characters: nothing that climbs, starts at a root, or hides. */
function isPlainPath(path: string): boolean {
  return (
    path.length <= 500 &&
    !/[\p{Cc}\p{Cf}\\:]/u.test(path) &&
    path.split('/').every((name) => name !== '' && name !== '.' && name !== '..')
  );
}

class BytewiseReader extends Reader<Bytewise> {
  readonly #file: Bytewise;

  constructor(file: Bytewise) {
    super(file);
    this.#file = file;
    this.size = file.size;
  }

  override readUint8Array(index: number, length: number): Promise<Uint8Array> {
    return this.#file.read(index, length);
  }
}

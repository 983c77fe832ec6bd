/** Chunks and buckets in memory. They are immutable and their run numbers are never reused, so nothing here can be stale. */
import type { GidBucket, OidBucket, PackedChunk } from '../schema.js';

type Cached = PackedChunk | GidBucket | OidBucket;

export class ChunkCache {
  readonly #limit: number;
  readonly #entries = new Map<string, { readonly value: Cached; readonly bytes: number }>();
  #bytes = 0;

  /** `limit` in bytes. */
  constructor(limit: number = 32 * 1024 * 1024) {
    this.#limit = limit;
  }

  get(key: string): Cached | undefined {
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    // The most recently used one moves to the end.
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.value;
  }

  set(key: string, value: Cached): void {
    const bytes = sizeOf(value);
    this.#remove(key);
    this.#entries.set(key, { value, bytes });
    this.#bytes += bytes;
    for (const oldest of this.#entries.keys()) {
      if (this.#bytes <= this.#limit) break;
      this.#remove(oldest);
    }
  }

  #remove(key: string): void {
    const entry = this.#entries.get(key);
    if (!entry) return;
    this.#entries.delete(key);
    this.#bytes -= entry.bytes;
  }
}

function sizeOf(value: Cached): number {
  let bytes = 0;
  for (const part of Object.values(value) as unknown[]) if (ArrayBuffer.isView(part)) bytes += part.byteLength;
  return bytes;
}

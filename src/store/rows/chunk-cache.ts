/** Chunks and buckets in memory. They are immutable and their run numbers are never reused, so nothing here can be stale. */
import type { Chunk } from '../chunks/unpack.js';
import type { GidBucket, OidBucket } from '../schema.js';

type Cached = Chunk | GidBucket | OidBucket;

interface Entry {
  readonly value: Cached;
  readonly bytes: number;
}

/** What nobody asked for yet. */
interface Guess extends Entry {
  /** How far it lies from the map that was drawn last. */
  far: number;
}

/** Most chunks have less; the last one that is guessed may find no room after all. */
const TYPICAL_BYTES = 64 * 1024;

export class ChunkCache {
  readonly #limit: number;
  /** Least recently used first. */
  readonly #used = new Map<string, Entry>();
  readonly #guesses = new Map<string, Guess>();
  #bytes = 0;

  /** `limit` in bytes. */
  constructor(limit: number = 32 * 1024 * 1024) {
    this.#limit = limit;
  }

  get(key: string): Cached | undefined {
    const entry = this.#used.get(key) ?? this.#guesses.get(key);
    if (!entry) return undefined;
    this.#guesses.delete(key);
    // The most recently used one moves to the end.
    this.#used.delete(key);
    this.#used.set(key, entry);
    return entry.value;
  }

  /** What is used. Where room is short guesses go first, the farthest before the others, and then what was not used for longest. */
  set(key: string, value: Cached): void {
    const bytes = sizeOf(value);
    this.#remove(key);
    this.#used.set(key, { value, bytes });
    this.#bytes += bytes;
    while (this.#bytes > this.#limit) {
      const oldest = this.#farthest()?.key ?? this.#used.keys().next().value;
      if (oldest === undefined) break;
      this.#remove(oldest);
    }
  }

  /** From here on guesses count as far away, until `near` or `guess` says otherwise. */
  measureAnew(): void {
    for (const guess of this.#guesses.values()) guess.far = Infinity;
  }

  /** What is here, without using it. With `far`: if it was guessed it lies so far away. */
  near(key: string, far?: number): Cached | null {
    const guess = this.#guesses.get(key);
    if (guess && far !== undefined) guess.far = far;
    return (guess ?? this.#used.get(key))?.value ?? null;
  }

  /** True when `guess` would keep a chunk that lies so far away. `share`: the part of the limit up to which guesses may fill it. */
  hasRoom(far: number, share: number, bytes: number = TYPICAL_BYTES): boolean {
    return this.#bytes + bytes <= this.#limit * share || (this.#farthest()?.far ?? 0) > far;
  }

  /**
   * Keeps what may be used soon, or another form of what is here. Only guesses that lie farther away make room for a new one; without room it
   * is not kept.
   */
  guess(key: string, value: Cached, { far, share }: { readonly far: number; readonly share: number }): void {
    const bytes = sizeOf(value);
    const used = this.#used.get(key);
    if (used) {
      // In its own place: nobody used it just now.
      this.#used.set(key, { value, bytes });
      this.#bytes += bytes - used.bytes;
      return;
    }
    this.#remove(key);
    while (this.#bytes + bytes > this.#limit * share) {
      const farthest = this.#farthest();
      if (!farthest || farthest.far <= far) return;
      this.#remove(farthest.key);
    }
    this.#guesses.set(key, { value, bytes, far });
    this.#bytes += bytes;
  }

  /** Lets go of everything else, wherever it came from. */
  keepOnly(isKept: (key: string) => boolean): void {
    for (const key of [...this.#used.keys(), ...this.#guesses.keys()]) if (!isKept(key)) this.#remove(key);
  }

  #farthest(): { readonly key: string; readonly far: number } | null {
    let farthest: { readonly key: string; readonly far: number } | null = null;
    for (const [key, { far }] of this.#guesses) if (!farthest || far > farthest.far) farthest = { key, far };
    return farthest;
  }

  #remove(key: string): void {
    this.#bytes -= (this.#used.get(key) ?? this.#guesses.get(key))?.bytes ?? 0;
    this.#used.delete(key);
    this.#guesses.delete(key);
  }
}

function sizeOf(value: Cached): number {
  if ('keys' in value) return value.keys.byteLength + value.chunkNo.byteLength + value.rowNo.byteLength;
  const { box, gid, text, starts, width } = value;
  return box.byteLength + gid.byteLength + starts.byteLength + width * text.length;
}

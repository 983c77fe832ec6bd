/**
 * Which rows of several runs count? Their gid buckets are sorted, so they are gone through side by side, one bucket of each in memory: of a key
 * in several the newest has the word.
 */
import type { Place } from '../chunks/buckets.js';
import { TOMBSTONE } from '../chunks/key-pages.js';
import { compareKeys, KEY_BYTES } from '../chunks/row-key.js';
import type { GidBucket } from '../schema.js';
import { RowMarks } from './row-marks.js';

type KeyBucket = Omit<GidBucket, 'checksum'>;

/** The gid buckets of a run, in order; null after the last. */
export type BucketSource = (no: number) => Promise<KeyBucket | null>;

export interface HiddenRows {
  /** Rows of each source that a newer one hides. */
  readonly hidden: readonly RowMarks[];
  /** Keys whose newest word is a tombstone. */
  readonly tombstones: readonly Uint8Array[];
}

/** Keys looked at before others get their turn. */
const KEYS_AT_ONCE = 1024;

/** `sources`: newest first. `breathe` is called now and then. */
export async function findHidden(sources: readonly BucketSource[], breathe: () => Promise<void>): Promise<HiddenRows> {
  const cursors = sources.map((source) => new KeyCursor(source));
  await Promise.all(cursors.map((cursor) => cursor.load()));
  const hidden = cursors.map(() => new RowMarks());
  const tombstones: Uint8Array[] = [];
  for (let count = 1; ; count++) {
    if (count % KEYS_AT_ONCE === 0) await breathe();
    const newest = leastOf(cursors);
    if (newest < 0) return { hidden, tombstones };
    const winner = cursors[newest] as KeyCursor;
    for (let older = newest + 1; older < cursors.length; older++) {
      const cursor = cursors[older] as KeyCursor;
      if (cursor.compare(winner) !== 0) continue;
      const { chunkNo, rowNo } = cursor.place;
      if (chunkNo !== TOMBSTONE) hidden[older]?.add(chunkNo, rowNo);
      if (!cursor.step()) await cursor.load();
    }
    if (winner.place.chunkNo === TOMBSTONE) tombstones.push(winner.key);
    if (!winner.step()) await winner.load();
  }
}

/** The cursor at the lowest key, the newest of equal ones; -1 when all are at their end. */
function leastOf(cursors: readonly KeyCursor[]): number {
  let least = -1;
  for (let i = 0; i < cursors.length; i++) {
    const cursor = cursors[i] as KeyCursor;
    if (cursor.isOver || (least >= 0 && cursor.compare(cursors[least] as KeyCursor) >= 0)) continue;
    least = i;
  }
  return least;
}

class KeyCursor {
  readonly #source: BucketSource;
  #bucket: KeyBucket | null = null;
  #index = 0;
  #nextNo = 0;

  constructor(source: BucketSource) {
    this.#source = source;
  }

  get isOver(): boolean {
    return this.#bucket === null;
  }

  get place(): Place {
    return {
      chunkNo: this.#bucket?.chunkNo[this.#index] ?? TOMBSTONE,
      rowNo: this.#bucket?.rowNo[this.#index] ?? 0,
    };
  }

  /** A copy of the key. */
  get key(): Uint8Array {
    return (this.#bucket?.keys ?? new Uint8Array(0)).slice(KEY_BYTES * this.#index, KEY_BYTES * (this.#index + 1));
  }

  /** Order of the keys that both are at; one at its end comes last. */
  compare(other: KeyCursor): number {
    if (!this.#bucket || !other.#bucket) return Number(this.isOver) - Number(other.isOver);
    return compareKeys(this.#bucket.keys, this.#index, other.#bucket.keys, other.#index);
  }

  /** To the next key; false when the next bucket is to be loaded for it. */
  step(): boolean {
    this.#index++;
    return this.#bucket !== null && this.#index < this.#bucket.chunkNo.length;
  }

  async load(): Promise<void> {
    this.#bucket = await this.#source(this.#nextNo++);
    this.#index = 0;
  }
}

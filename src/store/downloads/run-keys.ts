/** The keys of a run in the making, sorted into buckets at the end. Too many of them wait on disk, sorted, to be merged, so that memory stays flat. */
import { buffersOf, letGo } from '../../shared/let-go.js';
import {
  joined,
  sortedPages,
  TOMBSTONE,
  type GidPage,
  type KeyPages,
  type OidPage,
  type PlacedKeys,
} from '../chunks/key-pages.js';
import {
  mergeGids,
  mergeOids,
  sealed,
  type BucketSink,
  type MergedGids,
  type PageSource,
} from '../chunks/merge-keys.js';
import { KEY_BYTES } from '../chunks/row-key.js';
import { checksumOf, isWhole } from '../chunks/verify.js';
import { lost } from '../errors.js';
import type { GidBucket, OidBucket } from '../schema.js';
import type { RunPlace, RunWriting } from './write-run.js';

/** Bytes of keys in memory: those of some 200,000 rows. */
const KEYS_IN_MEMORY = 8 * 1024 * 1024;
const ROW_BYTES = 40;
/** Records a transaction: some 60 KB each. */
const RECORDS_PER_WRITE = 16;

export interface MergedKeys extends MergedGids {
  /** First ObjectID of each bucket. */
  readonly oidStarts: Float64Array;
}

type KeyStore = 'gid' | 'oid';

/** Sorted pages: here, or on disk under these numbers. Read once. */
interface Part {
  readonly gid: Iterable<GidPage | number>;
  readonly oid: Iterable<OidPage | number>;
}

export class RunKeys {
  readonly #writing: RunWriting;
  readonly #place: RunPlace;
  /** As they came: sorted together, as many as memory holds. */
  #unsorted: PlacedKeys[] = [];
  readonly #parts: Part[] = [];
  #bytes = 0;
  /** Buckets count from 0; what only waits counts down from -1, and is gone when the run is whole. */
  #lastWaiting = 0;
  readonly #limit: number;

  /** `limit`: bytes of keys in memory. */
  constructor(writing: RunWriting, place: RunPlace, limit: number = KEYS_IN_MEMORY) {
    this.#writing = writing;
    this.#place = place;
    this.#limit = limit;
  }

  /** The columns are the run's from here on. */
  async add(placed: PlacedKeys): Promise<void> {
    this.#unsorted.push(placed);
    this.#bytes += ROW_BYTES * placed.length;
    if (this.#bytes > this.#limit) await this.#spill();
  }

  /** Writes the buckets. */
  async merge(): Promise<MergedKeys> {
    // What waits on disk is read by other transactions than those that write it.
    if (this.#lastWaiting < 0) await this.#writing.queue.drain();
    const { pages } = this.#sort();
    if (this.#parts.length === 0 && !pages.hasTwins) return this.#writeAll(pages);
    this.#parts.push(pages);
    const gids = new RecordWriter<GidBucket>(this.#writing, this.#place, 'gid');
    const merged = await mergeGids(
      this.#parts.map((part) => this.#source<GidPage>('gid', part)),
      gids.sink,
    );
    await gids.end();
    const oids = new RecordWriter<OidBucket>(this.#writing, this.#place, 'oid');
    const oidStarts = await mergeOids(
      this.#parts.map((part) => this.#source<OidPage>('oid', part)),
      merged.dead,
      oids.sink,
    );
    await oids.end();
    if (this.#lastWaiting < 0) await this.#forget();
    return { ...merged, oidStarts };
  }

  /** Where all keys are here, and each is there once, the pages are the buckets. */
  async #writeAll(pages: KeyPages): Promise<MergedKeys> {
    const gids = new RecordWriter<GidBucket>(this.#writing, this.#place, 'gid');
    const starts: number[] = [];
    let nRows = 0;
    for (const { keys, chunkNo, rowNo } of pages.gid) {
      starts.push(...keys.subarray(0, KEY_BYTES));
      for (const no of chunkNo) if (no !== TOMBSTONE) nRows++;
      await gids.sink(sealed('gid', { keys, chunkNo, rowNo }));
    }
    await gids.end();
    const oids = new RecordWriter<OidBucket>(this.#writing, this.#place, 'oid');
    const oidStarts: number[] = [];
    for (const page of pages.oid) {
      oidStarts.push(page.keys[0] ?? NaN);
      await oids.sink(sealed('oid', page));
    }
    await oids.end();
    return {
      starts: Uint8Array.from(starts),
      oidStarts: Float64Array.from(oidStarts),
      dead: new Uint32Array(0),
      nRows,
    };
  }

  #sort(): { readonly placed: PlacedKeys; readonly pages: KeyPages } {
    const placed = joined(this.#unsorted);
    if (this.#unsorted.length > 1) letGo(this.#unsorted.flatMap(buffersOf));
    this.#unsorted = [];
    this.#bytes = 0;
    return { placed, pages: sortedPages(placed) };
  }

  async #spill(): Promise<void> {
    const { placed, pages } = this.#sort();
    this.#parts.push({ gid: await this.#write('gid', pages.gid), oid: await this.#write('oid', pages.oid) });
    letGo(buffersOf(placed));
  }

  /** Numbers of the pages, once they are on their way to the disk. */
  async #write(store: KeyStore, pages: Iterable<GidPage | OidPage>): Promise<readonly number[]> {
    const numbers: number[] = [];
    const writer = new RecordWriter<GidBucket | OidBucket>(this.#writing, this.#place, store);
    for (const page of pages) {
      numbers.push(--this.#lastWaiting);
      await writer.put({ ...page, checksum: checksumOf(store, page) }, this.#lastWaiting);
    }
    await writer.end();
    return numbers;
  }

  #source<P extends GidPage | OidPage>(store: KeyStore, part: Part): PageSource<P> {
    const pages = (part[store] as Iterable<P | number>)[Symbol.iterator]();
    return {
      next: async () => {
        const next = pages.next();
        if (next.done === true) return null;
        return typeof next.value === 'number' ? this.#read<P>(store, next.value) : next.value;
      },
    };
  }

  async #read<P>(store: KeyStore, no: number): Promise<P> {
    const { session } = this.#writing;
    const { layerId, run } = this.#place;
    const page: unknown = await session.connection.run({ stores: [store], mode: 'readonly' }, (tx) =>
      tx.objectStore(store).get([layerId, run, no]),
    );
    if (!isWhole(store, page)) throw lost('what was just written is damaged');
    return page as P;
  }

  async #forget(): Promise<void> {
    const { session, queue } = this.#writing;
    const { layerId, run } = this.#place;
    const waiting = IDBKeyRange.bound([layerId, run, this.#lastWaiting], [layerId, run, -1]);
    await queue.add(() =>
      session.connection.run({ stores: ['gid', 'oid'], mode: 'readwrite', durability: 'relaxed' }, async (tx) => {
        await Promise.all([tx.objectStore('gid').delete(waiting), tx.objectStore('oid').delete(waiting)]);
      }),
    );
  }
}

/** Puts records into one store, several a transaction. */
class RecordWriter<B extends GidBucket | OidBucket> {
  readonly #writing: RunWriting;
  readonly #place: RunPlace;
  readonly #store: KeyStore;
  #batch: (readonly [no: number, record: B])[] = [];
  #nextNo = 0;

  constructor(writing: RunWriting, place: RunPlace, store: KeyStore) {
    this.#writing = writing;
    this.#place = place;
    this.#store = store;
  }

  /** Numbers the buckets from 0 on. */
  readonly sink: BucketSink<B> = (bucket) => this.put(bucket, this.#nextNo++);

  async put(record: B, no: number): Promise<void> {
    this.#batch.push([no, record]);
    if (this.#batch.length === RECORDS_PER_WRITE) await this.end();
    await this.#writing.pace.breathe();
  }

  /** Writes what is left. */
  async end(): Promise<void> {
    if (this.#batch.length === 0) return;
    const { session, queue } = this.#writing;
    const { layerId, run } = this.#place;
    const batch = this.#batch;
    this.#batch = [];
    await queue.add(() =>
      session.connection.run({ stores: [this.#store], mode: 'readwrite', durability: 'relaxed' }, async (tx) => {
        const store = tx.objectStore(this.#store);
        const puts = batch.map(([no, record]) => store.put(record, [layerId, run, no]));
        // What was put is a copy.
        letGo(batch.flatMap(([, record]) => buffersOf(record)));
        await Promise.all(puts);
      }),
    );
  }
}

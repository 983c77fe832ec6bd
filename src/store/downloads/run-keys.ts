/** The keys of a run in the making: sorted pages by window, merged into buckets at the end. Too many of them wait on disk, so that memory stays flat. */
import { sizeOfPages, type GidPage, type KeyPages, type OidPage } from '../chunks/key-pages.js';
import { mergeGids, mergeOids, type BucketSink, type MergedGids, type PageSource } from '../chunks/merge-keys.js';
import { checksumOf, isWhole } from '../chunks/verify.js';
import { lost } from '../errors.js';
import type { GidBucket, OidBucket } from '../schema.js';
import type { RunPlace, RunWriting } from './write-run.js';

/** Bytes of pages in memory: those of some 200,000 rows. */
const PAGES_IN_MEMORY = 8 * 1024 * 1024;
/** Records a transaction: some 100 KB each. */
const RECORDS_PER_WRITE = 16;

export interface MergedKeys extends MergedGids {
  /** First ObjectID of each bucket. */
  readonly oidStarts: Float64Array;
}

type KeyStore = 'gid' | 'oid';

/** Pages of one window: here, or on disk under these numbers. Read once. */
interface Part {
  gid: readonly GidPage[] | readonly number[];
  oid: readonly OidPage[] | readonly number[];
}

export class RunKeys {
  readonly #writing: RunWriting;
  readonly #place: RunPlace;
  readonly #parts: Part[] = [];
  #bytes = 0;
  /** Buckets count from 0; what only waits counts down from -1, and is gone when the run is whole. */
  #lastWaiting = 0;
  readonly #limit: number;

  /** `limit`: bytes of pages in memory. */
  constructor(writing: RunWriting, place: RunPlace, limit: number = PAGES_IN_MEMORY) {
    this.#writing = writing;
    this.#place = place;
    this.#limit = limit;
  }

  async add(pages: KeyPages): Promise<void> {
    this.#parts.push({ gid: pages.gid, oid: pages.oid });
    this.#bytes += sizeOfPages(pages);
    if (this.#bytes > this.#limit) await this.#spill();
  }

  /** Writes the buckets. */
  async merge(): Promise<MergedKeys> {
    // What waits on disk is read by other transactions than those that write it.
    if (this.#lastWaiting < 0) await this.#writing.queue.drain();
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

  async #spill(): Promise<void> {
    for (const part of this.#parts) {
      part.gid = await this.#write('gid', part.gid);
      part.oid = await this.#write('oid', part.oid);
    }
    this.#bytes = 0;
  }

  /** Numbers of the pages, once they are on their way to the disk. */
  async #write(store: KeyStore, pages: Part[KeyStore]): Promise<readonly number[]> {
    const numbers: number[] = [];
    const writer = new RecordWriter<GidBucket | OidBucket>(this.#writing, this.#place, store);
    for (const page of pages) {
      if (typeof page === 'number') numbers.push(page);
      else {
        numbers.push(--this.#lastWaiting);
        await writer.put({ ...page, checksum: checksumOf(store, page) }, this.#lastWaiting);
      }
    }
    await writer.end();
    return numbers;
  }

  #source<P extends GidPage | OidPage>(store: KeyStore, part: Part): PageSource<P> {
    const left = [...(part[store] as readonly (P | number)[])];
    part[store] = [];
    return {
      next: async () => {
        const page = left.shift();
        return typeof page === 'number' ? this.#read<P>(store, page) : (page ?? null);
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
        await Promise.all(batch.map(([no, record]) => store.put(record, [layerId, run, no])));
      }),
    );
  }
}

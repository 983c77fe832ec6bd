/** The packed rows of one layer within one transaction: newest run first, tombstones respected. Knows nothing of the overlay. */
import type { Feature, LayerSchema } from '../../shared/esri.js';
import type { GlobalId } from '../../shared/ids.js';
import { findGid, findOid, gidBucketNo, oidBucketNo } from '../chunks/buckets.js';
import { TOMBSTONE } from '../chunks/key-pages.js';
import { KEY_BYTES, rowKey } from '../chunks/row-key.js';
import { decodeRow, unpack, type Chunk } from '../chunks/unpack.js';
import type { ReadTx } from '../database.js';
import type { GidBucket, OidBucket, Run } from '../schema.js';
import type { LayerRuns } from '../run-list.js';
import type { ChunkCache } from './chunk-cache.js';
import { askedAhead } from '../work.js';
import { readGlobalId } from './read-global-id.js';
import { readRunRecord } from './read-run.js';

/** Runs of a layer, newest first, and where what is read of them is kept. */
export interface PackedSource extends Partial<Pick<LayerRuns, 'nRows'>>, Pick<LayerRuns, 'runs'> {
  readonly cache: ChunkCache;
}

/** Rows of a chunk; `run` is the number of its run in the list. */
export interface FoundRows {
  readonly chunk: Chunk;
  readonly run: number;
  readonly rows: readonly number[];
}

/** Buckets of a run that a map nearly always needs all of: those of some 14,000 rows. */
const ASKED_AHEAD = 4;

export class PackedRows {
  readonly layer: LayerSchema;
  readonly runs: readonly Run[];
  /** Rows that the runs show together; null when that is not known. */
  readonly nRows: number | null;
  readonly #tx: ReadTx;
  readonly #cache: ChunkCache;
  /** Requests under way in this transaction, so that a thousand lookups in one chunk read it once. */
  readonly #loading = new Map<string, Promise<unknown>>();

  constructor(tx: ReadTx, layer: LayerSchema, source: PackedSource) {
    this.#tx = tx;
    this.layer = layer;
    this.runs = source.runs;
    this.nRows = source.nRows ?? null;
    this.#cache = source.cache;
  }

  /** The row as the runs have it; null when they have none, or delete it. */
  async find(globalId: GlobalId): Promise<Feature | null> {
    const key = rowKey(globalId);
    for (const run of this.runs) {
      const place = await this.#place(run, key);
      if (!place) continue;
      if (place.chunkNo === TOMBSTONE) return null;
      const feature = decodeRow(await this.chunk(run, place.chunkNo), place.rowNo);
      if (globalIdOf(feature, this.layer) === globalId) return feature;
    }
    return null;
  }

  /** True when the runs show the row. */
  async has(globalId: GlobalId): Promise<boolean> {
    return (await this.#newest(globalId)) === 'row';
  }

  /** True when the newest run that knows the row deletes it. */
  async deletes(globalId: GlobalId): Promise<boolean> {
    return (await this.#newest(globalId)) === 'tombstone';
  }

  /** GlobalIDs of rows that had this ObjectID in some run. Whether they still do is for the caller to see. */
  async candidatesByObjectId(objectId: number): Promise<readonly GlobalId[]> {
    const found = new Set<GlobalId>();
    for (const run of this.runs) {
      const first = oidBucketNo(run.oidStarts, objectId);
      for (let no = Math.max(first, 0); no < run.oidStarts.length; no++) {
        if ((run.oidStarts[no] ?? Infinity) > objectId) break;
        for (const place of findOid(await this.#oidBucket(run, no), objectId)) {
          found.add(globalIdOf(decodeRow(await this.chunk(run, place.chunkNo), place.rowNo), this.layer));
        }
      }
    }
    return [...found];
  }

  /** How many of these keys, sorted and KEY_BYTES each, the runs show as rows. */
  async countShown(keys: Uint8Array): Promise<number> {
    let shown = 0;
    let unknown = Array.from({ length: keys.length / KEY_BYTES }, (_, index) => index);
    for (const run of this.runs) {
      const older: number[] = [];
      let bucket: GidBucket | null = null;
      let bucketNo = -1;
      for (const index of unknown) {
        const no = gidBucketNo(run.gidStarts, keys, index);
        if (no !== bucketNo) {
          bucketNo = no;
          // One at a time: a million rows have some 20 MB of buckets, and the page breathes while it waits.
          bucket = no < 0 ? null : await this.#gidBucket(run, no);
        }
        const place = bucket && findGid(bucket, keys, index);
        if (!place) older.push(index);
        else if (place.chunkNo !== TOMBSTONE) shown++;
      }
      unknown = older;
    }
    return shown;
  }

  /** Those of these rows that no newer run has, as row or as tombstone. */
  async withoutHidden(found: FoundRows): Promise<readonly number[]> {
    const newer = this.runs.slice(0, found.run);
    const buckets = await Promise.all(newer.map((run) => this.#gidBuckets(run, found)));
    return newer.reduce((rows, run, i) => without({ ...found, rows }, run.gidStarts, buckets[i] ?? []), found.rows);
  }

  /** Asks for the buckets that tell which rows newer runs hide, where they are few: so they come with the chunks, not after them. */
  askWhatHides(): void {
    for (const run of this.runs.slice(0, -1)) {
      const count = run.gidStarts.length / KEY_BYTES;
      if (count > ASKED_AHEAD) continue;
      for (let no = 0; no < count; no++) void askedAhead(this.#gidBucket(run, no));
    }
  }

  /** The buckets of a run that can have these rows, by their numbers. */
  async #gidBuckets(run: Run, { chunk, rows }: FoundRows): Promise<readonly (GidBucket | undefined)[]> {
    const wanted = new Set(rows.map((row) => gidBucketNo(run.gidStarts, chunk.gid, row)));
    const buckets: GidBucket[] = [];
    const coming = [...wanted].filter((no) => no >= 0);
    await Promise.all(coming.map(async (no) => (buckets[no] = await this.#gidBucket(run, no))));
    return buckets;
  }

  /** A chunk, verified. */
  async chunk(run: Run, chunkNo: number): Promise<Chunk> {
    const id = chunkKey(this.layer.layerId, run.n, chunkNo);
    return this.#load(id, async () =>
      unpack(await readRunRecord(this.#tx, this.layer, { store: 'chunk', run: run.n, no: chunkNo })),
    );
  }

  async #newest(globalId: GlobalId): Promise<'row' | 'tombstone' | null> {
    const key = rowKey(globalId);
    for (const run of this.runs) {
      const place = await this.#place(run, key);
      if (place) return place.chunkNo === TOMBSTONE ? 'tombstone' : 'row';
    }
    return null;
  }

  async #place(run: Run, key: Uint8Array, keyIndex = 0): Promise<ReturnType<typeof findGid>> {
    const no = gidBucketNo(run.gidStarts, key, keyIndex);
    return no < 0 ? null : findGid(await this.#gidBucket(run, no), key, keyIndex);
  }

  async #gidBucket(run: Run, no: number): Promise<GidBucket> {
    const id = `gid/${String(this.layer.layerId)}/${String(run.n)}/${String(no)}`;
    return this.#load(id, () => readRunRecord(this.#tx, this.layer, { store: 'gid', run: run.n, no }));
  }

  async #oidBucket(run: Run, no: number): Promise<OidBucket> {
    const id = `oid/${String(this.layer.layerId)}/${String(run.n)}/${String(no)}`;
    return this.#load(id, () => readRunRecord(this.#tx, this.layer, { store: 'oid', run: run.n, no }));
  }

  async #load<T extends Chunk | GidBucket | OidBucket>(id: string, request: () => Promise<T>): Promise<T> {
    const cached = this.#cache.get(id);
    if (cached) return cached as T;
    const running = this.#loading.get(id);
    if (running) return running as Promise<T>;
    const loading = request().then((value) => {
      this.#loading.delete(id);
      this.#cache.set(id, value);
      return value;
    });
    this.#loading.set(id, loading);
    return loading;
  }
}

/** The key form of a feature's GlobalID. */
export function globalIdOf(feature: Feature, { globalIdField }: Pick<LayerSchema, 'globalIdField'>): GlobalId {
  const value = feature.attributes[globalIdField];
  return typeof value === 'string' ? readGlobalId(value) : '';
}

function without(
  { chunk: { gid }, rows }: FoundRows,
  starts: Uint8Array,
  buckets: readonly (GidBucket | undefined)[],
): readonly number[] {
  return rows.filter((row) => {
    const bucket = buckets[gidBucketNo(starts, gid, row)];
    return !bucket || !findGid(bucket, gid, row);
  });
}

/** The name of a chunk in a {@link ChunkCache}. */
export function chunkKey(layerId: number, run: number, chunkNo: number): string {
  return `chunk/${String(layerId)}/${String(run)}/${String(chunkNo)}`;
}

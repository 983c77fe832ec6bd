/**
 * Once a map was drawn and this geodatabase is left alone, the chunks around it are read into memory, the nearest first, so that the next view
 * waits for nothing. A few at a time: a query, or a write of another tab, never waits for more than one small read. Who never asks by place
 * costs nothing.
 */
import { isGdbError } from '../../shared/errors.js';
import type { FeatureQuery } from '../../shared/queries.js';
import { slim } from '../chunks/slim.js';
import { unpack, type Chunk } from '../chunks/unpack.js';
import { notingDamage } from '../damage.js';
import type { ReadTx } from '../database.js';
import { isHidden, spareShare, whenIdle } from '../idle.js';
import { boxOf, type Extent } from '../rows/box.js';
import { chunkKey } from '../rows/packed-rows.js';
import { readRunRecord } from '../rows/read-run.js';
import { requireListed } from '../run-list.js';
import { read, type Session } from '../work.js';
import type { QueryCaches } from './layer-query.js';
import { nearestChunks, type DrawnLayer, type NearbyChunk } from './nearest-chunks.js';
import { extentOf } from './row-filter.js';

/** Milliseconds in which nothing was asked: longer than the pauses of a hand that pans. */
const REST_MS = 200;
/** Chunks in one transaction: a millisecond of the database, and two of the page. */
const AT_ONCE = 3;

export class ReadAhead {
  readonly #session: Session;
  readonly #caches: QueryCaches;
  /** Where each layer was drawn last. */
  readonly #drawn = new Map<number, Extent>();
  /** `layerId/run` of which a chunk could not be read: it is noted, and the layer will be fetched again. */
  readonly #damaged = new Set<string>();
  readonly #read: (chunks: readonly NearbyChunk[], share: number) => Promise<void>;
  /** Chunks that are as small as they can be. */
  readonly #slim = new WeakSet<object>();
  /** There may be something to read. */
  #isDue = false;
  #underWay = 0;
  /** Goes up with everything that is asked: a rest that it interrupts is over. */
  #rest = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(session: Session, caches: QueryCaches) {
    this.#session = session;
    this.#caches = caches;
    this.#read = notingDamage(session)((chunks, share) => this.#readChunks(chunks, share));
  }

  /** A map was drawn, if this is the query of one. */
  note(layerId: number, { geometry, globalIds, objectIds }: FeatureQuery): void {
    const box = boxOf(geometry);
    if (!box || globalIds || objectIds) return;
    this.#drawn.set(layerId, extentOf(box));
    this.#isDue = spareShare() > 0;
  }

  /** These verbs, all of which are given way. */
  behind<Verbs extends object>(verbs: Verbs): Verbs {
    const entries = Object.entries(verbs) as [string, (...args: unknown[]) => Promise<unknown>][];
    return Object.fromEntries(
      entries.map(([name, verb]) => [name, (...args: unknown[]) => this.#giveWay(() => verb(...args))]),
    ) as Verbs;
  }

  close(): void {
    this.#isDue = false;
    this.#rest++;
    clearTimeout(this.#timer);
  }

  /** Runs something that is not to be held up: nothing is read ahead until it was done for a while. */
  async #giveWay<T>(work: () => Promise<T>): Promise<T> {
    this.#underWay++;
    this.#rest++;
    clearTimeout(this.#timer);
    try {
      return await work();
    } finally {
      this.#underWay--;
      if (this.#underWay === 0 && this.#isDue) this.#restSoon();
    }
  }

  #restSoon(): void {
    this.#timer = setTimeout(() => {
      // Whatever goes wrong here goes wrong again for who asks, and is reported there.
      this.#fill(this.#rest).catch(() => undefined);
    }, REST_MS);
  }

  async #fill(rest: number): Promise<void> {
    const { chunks: cache } = this.#caches;
    const isOver = (): boolean => this.#rest !== rest || isHidden() || !this.#session.connection.isOpen;
    const share = spareShare();
    await whenIdle();
    if (isOver()) return;
    const layers = this.#layers();
    this.#dropReplaced(layers);
    cache.measureAnew();
    let some: NearbyChunk[] = [];
    for (const chunk of nearestChunks(layers)) {
      const here = cache.near(keyOf(chunk), chunk.far);
      if (!here && !cache.hasRoom(chunk.far, share)) break;
      if (here ? this.#slim.has(here) : this.#damaged.has(runKey(chunk))) continue;
      some.push(chunk);
      if (some.length < AT_ONCE) continue;
      await this.#read(some, share);
      some = [];
      await whenIdle();
      if (isOver()) return;
    }
    await this.#read(some, share);
    this.#isDue = this.#rest !== rest;
  }

  /** Those that were drawn, by what is known of them. */
  #layers(): readonly DrawnLayer[] {
    return [...this.#drawn].flatMap(([layerId, extent]) => {
      const view = this.#caches.views.last(layerId);
      return view ? [{ layer: view.layer, runs: view.runs.runs, extent }] : [];
    });
  }

  #dropReplaced(layers: readonly DrawnLayer[]): void {
    const listed = new Map(
      layers.map(({ layer, runs }) => [String(layer.layerId), new Set(runs.map((run) => String(run.n)))]),
    );
    this.#caches.chunks.keepOnly((key) => {
      const [, layerId = '', run = ''] = key.split('/');
      return listed.get(layerId)?.has(run) ?? true;
    });
  }

  async #readChunks(chunks: readonly NearbyChunk[], share: number): Promise<void> {
    if (chunks.length === 0) return;
    const found = await read(this.#session, ['meta', 'chunk'], (tx) =>
      Promise.all(chunks.map(async (chunk) => ({ chunk, value: await this.#readChunk(tx, chunk) }))),
    );
    for (const { chunk, value } of found) {
      this.#slim.add(value);
      this.#caches.chunks.guess(keyOf(chunk), value, { far: chunk.far, share });
    }
  }

  /** As it is kept when there was time. */
  async #readChunk(tx: ReadTx, chunk: NearbyChunk): Promise<Chunk> {
    const { layer, run, chunkNo, far } = chunk;
    try {
      const here = this.#caches.chunks.near(keyOf(chunk), far) as Chunk | null;
      return slim(here ?? unpack(await readRunRecord(tx, layer, { store: 'chunk', run, no: chunkNo })));
    } catch (error) {
      if (isGdbError(error) && error.code === 'storage-damaged') {
        // By a list that no longer holds, perhaps: the next map tells.
        this.#drawn.delete(layer.layerId);
        await requireListed(tx, layer, [run]);
        this.#damaged.add(runKey(chunk));
      }
      throw error;
    }
  }
}

function runKey({ layer, run }: NearbyChunk): string {
  return `${String(layer.layerId)}/${String(run)}`;
}

function keyOf({ layer, run, chunkNo }: NearbyChunk): string {
  return chunkKey(layer.layerId, run, chunkNo);
}

/** Chunks and buckets of an open run: its number was handed out under the fence and is never given again, so they need no check of their own. */
import type { Buckets } from '../chunks/buckets.js';
import type { NumberedChunk } from '../chunks/run-builder.js';
import type { Pace } from '../load/pace.js';
import type { WriteQueue } from '../load/write-queue.js';
import type { Session } from '../work.js';

/** Chunks a transaction: 1 to 2 MB. */
const CHUNKS_PER_WRITE = 20;
/** Buckets a transaction: some 75 KB each. */
const BUCKETS_PER_WRITE = 16;

export interface RunWriting {
  readonly session: Session;
  readonly queue: WriteQueue;
  readonly pace: Pace;
}

/** Where a run's records lie. */
export interface RunPlace {
  readonly layerId: number;
  readonly run: number;
}

/** Packs and writes: what is written is not waited for, so that the next rows are read meanwhile. */
export async function writeChunks(
  { session, queue, pace }: RunWriting,
  { layerId, run }: RunPlace,
  chunks: Iterable<NumberedChunk>,
): Promise<void> {
  const write = (batch: readonly NumberedChunk[]): Promise<void> =>
    queue.add(() =>
      session.connection.run({ stores: ['chunk'], mode: 'readwrite', durability: 'relaxed' }, async (tx) => {
        const store = tx.objectStore('chunk');
        await Promise.all(batch.map(({ chunkNo, chunk }) => store.put(chunk, [layerId, run, chunkNo])));
      }),
    );
  let batch: NumberedChunk[] = [];
  for (const chunk of chunks) {
    batch.push(chunk);
    if (batch.length < CHUNKS_PER_WRITE) {
      await pace.breathe();
      continue;
    }
    await write(batch);
    batch = [];
    await pace.breathe();
  }
  if (batch.length > 0) await write(batch);
}

export async function writeBuckets(
  { session, queue, pace }: RunWriting,
  { layerId, run }: RunPlace,
  buckets: Buckets,
): Promise<void> {
  for (const name of ['gid', 'oid'] as const) {
    for (let first = 0; first < buckets[name].length; first += BUCKETS_PER_WRITE) {
      await queue.add(() =>
        session.connection.run({ stores: [name], mode: 'readwrite', durability: 'relaxed' }, async (tx) => {
          const store = tx.objectStore(name);
          const some = buckets[name].slice(first, first + BUCKETS_PER_WRITE);
          await Promise.all(some.map((bucket, i) => store.put(bucket, [layerId, run, first + i])));
        }),
      );
      await pace.breathe();
    }
  }
}

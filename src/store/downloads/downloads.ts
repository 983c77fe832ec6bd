/** Downloads in the making: staged in slices, visible in one transaction. What breaks off leaves nothing but chunks for the next sweep. */
import { GdbError } from '../../shared/errors.js';
import { slices } from '../../shared/collections.js';
import type { LayerSchema } from '../../shared/esri.js';
import type { DownloadCommit, DownloadSummary, StagedLayer as StagedChanges } from '../../sync/ports.js';
import type { NumberedChunk } from '../chunks/run-builder.js';
import type { ChunkCache } from '../rows/chunk-cache.js';
import { read, requireEpoch, write, type Session } from '../work.js';
import { makeVisible, type FinishedLayer } from './make-visible.js';
import { stageAttachment } from './stage-attachments.js';
import { StagedLayer } from './staged-layer.js';

/** Downloads of at most this many changes go into the overlay; larger ones become runs. */
const SMALL_DOWNLOAD = 500;
/** Chunks a transaction: 1 to 2 MB. */
const CHUNKS_PER_WRITE = 12;

interface Download {
  readonly epoch: number;
  readonly layers: ReadonlyMap<number, StagedLayer>;
}

export class Downloads {
  readonly #session: Session;
  readonly #cache: ChunkCache;
  readonly #open = new Map<number, Download>();

  constructor(session: Session, cache: ChunkCache) {
    this.#session = session;
    this.#cache = cache;
  }

  async begin(
    epoch: number,
    download: { readonly layers: readonly LayerSchema[]; readonly replace: readonly number[] },
  ): Promise<number> {
    const { id, layers } = await write(this.#session, { stores: ['meta'], epoch }, async (work) => ({
      id: work.take('nextRun'),
      layers: download.layers.map(
        (schema) =>
          new StagedLayer(schema, { run: work.take('nextRun'), replaces: download.replace.includes(schema.layerId) }),
      ),
    }));
    for (const [other, { epoch: begun }] of this.#open) if (begun !== epoch) this.#open.delete(other);
    this.#open.set(id, { epoch, layers: new Map(layers.map((layer) => [layer.schema.layerId, layer])) });
    return id;
  }

  /** One call at a time. */
  async stage(epoch: number, downloadId: number, layers: readonly StagedChanges[]): Promise<void> {
    const download = this.#find(epoch, downloadId);
    await read(this.#session, ['meta'], async (_tx, state) => {
      requireEpoch(state, epoch);
    });
    for (const changes of layers) {
      const layer = download.layers.get(changes.layerId);
      if (!layer) throw new GdbError('layer-not-found', `Layer ${changes.layerId} is not part of this download.`);
      for (const globalId of changes.deleteIds) layer.addDelete(globalId);
      for (const row of changes.rows) {
        layer.addRow(row);
        if (layer.isFull) await this.#flush(layer);
      }
      for (const change of changes.attachments) {
        layer.attachments.push(await stageAttachment(this.#session, epoch, change));
      }
      layer.attachmentDeleteIds.push(...changes.attachmentDeleteIds);
    }
  }

  async commit(epoch: number, downloadId: number, commit: DownloadCommit): Promise<DownloadSummary> {
    const download = this.#find(epoch, downloadId);
    const finished: FinishedLayer[] = [];
    const asRuns = !isSmall(download);
    for (const layer of download.layers.values()) {
      finished.push({ layer, run: asRuns || layer.replaces ? await this.#finish(layer) : null });
    }
    const summary = await makeVisible(this.#session, this.#cache, { epoch, layers: finished, commit });
    this.#open.delete(downloadId);
    return summary;
  }

  async drop(epoch: number, downloadId: number): Promise<void> {
    const download = this.#find(epoch, downloadId);
    this.#open.delete(downloadId);
    await write(
      this.#session,
      { stores: ['meta', 'chunk', 'gid', 'oid', 'part'], epoch, durability: 'relaxed' },
      async ({ tx }) => {
        for (const { schema, run, attachments } of download.layers.values()) {
          const all = IDBKeyRange.bound([schema.layerId, run], [schema.layerId, run, []]);
          for (const name of ['chunk', 'gid', 'oid'] as const) await tx.objectStore(name).delete(all);
          for (const { change, content } of attachments) {
            if (!content) continue;
            const { globalId } = change;
            const parts = IDBKeyRange.bound([globalId, content.contentVersion], [globalId, content.contentVersion, []]);
            await tx.objectStore('part').delete(parts);
          }
        }
      },
    );
  }

  #find(epoch: number, downloadId: number): Download {
    const download = this.#open.get(downloadId);
    if (!download) throw new GdbError('invalid-argument', `There is no open download ${downloadId}.`);
    if (download.epoch !== epoch) throw new GdbError('stale-holder', 'This download was begun by an earlier holder.');
    return download;
  }

  /** Writes what is left of the layer, and its buckets. Null when there is nothing in it. */
  async #finish(layer: StagedLayer): Promise<FinishedLayer['run']> {
    if (layer.isEmpty) return null;
    await this.#flush(layer);
    const { run, buckets } = layer.finish();
    const { layerId } = layer.schema;
    const { connection } = this.#session;
    await connection.run({ stores: ['gid', 'oid'], mode: 'readwrite', durability: 'relaxed' }, async (tx) => {
      await Promise.all([
        ...buckets.gid.map((bucket, no) => tx.objectStore('gid').put(bucket, [layerId, run.n, no])),
        ...buckets.oid.map((bucket, no) => tx.objectStore('oid').put(bucket, [layerId, run.n, no])),
      ]);
    });
    return run;
  }

  async #flush(layer: StagedLayer): Promise<void> {
    for (const chunks of slices(layer.flush(), CHUNKS_PER_WRITE)) await this.#writeChunks(layer, chunks);
  }

  /** Into an open run: its number was handed out under the fence and is never given again, so no check is needed here. */
  async #writeChunks(layer: StagedLayer, chunks: readonly NumberedChunk[]): Promise<void> {
    const { connection } = this.#session;
    await connection.run({ stores: ['chunk'], mode: 'readwrite', durability: 'relaxed' }, async (tx) => {
      const store = tx.objectStore('chunk');
      await Promise.all(
        chunks.map(({ chunkNo, chunk }) => store.put(chunk, [layer.schema.layerId, layer.run, chunkNo])),
      );
    });
  }
}

/** Of the changes; what replaces a layer is a run anyway. */
function isSmall(download: Download): boolean {
  const layers = [...download.layers.values()].filter((layer) => !layer.replaces);
  const changes = layers.reduce((sum, layer) => sum + layer.rowCount + layer.deleteCount, 0);
  return changes <= SMALL_DOWNLOAD && layers.every((layer) => !layer.isFlushed);
}

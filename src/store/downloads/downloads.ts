/** Downloads in the making: staged in slices, visible in one transaction. What breaks off leaves nothing but chunks for the next sweep. */
import { GdbError } from '../../shared/errors.js';
import type { LayerSchema } from '../../shared/esri.js';
import type { BodyRest, DownloadCommit, DownloadSummary, StagedLayer as StagedChanges } from '../../sync/ports.js';
import { BodyLoad } from '../load/body-load.js';
import { Pace } from '../load/pace.js';
import { WriteQueue } from '../load/write-queue.js';
import type { ChunkCache } from '../rows/chunk-cache.js';
import { begunKey } from '../state.js';
import { read, requireEpoch, write, type Session } from '../work.js';
import { InlineContents } from './inline-contents.js';
import { makeVisible, type FinishedLayer } from './make-visible.js';
import { stageAttachment } from './stage-attachments.js';
import { StagedLayer } from './staged-layer.js';
import { RunWriter, type RunWriting } from './write-run.js';

/** Bytes of rows that may come while those before them are still being written. */
const AHEAD_BYTES = 8 * 1024 * 1024;
/** Downloads of at most this many changes go into the overlay; larger ones become runs. */
const SMALL_DOWNLOAD = 500;

interface Flushing {
  readonly epoch: number;
  readonly writers: ReadonlyMap<StagedLayer, RunWriter>;
  /** The window that is being written while the next one fills. */
  lastFlush: Promise<void>;
}

interface Download {
  readonly flushing: Flushing;
  readonly layers: ReadonlyMap<number, StagedLayer>;
  readonly writing: RunWriting;
  readonly body: BodyLoad;
  readonly contents: InlineContents;
  /** What was fed last: pieces are taken in their order. */
  lastFeed: Promise<void>;
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
    download: { readonly layers: readonly LayerSchema[]; readonly bodyBytes?: number | null },
  ): Promise<number> {
    const { id, layers } = await write(this.#session, { stores: ['meta'], epoch }, async (work) => ({
      id: work.take('nextRun'),
      layers: download.layers.map((schema) => new StagedLayer(schema, work.take('nextRun'))),
    }));
    // Those of an earlier holder can never be committed.
    for (const [other, { flushing }] of this.#open) if (flushing.epoch !== epoch) this.#open.delete(other);
    const byId = new Map(layers.map((layer) => [layer.schema.layerId, layer]));
    const writing = { session: this.#session, queue: new WriteQueue(), pace: new Pace() };
    const writers = new Map(
      layers.map((layer) => [layer, new RunWriter(writing, { layerId: layer.schema.layerId, run: layer.run })]),
    );
    const flushing: Flushing = { epoch, writers, lastFlush: Promise.resolve() };
    const contents = new InlineContents(this.#session, epoch);
    const body = new BodyLoad({
      layers: byId,
      contents,
      pace: writing.pace,
      makeRoom: async (layer) => {
        if (layer.windowBytes > AHEAD_BYTES) await flushing.lastFlush;
        if (layer.isFull(download.bodyBytes ?? null)) await this.#flush(layer, flushing);
      },
    });
    this.#open.set(id, { flushing, layers: byId, writing, body, contents, lastFeed: Promise.resolve() });
    return id;
  }

  /** The next piece of a reply's body; resolves when there is room for more. Rejects with the first fault, from then on always. */
  async feed(epoch: number, downloadId: number, bytes: ArrayBuffer): Promise<void> {
    const download = this.#find(epoch, downloadId);
    download.lastFeed = download.lastFeed.then(() => download.body.feed(new Uint8Array(bytes)));
    await download.lastFeed;
  }

  /** The body ended. Rejects as {@link feed}. */
  async endOfBody(epoch: number, downloadId: number): Promise<BodyRest> {
    const download = this.#find(epoch, downloadId);
    const ended = download.lastFeed.then(() => download.body.end());
    download.lastFeed = ended.then(() => undefined);
    download.lastFeed.catch(() => undefined);
    const { rest, contents } = await ended;
    const rows = [...download.layers.values()].map(({ schema, rowCount }) => ({
      layerId: schema.layerId,
      count: rowCount,
    }));
    return { rest, rows, contents };
  }

  /** One call at a time. */
  async stage(epoch: number, downloadId: number, layers: readonly StagedChanges[]): Promise<void> {
    const download = this.#find(epoch, downloadId);
    await this.#checkEpoch(epoch);
    for (const changes of layers) {
      const layer = download.layers.get(changes.layerId);
      if (!layer) throw new GdbError('layer-not-found', `Layer ${changes.layerId} is not part of this download.`);
      for (const globalId of changes.deleteIds) layer.addDelete(globalId);
      for (const row of changes.rows) {
        layer.addRow(row);
        if (layer.isFull(null)) await this.#flush(layer, download.flushing);
      }
      for (const change of changes.attachments) {
        layer.attachments.push(
          await stageAttachment(change, { session: this.#session, epoch, contents: download.contents }),
        );
      }
      layer.attachmentDeleteIds.push(...changes.attachmentDeleteIds);
    }
    await download.flushing.lastFlush;
  }

  async commit(epoch: number, downloadId: number, commit: DownloadCommit): Promise<DownloadSummary> {
    const download = this.#find(epoch, downloadId);
    await download.lastFeed;
    if (!download.body.isWhole) throw new GdbError('internal', 'A body that has not ended was to be shown.');
    const taken = commit.take.flatMap(({ layerId, mode }) => {
      const layer = download.layers.get(layerId);
      return layer ? [{ layer, replaces: mode === 'replace' }] : [];
    });
    const asRuns = !isSmall(taken);
    const finished: FinishedLayer[] = [];
    for (const { layer, replaces } of taken) {
      const run = asRuns || replaces ? await this.#finish(layer, { download, replaces }) : null;
      finished.push({ layer, replaces, run });
    }
    await download.writing.queue.drain();
    const summary = await makeVisible(this.#session, this.#cache, { epoch, layers: finished, commit });
    this.#open.delete(downloadId);
    // It is visible: what could not be dropped is swept by the next holder.
    await this.#dropContents(epoch, download).catch(() => undefined);
    return summary;
  }

  async drop(epoch: number, downloadId: number): Promise<void> {
    const download = this.#find(epoch, downloadId);
    this.#open.delete(downloadId);
    // What is being written now must not come after the deletion.
    await download.lastFeed.catch(() => undefined);
    await download.flushing.lastFlush.catch(() => undefined);
    await download.writing.queue.drain().catch(() => undefined);
    await write(
      this.#session,
      { stores: ['meta', 'chunk', 'gid', 'oid', 'part'], epoch, durability: 'relaxed' },
      async ({ tx }) => {
        await download.contents.drop(tx);
        for (const { schema, run, attachments } of download.layers.values()) {
          const all = IDBKeyRange.bound([schema.layerId, run], [schema.layerId, run, []]);
          for (const name of ['chunk', 'gid', 'oid'] as const) await tx.objectStore(name).delete(all);
          for (const { change, content } of attachments) {
            if (!content) continue;
            const { globalId } = change;
            const parts = IDBKeyRange.bound([globalId, content.contentVersion], [globalId, content.contentVersion, []]);
            await tx.objectStore('part').delete(parts);
            await tx.objectStore('meta').delete(begunKey(globalId, content.contentVersion));
          }
        }
      },
    );
  }

  /** What came for layers that nobody asked for. */
  async #dropContents(epoch: number, { contents }: Download): Promise<void> {
    if (!contents.hasAny) return;
    const options = { stores: ['meta', 'part'], epoch, durability: 'relaxed' } as const;
    await write(this.#session, options, ({ tx }) => contents.drop(tx));
  }

  #find(epoch: number, downloadId: number): Download {
    const download = this.#open.get(downloadId);
    if (!download) throw new GdbError('invalid-argument', `There is no open download ${downloadId}.`);
    if (download.flushing.epoch !== epoch)
      throw new GdbError('stale-holder', 'This download was begun by an earlier holder.');
    return download;
  }

  async #checkEpoch(epoch: number): Promise<void> {
    await read(this.#session, ['meta'], async (_tx, state) => {
      requireEpoch(state, epoch);
    });
  }

  /** Writes what is left of the layer, and its buckets. Null when there is nothing in it. */
  async #finish(
    layer: StagedLayer,
    { download, replaces }: { readonly download: Download; readonly replaces: boolean },
  ): Promise<FinishedLayer['run']> {
    if (layer.isEmpty) return null;
    await this.#flush(layer, download.flushing);
    await download.flushing.lastFlush;
    return download.flushing.writers.get(layer)?.finish(layer.tombstones(), !replaces) ?? null;
  }

  /** Starts to write the rows in memory, once those before them are written. */
  async #flush(layer: StagedLayer, flushing: Flushing): Promise<void> {
    await flushing.lastFlush;
    const window = layer.takeWindow();
    const write = async (): Promise<void> => {
      await this.#checkEpoch(flushing.epoch);
      await flushing.writers.get(layer)?.write(window);
    };
    flushing.lastFlush = write();
    // Told to whoever waits for it: the next flush, or the commit.
    flushing.lastFlush.catch(() => undefined);
  }
}

/** Of the changes; what replaces a layer is a run anyway. */
function isSmall(taken: readonly Pick<FinishedLayer, 'layer' | 'replaces'>[]): boolean {
  const layers = taken.filter(({ replaces }) => !replaces).map(({ layer }) => layer);
  const changes = layers.reduce((sum, layer) => sum + layer.rowCount + layer.deleteCount, 0);
  return changes <= SMALL_DOWNLOAD && layers.every((layer) => !layer.isFlushed);
}

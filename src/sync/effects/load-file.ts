/** A geodatabase out of a file goes the way of a reply: rows to the store as they come, attachments part by part, all of it unseen until the end. */
import { GdbError } from '../../shared/errors.js';
import type { LayerSchema } from '../../shared/esri.js';
import { PART_SIZE } from '../../shared/parts.js';
import type { FileAttachment, FileContent, ReplicaFile } from '../../shared/replica-file.js';
import type { RunContext } from '../context.js';
import type { StorePort } from '../ports.js';
import type { SyncEvent } from '../state.js';
import { emptyLayer } from './apply-replica.js';
import { dropStaged, pump } from './receive.js';

export interface Loading {
  readonly file: ReplicaFile;
  readonly layers: readonly LayerSchema[];
  /** Bytes of the file, and how many of them were read so far. */
  readonly size: number;
  readonly bytesRead: () => number;
}

/** Stages the whole file as the reply of this run. What breaks off leaves nothing. */
export async function stageFile(
  { file, layers, size, bytesRead }: Loading,
  context: RunContext,
  signal: AbortSignal,
): Promise<void> {
  const { store, epoch, session } = context;
  const tell = (): void => {
    context.report({ type: 'read-progress', bytesDone: Math.min(bytesRead(), size), bytesTotal: size });
  };
  await dropStaged(context);
  const download = await store.beginDownload(epoch, { layers, bodyBytes: size });
  session.staged = download;
  try {
    const body = { bytes: abortable(file.body({ signal }), signal) };
    await pump(body, { feed: (bytes) => store.feed(epoch, download, bytes), tell });
    await store.endOfBody(epoch, download);
    for await (const attachment of abortable(file.attachments({ signal }), signal)) {
      await stageAttachment(attachment, { store, epoch, download, tell, signal });
      tell();
    }
  } catch (error) {
    await dropStaged(context);
    throw error;
  }
  const changes = layers.map((layer) => ({ ...emptyLayer(layer), mode: 'replace' as const }));
  session.reply = { replicaId: null, replicaName: null, generations: null, results: [], changes };
}

/** The first effect of a load: from a file that only this page has. */
export async function submitLoad(context: RunContext, signal: AbortSignal): Promise<SyncEvent> {
  const loading = context.host.fileToLoad();
  const record = loading?.file.geodatabase;
  if (!loading || !record)
    throw new GdbError('aborted', 'The page was reloaded before the file was loaded. Choose the file again.');
  await context.host.requireRoom(loading.size);
  context.report({ type: 'reply-begun' });
  await stageFile({ ...loading, layers: record.layers }, context, signal);
  return { type: 'reply-read' };
}

export interface Staging {
  readonly store: Pick<StorePort, 'stage' | 'beginContent' | 'writeContentPart'>;
  readonly epoch: number;
  readonly download: number;
  readonly tell: () => void;
  readonly signal: AbortSignal;
}

/** One that fits into a part goes in one message; of a larger one no more than a part is in memory. */
export async function stageAttachment({ layerId, change, content }: FileAttachment, call: Staging): Promise<void> {
  const { store, epoch, download } = call;
  const stage = (bytes: { data: ArrayBuffer | null; contentVersion?: number }): Promise<void> =>
    store.stage(epoch, download, [
      { layerId, rows: [], deleteIds: [], attachments: [{ ...change, ...bytes }], attachmentDeleteIds: [] },
    ]);
  if (content === null || content.size === 0) return stage({ data: null });
  if (content.size > PART_SIZE) {
    const contentVersion = await store.beginContent(epoch, change.globalId);
    const key = { globalId: change.globalId, contentVersion };
    let partNo = 0;
    let writing = Promise.resolve();
    try {
      // The next part is read while the last one is written.
      for await (const part of partsOf(content)) {
        await writing;
        if (call.signal.aborted) throw cancelled();
        writing = store.writeContentPart(epoch, key, partNo, part);
        writing.catch(() => undefined);
        partNo += 1;
        call.tell();
      }
      await writing;
    } finally {
      // What is being written must not come after what is dropped.
      await writing.catch(() => undefined);
    }
    return stage({ data: null, contentVersion });
  }
  for await (const part of partsOf(content)) await stage({ data: part });
}

async function* partsOf(content: FileContent): AsyncGenerator<ArrayBuffer> {
  let part = new Uint8Array(Math.min(PART_SIZE, content.size));
  let [filled, done] = [0, 0];
  for await (const piece of content.read()) {
    for (let offset = 0; offset < piece.length;) {
      const take = Math.min(piece.length - offset, part.length - filled);
      part.set(piece.subarray(offset, offset + take), filled);
      filled += take;
      offset += take;
      if (filled < part.length) continue;
      yield part.buffer;
      done += filled;
      filled = 0;
      part = new Uint8Array(Math.min(PART_SIZE, content.size - done));
      if (part.length === 0) return;
    }
  }
  if (done + filled < content.size) throw new GdbError('bad-file', 'The file is damaged: an attachment is cut short.');
}

async function* abortable<T>(items: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  for await (const item of items) {
    if (signal.aborted) throw cancelled();
    yield item;
  }
}

function cancelled(): GdbError {
  return new GdbError('aborted', 'Loading was cancelled. Nothing of the file is on this device.');
}

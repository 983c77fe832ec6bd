/**
 * Changes that come as a mobile geodatabase although JSON was asked for: the file is brought to this device in parts, turned into the JSON that it
 * stands for, and taken in as that. What the file holds and we do not know is refused, by name: then nothing of it stays, no generation moves, and
 * edits it may have answered are asked for like after a lost reply.
 */
import { GdbError } from '../../shared/errors.js';
import type { LayerSchema } from '../../shared/esri.js';
import { geodatabaseOf } from '../context.js';
import type { RunContext } from '../context.js';
import type { ReplyBody } from '../ports.js';
import { writeParts } from './bring-bytes.js';
import { stageAttachment } from './load-file.js';
import { partsSource } from './parts-source.js';
import { isSameReference } from './read-database.js';
import { dropStaged, pump, requireRoom } from './receive.js';

/** Stages the changes as the reply of this run. */
export async function receiveChanges(
  body: ReplyBody,
  layers: readonly LayerSchema[],
  context: RunContext,
): Promise<void> {
  const { store, epoch, session } = context;
  // Whoever reads a file tells of it already.
  if (session.fileUrl === null) context.report({ type: 'reply-begun' });
  await requireRoom(body, context);
  const key = { globalId: `changes ${context.chance.uuid()}`, contentVersion: 0 };
  try {
    const call = { store, epoch, report: () => undefined };
    const { size } = await writeParts(body.bytes, { key, call, partNo: 0 });
    await stageChanges({ body, layers, size, key }, context);
  } catch (error) {
    await dropStaged(context);
    throw error;
  } finally {
    await store.dropContent(epoch, key).catch(() => undefined);
  }
}

interface Changes {
  readonly body: ReplyBody;
  readonly layers: readonly LayerSchema[];
  readonly size: number;
  readonly key: { readonly globalId: string; readonly contentVersion: number };
}

async function stageChanges({ body, layers, size, key }: Changes, context: RunContext): Promise<void> {
  const { store, epoch, session, host } = context;
  if (session.attempt?.kind === 'create')
    throw new GdbError('unsupported-file', 'The service sent a mobile geodatabase in place of JSON.');
  const { replicaId, syncModel, spatialReference } = geodatabaseOf(await store.info());
  let bytesRead = 0;
  const source = partsSource(store, key, { size, onRead: (bytes) => (bytesRead += bytes) });
  const file = await host.openChanges(source, { replicaId, syncModel, layers });
  if (!file.spatialReferences.every((reference) => isSameReference(reference, spatialReference)))
    throw new GdbError('bad-reply', 'The service sent changes in another spatial reference than the replica has.');
  // Nothing here waits for anybody: the file is on this device.
  const { signal } = new AbortController();
  const tell = (): void => {
    context.report({ type: 'read-progress', bytesDone: Math.min(bytesRead, size), bytesTotal: size });
  };
  const download = await store.beginDownload(epoch, { layers, bodyBytes: size });
  session.staged = download;
  await pump({ bytes: file.body({ signal }) }, { feed: (bytes) => store.feed(epoch, download, bytes), tell });
  const { rest } = await store.endOfBody(epoch, download);
  for await (const attachment of file.attachments({ signal }))
    await stageAttachment(attachment, { store, epoch, download, tell, signal });
  session.reply = body.read(rest);
}

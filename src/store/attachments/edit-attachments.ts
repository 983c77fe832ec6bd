/** Attachments made, replaced and removed here: their record and their edit in one strict transaction (invariant 1). */
import { GdbError } from '../../shared/errors.js';
import { toGlobalId, type GlobalId } from '../../shared/ids.js';
import type { HashedPart } from '../../shared/parts.js';
import type { EditStamp, NewAttachment } from '../../shared/queries.js';
import type { AttachmentRecord, EditEntry } from '../../shared/records.js';
import { removeAttachment } from '../edits/forget.js';
import { reopen } from '../edits/issues.js';
import { append, mayBeSent, openAttempts } from '../edits/log.js';
import type { ChunkCache } from '../rows/chunk-cache.js';
import { PackedRows } from '../rows/packed-rows.js';
import type { StoredAttachment } from '../schema.js';
import { getRuns } from '../run-list.js';
import { requireGeodatabase, requireLayer } from '../state.js';
import { EDIT_STORES, write, type Session, type Work } from '../work.js';
import { beginContent, expectedContent, takeHashes } from './content.js';
import { toRecord } from './records.js';
import {
  foldOperations,
  getAttachment,
  putAttachment,
  rebuildAttachment,
  unsettledAttachment,
  type AttachmentKey,
  type Unsettled,
} from './settle.js';

/** Rejects `feature-not-found`, `attachment-not-found`, `not-supported` before a byte is written. */
export async function beginAttachment(session: Session, cache: ChunkCache, attachment: NewAttachment): Promise<number> {
  return write(session, { stores: EDIT_STORES }, async (work) => {
    await requirePlace(work, cache, attachment);
    return beginContent(work, toGlobalId(attachment.globalId));
  });
}

/** The parts were written before, each in a transaction of its own. */
export async function commitAttachment(
  session: Session,
  cache: ChunkCache,
  commit: { readonly attachment: NewAttachment; readonly contentVersion: number; readonly stamp: EditStamp },
): Promise<AttachmentRecord> {
  const { attachment, contentVersion, stamp } = commit;
  return write(session, { stores: EDIT_STORES }, async (work) => {
    const place = await requirePlace(work, cache, attachment);
    const content = expectedContent(attachment.size);
    const partHashes = await takeHashes(work, { globalId: place.key.globalId, contentVersion }, content);
    return makeVisible(work, place, { attachment, stamp, contentVersion, partHashes });
  });
}

/**
 * Bytes, record and edit in one strict transaction: a photo costs what writing its bytes costs. Rejects like {@link beginAttachment}, and
 * `invalid-argument` when the bytes are not those that were announced.
 */
export async function saveAttachment(
  session: Session,
  cache: ChunkCache,
  saved: { readonly attachment: NewAttachment; readonly parts: readonly HashedPart[]; readonly stamp: EditStamp },
): Promise<AttachmentRecord> {
  const { attachment, parts, stamp } = saved;
  const content = expectedContent(attachment.size);
  const size = parts.reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
  if (size !== content.size || parts.length !== content.partCount) {
    throw new GdbError('invalid-argument', `${size} of ${content.size} bytes of this attachment are here.`);
  }
  const partHashes = parts.map(({ hash }) => hash);
  return write(session, { stores: EDIT_STORES }, async (work) => {
    const place = await requirePlace(work, cache, attachment);
    const contentVersion = work.take('nextContentVersion');
    const store = work.tx.objectStore('part');
    for (const [partNo, { bytes }] of parts.entries())
      work.ask(store.put(bytes, [place.key.globalId, contentVersion, partNo]));
    return makeVisible(work, place, { attachment, stamp, contentVersion, partHashes });
  });
}

async function makeVisible(
  work: Work,
  { key, known, unsettled }: Place,
  made: {
    readonly attachment: NewAttachment;
    readonly stamp: EditStamp;
    readonly contentVersion: number;
    readonly partHashes: readonly string[];
  },
): Promise<AttachmentRecord> {
  const { attachment, stamp, contentVersion, partHashes } = made;
  const { operation } = attachment;
  const log = (await reopenOwn(work, key, unsettled)) ? (await unsettledAttachment(work, key)).log : unsettled.log;
  const record: StoredAttachment = {
    ...key,
    attachmentId: known?.attachmentId ?? null,
    name: attachment.name,
    contentType: attachment.contentType,
    size: attachment.size,
    keywords: attachment.keywords,
    partHashes,
    contentVersion,
    partCount: expectedContent(attachment.size).partCount,
    state: { kind: 'pending', operation: foldOperations([...log, { operation }]) ?? operation },
    // The upload of an earlier content may be under way: its progress says itself which content it is of.
    upload: known?.upload ?? { kind: 'none' },
    url: known?.url ?? null,
    echo: false,
  };
  const edit = { operation, contentVersion, ...(known && { replaced: toRecord(known) }) };
  work.ask(putAttachment(work, record));
  work.ask(appendEdit(work, { key, stamp, edit }));
  work.touchRows(key.layerId, [key.parentGlobalId]);
  return toRecord(record);
}

export async function deleteAttachments(
  session: Session,
  deletion: {
    readonly layerId: number;
    readonly parentGlobalId: GlobalId;
    readonly globalIds: readonly GlobalId[];
    readonly stamp: EditStamp;
  },
): Promise<void> {
  await write(session, { stores: EDIT_STORES }, async (work) => {
    const parentGlobalId = toGlobalId(deletion.parentGlobalId);
    for (const id of deletion.globalIds) {
      await deleteAttachment(
        work,
        { layerId: deletion.layerId, parentGlobalId, globalId: toGlobalId(id) },
        deletion.stamp,
      );
    }
    work.touchRows(deletion.layerId, [parentGlobalId]);
  });
}

async function deleteAttachment(work: Work, key: AttachmentKey, stamp: EditStamp): Promise<void> {
  const record = await getAttachment(work, key);
  if (!record) throw new GdbError('attachment-not-found', 'There is no such attachment on this device.');
  if (record.state.kind === 'pending' && record.state.operation === 'attachDelete') return;
  const unsettled = await unsettledAttachment(work, key);
  const { log, issues } = unsettled;
  const isAdd = (edit: EditEntry): boolean => edit.operation === 'attachAdd';
  const wasAddedHere = log.some(isAdd) || issues.some((issue) => issue.edits.some(isAdd));
  const attempts = await openAttempts(work.tx);
  if (wasAddedHere && !log.some((entry) => mayBeSent(attempts, entry))) {
    for (const entry of log) await work.tx.objectStore('edits').delete(entry.seq);
    for (const issue of issues) await work.tx.objectStore('issues').delete(issue.id);
    await removeAttachment(work, record);
    return;
  }
  await reopenOwn(work, key, unsettled);
  await appendEdit(work, { key, stamp, edit: { operation: 'attachDelete' } });
  await rebuildAttachment(work, key);
}

/** A new edit of a refused attachment is its correction: what was refused goes along again. Tells whether anything was. */
async function reopenOwn(work: Work, key: AttachmentKey, { issues }: Unsettled): Promise<boolean> {
  const own = issues.filter((issue) => issue.attachmentGlobalId === key.globalId);
  if (own.length > 0) await reopen(work, own);
  return own.length > 0;
}

function appendEdit(
  work: Work,
  entry: {
    readonly key: AttachmentKey;
    readonly stamp: EditStamp;
    readonly edit: Pick<EditEntry, 'operation' | 'contentVersion' | 'replaced'>;
  },
): Promise<number> {
  const { key, stamp, edit } = entry;
  return append(work.tx, {
    layerId: key.layerId,
    globalId: key.parentGlobalId,
    attachmentGlobalId: key.globalId,
    ...edit,
    user: stamp.user,
    storeInstance: work.state.storeInstance,
    time: stamp.time,
  });
}

interface Place {
  readonly key: AttachmentKey;
  readonly known: StoredAttachment | undefined;
  readonly unsettled: Unsettled;
}

/** The feature must be there, its layer must take attachments, and a replacement needs something to replace. Asks for all of it at once. */
async function requirePlace(work: Work, cache: ChunkCache, attachment: NewAttachment): Promise<Place> {
  const { layerId, operation } = attachment;
  const key = {
    layerId,
    parentGlobalId: toGlobalId(attachment.parentGlobalId),
    globalId: toGlobalId(attachment.globalId),
  };
  const [geodatabase, runs, overlay, known, unsettled] = await Promise.all([
    requireGeodatabase(work.tx),
    getRuns(work.tx, layerId),
    work.tx.objectStore('overlay').get([layerId, key.parentGlobalId]),
    getAttachment(work, key),
    unsettledAttachment(work, key),
  ]);
  const layer = requireLayer(geodatabase, layerId);
  if (!layer.hasAttachments) throw new GdbError('not-supported', `${layer.name} takes no attachments.`);
  const packed = new PackedRows(work.tx, layer, { ...runs, cache });
  if (!(overlay ? overlay.kind === 'row' : await packed.has(key.parentGlobalId)))
    throw new GdbError('feature-not-found', `${layer.name} has no such row on this device.`);
  if (operation === 'attachUpdate' && !known) {
    throw new GdbError('attachment-not-found', 'There is no attachment to replace on this device.');
  }
  const { ifContentVersion } = attachment;
  if (known && ifContentVersion !== undefined && known.contentVersion !== ifContentVersion) {
    const message = `${known.name} was not changed: it has other content by now.`;
    throw new GdbError('attachment-refused', message, { retryable: true });
  }
  if (operation === 'attachAdd' && known) {
    throw new GdbError('invalid-argument', 'An attachment of this GlobalID exists already: replace it instead.');
  }
  return { key, known, unsettled };
}

/** Attachments made, replaced and removed here: their record and their edit in one strict transaction (invariant 1). */
import { GdbError } from '../../shared/errors.js';
import { toGlobalId, type GlobalId } from '../../shared/ids.js';
import type { EditStamp, NewAttachment } from '../../shared/queries.js';
import type { AttachmentRecord, EditEntry } from '../../shared/records.js';
import { removeAttachment } from '../edits/forget.js';
import { reopen } from '../edits/issues.js';
import { append, mayBeSent, openAttempts } from '../edits/log.js';
import type { ChunkCache } from '../rows/chunk-cache.js';
import { LayerRows } from '../rows/layer-rows.js';
import type { StoredAttachment } from '../schema.js';
import { requireGeodatabase, requireLayer } from '../state.js';
import { EDIT_STORES, write, type Session, type Work } from '../work.js';
import { beginContent, expectedContent, takeHashes } from './content.js';
import { sha256 } from './hash.js';
import { toRecord } from './records.js';
import { getAttachment, putAttachment, rebuildAttachment, unsettledAttachment, type AttachmentKey } from './settle.js';

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
  saved: { readonly attachment: NewAttachment; readonly parts: readonly ArrayBuffer[]; readonly stamp: EditStamp },
): Promise<AttachmentRecord> {
  const { attachment, parts, stamp } = saved;
  const content = expectedContent(attachment.size);
  const bytes = parts.reduce((sum, part) => sum + part.byteLength, 0);
  if (bytes !== content.size || parts.length !== content.partCount) {
    throw new GdbError('invalid-argument', `${bytes} of ${content.size} bytes of this attachment are here.`);
  }
  const partHashes = await Promise.all(parts.map(sha256));
  return write(session, { stores: EDIT_STORES }, async (work) => {
    const place = await requirePlace(work, cache, attachment);
    const contentVersion = work.take('nextContentVersion');
    const store = work.tx.objectStore('part');
    await Promise.all(parts.map((part, partNo) => store.put(part, [place.key.globalId, contentVersion, partNo])));
    return makeVisible(work, place, { attachment, stamp, contentVersion, partHashes });
  });
}

async function makeVisible(
  work: Work,
  { key, known }: Place,
  made: {
    readonly attachment: NewAttachment;
    readonly stamp: EditStamp;
    readonly contentVersion: number;
    readonly partHashes: readonly string[];
  },
): Promise<AttachmentRecord> {
  const { attachment, stamp, contentVersion, partHashes } = made;
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
    state: { kind: 'pending', operation: attachment.operation },
    // The upload of an earlier content may be under way: its progress says itself which content it is of.
    upload: known?.upload ?? { kind: 'none' },
    url: known?.url ?? null,
    echo: false,
  };
  await putAttachment(work, record);
  await reopenOwn(work, key);
  const edit = { operation: attachment.operation, contentVersion, ...(known && { replaced: toRecord(known) }) };
  await appendEdit(work, { key, stamp, edit });
  await rebuildAttachment(work, key);
  work.touch();
  return toRecord((await getAttachment(work, key)) ?? record);
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
    work.touch();
  });
}

async function deleteAttachment(work: Work, key: AttachmentKey, stamp: EditStamp): Promise<void> {
  const record = await getAttachment(work, key);
  if (!record) throw new GdbError('attachment-not-found', 'There is no such attachment on this device.');
  if (record.state.kind === 'pending' && record.state.operation === 'attachDelete') return;
  const { log, issues } = await unsettledAttachment(work, key);
  const isAdd = (edit: EditEntry): boolean => edit.operation === 'attachAdd';
  const wasAddedHere = log.some(isAdd) || issues.some((issue) => issue.edits.some(isAdd));
  const attempts = await openAttempts(work.tx);
  if (wasAddedHere && !log.some((entry) => mayBeSent(attempts, entry))) {
    for (const entry of log) await work.tx.objectStore('edits').delete(entry.seq);
    for (const issue of issues) await work.tx.objectStore('issues').delete(issue.id);
    await removeAttachment(work, record);
    return;
  }
  await reopenOwn(work, key);
  await appendEdit(work, { key, stamp, edit: { operation: 'attachDelete' } });
  await rebuildAttachment(work, key);
}

/** A new edit of a refused attachment is its correction: what was refused goes along again. */
async function reopenOwn(work: Work, key: AttachmentKey): Promise<void> {
  const { issues } = await unsettledAttachment(work, key);
  const own = issues.filter((issue) => issue.attachmentGlobalId === key.globalId);
  if (own.length > 0) await reopen(work, own);
}

async function appendEdit(
  work: Work,
  entry: {
    readonly key: AttachmentKey;
    readonly stamp: EditStamp;
    readonly edit: Pick<EditEntry, 'operation' | 'contentVersion' | 'replaced'>;
  },
): Promise<void> {
  const { key, stamp, edit } = entry;
  await append(work.tx, {
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
}

/** The feature must be there, its layer must take attachments, and a replacement needs something to replace. */
async function requirePlace(work: Work, cache: ChunkCache, attachment: NewAttachment): Promise<Place> {
  const layer = requireLayer(await requireGeodatabase(work.tx), attachment.layerId);
  if (!layer.hasAttachments) throw new GdbError('not-supported', `${layer.name} takes no attachments.`);
  const key = {
    layerId: layer.layerId,
    parentGlobalId: toGlobalId(attachment.parentGlobalId),
    globalId: toGlobalId(attachment.globalId),
  };
  const rows = await LayerRows.open(work.tx, layer, cache);
  if (!(await rows.visible(key.parentGlobalId))) {
    throw new GdbError('feature-not-found', `${layer.name} has no such row on this device.`);
  }
  const known = await getAttachment(work, key);
  if (attachment.operation === 'attachUpdate' && !known) {
    throw new GdbError('attachment-not-found', 'There is no attachment to replace on this device.');
  }
  if (attachment.operation === 'attachAdd' && known) {
    throw new GdbError('invalid-argument', 'An attachment of this GlobalID exists already: replace it instead.');
  }
  return { key, known };
}

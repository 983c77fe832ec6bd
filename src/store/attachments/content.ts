/**
 * Bytes of attachments that are too large for one transaction, part by part. They come first, in strict transactions of their own; a record makes
 * them visible later. Relaxed ones would not do, although a strict one follows: Chromium keeps values above 64 KiB in files of their own, and
 * flushes those of strict transactions only.
 */
import { GdbError } from '../../shared/errors.js';
import type { GlobalId } from '../../shared/ids.js';
import { letGo } from '../../shared/let-go.js';
import { PART_SIZE, partCount } from '../../shared/parts.js';
import type { StorePort } from '../../sync/ports.js';
import { removeContent } from '../edits/forget.js';
import { begunKey, getBegun, type BegunContent } from '../state.js';
import { read, write, type Session, type Work } from '../work.js';
import { sha256 } from '../../shared/sha256.js';
import { getAttachment, putAttachment } from './settle.js';

/** One content of an attachment. */
export interface ContentKey {
  readonly globalId: GlobalId;
  readonly contentVersion: number;
}

/** A part and its place. */
export interface Part {
  readonly partNo: number;
  readonly bytes: ArrayBuffer;
}

/** Notes that bytes will follow, so that a sweep leaves them alone for a day. Returns their contentVersion. */
export async function beginContent(work: Work, globalId: GlobalId): Promise<number> {
  const contentVersion = work.take('nextContentVersion');
  const note: BegunContent = { globalId, contentVersion, seenAt: null, hashes: [], sizes: [] };
  await work.tx.objectStore('meta').put(note, begunKey(globalId, contentVersion));
  return contentVersion;
}

/** A part of bytes that were begun here. Rejects `attachment-not-found` when they were not, or were swept. */
export async function writePart(session: Session, key: ContentKey, part: Part): Promise<void> {
  const hash = await sha256(part.bytes);
  await write(session, { stores: ['meta', 'part'] }, async (work) => {
    const note = await getBegun(work.tx, begunKey(key.globalId, key.contentVersion));
    if (!note)
      throw new GdbError('attachment-not-found', 'These bytes were not announced, or their draft was given up.');
    await putPart(work, note, part, hash);
  });
}

/** Bytes that were begun and will not be finished go at once: a video that did not fit must not fill the device until the sweep. */
export async function abandonContent(session: Session, key: ContentKey): Promise<void> {
  const { globalId, contentVersion } = key;
  await write(session, { stores: ['meta', 'part'] }, async (work) => {
    const note = begunKey(globalId, contentVersion);
    // What was committed is a draft no more.
    if (!(await getBegun(work.tx, note))) return;
    await work.tx.objectStore('meta').delete(note);
    await removeContent(work, globalId, contentVersion);
  });
}

/** Fetched bytes that are not wanted any more. */
export async function dropContent(session: Session, epoch: number, key: ContentKey): Promise<void> {
  const { globalId, contentVersion } = key;
  await write(session, { stores: ['meta', 'part'], epoch }, async (work) => {
    await work.tx.objectStore('meta').delete(begunKey(globalId, contentVersion));
    await removeContent(work, globalId, contentVersion);
  });
}

/** A part that was fetched from the service, whose bytes are the store's from here on. Part 0 starts anew: what an earlier fetch left of this content goes. */
export async function writeFetchedPart(session: Session, epoch: number, fetched: ContentKey & Part): Promise<void> {
  const { globalId, contentVersion, partNo, bytes } = fetched;
  const hash = await sha256(bytes);
  await write(session, { stores: ['meta', 'part'], epoch }, async (work) => {
    if (partNo === 0) await removeContent(work, globalId, contentVersion);
    const known = partNo === 0 ? undefined : await getBegun(work.tx, begunKey(globalId, contentVersion));
    const note = known ?? { globalId, contentVersion, seenAt: null, hashes: [], sizes: [] };
    await putPart(work, note, { partNo, bytes }, hash);
  });
  letGo([bytes]);
}

/** Announces bytes of a download: whoever comes after this holder sweeps what it left. Returns their contentVersion. */
export async function beginStagedContent(session: Session, epoch: number, globalId: GlobalId): Promise<number> {
  return write(session, { stores: ['meta'], epoch }, async (work) => {
    const contentVersion = work.take('nextContentVersion');
    const note: BegunContent = { globalId, contentVersion, seenAt: null, hashes: [], sizes: [], epoch };
    await work.tx.objectStore('meta').put(note, begunKey(globalId, contentVersion));
    return contentVersion;
  });
}

/** A part of them, whose bytes are the store's from here on. */
export async function writeStagedPart(session: Session, epoch: number, staged: ContentKey & Part): Promise<void> {
  const { globalId, contentVersion, partNo, bytes } = staged;
  const hash = await sha256(bytes);
  await write(session, { stores: ['meta', 'part'], epoch }, async (work) => {
    const note = await getBegun(work.tx, begunKey(globalId, contentVersion));
    if (note?.epoch !== epoch) throw new GdbError('attachment-not-found', 'These bytes were not announced.');
    await putPart(work, note, { partNo, bytes }, hash);
  });
  letGo([bytes]);
}

/** The hashes of staged bytes, once they are complete. Their note goes when they become visible. */
export async function stagedHashes(session: Session, key: ContentKey, size: number): Promise<readonly string[]> {
  return read(session, ['meta'], async (tx) =>
    completeHashes(await getBegun(tx, begunKey(key.globalId, key.contentVersion)), expectedContent(size)),
  );
}

/** Whole parts, without a gap from the first, that are kept of a content that is not complete. */
export async function fetchedParts(session: Session, { globalId, contentVersion }: ContentKey): Promise<number> {
  return read(session, ['meta'], async (tx) => {
    const sizes = (await getBegun(tx, begunKey(globalId, contentVersion)))?.sizes ?? [];
    const end = sizes.findIndex((size) => size !== PART_SIZE);
    return end === -1 ? sizes.length : end;
  });
}

/** The fetched bytes are complete. When the attachment changed meanwhile they are of no use, and go. */
export async function commitFetched(
  session: Session,
  epoch: number,
  fetched: {
    readonly key: Parameters<StorePort['commitFetched']>[1];
    readonly content: Parameters<StorePort['commitFetched']>[2];
  },
): Promise<void> {
  const { key, content } = fetched;
  await write(session, { stores: ['meta', 'attach', 'part'], epoch }, async (work) => {
    const record = await getAttachment(work, key);
    if (record?.contentVersion !== key.contentVersion || record.state.kind !== 'received') {
      await work.tx.objectStore('meta').delete(begunKey(key.globalId, key.contentVersion));
      if (record?.contentVersion !== key.contentVersion) await removeContent(work, key.globalId, key.contentVersion);
      return;
    }
    if (record.state.bytesHere) return;
    const partHashes = await takeHashes(work, key, content);
    const state = { kind: 'received', bytesHere: true } as const;
    await putAttachment(work, { ...record, size: content.size, partCount: content.partCount, partHashes, state });
    work.touch();
  });
}

/** Ends the note of a content that is complete, and returns its hashes. Rejects `invalid-argument` when bytes are missing. */
export async function takeHashes(
  work: Work,
  key: ContentKey,
  content: { readonly size: number; readonly partCount: number },
): Promise<readonly string[]> {
  const noteKey = begunKey(key.globalId, key.contentVersion);
  const note = await getBegun(work.tx, noteKey);
  const hashes = completeHashes(note, content);
  await work.tx.objectStore('meta').delete(noteKey);
  return hashes;
}

function completeHashes(
  note: BegunContent | undefined,
  content: { readonly size: number; readonly partCount: number },
): readonly string[] {
  const hashes = (note?.hashes ?? []).filter((hash) => hash !== null);
  const bytes = (note?.sizes ?? []).reduce((sum, size) => sum + size, 0);
  const isComplete =
    hashes.length === content.partCount && hashes.length === note?.hashes.length && bytes === content.size;
  if (!isComplete && content.size > 0) {
    throw new GdbError('invalid-argument', `${bytes} of ${content.size} bytes of this attachment are here.`);
  }
  return hashes;
}

export async function readPart(session: Session, key: ContentKey, partNo: number): Promise<ArrayBuffer> {
  return read(session, ['meta', 'part'], async (tx) => {
    const bytes = await tx.objectStore('part').get([key.globalId, key.contentVersion, partNo]);
    if (!bytes) throw new GdbError('attachment-not-found', `Part ${partNo} of this attachment is not on this device.`);
    return bytes;
  });
}

/** What a content of this size must have. */
export function expectedContent(size: number): { readonly size: number; readonly partCount: number } {
  return { size, partCount: partCount(size) };
}

async function putPart(work: Work, note: BegunContent, part: Part, hash: string): Promise<void> {
  const { globalId, contentVersion } = note;
  const hashes = Array.from(
    { length: Math.max(note.hashes.length, part.partNo + 1) },
    (_, i) => note.hashes[i] ?? null,
  );
  const sizes = hashes.map((_, i) => note.sizes[i] ?? 0);
  hashes[part.partNo] = hash;
  sizes[part.partNo] = part.bytes.byteLength;
  await work.tx.objectStore('part').put(part.bytes, [globalId, contentVersion, part.partNo]);
  await work.tx.objectStore('meta').put({ ...note, hashes, sizes }, begunKey(globalId, contentVersion));
}

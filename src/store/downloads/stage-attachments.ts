/** Attachments of a download before it becomes visible: bytes that came along go to `part` at once, so that memory never holds many. */
import { partCount, PART_SIZE } from '../../shared/parts.js';
import { stripSecrets } from '../../shared/urls.js';
import type { AttachmentChange } from '../../sync/ports.js';
import { stagedHashes } from '../attachments/content.js';
import { sha256 } from '../../shared/sha256.js';
import { write, type Session } from '../work.js';
import type { InlineContents } from './inline-contents.js';

/** A change without its bytes. */
export interface StagedAttachment {
  readonly change: Omit<AttachmentChange, 'data' | 'contentVersion' | 'inline'>;
  /** Where the bytes are that came along; null when none did. */
  readonly content: { readonly contentVersion: number; readonly partHashes: readonly string[] } | null;
}

export async function stageAttachment(
  staged: AttachmentChange,
  {
    session,
    epoch,
    contents,
  }: { readonly session: Session; readonly epoch: number; readonly contents: InlineContents },
): Promise<StagedAttachment> {
  const { data, contentVersion: written, inline, ...rest } = staged;
  const change = { ...rest, url: rest.url === null ? null : stripSecrets(rest.url) };
  if (inline !== undefined) return { change, content: await contents.giveTo(change.globalId, inline) };
  if (written !== undefined) {
    const key = { globalId: change.globalId, contentVersion: written };
    return { change, content: { ...key, partHashes: await stagedHashes(session, key, change.size) } };
  }
  if (!data) return { change, content: null };
  const parts = Array.from({ length: partCount(data.byteLength) }, (_, i) =>
    data.slice(i * PART_SIZE, (i + 1) * PART_SIZE),
  );
  const partHashes = await Promise.all(parts.map(sha256));
  const contentVersion = await write(session, { stores: ['meta', 'part'], epoch }, async (work) => {
    const version = work.take('nextContentVersion');
    const store = work.tx.objectStore('part');
    await Promise.all(parts.map((part, i) => store.put(part, [change.globalId, version, i])));
    return version;
  });
  return { change: { ...change, size: data.byteLength }, content: { contentVersion, partHashes } };
}

/** The log of what was sent: searchable, and kept for a while, so that what somebody lost elsewhere can be shown and made again. */
import { GdbError } from '../../shared/errors.js';
import type { Attributes } from '../../shared/esri.js';
import type { EditEntry, SentEdit, SentQuery } from '../../shared/records.js';
import type { EditOutcome } from '../../sync/ports.js';
import { isFeatureEdit } from '../rows/fold.js';
import type { LayerRows } from '../rows/layer-rows.js';
import { read, write, type Session, type Work } from '../work.js';

const DAY_MS = 24 * 3_600_000;
/** What was sent is kept up to so many edits: about 5 MB, whatever was imported. */
const KEPT_EDITS = 10_000;

/** Notes edits that the service has, in the transaction that takes them out of the log. */
export async function noteSent(
  work: Work,
  rows: LayerRows,
  sent: {
    readonly outcome: Extract<EditOutcome, { kind: 'sent' }>;
    readonly entries: readonly EditEntry[];
    readonly now: number;
  },
): Promise<void> {
  const { outcome, entries, now } = sent;
  const { layerId, globalId, objectId, operation, attachmentGlobalId } = outcome;
  const { layer } = rows;
  const visible = await rows.visible(globalId);
  const row = visible?.feature ?? (await work.tx.objectStore('base').get([layerId, globalId]))?.row;
  const title = row?.attributes[layer.displayField];
  const attachment =
    attachmentGlobalId === undefined
      ? undefined
      : await work.tx.objectStore('attach').get([layerId, globalId, attachmentGlobalId]);
  const said = entries.filter(isFeatureEdit).flatMap((entry) => entry.attributes ?? []);
  await work.tx.objectStore('sent').add({
    at: now,
    layerId,
    layerName: layer.name,
    globalId,
    objectId,
    operation,
    ...(attachment && { attachmentName: attachment.name }),
    title: typeof title === 'string' || typeof title === 'number' ? String(title) : '',
    user: entries.at(-1)?.user ?? '',
    ...(said.length > 0 && { attributes: Object.assign({}, ...said) as Attributes }),
  });
}

/** The newest first. */
export async function sentEdits(session: Session, query: SentQuery): Promise<readonly SentEdit[]> {
  const { from, to, layerId, limit = 100 } = query;
  const text = query.text?.trim().toLowerCase() ?? '';
  if (from !== undefined && to !== undefined && from > to)
    throw new GdbError('invalid-argument', 'The time to search from lies after the time to search to.');
  return read(session, ['meta', 'sent'], async (tx) => {
    const found: SentEdit[] = [];
    const range = from === undefined && to === undefined ? null : rangeOf(from, to);
    let cursor = await tx.objectStore('sent').index('at').openCursor(range, 'prev');
    while (cursor && found.length < limit) {
      const { value } = cursor;
      if ((layerId === undefined || value.layerId === layerId) && holds(value, text)) found.push(value);
      cursor = await cursor.continue();
    }
    return found;
  });
}

function rangeOf(from = 0, to = Number.MAX_SAFE_INTEGER): IDBKeyRange {
  return IDBKeyRange.bound(from, to, false, true);
}

function holds({ title, globalId, attachmentName, attributes }: SentEdit, text: string): boolean {
  if (text === '') return true;
  const words = [title, globalId, attachmentName, ...Object.values(attributes ?? {})];
  return words.some((word) => {
    const said = typeof word === 'string' ? word : JSON.stringify(word ?? '');
    return said.toLowerCase().includes(text);
  });
}

/** Under a new hold: what is older than it is kept for goes. */
export async function forgetOld(
  session: Session,
  epoch: number,
  { now, keptDays }: { readonly now: number; readonly keptDays: number },
): Promise<void> {
  const before = now - keptDays * DAY_MS;
  const stores = ['meta', 'sent', 'conflicts'] as const;
  await write(session, { stores, epoch, durability: 'relaxed' }, async ({ tx }) => {
    const sent = tx.objectStore('sent');
    const old = await sent.index('at').getAllKeys(IDBKeyRange.upperBound(before), 500);
    for (const key of old) await sent.delete(key);
    const newest = (await sent.openKeyCursor(null, 'prev'))?.primaryKey;
    if (typeof newest === 'number') await sent.delete(IDBKeyRange.upperBound(newest - KEPT_EDITS));
    const conflicts = tx.objectStore('conflicts');
    for (const { layerId, globalId, state, at } of await conflicts.getAll())
      if (state !== 'waiting' && at < before) await conflicts.delete([layerId, globalId]);
  });
}

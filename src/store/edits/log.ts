/** The edit log: what was done here and is not settled. Entries are never coalesced (invariant 2). */
import { groupBy } from '../../shared/collections.js';
import type { GlobalId } from '../../shared/ids.js';
import type { Attempt, EditEntry, EditIssue, PendingEdit } from '../../shared/records.js';
import type { StorePort } from '../../sync/ports.js';
import { getRecords, type ReadTx, type WriteTx } from '../database.js';
import { isFeatureEdit } from '../rows/fold.js';
import type { BaseRecord } from '../schema.js';
import { read, type Session } from '../work.js';
import { leftOf } from './supersede.js';

/** Appends an entry; its `seq` is the next one, higher than any before. */
export function append(tx: WriteTx, entry: Omit<EditEntry, 'seq'>): Promise<number> {
  return tx.objectStore('edits').add(entry);
}

/** Every entry of a feature, those of its attachments included, in order. */
export async function entriesOf(tx: ReadTx, layerId: number, globalId: GlobalId): Promise<readonly EditEntry[]> {
  return (await tx.objectStore('edits').index('feature').getAll([layerId, globalId])) as EditEntry[];
}

/** Every issue of a feature, those of its attachments included. */
export async function issuesOf(tx: ReadTx, layerId: number, globalId: GlobalId): Promise<readonly EditIssue[]> {
  return (await tx.objectStore('issues').index('feature').getAll([layerId, globalId])) as EditIssue[];
}

export async function openAttempts(tx: ReadTx): Promise<readonly Attempt[]> {
  return tx.objectStore('attempts').getAll();
}

/** True when a request whose fate is unknown may carry this edit, or another device is to send it. */
export function isCovered(
  attempts: readonly Attempt[],
  edit: Pick<EditEntry, 'seq' | 'layerId' | 'elsewhere'>,
): boolean {
  if (edit.elsewhere === 'handed-over') return true;
  return attempts.some(
    (attempt) =>
      attempt.kind === 'sync' &&
      attempt.leg.direction !== 'download' &&
      attempt.leg.layerIds.includes(edit.layerId) &&
      edit.seq <= attempt.throughSeq &&
      !attempt.heldSeqs.includes(edit.seq),
  );
}

/** True when the service may have this edit, or get it from another device: then it can't be taken away as if it had never been. */
export function mayBeSent(
  attempts: readonly Attempt[],
  edit: Pick<EditEntry, 'seq' | 'layerId' | 'elsewhere'>,
): boolean {
  return edit.elsewhere !== undefined || isCovered(attempts, edit);
}

/**
 * Puts edits back to the end of the log, in their old order. Later entries of the same row or attachment move behind them, so that what was
 * typed last stays last; entries that an open attempt covers are frozen and stay where they are, and what they say anew does not come behind them.
 */
export async function requeue(tx: WriteTx, edits: readonly EditEntry[]): Promise<void> {
  const attempts = await openAttempts(tx);
  const moving = new Map(edits.map((edit) => [edit.seq, edit]));
  const oldest = Math.min(...moving.keys());
  const frozen: EditEntry[] = [];
  for (const [thing, [first]] of groupBy(edits, thingOf)) {
    if (!first) continue;
    for (const entry of await entriesOf(tx, first.layerId, first.globalId)) {
      if (thingOf(entry) !== thing || entry.seq <= oldest) continue;
      if (isCovered(attempts, entry)) frozen.push(entry);
      else moving.set(entry.seq, entry);
    }
  }
  for (const edit of [...moving.values()].sort((a, b) => a.seq - b.seq)) {
    await tx.objectStore('edits').delete(edit.seq);
    const own = frozen.filter((entry) => thingOf(entry) === thingOf(edit));
    const left = isFeatureEdit(edit) ? leftOf(edit, own) : edit;
    if (!left) continue;
    const { seq: _seq, ...entry } = left;
    await append(tx, entry);
  }
}

/** The row or the attachment that an edit is of. */
function thingOf(edit: EditEntry): string {
  return `${String(edit.layerId)}/${edit.globalId}/${edit.attachmentGlobalId ?? ''}`;
}

export async function lastSeq(session: Session): ReturnType<StorePort['lastSeq']> {
  return read(session, ['meta', 'edits'], async (tx) => {
    const cursor = await tx.objectStore('edits').openKeyCursor(null, 'prev');
    return cursor?.primaryKey ?? 0;
  });
}

export async function readBatch(
  session: Session,
  batch: Parameters<StorePort['readBatch']>[0],
): ReturnType<StorePort['readBatch']> {
  return read(session, ['meta', 'edits', 'base'], async (tx) => {
    const all = (await tx.objectStore('edits').getAll(IDBKeyRange.upperBound(batch.throughSeq))) as EditEntry[];
    const entries = all.filter((entry) => batch.layerIds.includes(entry.layerId));
    const baseOf = entries.length > FEW ? await everyBase(tx) : askedOne(tx);
    return Promise.all(
      entries.map(async (entry): Promise<PendingEdit> => {
        if (!isFeatureEdit(entry)) return { ...entry, base: null };
        const base = await baseOf(entry);
        return { ...entry, base: base && !base.deletedOnServer ? base.row : null };
      }),
    );
  });
}

/** Up to so many bases are asked for one by one. */
const FEW = 100;

type BaseOf = (entry: EditEntry) => Promise<BaseRecord | undefined>;

function askedOne(tx: ReadTx): BaseOf {
  return ({ layerId, globalId }) => tx.objectStore('base').get([layerId, globalId]);
}

/** Read at once: only rows with edits have a base. */
async function everyBase(tx: ReadTx): Promise<BaseOf> {
  const bases = await getRecords(tx, 'base');
  const byRow = new Map(bases.map((base) => [rowOf(base), base]));
  return (entry) => Promise.resolve(byRow.get(rowOf(entry)));
}

function rowOf({ layerId, globalId }: Pick<EditEntry, 'layerId' | 'globalId'>): string {
  return `${String(layerId)}/${globalId}`;
}

/** What is being done and what was asked of the service: written before it happens (invariant 3), so that a reload goes on with it. */
import { GdbError } from '../shared/errors.js';
import type { Attempt, NewAttempt, Operation, SyncReceipt } from '../shared/records.js';
import { stripSecrets } from '../shared/urls.js';
import type { StorePort } from '../sync/ports.js';
import { putMeta } from './state.js';
import { openAttempts as attemptsIn } from './edits/log.js';
import { read, write, type Session } from './work.js';

const RECEIPTS_KEPT = 100;

export async function setOperation(session: Session, epoch: number, operation: Operation | null): Promise<void> {
  await write(session, { stores: ['meta'], epoch }, async (work) => {
    if (operation) await putMeta(work.tx, 'operation', operation);
    else await work.tx.objectStore('meta').delete('operation');
    work.touch();
  });
}

export async function heartbeat(session: Session, epoch: number, now: number): Promise<void> {
  await write(session, { stores: ['meta'], epoch, durability: 'relaxed' }, (work) =>
    putMeta(work.tx, 'heartbeat', now),
  );
}

export async function openAttempts(session: Session): Promise<readonly Attempt[]> {
  return read(session, ['meta', 'attempts'], (tx) => attemptsIn(tx));
}

export async function beginAttempt(session: Session, epoch: number, attempt: NewAttempt): Promise<number> {
  return write(session, { stores: ['meta', 'attempts'], epoch }, async (work) => {
    // The database gives the id; the type of a stored attempt has it.
    return work.tx.objectStore('attempts').add(attempt as Attempt);
  });
}

export async function updateAttempt(
  session: Session,
  epoch: number,
  change: { readonly id: number; readonly patch: Parameters<StorePort['updateAttempt']>[2] },
): Promise<void> {
  await write(session, { stores: ['meta', 'attempts'], epoch }, async ({ tx }) => {
    const attempt = await tx.objectStore('attempts').get(change.id);
    if (!attempt) throw new GdbError('invalid-argument', `There is no open attempt ${change.id}.`);
    const { firstLook, statusUrl, ...rest } = change.patch;
    const patched: Attempt = {
      ...attempt,
      ...rest,
      ...(statusUrl !== undefined && { statusUrl: statusUrl === null ? null : stripSecrets(statusUrl) }),
      ...(firstLook !== undefined && attempt.kind === 'sync' && { firstLook }),
    };
    await tx.objectStore('attempts').put(patched);
  });
}

export async function settleAttempt(session: Session, epoch: number, id: number): Promise<void> {
  await write(session, { stores: ['meta', 'attempts'], epoch }, (work) => work.tx.objectStore('attempts').delete(id));
}

export async function addReceipt(session: Session, epoch: number, receipt: SyncReceipt): Promise<void> {
  await write(session, { stores: ['meta', 'receipts'], epoch }, async (work) => {
    const key = await work.tx.objectStore('receipts').add(receipt);
    await work.tx.objectStore('receipts').delete(IDBKeyRange.upperBound(key - RECEIPTS_KEPT));
  });
}

/** The newest first; older ones than the last hundred are forgotten. */
export async function receipts(session: Session, limit: number): Promise<readonly SyncReceipt[]> {
  return read(session, ['meta', 'receipts'], async (tx) => {
    const found: SyncReceipt[] = [];
    let cursor = await tx.objectStore('receipts').openCursor(null, 'prev');
    while (cursor && found.length < limit) {
      found.push(cursor.value);
      cursor = await cursor.continue();
    }
    return found;
  });
}

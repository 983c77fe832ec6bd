/** Which edits were exported or imported here, by uid: what is imported again is no news, even after it was sent. */
import type { ReadTx, WriteTx } from '../database.js';

const RANGE = (): IDBKeyRange => IDBKeyRange.bound('rescue:', 'rescue;', false, true);

export async function noteKnown(tx: WriteTx, fileUid: string, uids: readonly string[]): Promise<void> {
  await tx.objectStore('meta').put(uids, `rescue:${fileUid}`);
}

export async function knownUids(tx: ReadTx): Promise<ReadonlySet<string>> {
  const meta = tx.objectStore('meta') as { getAll(range: IDBKeyRange): Promise<unknown[]> };
  return new Set(((await meta.getAll(RANGE())) as readonly (readonly string[])[]).flat());
}

/** An emptied geodatabase knows of nothing. */
export async function forgetKnown(tx: WriteTx): Promise<void> {
  await tx.objectStore('meta').delete(RANGE());
}

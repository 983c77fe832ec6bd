/** Taking hold of a geodatabase for a sync: the fence goes up, and what a dead holder left behind is swept. Never on a mere open. */
import type { ReadTx } from './database.js';
import { sweepContent } from './attachments/sweep.js';
import type { Session } from './work.js';
import { write } from './work.js';
import { listedRuns, putMeta } from './state.js';

export async function takeHold(session: Session, now: number): Promise<number> {
  const epoch = await write(session, { stores: ['meta'] }, async (work) => {
    await putMeta(work.tx, 'heartbeat', now);
    return work.raiseEpoch();
  });
  await sweepRuns(session, epoch);
  await sweepContent(session, epoch, now);
  return epoch;
}

/** Under a new epoch no run is open: what `meta` does not list belongs to nobody. */
async function sweepRuns(session: Session, epoch: number): Promise<void> {
  await write(session, { stores: ['meta', 'chunk', 'gid', 'oid'], epoch, durability: 'relaxed' }, async ({ tx }) => {
    const listed = await listedRuns(tx);
    for (const name of ['chunk', 'gid', 'oid'] as const) {
      for (const [layerId, run] of await runsIn(tx, name)) {
        if (listed.has(`${String(layerId)}/${String(run)}`)) continue;
        await tx.objectStore(name).delete(IDBKeyRange.bound([layerId, run], [layerId, run, []]));
      }
    }
  });
}

/** Layer and number of every run that has records: one step a run, whatever their number. */
async function runsIn(tx: ReadTx, name: 'chunk' | 'gid' | 'oid'): Promise<[number, number][]> {
  const found: [number, number][] = [];
  const store = tx.objectStore(name);
  let after: IDBKeyRange | null = null;
  for (;;) {
    const cursor: { readonly primaryKey: [number, number, number] } | null = await store.openKeyCursor(after);
    if (!cursor) return found;
    const [layerId, run] = cursor.primaryKey;
    found.push([layerId, run]);
    after = IDBKeyRange.lowerBound([layerId, run, []]);
  }
}

/** Taking hold of a geodatabase for a sync: the fence goes up, and what a dead holder left behind is swept. Never on a mere open. */
import type { ReadTx } from './database.js';
import { sweepContent } from './attachments/sweep.js';
import { forgetOld } from './edits/sent-log.js';
import type { Session } from './work.js';
import { read, write } from './work.js';
import { removeUnheldRun } from './remove-run.js';
import { listedRuns } from './run-list.js';
import { putMeta } from './state.js';

const RUN_STORES = ['chunk', 'gid', 'oid'] as const;

export async function takeHold(session: Session, now: number, keptDays: number): Promise<number> {
  const epoch = await write(session, { stores: ['meta'] }, async (work) => {
    await putMeta(work.tx, 'heartbeat', now);
    return work.raiseEpoch();
  });
  await sweepRuns(session, epoch);
  await sweepContent(session, epoch, now);
  await forgetOld(session, epoch, { now, keptDays });
  return epoch;
}

/** Under a new epoch no run is open: what `meta` does not list belongs to nobody, but to those who still read it. */
async function sweepRuns(session: Session, epoch: number): Promise<void> {
  const unlisted = await read(session, ['meta', ...RUN_STORES], async (tx) => {
    const listed = await listedRuns(tx);
    const found = (await Promise.all(RUN_STORES.map((name) => runsIn(tx, name)))).flat();
    const byKey = new Map(found.map(([layerId, run]) => [`${String(layerId)}/${String(run)}`, { layerId, run }]));
    return [...byKey].filter(([key]) => !listed.has(key)).map(([, place]) => place);
  });
  for (const place of unlisted) await removeUnheldRun(session, epoch, place);
}

/** Layer and number of every run that has records: one step a run, whatever their number. */
async function runsIn(tx: ReadTx, name: (typeof RUN_STORES)[number]): Promise<[number, number][]> {
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

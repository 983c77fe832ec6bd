/** Emptying a geodatabase. */
import { GdbError } from '../shared/errors.js';
import { forgetAllGivenUp } from './edits/given-up.js';
import { forgetKnown } from './rescue/known-edits.js';
import { deleteRuns } from './run-list.js';
import { begunEntries, getMeta } from './state.js';
import { write, type Session } from './work.js';

/** Throws `pending-edits` while anything is unsent, unless the caller says `force` (invariant 13). Epoch, counters and receipts stay. */
export async function clearGeodatabase(
  session: Session,
  epoch: number,
  options: { readonly force: boolean },
): Promise<void> {
  const emptied = [
    'chunk',
    'gid',
    'oid',
    'overlay',
    'base',
    'edits',
    'attempts',
    'attach',
    'part',
    'thumb',
    'issues',
    'conflicts',
  ] as const;
  await write(session, { stores: ['meta', ...emptied], epoch }, async (work) => {
    const { tx } = work;
    const refused = (await tx.objectStore('issues').getAll()).filter(({ discardedAt }) => discardedAt === undefined);
    const unsent = (await tx.objectStore('edits').count()) + refused.length;
    if (unsent > 0 && !options.force) {
      throw new GdbError('pending-edits', `${unsent} edits are not sent: export them, or say that they may be lost.`);
    }
    const meta = tx.objectStore('meta');
    const record = await getMeta(tx, 'geodatabase');
    for (const layer of record?.layers ?? []) await deleteRuns(tx, layer.layerId);
    for (const [key] of await begunEntries(tx)) await meta.delete(key);
    await forgetKnown(tx);
    await forgetAllGivenUp(tx);
    await meta.delete('geodatabase');
    await meta.delete('definitions');
    await meta.delete('damaged');
    for (const name of emptied) await tx.objectStore(name).clear();
    work.touch();
  });
}

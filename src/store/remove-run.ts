/** Deleting the records of a run that no list names, a few at a time: an edit that comes in between does not wait for all of them. */
import { ifUnheld } from './run-locks.js';
import { write, type Session } from './work.js';

/** Records of a store deleted in one transaction: some 30 MB of chunks. */
const RECORDS_AT_ONCE = 256;

/** Deletes the run unless somebody still reads it: then whoever takes hold next does. */
export async function removeUnheldRun(
  session: Session,
  epoch: number,
  place: { readonly layerId: number; readonly run: number },
): Promise<void> {
  await ifUnheld(session, place.run, async () => {
    const { layerId, run } = place;
    for (let from = 0, isOver = false; !isOver; from += RECORDS_AT_ONCE) {
      const some = IDBKeyRange.bound([layerId, run, from], [layerId, run, from + RECORDS_AT_ONCE], false, true);
      const stores = ['chunk', 'gid', 'oid'] as const;
      isOver = await write(session, { stores: ['meta', ...stores], epoch, durability: 'relaxed' }, async ({ tx }) => {
        for (const name of stores) await tx.objectStore(name).delete(some);
        const rest = IDBKeyRange.bound([layerId, run], [layerId, run, []]);
        const left = await Promise.all(stores.map((name) => tx.objectStore(name).getKey(rest)));
        return left.every((key) => key === undefined);
      });
    }
  });
}

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
    const all = IDBKeyRange.bound([layerId, run], [layerId, run, []]);
    const stores = ['chunk', 'gid', 'oid'] as const;
    for (let isOver = false; !isOver;) {
      isOver = await write(session, { stores: ['meta', ...stores], epoch, durability: 'relaxed' }, async ({ tx }) => {
        const removed = stores.map(async (name) => {
          const keys = await tx.objectStore(name).getAllKeys(all, RECORDS_AT_ONCE);
          const [first, last] = [keys[0], keys.at(-1)];
          if (first && last) await tx.objectStore(name).delete(IDBKeyRange.bound(first, last));
          return keys.length;
        });
        return (await Promise.all(removed)).every((count) => count < RECORDS_AT_ONCE);
      });
    }
  });
}

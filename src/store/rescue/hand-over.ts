/** Freezing edits that another device is to send, and taking them back. */
import type { EditEntry } from '../../shared/records.js';
import { write, type Session, type Work } from '../work.js';

/** Freezes those of these edits that are still in the log. */
export async function handOver(session: Session, uids: readonly string[]): Promise<void> {
  const wanted = new Set(uids);
  await write(session, { stores: ['meta', 'edits'] }, async (work) => {
    await mark(work, (edit) => edit.uid !== undefined && wanted.has(edit.uid), 'handed-over');
  });
}

/** Returns how many edits were frozen. The other device may have sent them: the service is asked before they leave from here. */
export async function takeBack(session: Session): Promise<number> {
  return write(session, { stores: ['meta', 'edits'] }, (work) =>
    mark(work, ({ elsewhere }) => elsewhere === 'handed-over', 'maybe'),
  );
}

async function mark(
  work: Work,
  isMeant: (edit: EditEntry) => boolean,
  elsewhere: 'maybe' | 'handed-over',
): Promise<number> {
  const edits = ((await work.tx.objectStore('edits').getAll()) as EditEntry[]).filter(isMeant);
  for (const edit of edits) await work.tx.objectStore('edits').put({ ...edit, elsewhere });
  work.touch();
  return edits.length;
}

/** Parts that belong to nothing: drafts that were never finished, fetches that broke off, downloads that never became visible. */
import type { EditEntry, EditIssue } from '../../shared/records.js';
import type { ReadTx } from '../database.js';
import { begunEntries, type BegunContent } from '../state.js';
import { write, type Session } from '../work.js';

/** A draft may wait this long for its last part. */
const DRAFT_LIFE_MS = 24 * 60 * 60 * 1000;

export async function sweepContent(session: Session, epoch: number, now: number): Promise<void> {
  const stores = ['meta', 'attach', 'edits', 'issues', 'part'] as const;
  await write(session, { stores, epoch, durability: 'relaxed' }, async ({ tx }) => {
    const wanted = await referenced(tx);
    for (const [key, note] of await begunEntries(tx)) {
      if (note.epoch !== undefined && note.epoch < epoch) {
        await tx.objectStore('meta').delete(key);
        continue;
      }
      if (note.seenAt === null) {
        await tx.objectStore('meta').put({ ...note, seenAt: now } satisfies BegunContent, key);
      } else if (now - note.seenAt > DRAFT_LIFE_MS) {
        await tx.objectStore('meta').delete(key);
        continue;
      }
      wanted.add(contentKey(note.globalId, note.contentVersion));
    }
    const parts = tx.objectStore('part');
    let after: IDBKeyRange | null = null;
    for (;;) {
      const cursor: { readonly primaryKey: [string, number, number] } | null = await parts.openKeyCursor(after);
      if (!cursor) return;
      const [globalId, contentVersion] = cursor.primaryKey;
      const all = IDBKeyRange.bound([globalId, contentVersion], [globalId, contentVersion, []]);
      if (!wanted.has(contentKey(globalId, contentVersion))) await parts.delete(all);
      after = IDBKeyRange.lowerBound([globalId, contentVersion, []]);
    }
  });
}

/** Contents that a record, the log or an issue still names. */
async function referenced(tx: ReadTx): Promise<Set<string>> {
  const records = await tx.objectStore('attach').getAll();
  const edits = (await tx.objectStore('edits').getAll()) as EditEntry[];
  const issues = (await tx.objectStore('issues').getAll()) as EditIssue[];
  const wanted = new Set(records.map((record) => contentKey(record.globalId, record.contentVersion)));
  for (const edit of [...edits, ...issues.flatMap((issue) => issue.edits)]) {
    for (const version of [edit.contentVersion, edit.replaced?.contentVersion]) {
      if (edit.attachmentGlobalId !== undefined && version !== undefined)
        wanted.add(contentKey(edit.attachmentGlobalId, version));
    }
  }
  return wanted;
}

function contentKey(globalId: string, contentVersion: number): string {
  return `${globalId}/${String(contentVersion)}`;
}

/** What is not sent: the log and the issues, read once and then patched with what this connection's own edits changed. */
import { groupBy } from '../shared/collections.js';
import type { EditEntry, EditIssue, PendingCounts } from '../shared/records.js';
import type { StoreInfo } from '../sync/ports.js';
import { getRecords, type ReadTx } from './database.js';
import { entriesOf, issuesOf } from './edits/log.js';
import type { OwnChanges, RowName } from './own-changes.js';
import { isFeatureEdit } from './rows/fold.js';
import type { StoreName } from './schema.js';
import { askedAhead } from './work.js';

/** What the log and the issues amount to; the same as long as `rev` is. */
export interface Unsent {
  readonly pending: PendingCounts;
  readonly issues: readonly EditIssue[];
  readonly editUsers: readonly string[];
  readonly waiting: StoreInfo['waiting'];
  /** Attachments not sent, by `layerId/parentGlobalId`. */
  readonly attachmentsByParent: ReadonlyMap<string, number>;
}

/** The stores that reading it needs. */
export const UNSENT_STORES: readonly StoreName[] = ['meta', 'edits', 'issues', 'attach', 'conflicts'];

/** Bytes that an edit sends, by its number in the log: an edit never changes. Of the last edit of each attachment. */
type SentSizes = ReadonlyMap<number, number>;

/** The records that say what is not sent, as they lie there. */
type LogRecords = readonly [edits: readonly EditEntry[], issues: readonly EditIssue[], waiting: StoreInfo['waiting']];

interface Log {
  readonly edits: readonly EditEntry[];
  readonly issues: readonly EditIssue[];
  /** Rows that wait for a person's decision, edits of theirs here or not. */
  readonly waiting: StoreInfo['waiting'];
  readonly sizes: SentSizes;
}

export class UnsentCache {
  readonly #own: OwnChanges;
  #last: { readonly rev: number; readonly log: Log; readonly unsent: Unsent } | null = null;

  constructor(own: OwnChanges) {
    this.#own = own;
  }

  /** Asks for all of it, before `rev` is known; null where some of it is known already, and perhaps all that is needed. */
  askAhead(tx: ReadTx): Promise<LogRecords> | null {
    return this.#last ? null : askedAhead(readRecords(tx));
  }

  /** What is known as of this `rev`. */
  at(rev: number): Unsent | null {
    return this.#last?.rev === rev ? this.#last.unsent : null;
  }

  /** `asked`: what {@link askAhead} asked for in this transaction. */
  async read(tx: ReadTx, rev: number, asked: Promise<LogRecords> | null = null): Promise<Unsent> {
    const last = this.#last;
    if (last?.rev === rev) return last.unsent;
    const changed = last && this.#own.since(last.rev, rev);
    const log = changed
      ? await patched(tx, last.log, changed)
      : await completed(tx, await (asked ?? readRecords(tx)), last?.log.sizes ?? new Map());
    const unsent = sumOf(log);
    if (!this.#isPast(rev)) this.#last = { rev, log, unsent };
    return unsent;
  }

  /** Another read, at a later rev, may have come in between. */
  #isPast(rev: number): boolean {
    return this.#last !== null && this.#last.rev > rev;
  }
}

/** `layerId/globalId`. */
export function featureKey(edit: RowName): string {
  return `${String(edit.layerId)}/${edit.globalId}`;
}

/** All at once: each of them alone would be one more way to the disk. */
function readRecords(tx: ReadTx): Promise<LogRecords> {
  return Promise.all([
    getRecords(tx, 'edits') as Promise<EditEntry[]>,
    getRecords(tx, 'issues') as Promise<EditIssue[]>,
    readWaiting(tx),
  ]);
}

/** What the log says of the features that changed, in place of what it said. */
async function patched(tx: ReadTx, log: Log, changed: readonly RowName[]): Promise<Log> {
  const names = new Map(changed.map((name) => [featureKey(name), name]));
  const isOther = (thing: RowName): boolean => !names.has(featureKey(thing));
  const [ownEdits, ownIssues, waiting] = await Promise.all([
    Promise.all([...names.values()].map(({ layerId, globalId }) => entriesOf(tx, layerId, globalId))),
    Promise.all([...names.values()].map(({ layerId, globalId }) => issuesOf(tx, layerId, globalId))),
    readWaiting(tx),
  ]);
  const edits = [...log.edits.filter(isOther), ...ownEdits.flat()].sort((a, b) => a.seq - b.seq);
  const issues = [...log.issues.filter(isOther), ...ownIssues.flat()].sort((a, b) => a.id - b.id);
  return completed(tx, [edits, issues, waiting], log.sizes);
}

/** With the bytes of attachments. `known` sizes are not read again: else the hundredth photo of a day would cost a hundred records. */
async function completed(tx: ReadTx, [edits, issues, waiting]: LogRecords, known: SentSizes): Promise<Log> {
  const last = new Map(
    edits.filter((edit) => !isFeatureEdit(edit)).map((edit) => [attachmentKey(edit), edit] as const),
  );
  const sizes = await Promise.all(
    [...last.values()].map(async (edit) => [edit.seq, known.get(edit.seq) ?? (await bytesToSend(tx, edit))] as const),
  );
  return { edits, issues, waiting, sizes: new Map(sizes) };
}

async function readWaiting(tx: ReadTx): Promise<Log['waiting']> {
  return (await getRecords(tx, 'conflicts'))
    .filter(({ state }) => state === 'waiting')
    .map(({ layerId, globalId, theirs }) => ({ layerId, globalId, isGone: theirs === null }));
}

function sumOf({ edits, issues, waiting: conflicts, sizes }: Log): Unsent {
  const refused = issues.flatMap((issue) => issue.edits);
  const features = new Set(edits.filter(isFeatureEdit).map(featureKey));
  const waiting = conflicts.filter((one) => features.has(featureKey(one)));
  const unsent = new Map(
    [...edits, ...refused].filter((edit) => !isFeatureEdit(edit)).map((edit) => [attachmentKey(edit), edit]),
  );
  const handedOver = new Set(
    edits
      .filter(({ elsewhere }) => elsewhere === 'handed-over')
      .map((edit) => (isFeatureEdit(edit) ? featureKey(edit) : attachmentKey(edit))),
  ).size;
  const byParent = groupBy([...unsent.values()], featureKey);
  return {
    pending: {
      features: features.size,
      attachments: sizes.size,
      attachmentBytes: [...sizes.values()].reduce((sum, size) => sum + size, 0),
      refused: issues.filter(({ discardedAt }) => discardedAt === undefined).length,
      conflicts: waiting.length,
      ...(handedOver > 0 && { handedOver }),
    },
    issues,
    editUsers: [...new Set([...edits, ...refused].map((edit) => edit.user))],
    waiting,
    attachmentsByParent: new Map([...byParent].map(([key, { length }]) => [key, length])),
  };
}

async function bytesToSend(tx: ReadTx, edit: EditEntry): Promise<number> {
  const record = await tx.objectStore('attach').get([edit.layerId, edit.globalId, edit.attachmentGlobalId ?? '']);
  return record?.state.kind === 'pending' && record.state.operation !== 'attachDelete' ? record.size : 0;
}

function attachmentKey(edit: EditEntry): string {
  return `${featureKey(edit)}/${edit.attachmentGlobalId ?? ''}`;
}

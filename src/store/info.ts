/** What the controller shows and sync decides by: one look at the whole database, without reading rows. */
import type { JsonObject } from '../shared/json.js';
import type { EditEntry, EditIssue, PendingCounts } from '../shared/records.js';
import type { StoreInfo } from '../sync/ports.js';
import { damagedLayers } from './damage.js';
import type { ReadTx } from './database.js';
import { isFeatureEdit } from './rows/fold.js';
import type { StoreName } from './schema.js';
import { getMeta } from './state.js';
import { read, type Session } from './work.js';

/** What the log and the issues amount to; the same as long as `rev` is. */
export interface Unsent {
  readonly rev: number;
  readonly pending: PendingCounts;
  readonly issues: readonly EditIssue[];
  readonly editUsers: readonly string[];
  readonly waiting: StoreInfo['waiting'];
  /** Attachments not sent, by `layerId/parentGlobalId`. */
  readonly attachmentsByParent: ReadonlyMap<string, number>;
}

/** The stores that {@link readUnsent} needs. */
export const UNSENT_STORES: readonly StoreName[] = ['meta', 'edits', 'issues', 'attach', 'conflicts'];

/** Bytes that an edit sends, by its number in the log: an edit never changes. */
type SentSizes = ReadonlyMap<number, number>;

export class UnsentCache {
  #last: Unsent | null = null;
  #sizes: SentSizes = new Map();

  async read(tx: ReadTx, rev: number): Promise<Unsent> {
    if (this.#last?.rev === rev) return this.#last;
    const { unsent, sizes } = await readUnsent(tx, { rev, known: this.#sizes });
    this.#sizes = sizes;
    return (this.#last = unsent);
  }
}

export async function info(session: Session, cache: UnsentCache): Promise<StoreInfo> {
  return read(session, UNSENT_STORES, async (tx, state) => {
    const [geodatabase, operation, heartbeatAt, damagedLayerIds] = await Promise.all([
      getMeta(tx, 'geodatabase'),
      getMeta(tx, 'operation'),
      getMeta(tx, 'heartbeat'),
      damagedLayers(tx),
    ]);
    const { pending, issues, editUsers, waiting } = structuredClone(await cache.read(tx, state.rev));
    const { storeInstance, rev, epoch } = state;
    return {
      storeInstance,
      geodatabase: geodatabase ?? null,
      operation: operation ?? null,
      pending,
      issues,
      rev,
      epoch,
      heartbeatAt: heartbeatAt ?? 0,
      editUsers,
      waiting,
      damagedLayerIds,
    };
  });
}

/** `known` sizes are not read again: else the hundredth photo of a day would cost a hundred records. */
async function readUnsent(
  tx: ReadTx,
  { rev, known }: { readonly rev: number; readonly known: SentSizes },
): Promise<{ readonly unsent: Unsent; readonly sizes: SentSizes }> {
  const edits = (await tx.objectStore('edits').getAll()) as EditEntry[];
  const issues = (await tx.objectStore('issues').getAll()) as EditIssue[];
  const features = new Set<string>();
  const attachments = new Map<string, EditEntry>();
  for (const edit of edits) {
    if (isFeatureEdit(edit)) features.add(featureKey(edit));
    else attachments.set(attachmentKey(edit), edit);
  }
  const unsent = new Map(attachments);
  for (const edit of issues.flatMap((issue) => issue.edits))
    if (!isFeatureEdit(edit)) unsent.set(attachmentKey(edit), edit);
  const attachmentsByParent = new Map<string, number>();
  for (const edit of unsent.values()) {
    attachmentsByParent.set(featureKey(edit), (attachmentsByParent.get(featureKey(edit)) ?? 0) + 1);
  }
  const waiting = (await tx.objectStore('conflicts').getAll())
    .filter((one) => one.state === 'waiting' && features.has(featureKey(one)))
    .map(({ layerId, globalId, theirs }) => ({ layerId, globalId, isGone: theirs === null }));
  const sizes = new Map(
    await Promise.all(
      [...attachments.values()].map(
        async (edit) => [edit.seq, known.get(edit.seq) ?? (await bytesToSend(tx, edit))] as const,
      ),
    ),
  );
  const users = [...edits, ...issues.flatMap((issue) => issue.edits)].map((edit) => edit.user);
  const result = {
    rev,
    pending: {
      features: features.size,
      attachments: attachments.size,
      attachmentBytes: [...sizes.values()].reduce((sum, size) => sum + size, 0),
      refused: issues.length,
      conflicts: waiting.length,
    },
    issues,
    editUsers: [...new Set(users)],
    waiting,
    attachmentsByParent,
  };
  return { unsent: result, sizes };
}

async function bytesToSend(tx: ReadTx, edit: EditEntry): Promise<number> {
  const record = await tx.objectStore('attach').get([edit.layerId, edit.globalId, edit.attachmentGlobalId ?? '']);
  return record?.state.kind === 'pending' && record.state.operation !== 'attachDelete' ? record.size : 0;
}

/** `layerId/globalId`. */
export function featureKey(edit: { readonly layerId: number; readonly globalId: string }): string {
  return `${String(edit.layerId)}/${edit.globalId}`;
}

function attachmentKey(edit: EditEntry): string {
  return `${featureKey(edit)}/${edit.attachmentGlobalId ?? ''}`;
}

/** The service's own description of a layer, or of itself (null); null where none was kept. */
export async function readDefinition(session: Session, layerId: number | null): Promise<JsonObject | null> {
  const definitions = await read(session, ['meta'], (tx) => getMeta(tx, 'definitions'));
  return (layerId === null ? definitions?.service : definitions?.layers[layerId]) ?? null;
}

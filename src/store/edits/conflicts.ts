/** Rows changed here and on the service: all three sides are kept, the layer's policy or a person decides (invariant 11). */
import { isConflict } from '../../shared/conflicts.js';
import type { ConflictPolicy, EditConflict } from '../../shared/conflicts.js';
import type { Feature } from '../../shared/esri.js';
import type { GlobalId } from '../../shared/ids.js';
import type { EditEntry } from '../../shared/records.js';
import type { ReadTx } from '../database.js';
import { isFeatureEdit } from '../rows/fold.js';
import { objectIdOf, type LayerRows } from '../rows/layer-rows.js';
import { read, type Session, type Work } from '../work.js';
import { entriesOf, isCovered, openAttempts } from './log.js';

/** What a download met. */
export interface Met {
  readonly globalId: GlobalId;
  readonly base: Feature | null;
  readonly mine: Feature | null;
  readonly theirs: Feature | null;
  readonly policy: ConflictPolicy;
  /** Epoch ms. */
  readonly at: number;
}

/**
 * Keeps all sides of a conflict; null where there is none. `theirs`: the edits have left the log, and the caller shows the service's row. What may be
 * under way, and what would take photos with it that are not sent, is never given up by a policy: a person decides.
 */
export async function meetConflict(work: Work, rows: LayerRows, met: Met): Promise<EditConflict['state'] | null> {
  const { layer } = rows;
  if (!isConflict(met, layer)) return null;
  const { globalId, mine, theirs, at } = met;
  const key: [number, GlobalId] = [layer.layerId, globalId];
  const entries = await entriesOf(work.tx, ...key);
  const state = await stateAfter(work, met, entries);
  const store = work.tx.objectStore('conflicts');
  const known = await store.get(key);
  // Of several that nobody decided the first knows what both started from.
  const base = known?.state === 'waiting' ? known.base : met.base;
  const shown = mine ?? theirs ?? base;
  const title = shown?.attributes[layer.displayField];
  const objectId = shown ? objectIdOf(shown, layer) : NaN;
  await store.put(
    {
      layerId: layer.layerId,
      layerName: layer.name,
      globalId,
      objectId: Number.isNaN(objectId) ? null : objectId,
      title: typeof title === 'string' || typeof title === 'number' ? String(title) : '',
      base,
      mine,
      theirs,
      state,
      at,
    },
    key,
  );
  if (state === 'theirs') await dropRowEdits(work, entries);
  return state;
}

async function stateAfter(
  work: Work,
  { policy, theirs }: Met,
  entries: readonly EditEntry[],
): Promise<EditConflict['state']> {
  const own = entries.filter(isFeatureEdit);
  // What was refused waits in the list of refused edits.
  if (policy === 'mine' || own.length === 0) return 'mine';
  if (policy === 'ask') return 'waiting';
  const attempts = await openAttempts(work.tx);
  const losesPhotos = theirs === null && own.length < entries.length;
  return losesPhotos || own.some((entry) => isCovered(attempts, entry)) ? 'waiting' : 'theirs';
}

/** Takes the edits of the row itself out of the log. */
export async function dropRowEdits(work: Work, entries: readonly EditEntry[]): Promise<void> {
  for (const entry of entries.filter(isFeatureEdit)) await work.tx.objectStore('edits').delete(entry.seq);
}

/** The edits of the row were sent, or the service has come to the same: nobody waits for a decision any more. */
export async function endWaiting(work: Work, layerId: number, globalId: GlobalId): Promise<void> {
  const store = work.tx.objectStore('conflicts');
  const known = await store.get([layerId, globalId]);
  if (known?.state === 'waiting') await store.put({ ...known, state: 'mine' }, [layerId, globalId]);
}

/** All that are kept, the newest first; mine as it is now where a decision is waited for. */
export async function conflicts(session: Session): Promise<readonly EditConflict[]> {
  return read(session, ['meta', 'conflicts', 'overlay', 'edits'], async (tx) => {
    const all = await Promise.all((await tx.objectStore('conflicts').getAll()).map((one) => asItIs(tx, one)));
    return all.filter((one) => one !== null).sort((a, b) => b.at - a.at);
  });
}

/** Null: the edits that it was about were taken back. */
async function asItIs(tx: ReadTx, conflict: EditConflict): Promise<EditConflict | null> {
  if (conflict.state !== 'waiting') return conflict;
  const { layerId, globalId } = conflict;
  if (!(await entriesOf(tx, layerId, globalId)).some(isFeatureEdit)) return null;
  const row = await tx.objectStore('overlay').get([layerId, globalId]);
  return { ...conflict, mine: row?.kind === 'row' ? row.feature : null };
}

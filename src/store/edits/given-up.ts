/**
 * Features that a person gave up before the service had them. Forms that are open meanwhile, and edits that were made before, may still name them:
 * they are remembered so that nothing is sent that names what is not there (invariant 14).
 */
import type { GlobalId } from '../../shared/ids.js';
import { parentKeys } from '../../shared/relationships.js';
import type { ReadTx, WriteTx } from '../database.js';
import type { LayerRows } from '../rows/layer-rows.js';
import { requireGeodatabase } from '../state.js';
import type { Work } from '../work.js';
import { removeFeature } from './forget.js';

/** A note in `meta`. */
interface GivenUp {
  /** When a sync first found nothing that names it; null before. The store has no clock. */
  readonly seenAt: number | null;
}

const PREFIX = 'given-up:';
/** For so long a form may be open. */
const NOTE_LIFE_MS = 24 * 3_600_000;
const RANGE = (): IDBKeyRange => IDBKeyRange.bound(PREFIX, 'given-up;', false, true);

interface Notes {
  get(key: string): Promise<unknown>;
  getAllKeys(range: IDBKeyRange): Promise<string[]>;
}

/** Removes a feature that the service never had, and remembers it where others can name it. */
export async function giveUp(work: Work, rows: LayerRows, globalId: GlobalId): Promise<void> {
  await removeFeature(work, rows, globalId);
  const { layers } = await requireGeodatabase(work.tx);
  if (layers.some((layer) => parentKeys(layer).length > 0)) await noteGivenUp(work.tx, globalId);
}

/** Remembers a feature that was given up, here or on another device. */
export async function noteGivenUp(tx: WriteTx, globalId: GlobalId): Promise<void> {
  await tx.objectStore('meta').put({ seenAt: null } satisfies GivenUp, PREFIX + globalId);
}

/** All that are remembered. */
export async function givenUp(tx: ReadTx): Promise<readonly GlobalId[]> {
  const keys = await (tx.objectStore('meta') as Notes).getAllKeys(RANGE());
  return keys.map((key) => key.slice(PREFIX.length));
}

/** Nothing that is unsent names these features, but for `named`: a day later nobody will any more. */
export async function forgetOldNotes(
  tx: WriteTx,
  { now, named }: { readonly now: number; readonly named: ReadonlySet<GlobalId> },
): Promise<void> {
  const meta = tx.objectStore('meta');
  for (const globalId of await givenUp(tx)) {
    if (named.has(globalId)) continue;
    const { seenAt } = (await (meta as Notes).get(PREFIX + globalId)) as GivenUp;
    if (seenAt === null) await meta.put({ seenAt: now } satisfies GivenUp, PREFIX + globalId);
    else if (now - seenAt > NOTE_LIFE_MS) await meta.delete(PREFIX + globalId);
  }
}

/** An emptied geodatabase knows of none. */
export async function forgetAllGivenUp(tx: WriteTx): Promise<void> {
  await tx.objectStore('meta').delete(RANGE());
}

/** A feature that is there again: added anew, or received. */
export async function forgetNote(tx: WriteTx, globalId: GlobalId): Promise<void> {
  await tx.objectStore('meta').delete(PREFIX + globalId);
}

/** Edits that name a feature which was given up: set aside, with words, until it is back or they name another (invariant 14). */
import { groupBy } from '../../shared/collections.js';
import type { LayerSchema } from '../../shared/esri.js';
import { toGlobalId, toWireId, type GlobalId } from '../../shared/ids.js';
import { OWN_CODES, type EditEntry, type EditIssue } from '../../shared/records.js';
import { keyNaming, parentKeys } from '../../shared/relationships.js';
import type { ChunkCache } from '../rows/chunk-cache.js';
import { isFeatureEdit } from '../rows/fold.js';
import { layerRows, type LayerRows } from '../rows/layer-rows.js';
import { requireGeodatabase } from '../state.js';
import { EDIT_STORES, read, write, type Session, type Work } from '../work.js';
import { forgetNote, forgetOldNotes, givenUp } from './given-up.js';
import { keepAsIssue, reopen } from './issues.js';
import { isCovered, openAttempts } from './log.js';
import { rebuild } from './rebuild.js';

/**
 * Sets aside the edits that name a feature which is given up, for good or until it is brought back, and puts those into the log again whose feature
 * is back. What may be under way stays where it is. Doing it twice changes nothing. Returns how many features were set aside.
 */
export async function settleDependants(
  session: Session,
  cache: ChunkCache,
  { epoch, at }: { readonly epoch: number | null; readonly at: number },
): Promise<number> {
  const isNeeded = await read(session, ['meta', 'issues'], async (tx) => {
    const issues = (await tx.objectStore('issues').getAll()) as EditIssue[];
    return issues.some(isOfInterest) || (await givenUp(tx)).length > 0;
  });
  if (!isNeeded) return 0;
  return write(session, { stores: EDIT_STORES, ...(epoch === null ? {} : { epoch }) }, async (work) => {
    const settling = new Settling(work, cache, at);
    await settling.bringBack();
    const count = await settling.setAside();
    if (epoch !== null) await settling.forgetOld();
    return count;
  });
}

/** One look at everything unsent. */
class Settling {
  readonly #work: Work;
  readonly #at: number;
  readonly #rowsOf: (layerId: number) => Promise<LayerRows>;
  /** Those of which nothing is left, as far as is known. */
  #noted: Set<GlobalId> | null = null;

  constructor(work: Work, cache: ChunkCache, at: number) {
    this.#work = work;
    this.#at = at;
    this.#rowsOf = layerRows(work.tx, cache);
  }

  async #issues(): Promise<readonly EditIssue[]> {
    return (await this.#work.tx.objectStore('issues').getAll()) as EditIssue[];
  }

  /** What may be gone: for good, or with a refused add that can still be brought back. */
  async #mayBeGone(): Promise<{ readonly all: Set<GlobalId>; readonly noted: Set<GlobalId> }> {
    const noted = (this.#noted ??= new Set(await givenUp(this.#work.tx)));
    const discarded = (await this.#issues()).filter(
      ({ operation, discardedAt }) => operation === 'add' && discardedAt !== undefined,
    );
    return { all: new Set([...noted, ...discarded.map(({ globalId }) => globalId)]), noted };
  }

  /** A row that was added anew since, or received, is there: its note goes. */
  async #isThere(globalId: GlobalId): Promise<boolean> {
    const { layers } = await requireGeodatabase(this.#work.tx);
    for (const { layerId } of layers) {
      if ((await (await this.#rowsOf(layerId)).visible(globalId)) === null) continue;
      await forgetNote(this.#work.tx, globalId);
      this.#noted?.delete(globalId);
      return true;
    }
    return false;
  }

  /** What names a feature that is back goes with it. */
  async bringBack(): Promise<void> {
    const { tx } = this.#work;
    const { all, noted } = await this.#mayBeGone();
    for (const { id, layerId, globalId, givenUpParent, discardedAt } of await this.#issues()) {
      if (givenUpParent === undefined || discardedAt !== undefined) continue;
      if (all.has(givenUpParent) && !(noted.has(givenUpParent) && (await this.#isThere(givenUpParent)))) continue;
      // Another one of the same feature may have taken it along.
      const issue = (await tx.objectStore('issues').get(id)) as EditIssue | undefined;
      if (!issue) continue;
      await reopen(this.#work, [issue]);
      const base = await tx.objectStore('base').get([layerId, globalId]);
      await rebuild(this.#work, await this.#rowsOf(layerId), globalId, base ?? null);
      this.#work.touch();
    }
  }

  /** Returns how many features were set aside. */
  async setAside(): Promise<number> {
    const { tx } = this.#work;
    const { all, noted } = await this.#mayBeGone();
    if (all.size === 0) return 0;
    const keys = childKeys((await requireGeodatabase(tx)).layers);
    const attempts = await openAttempts(tx);
    const edits = (await tx.objectStore('edits').getAll()) as EditEntry[];
    const own = edits.filter((edit) => isFeatureEdit(edit) && keys.has(edit.layerId));
    let count = 0;
    for (const entries of groupBy(own, ({ layerId, globalId }) => `${String(layerId)}/${globalId}`).values()) {
      const [first] = entries;
      if (!first || entries.some((entry) => isCovered(attempts, entry))) continue;
      const rows = await this.#rowsOf(first.layerId);
      const attributes = (await rows.visible(first.globalId))?.feature.attributes ?? {};
      const key = keyNaming(all, attributes, keys.get(first.layerId) ?? []);
      const named = key === undefined ? undefined : attributes[key];
      if (key === undefined || typeof named !== 'string') continue;
      const parent = toGlobalId(named);
      if (noted.has(parent) && (await this.#isThere(parent))) continue;
      await this.#keep(rows, entries, { key, parent });
      count += 1;
    }
    return count;
  }

  async #keep(
    rows: LayerRows,
    entries: readonly EditEntry[],
    { key, parent }: { readonly key: string; readonly parent: GlobalId },
  ): Promise<void> {
    const { layerId, globalId, operation } = entries[0] as EditEntry;
    const error = {
      code: OWN_CODES.parentGivenUp,
      description: `Its field ${key} names ${toWireId(parent)}, which was discarded on this device and is not on the service.`,
    };
    const outcome = { kind: 'refused', seqs: [], layerId, globalId, operation, objectId: null, error } as const;
    for (const { seq } of entries) await this.#work.tx.objectStore('edits').delete(seq);
    await keepAsIssue(this.#work, rows, { outcome, entries, now: this.#at, givenUpParent: parent });
    const base = await this.#work.tx.objectStore('base').get([layerId, globalId]);
    await rebuild(this.#work, rows, globalId, base ?? null);
    this.#work.touch();
  }

  async forgetOld(): Promise<void> {
    const { tx } = this.#work;
    // What may be under way was not looked at.
    if ((await openAttempts(tx)).length > 0) return;
    const named = new Set((await this.#issues()).flatMap(({ givenUpParent }) => givenUpParent ?? []));
    await forgetOldNotes(tx, { now: this.#at, named });
  }
}

function isOfInterest({ discardedAt, givenUpParent }: EditIssue): boolean {
  return discardedAt !== undefined || givenUpParent !== undefined;
}

/** By layer: the fields that name a parent. */
function childKeys(layers: readonly LayerSchema[]): ReadonlyMap<number, readonly string[]> {
  const keys = layers.map((layer) => [layer.layerId, parentKeys(layer)] as const);
  return new Map(keys.filter(([, names]) => names.length > 0));
}

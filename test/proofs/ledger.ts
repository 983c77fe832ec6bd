/** What users did, and what they were told of it: the word that everything else is held against. */
import type { View } from './views.js';

/** An edit of a row or a photo. `isTold`: its promise had resolved, so that it must never be lost; otherwise both is right. */
export type Entry = { readonly client: string; readonly layerId: number; isTold: boolean } & (
  | { readonly kind: 'add' | 'update'; readonly globalId: string; readonly fields: Readonly<Record<string, unknown>> }
  | { readonly kind: 'delete'; readonly globalId: string }
  /** Its GlobalID is not known before it is told. */
  | { readonly kind: 'photo'; globalId: string; readonly parent: string; readonly hash: string }
);

export type Fate = 'there' | 'gone' | 'either';

export class Ledger {
  readonly seed: View;
  readonly #entries: Entry[];

  constructor(seed: View, entries: readonly Entry[] = []) {
    this.seed = seed;
    this.#entries = [...entries];
  }

  get entries(): readonly Entry[] {
    return this.#entries;
  }

  /** Notes what is about to be done; set `isTold` when the promise resolves. */
  write(entry: Entry): Entry {
    this.#entries.push(entry);
    return entry;
  }

  /** How many edits of features were told to be kept, and of photos. */
  get told(): { readonly features: number; readonly photos: number } {
    const told = this.#entries.filter(({ isTold }) => isTold);
    const photos = told.filter(({ kind }) => kind === 'photo').length;
    return { features: told.length - photos, photos };
  }

  /** Every row that was ever heard of, and what must have become of it once all is sent. */
  rows(): ReadonlyMap<string, Fate> {
    const fates = new Map<string, Fate>(this.seed.rows.map((row) => [keyOf(row.layerId, row.globalId), 'there']));
    for (const entry of this.#entries) {
      const key = keyOf(entry.layerId, entry.globalId);
      if (entry.kind === 'add') fates.set(key, entry.isTold ? 'there' : 'either');
    }
    for (const entry of this.#entries) {
      const key = keyOf(entry.layerId, entry.globalId);
      if (entry.kind === 'delete' && fates.get(key) !== 'gone') fates.set(key, entry.isTold ? 'gone' : 'either');
    }
    return fates;
  }

  /** Values that a field may have in the end: of each client that wrote it the last one; last sync wins. Null where nobody wrote it. */
  valuesOf(key: string, field: string): readonly unknown[] | null {
    const last = new Map<string, unknown[]>();
    for (const entry of this.#entries) {
      if ((entry.kind !== 'add' && entry.kind !== 'update') || keyOf(entry.layerId, entry.globalId) !== key) continue;
      if (!(field in entry.fields)) continue;
      const before = entry.isTold ? [] : (last.get(entry.client) ?? this.#seedValue(key, field));
      last.set(entry.client, [...before, entry.fields[field]]);
    }
    return last.size === 0 ? null : [...last.values()].flat();
  }

  #seedValue(key: string, field: string): unknown[] {
    const row = this.seed.rows.find(({ layerId, globalId }) => keyOf(layerId, globalId) === key);
    return row === undefined ? [] : [row.fields[field]];
  }

  /** The fields that anybody wrote, by row. */
  fields(): ReadonlyMap<string, ReadonlySet<string>> {
    const found = new Map<string, Set<string>>();
    for (const entry of this.#entries) {
      if (entry.kind !== 'add' && entry.kind !== 'update') continue;
      const key = keyOf(entry.layerId, entry.globalId);
      found.set(key, new Set([...(found.get(key) ?? []), ...Object.keys(entry.fields)]));
    }
    return found;
  }

  /** Every photo that was ever heard of. One of a row that may be gone may be gone with it. */
  photos(): ReadonlyMap<string, { readonly fate: Fate; readonly hash: string }> {
    const rows = this.rows();
    const of = (layerId: number, parent: string, isTold: boolean): Fate => {
      const fate = rows.get(keyOf(layerId, parent)) ?? 'either';
      return fate === 'there' && !isTold ? 'either' : fate;
    };
    const seeded = this.seed.photos.map(
      ({ layerId, parent, globalId, hash }) =>
        [keyOf(layerId, globalId), { fate: of(layerId, parent, true), hash }] as const,
    );
    const made = this.#entries.flatMap((entry) =>
      entry.kind === 'photo'
        ? [
            [
              keyOf(entry.layerId, entry.globalId),
              { fate: of(entry.layerId, entry.parent, entry.isTold), hash: entry.hash },
            ] as const,
          ]
        : [],
    );
    return new Map([...seeded, ...made]);
  }
}

export function keyOf(layerId: number, globalId: string): string {
  return `${String(layerId)} ${globalId}`;
}

/** The areas of one service that are on this device, with what is unsent in each. */
import type { PendingCounts } from '../shared/records.js';
import type { CatalogueEntry, CataloguePort, GeodatabasePort } from '../sync/ports.js';
import { Visits } from './visits.js';

/** One local copy, for a list that a person chooses from. */
export interface LocalCopy {
  /** The name that `geodatabase` gives it. */
  readonly geodatabase: string;
  readonly user: string;
  /** Epoch ms of when the area was taken; null while it is not here yet. */
  readonly createdAt: number | null;
  readonly lastSyncAt: number | null;
  readonly pending: PendingCounts;
  /** Bytes that it took when it was taken; null where the browser did not tell. */
  readonly bytes: number | null;
}

/** `opened`: the copy that this controller has open already. One that cannot be read is left out: its own controller says why. */
export async function copiesHere(
  catalogue: CataloguePort,
  service: string,
  opened: { readonly entry: CatalogueEntry; readonly store: GeodatabasePort } | null,
): Promise<readonly LocalCopy[]> {
  const copies: LocalCopy[] = [];
  for (const entry of await catalogue.find({ service })) {
    const isOpen = entry.name === opened?.entry.name;
    const store = isOpen ? opened.store : await catalogue.open(entry).catch(() => null);
    const info = await store?.info().catch(() => undefined);
    if (!isOpen) store?.close();
    if (info === undefined || info.geodatabase === null) continue;
    const { geodatabase, user } = entry.key;
    const { createdAt, lastSyncAt } = info.geodatabase;
    const bytes = new Visits(`${service}#${geodatabase}`).copy?.bytes ?? null;
    copies.push({ geodatabase, user, createdAt, lastSyncAt, pending: info.pending, bytes });
  }
  return copies.sort((a, b) => a.geodatabase.localeCompare(b.geodatabase));
}

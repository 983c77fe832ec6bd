/** A copy on this device, opened: its database, whoever holds its sync in this tab, and the word between tabs. */
import type { CatalogueEntry } from '../sync/ports.js';
import { hostPortOf, type HostDeps } from './host-port.js';
import type { Source } from './live-state.js';
import { SyncHolder, type HolderDeps } from './sync-holder.js';
import { TabChannel, type TabMessage } from './tabs.js';

export interface OpenCopy extends Source {
  readonly entry: CatalogueEntry;
}

export interface OpenCopyDeps extends Omit<HostDeps, 'database'>, Omit<HolderDeps, 'name' | 'store' | 'host'> {
  /** What another tab says. */
  readonly hear: (message: TabMessage) => void;
}

/** Rejects like opening a database. */
export async function openCopy(entry: CatalogueEntry, deps: OpenCopyDeps): Promise<OpenCopy> {
  const store = await deps.catalogue().open(entry);
  const channel = new TabChannel(entry.name, deps.hear);
  const host = hostPortOf({ ...deps, database: entry.name });
  const holder: SyncHolder = new SyncHolder({ ...deps, name: entry.name, store, host });
  return { entry, store, holder, channel };
}

/** Whose work is on this device, and whether a person may leave it. */
import { GdbError } from '../shared/errors.js';
import type { PendingCounts } from '../shared/records.js';
import type { CatalogueEntry, CataloguePort, GeodatabasePort } from '../sync/ports.js';
import { isActive } from '../sync/state.js';
import type { ControllerState } from './types.js';

/** The answer to "may I sign out?". */
export interface SignOutCheck {
  /** True when nothing is unsent, refused, undecided or of unknown fate, in any copy of this user on this device. */
  readonly canSignOut: boolean;
  /** What stays here unsent, of this user in this geodatabase. Signing out deletes nothing: it waits until the same person signs in again. */
  readonly pending: PendingCounts;
  /** Requests whose fate is not known. */
  readonly unknown: number;
  readonly user: string | null;
  /** Other copies of the same user and portal on this device with something unsent. */
  readonly elsewhere: readonly CopyWithUnsent[];
}

/** A geodatabase of this device that is not the one at hand. */
export interface CopyWithUnsent {
  readonly serviceUrl: string;
  readonly geodatabase: string;
  readonly pending: PendingCounts;
  readonly unknown: number;
}

/** `open`: the geodatabase at hand. */
export async function signOutCheck(
  { user, pending: shown }: ControllerState,
  open: { readonly entry: CatalogueEntry; readonly store: GeodatabasePort } | null,
  catalogue: CataloguePort,
): Promise<SignOutCheck> {
  if (open === null) return { canSignOut: isNothing(shown), pending: shown, unknown: 0, user, elsewhere: [] };
  const { pending, unknown } = await unsentIn(open.store);
  const { portal, user: owner } = open.entry.key;
  const own = (await catalogue.all()).filter(({ key }) => key.portal === portal && key.user === owner);
  const elsewhere: CopyWithUnsent[] = [];
  for (const entry of own.filter(({ name }) => name !== open.entry.name)) {
    const store = await catalogue.open(entry);
    try {
      const left = await unsentIn(store);
      if (left.unknown > 0 || !isNothing(left.pending))
        elsewhere.push({ serviceUrl: entry.key.service, geodatabase: entry.key.geodatabase, ...left });
    } finally {
      store.close();
    }
  }
  return { canSignOut: isNothing(pending) && unknown + elsewhere.length === 0, pending, unknown, user, elsewhere };
}

async function unsentIn(store: GeodatabasePort): Promise<Pick<CopyWithUnsent, 'pending' | 'unknown'>> {
  return { pending: (await store.info()).pending, unknown: (await store.openAttempts()).length };
}

function isNothing({ features, attachments, refused, conflicts }: PendingCounts): boolean {
  return features + attachments + refused + conflicts === 0;
}

/** Throws `pending-edits` where something would be thrown away (invariant 13). */
export function requireAllSent({ features, attachments, refused }: PendingCounts): void {
  const unsent = features + attachments + refused;
  if (unsent > 0)
    throw new GdbError(
      'pending-edits',
      `${String(unsent)} changes on this device are not sent. Sync first, or say that they may be thrown away.`,
    );
}

/** The entry of a user who is not signed in. Throws `busy`, `no-geodatabase`, `user-mismatch`. */
export function entryToOpen(
  entries: readonly CatalogueEntry[],
  user: string,
  now: { readonly state: ControllerState; readonly isSignedIn: boolean },
): CatalogueEntry {
  if (isActive(now.state.sync)) throw new GdbError('busy', 'A sync is at work. Wait for it, or cancel it.');
  const entry = entries.find(({ key }) => key.user === user);
  if (entry === undefined)
    throw new GdbError('no-geodatabase', 'Nothing of this service has been taken offline on this device yet.');
  if (now.isSignedIn && now.state.user !== user)
    throw new GdbError('user-mismatch', 'Somebody else is signed in here. Sign in as that user instead.');
  return entry;
}

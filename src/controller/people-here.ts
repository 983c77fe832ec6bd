/** Whose work is on this device, and whether a person may leave it. */
import { GdbError } from '../shared/errors.js';
import type { PendingCounts } from '../shared/records.js';
import type { CatalogueEntry, GeodatabasePort } from '../sync/ports.js';
import { isActive } from '../sync/state.js';
import type { ControllerState } from './types.js';

/** The answer to "may I sign out?". */
export interface SignOutCheck {
  /** True when nothing is unsent, refused, undecided or of unknown fate. */
  readonly canSignOut: boolean;
  /** What stays here unsent, of this user. Signing out deletes nothing: it waits until the same person signs in again. */
  readonly pending: PendingCounts;
  /** Requests whose fate is not known. */
  readonly unknown: number;
  readonly user: string | null;
}

export async function signOutCheck(
  { user, pending: shown }: ControllerState,
  store: GeodatabasePort | undefined,
): Promise<SignOutCheck> {
  const pending = (await store?.info())?.pending ?? shown;
  const unknown = (await store?.openAttempts())?.length ?? 0;
  const { features, attachments, refused, conflicts } = pending;
  return { canSignOut: features + attachments + refused + conflicts + unknown === 0, pending, unknown, user };
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

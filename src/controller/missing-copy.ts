/** A copy that was made and is not in this browser any more: cleared by the browser, by a person, or made in another browser. Pure. */
import { readReplicaName, userPart } from '../shared/replica-name.js';
import type { ReplicaSummary } from '../sync/ports.js';
import { ANONYMOUS } from './identity.js';
import type { CopyNote } from './visits.js';

/**
 * `here`: this browser remembers that it was made here, so its unsent changes, if any, are lost. `somewhere`: the service knows a replica of this
 * user that no copy in this browser belongs to; it may be at work in another browser or on another device: nothing here can tell.
 */
export interface MissingCopy {
  readonly kind: 'here' | 'somewhere';
  /** Epoch ms; for `somewhere` the day. */
  readonly madeAt: number;
}

/** Made here and not removed, yet there is no geodatabase. */
export function missingHere(note: CopyNote | null): MissingCopy | null {
  return note === null ? null : { kind: 'here', madeAt: note.madeAt };
}

/** The newest replica that this library made for this user. Anonymous users are anybody, as are those without a plain letter: of theirs nothing can be told. */
export function missingSomewhere(
  replicas: readonly Pick<ReplicaSummary, 'replicaName'>[],
  user: string,
): MissingCopy | null {
  const owner = userPart(user).toLowerCase();
  if (user === ANONYMOUS || owner === userPart('')) return null;
  const days = replicas.flatMap(({ replicaName }) => {
    const name = readReplicaName(replicaName);
    return name?.user.toLowerCase() === owner ? [dayOf(name.date)] : [];
  });
  return days.length === 0 ? null : { kind: 'somewhere', madeAt: Math.max(...days) };
}

function dayOf(date: string): number {
  return Date.UTC(Number(date.slice(0, 4)), Number(date.slice(4, 6)) - 1, Number(date.slice(6)));
}

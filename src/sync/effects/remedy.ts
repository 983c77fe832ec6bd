import { GdbError, isGdbError } from '../../shared/errors.js';
import type { Session } from '../context.js';
import type { Remedy } from '../plan.js';
import type { ActiveState } from '../state.js';

/** What is tried next, by what was tried. */
const AFTER: Readonly<Record<'stale-generation' | 'replica-not-found', Readonly<Record<Remedy, Remedy | null>>>> = {
  'stale-generation': { none: 'snapshot', snapshot: 'new-replica', 'new-replica': null },
  'replica-not-found': { none: 'new-replica', snapshot: 'new-replica', 'new-replica': null },
};

/**
 * An error of a sync that another way of asking mends: the way is noted for the next plan, and the error is worth trying again. Other errors, and
 * those that the remedy did not mend, are returned as they are.
 */
export function remedied(error: unknown, state: ActiveState, session: Session): unknown {
  if (!isGdbError(error) || state.run.operation.kind !== 'sync') return error;
  if (error.code !== 'stale-generation' && error.code !== 'replica-not-found') return error;
  const next = AFTER[error.code][session.remedy];
  if (next === null) return error;
  session.remedy = next;
  return new GdbError(error.code, error.message, { ...error.details, retryable: true, cause: error });
}

import { GdbError, isAbort, isGdbError } from '../../shared/errors.js';
import { waitsForSignIn } from '../context.js';
import type { Session } from '../context.js';
import type { Remedy } from '../plan.js';
import type { ActiveState } from '../state.js';

/** What is tried next, by what was tried. */
const AFTER: Readonly<Record<'stale-generation' | 'replica-not-found', Readonly<Record<Remedy, Remedy | null>>>> = {
  'stale-generation': { none: 'snapshot', snapshot: 'new-replica', 'new-replica': null },
  'replica-not-found': { none: 'new-replica', snapshot: 'new-replica', 'new-replica': null },
};

/** How often mending damaged layers is tried again in one run before everything else goes on without it. */
const TRIES_TO_MEND = 2;

/**
 * An error of a sync that another way of asking mends: the way is noted for the next plan, and the error is worth trying again. Other errors, and
 * those that the remedy did not mend, are returned as they are.
 */
export function remedied(error: unknown, state: ActiveState, session: Session): unknown {
  if (!isGdbError(error)) return error;
  if (state.run.operation.kind === 'register') return ofRegistration(error);
  if (state.run.operation.kind !== 'sync') return error;
  if (error.code !== 'stale-generation' && error.code !== 'replica-not-found') return unmended(error, state, session);
  const next = AFTER[error.code][session.remedy];
  if (next === null) return error;
  session.remedy = next;
  return worthAnotherTry(error);
}

/** The replica that is not known is the one that the file was made by: nothing mends that. */
function ofRegistration(error: GdbError): GdbError {
  if (error.code !== 'replica-not-found') return error;
  return new GdbError(
    'original-unregistered',
    'The service no longer knows the replica that this file was made by, so no further copy of it can be registered. Ask for a new file, or take the area offline anew.',
    { ...error.details, cause: error },
  );
}

/** That damaged layers could not be fetched must not keep edits from being sent. */
function unmended(error: GdbError, { run }: ActiveState, session: Session): GdbError {
  const isMending = session.mending === 'planned' && run.legs[0]?.direction === 'snapshot';
  if (!isMending || isAbort(error) || waitsForSignIn(error) || error.code === 'stale-holder') return error;
  if (error.retryable && run.retries < TRIES_TO_MEND) return error;
  session.mending = 'given-up';
  return worthAnotherTry(error);
}

function worthAnotherTry(error: GdbError): GdbError {
  return new GdbError(error.code, error.message, { ...error.details, retryable: true, cause: error });
}

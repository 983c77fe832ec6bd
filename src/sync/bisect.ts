/**
 * Finding the edit for whose sake a service refuses a whole request (invariant 14). A service that only says "500" names no edit: the batch is sent in
 * halves, each after the last attempt was reconciled, until one edit is refused alone. It is set aside once the service took others: a service that
 * takes nothing at all is at fault itself, and keeps everything as it is. Pure.
 */
import type { GdbError } from '../shared/errors.js';

/** An edit that was refused alone, by its numbers in the log. */
export interface Suspect {
  readonly seqs: readonly number[];
  readonly error: GdbError;
}

export interface Search {
  readonly suspects: readonly Suspect[];
  /** The service took edits since the search began. */
  readonly accepted: boolean;
  /** Refusals so far. */
  readonly refusals: number;
}

export const NO_SEARCH: Search = { suspects: [], accepted: false, refusals: 0 };

/** Refused requests in one run: enough to find a few bad edits among thousands. */
export const MOST_REFUSALS = 40;
/** A server error that may pass is met so often before an edit is suspected of it. */
export const RETRIES_FIRST = 2;

/** What was refused. */
export interface Refused {
  readonly error: GdbError;
  /** The edits of the request, each with its numbers in the log. */
  readonly carried: readonly (readonly number[])[];
  /** Other edits wait for requests of their own. */
  readonly othersWait: boolean;
}

/** `limit`: edits in the next request at most; null for as many as usual. */
export type NextTry =
  { readonly kind: 'again'; readonly limit: number | null; readonly search: Search } | { readonly kind: 'give-up' };

/** What to send next. */
export function afterRefusal(search: Search, { error, carried, othersWait }: Refused): NextTry {
  const refusals = search.refusals + 1;
  if (refusals > MOST_REFUSALS) return { kind: 'give-up' };
  if (carried.length > 1)
    return { kind: 'again', limit: Math.ceil(carried.length / 2), search: { ...search, refusals } };
  const suspects = [...search.suspects, { seqs: carried[0] ?? [], error }];
  // Nothing was ever taken: two that have nothing in common, or the only one, prove nothing against themselves.
  if (!search.accepted && (suspects.length > 1 || !othersWait)) return { kind: 'give-up' };
  return { kind: 'again', limit: null, search: { ...search, suspects, refusals } };
}

/** True for an answer to the request as a whole that says nothing of any edit, and would be the same next time. */
export function isRefusalOfAll(error: GdbError, retries: number): boolean {
  if (error.code === 'job-failed') return error.details.answered === true;
  if (error.code !== 'service' && error.code !== 'http') return false;
  const status = error.details.serviceCode ?? error.details.status ?? 0;
  return error.retryable ? status === 500 && retries >= RETRIES_FIRST : error.details.answered === true;
}

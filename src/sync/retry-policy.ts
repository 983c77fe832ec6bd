/** When to try again, as data and one pure function. */
import type { ErrorSummary } from '../shared/errors.js';
import type { WaitingRetryState } from './state.js';

export interface RetryPolicy {
  /** Waits in ms for the first, second ... retry in a row; the last one repeats. */
  readonly delays: readonly number[];
  /** After so many failed retries in a row the run fails and a person decides. */
  readonly maxRetries: number;
  /** Each delay is stretched by up to this share, so that thirty phones don't come back in the same second. */
  readonly jitter: number;
  /** Tries of devices that come back online at once are spread over so many milliseconds, or as long as they were away where that is less. */
  readonly spreadMs: number;
  /** A server's Retry-After is obeyed up to this; beyond it the run fails and says so. */
  readonly longestRetryAfterMs: number;
}

export const DEFAULT_RETRY: RetryPolicy = {
  delays: [2_000, 5_000, 15_000, 30_000, 60_000],
  maxRetries: 8,
  jitter: 0.3,
  spreadMs: 60_000,
  longestRetryAfterMs: 600_000,
};

/** Milliseconds to wait before the next try, or null when trying again by itself makes no sense. `fraction` is 0 to 1, from chance. */
export function nextDelay(
  error: ErrorSummary,
  failed: { readonly retries: number; readonly fraction: number },
  policy: RetryPolicy = DEFAULT_RETRY,
): number | null {
  if (!error.retryable || failed.retries >= policy.maxRetries) return null;
  const asked = error.details.retryAfterMs ?? 0;
  if (asked > policy.longestRetryAfterMs) return null;
  const base = policy.delays[Math.min(failed.retries, policy.delays.length - 1)] ?? 0;
  return Math.max(asked, Math.round(base * (1 + policy.jitter * failed.fraction)));
}

/**
 * Epoch ms of the next try now that the connection is back: soon, but not in the moment in which everybody else comes back as well. One who was away
 * for seconds waits no longer than that. What the service asked for is obeyed.
 */
export function nextTryOnceBack(
  state: Pick<WaitingRetryState, 'error' | 'nextAt'>,
  facts: { readonly now: number; readonly awayMs: number; readonly fraction: number },
  policy: RetryPolicy = DEFAULT_RETRY,
): number {
  const spread = Math.max(0, Math.min(facts.awayMs, policy.spreadMs));
  const at = facts.now + Math.round(facts.fraction * spread);
  return state.error.details.retryAfterMs === undefined ? at : Math.max(at, state.nextAt);
}

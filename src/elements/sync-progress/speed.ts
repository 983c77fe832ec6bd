/** How fast bytes move, where that can be said honestly. No clock of its own: each look brings its time. */
import type { SyncState } from '../../controller/types.js';

/** What is remembered of a transfer from one look to the next. Times in epoch ms. */
export interface Speed {
  /** Of the run and what it moves: another transfer starts over. */
  readonly key: string;
  readonly since: number;
  /** When it was last measured, and the bytes then. */
  readonly at: number;
  readonly bytes: number;
  /** When bytes last moved, and how long they had let wait for that. */
  readonly movedAt: number;
  readonly gap: number;
  readonly bytesSeen: number;
  /** Bytes per second, smoothed; null before the first measurement. */
  readonly rate: number | null;
}

/** A first number would be a guess. */
const SPEED_AFTER = 3000;
const TIME_AFTER = 5000;
/** Without a byte for so long it stands still, and no speed is true; where bytes come in large pieces, for so many times their pace. */
const STALLED_AFTER = 5000;
const STALLED_PACES = 2.5;
/** Shorter spans measure the pieces, not the connection. */
const SPAN = 500;
/** How long a change of speed takes to be believed. */
const SMOOTHING = 5000;
/** Who would plan by a number that says more than this? */
const LONGEST = 12 * 3600_000;

/** The memory at this moment, given the one before. Null where no bytes move; a transfer that stood still is measured anew. */
export function nextSpeed(previous: Speed | null, state: SyncState, now: number): Speed | null {
  if (state.kind !== 'uploading-attachments' && state.kind !== 'downloading') return null;
  const what = state.kind === 'downloading' ? state.what : 'upload';
  const key = `${state.run.operation.uid} ${what}`;
  const bytes = state.bytesDone;
  if (previous?.key !== key || bytes < previous.bytesSeen || now < previous.at)
    return { key, since: now, at: now, bytes, movedAt: now, gap: 0, bytesSeen: bytes, rate: null };
  if (bytes === previous.bytesSeen) return previous;
  if (previous.rate !== null && isStalled(previous, now)) return nextSpeed(null, state, now);
  const seen = { ...previous, movedAt: now, gap: now - previous.movedAt, bytesSeen: bytes };
  const span = now - previous.at;
  if (span < SPAN) return seen;
  const measured = ((bytes - previous.bytes) / span) * 1000;
  const weight = previous.rate === null ? 1 : 1 - Math.exp(-span / SMOOTHING);
  const rate = (previous.rate ?? 0) + weight * (measured - (previous.rate ?? 0));
  return { ...seen, at: now, bytes, rate };
}

/** Bytes per second; null in the first seconds, and while nothing moves. */
export function speedToShow(speed: Speed | null, now: number): number | null {
  if (speed?.rate == null || speed.rate < 1) return null;
  return now - speed.since < SPEED_AFTER || isStalled(speed, now) ? null : speed.rate;
}

/** Milliseconds for the rest, in steps that a person can bear to watch: ten seconds, then minutes. Null where nobody can know. */
export function timeToShow(speed: Speed | null, bytesTotal: number | null, now: number): number | null {
  const rate = speedToShow(speed, now);
  if (speed === null || rate === null || bytesTotal === null || now - speed.since < TIME_AFTER) return null;
  const left = ((bytesTotal - speed.bytesSeen) / rate) * 1000;
  if (!(left > 0) || left > LONGEST) return null;
  const step = left < 60_000 ? 10_000 : 60_000;
  return Math.ceil(left / step) * step;
}

function isStalled({ movedAt, gap }: Speed, now: number): boolean {
  return now - movedAt >= Math.max(STALLED_AFTER, gap * STALLED_PACES);
}

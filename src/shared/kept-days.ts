/** For how long this device keeps what was sent, and what a conflict overwrote. */
import { GdbError } from './errors.js';

/** Days, where nobody says otherwise. */
export const KEPT_DAYS = 30;
const MOST_DAYS = 3_650;

/** The wish of a page, or the usual. Throws `invalid-argument` for what is no whole number of days from 1 to 3,650. */
export function keptDaysOf(wish: number | undefined): number {
  const days = wish ?? KEPT_DAYS;
  if (Number.isInteger(days) && days >= 1 && days <= MOST_DAYS) return days;
  throw new GdbError(
    'invalid-argument',
    `keptDays: ${String(days)} is not a whole number of days from 1 to ${String(MOST_DAYS)}.`,
  );
}

/** What is wrong with a body, and at which byte. */
import { GdbError } from '../../shared/errors.js';

/** Cut or garbled on its way: as good as not read, so trying again can help. */
export function damaged(byteOffset: number, what: string): GdbError {
  return new GdbError(
    'network',
    `The reply is damaged at byte ${String(byteOffset)}: ${what}. Nothing was changed. Check the connection and try again.`,
    { answered: false, byteOffset },
  );
}

/** Whole, and not what the operation promises. */
export function unusable(byteOffset: number, what: string): GdbError {
  return new GdbError(
    'bad-reply',
    `The reply cannot be used (byte ${String(byteOffset)}): ${what} Nothing was taken from it. Tell the service's admin.`,
    { answered: true, byteOffset },
  );
}

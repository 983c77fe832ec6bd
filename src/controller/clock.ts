/** The clock that waits, and the dice. */
import { now } from '../shared/clock.js';
import { GdbError } from '../shared/errors.js';
import type { ChancePort, ClockPort } from '../sync/ports.js';

export const systemClock: ClockPort = {
  now,
  sleep: (ms, { signal }) =>
    new Promise((resolve, reject) => {
      const aborted = (): void => {
        clearTimeout(timer);
        reject(new GdbError('aborted', 'Cancelled.'));
      };
      const timer = setTimeout(() => {
        signal.removeEventListener('abort', aborted);
        resolve();
      }, ms);
      if (signal.aborted) aborted();
      else signal.addEventListener('abort', aborted, { once: true });
    }),
};

export const systemChance: ChancePort = {
  uuid: () => crypto.randomUUID(),
  fraction: () => Math.random(),
};

/** The one file that reads the clock and rolls dice. */
import { GdbError } from '../shared/errors.js';
import type { ChancePort, ClockPort } from '../sync/ports.js';

export const systemClock: ClockPort = {
  now: () => Date.now(),
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

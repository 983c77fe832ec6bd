/** Time that passes only when the test says so. */
import { GdbError } from '../../../src/shared/errors.js';
import type { ClockPort } from '../../../src/sync/ports.js';
import { START } from './samples.js';
import { soon } from './soon.js';

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

/** Somebody waits. */
export interface Wait {
  /** How long, from now. */
  readonly ms: number;
  /** Lets that time pass. */
  readonly elapse: () => void;
}

export class FakeClock implements ClockPort {
  #now = START;
  readonly #sleepers = new Set<Sleeper>();
  /** The short wait before a new job is first asked for passes at once, unless a test is about it. */
  passesAtOnce: number | null = 500;

  now(): number {
    return this.#now;
  }

  sleep(ms: number, { signal }: { readonly signal: AbortSignal }): Promise<void> {
    if (ms === this.passesAtOnce) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const aborted = (): void => {
        this.#sleepers.delete(sleeper);
        reject(new GdbError('aborted', 'Cancelled.'));
      };
      const sleeper: Sleeper = {
        until: this.#now + ms,
        wake: () => {
          this.#sleepers.delete(sleeper);
          signal.removeEventListener('abort', aborted);
          resolve();
        },
      };
      this.#sleepers.add(sleeper);
      if (signal.aborted) aborted();
      else signal.addEventListener('abort', aborted, { once: true });
    });
  }

  /** Sets the clock forward; whoever has slept long enough wakes. A negative step is a clock that was set back. */
  advance(ms: number): void {
    this.#now += ms;
    for (const sleeper of this.#sleepers) if (sleeper.until <= this.#now) sleeper.wake();
  }

  /** The next one to wake, as soon as somebody sleeps. */
  async wait(): Promise<Wait> {
    await soon('somebody waits', () => this.#sleepers.size > 0);
    const until = Math.min(...[...this.#sleepers].map((sleeper) => sleeper.until));
    return { ms: until - this.#now, elapse: () => this.advance(until - this.#now) };
  }

  /** True while somebody sleeps. */
  get isAwaited(): boolean {
    return this.#sleepers.size > 0;
  }
}

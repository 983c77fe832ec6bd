/** How long the page stood still: the longest task that the browser reports. It reports those of 50 ms and more. */
export class StallWatch {
  #longest = 0;
  readonly #observer: PerformanceObserver = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) this.#longest = Math.max(this.#longest, duration);
  });

  constructor() {
    this.#observer.observe({ type: 'longtask' });
  }

  /** Milliseconds; 0 when no task was long. */
  async end(): Promise<number> {
    // Entries come with a later turn.
    await new Promise((resolve) => setTimeout(resolve, 100));
    this.#observer.disconnect();
    return this.#longest;
  }
}

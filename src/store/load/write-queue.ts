/** Writes under way: a few at once keep the disk busy, more would only fill memory. */

/** Transactions at once. */
const IN_FLIGHT = 3;

export class WriteQueue {
  readonly #running = new Set<Promise<void>>();
  #failure: { readonly error: unknown } | null = null;

  /** Starts `write` once there is room for it. Rejects with the failure of an earlier one. */
  async add(write: () => Promise<void>): Promise<void> {
    while (this.#running.size >= IN_FLIGHT) await Promise.race(this.#running);
    this.#check();
    const running: Promise<void> = write()
      .catch((error: unknown) => {
        this.#failure ??= { error };
      })
      .finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  /** Resolves when all is written; rejects with the first failure. */
  async drain(): Promise<void> {
    await Promise.all(this.#running);
    this.#check();
  }

  #check(): void {
    if (this.#failure) throw this.#failure.error;
  }
}

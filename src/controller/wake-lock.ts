/** Keeps the screen on while something is sent or received: a phone that falls asleep stops its page in mid-sync. */
export class ScreenWakeLock {
  #wanted = false;
  #held: Promise<WakeLockSentinel | null> | null = null;

  /** The browser lets go whenever the page is hidden; it is asked again when the page is seen. */
  set wanted(wanted: boolean) {
    if (wanted === this.#wanted || typeof document === 'undefined') return;
    this.#wanted = wanted;
    if (wanted) {
      document.addEventListener('visibilitychange', this.#onVisible);
      this.#ask();
    } else {
      document.removeEventListener('visibilitychange', this.#onVisible);
      const held = this.#held;
      this.#held = null;
      void held?.then((lock) => lock?.release()).catch(() => undefined);
    }
  }

  readonly #onVisible = (): void => {
    if (document.visibilityState === 'visible') this.#ask();
  };

  #ask(): void {
    const { wakeLock } = navigator as { readonly wakeLock?: WakeLock };
    // Refused when the battery is low, or by the frame's policy: the sync goes on without.
    this.#held = wakeLock?.request('screen').catch(() => null) ?? null;
    const asked = this.#held;
    void asked?.then((lock) => {
      if (this.#held !== asked) void lock?.release();
    });
  }
}

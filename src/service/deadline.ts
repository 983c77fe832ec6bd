/**
 * The caller's signal and a clock in one signal: a request ends when the caller gives up or when nothing was heard for too long.
 * `end()` must be called, or the timer keeps running.
 */
export class Deadline {
  readonly #controller = new AbortController();
  readonly #outer: AbortSignal;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #expired = false;

  constructor(outer: AbortSignal) {
    this.#outer = outer;
    if (outer.aborted) this.#giveUp();
    else outer.addEventListener('abort', this.#giveUp, { once: true });
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** True when the clock ended the request, not the caller. */
  get expired(): boolean {
    return this.#expired;
  }

  /** Starts the clock anew: the request ends in `ms` unless this is called again. */
  within(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#expired = true;
      this.#controller.abort();
    }, ms);
  }

  /** Stops the clock until the next {@link within}: the other side is not to blame for what happens meanwhile. */
  rest(): void {
    clearTimeout(this.#timer);
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#outer.removeEventListener('abort', this.#giveUp);
  }

  readonly #giveUp = (): void => {
    this.#controller.abort();
  };
}

/** The promise, unless the signal is aborted first: then a rejection with its reason. For promises of others that know no signal. */
export async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  let stop = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => {
      reject(signal.reason instanceof Error ? signal.reason : new DOMException('Aborted', 'AbortError'));
    };
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

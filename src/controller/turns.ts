type Release = () => void;

/** Work that takes turns: so much of it at once, the rest waits in the order in which it came. */
export class Turns {
  readonly #waiting: (() => void)[] = [];
  readonly #longestMs: number;
  #free: number;

  /** Work that takes longer than `longestMs` goes on, and the next begins beside it: what hangs holds nobody up. */
  constructor(atOnce: number, longestMs: number) {
    this.#free = atOnce;
    this.#longestMs = longestMs;
  }

  /** Begins when its turn has come, or `signal` is aborted: then it is for the work to end at once. Whatever becomes of it, the next one follows. */
  async take<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const release = await this.#turn(signal);
    const timer = setTimeout(release, this.#longestMs);
    try {
      return await work();
    } finally {
      clearTimeout(timer);
      release();
    }
  }

  async #turn(signal: AbortSignal | undefined): Promise<Release> {
    if (signal?.aborted === true) return () => undefined;
    if (this.#free > 0) {
      this.#free -= 1;
      return this.#release();
    }
    return new Promise((resolve) => {
      const begin = (): void => {
        signal?.removeEventListener('abort', leave);
        resolve(this.#release());
      };
      const leave = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(begin), 1);
        resolve(() => undefined);
      };
      this.#waiting.push(begin);
      signal?.addEventListener('abort', leave, { once: true });
    });
  }

  /** Lets the next one begin, once however often it is called. */
  #release(): Release {
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free += 1;
    };
  }
}

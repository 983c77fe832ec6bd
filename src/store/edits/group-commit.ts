/**
 * Group commit: a strict transaction costs a write to the disk whatever is in it, so edits that arrive while one is under way join the next.
 * Each caller's promise settles with its own group.
 */
import { EDIT_STORES, write, type Session, type Work } from '../work.js';

interface Job {
  readonly run: (work: Work) => Promise<void>;
  readonly durability: 'strict' | 'relaxed';
  readonly committed: () => void;
  readonly failed: (error: unknown) => void;
}

export class GroupCommit {
  readonly #session: Session;
  #waiting: Job[] = [];
  #running = false;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Runs `body` in a transaction, alone or with others. When another of the group fails, `body` runs again without it. */
  async run<T>(body: (work: Work) => Promise<T>, durability: Job['durability'] = 'strict'): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      let result: { readonly value: T } | null = null;
      this.#waiting.push({
        run: async (work) => {
          result = { value: await body(work) };
        },
        committed: () => {
          if (result) resolve(result.value);
        },
        failed: reject,
        durability,
      });
      if (!this.#running) void this.#drain();
    });
  }

  async #drain(): Promise<void> {
    this.#running = true;
    while (this.#waiting.length > 0) {
      const group = this.#waiting;
      this.#waiting = [];
      await this.#commit(group);
    }
    this.#running = false;
  }

  async #commit(group: readonly Job[]): Promise<void> {
    try {
      // One that must be on disk brings the others along.
      const durability = group.some((job) => job.durability === 'strict') ? 'strict' : 'relaxed';
      await write(this.#session, { stores: EDIT_STORES, durability }, async (work) => {
        for (const job of group) await job.run(work);
      });
      for (const job of group) job.committed();
    } catch (error) {
      const [only, ...others] = group;
      if (only && others.length === 0) only.failed(error);
      // One call must not take the others down with it: each has its own try.
      else for (const job of group) await this.#commit([job]);
    }
  }
}

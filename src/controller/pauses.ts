/**
 * Why nothing is being sent, as a set of reasons: a boolean can't tell offline from a person's wish, and the first reason to end would end them all.
 */
import type { Gate } from '../sync/run.js';
import { GdbError } from '../shared/errors.js';
import type { PauseReason } from './types.js';

/** These hold work. `offline`, `other-tab` and `upgrade` only explain: being online is found out by trying, and another tab's lock or database is waited for. */
const HOLDS: ReadonlySet<PauseReason> = new Set<PauseReason>(['needs-auth', 'user', 'storage', 'metered']);

export class Pauses implements Gate {
  readonly #reasons = new Set<PauseReason>();
  readonly #closing = new Set<() => void>();
  readonly #opening = new Set<() => void>();
  readonly #onChange: () => void;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get reasons(): readonly PauseReason[] {
    return [...this.#reasons];
  }

  get open(): boolean {
    return ![...this.#reasons].some((reason) => HOLDS.has(reason));
  }

  has(reason: PauseReason): boolean {
    return this.#reasons.has(reason);
  }

  add(reason: PauseReason): void {
    if (this.#reasons.has(reason)) return;
    const closes = this.open && HOLDS.has(reason);
    this.#reasons.add(reason);
    if (closes) for (const listener of [...this.#closing]) listener();
    this.#onChange();
  }

  delete(reason: PauseReason): void {
    if (!this.#reasons.delete(reason)) return;
    if (this.open) for (const listener of [...this.#opening]) listener();
    this.#onChange();
  }

  whenOpen(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.reject(new GdbError('aborted', 'Cancelled.'));
    if (this.open) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const finish = (settle: () => void) => (): void => {
        this.#opening.delete(opened);
        signal.removeEventListener('abort', aborted);
        settle();
      };
      const opened = finish(resolve);
      const aborted = finish(() => {
        reject(new GdbError('aborted', 'Cancelled.'));
      });
      this.#opening.add(opened);
      signal.addEventListener('abort', aborted);
    });
  }

  onClose(listener: () => void): () => void {
    this.#closing.add(listener);
    return () => this.#closing.delete(listener);
  }
}

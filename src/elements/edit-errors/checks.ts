import type { ReactiveElement } from 'lit';
import type { EditCheck, SyncController } from '../../controller/types.js';

/** Who types is left to finish first. */
const AFTER_MS = 300;
const NOTHING: readonly EditCheck[] = [];

/** What would be refused of what is not sent yet, looked at again after each change. */
export class Checks {
  readonly #host: ReactiveElement;
  readonly #controller: () => SyncController | undefined;
  #found: readonly EditCheck[] = NOTHING;
  #of: SyncController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;

  constructor(host: ReactiveElement, controller: () => SyncController | undefined) {
    this.#host = host;
    this.#controller = controller;
    // What was looked at before the element was off the page may be put right by now.
    host.addController({
      hostConnected: () => {
        this.refresh(0);
      },
    });
  }

  /** The same list as long as nothing in it changed. */
  get found(): readonly EditCheck[] {
    const controller = this.#controller();
    if (controller !== this.#of) {
      this.#of = controller;
      this.#found = NOTHING;
      this.refresh(0);
    }
    return this.#found;
  }

  /** Local data changed, or were sent. */
  refresh(after: number = AFTER_MS): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#look(), after);
  }

  async #look(): Promise<void> {
    const controller = this.#controller();
    this.#asked += 1;
    const asked = this.#asked;
    const isWorth = controller !== undefined && this.#host.isConnected && controller.state.pending.features > 0;
    // What cannot be looked at is not said to be wrong.
    const found = isWorth ? await controller.validateEdits().catch(() => NOTHING) : NOTHING;
    if (asked !== this.#asked || JSON.stringify(found) === JSON.stringify(this.#found)) return;
    this.#found = found.length === 0 ? NOTHING : found;
    this.#host.requestUpdate();
  }
}

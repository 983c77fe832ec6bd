/** The number on the icon of an installed app: what is not sent, or refused. */
import type { ControllerState } from '../../controller/types.js';

interface Badging {
  setAppBadge?(count: number): Promise<void>;
  clearAppBadge?(): Promise<void>;
}

export class AppBadge {
  #shown: number | null = null;

  /** Undefined: nothing is to be shown. It stays when the page is closed: the changes do too. */
  show(state: ControllerState | undefined): void {
    if (state === undefined && this.#shown === null) return;
    const count = state === undefined ? 0 : state.pending.features + state.pending.attachments + state.pending.refused;
    if (count === this.#shown) return;
    this.#shown = state === undefined ? null : count;
    const app = navigator as Badging;
    // A page that is no app has none, and some systems ask the person first.
    const done = count === 0 ? app.clearAppBadge?.() : app.setAppBadge?.(count);
    done?.catch(() => undefined);
  }
}

import type { SyncController } from '../../controller/types.js';
import { nextPhases, type Phases } from './phases.js';
import { nextSpeed, type Speed } from './speed.js';

/** What the card remembers of the run of a controller: its steps, and how fast it goes. */
export class RunMemory {
  #controller: SyncController | undefined;
  #phases: Phases | null = null;
  #speed: Speed | null = null;

  /** Null where nothing runs, or where a run is one step only. */
  get phases(): Phases | null {
    return this.#phases;
  }

  /** Null where no bytes move. */
  get speed(): Speed | null {
    return this.#speed;
  }

  /** Looks at the controller's present state. `now`: epoch ms. */
  follow(controller: SyncController, now: number): void {
    if (controller !== this.#controller) {
      this.#controller = controller;
      this.#phases = null;
      this.#speed = null;
    }
    const { sync, geodatabase, paused, elsewhere } = controller.state;
    this.#phases = nextPhases(this.#phases, sync, geodatabase);
    // A transfer that was held is measured anew.
    this.#speed = paused.length > 0 && !elsewhere ? null : nextSpeed(this.#speed, sync, now);
  }
}

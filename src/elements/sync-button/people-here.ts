import type { ReactiveControllerHost } from 'lit';
import type { SyncController } from '../../controller/types.js';
import { isRunning } from '../common/status-words.js';

/** How the controller names who works without signing in. */
export const NOBODY = 'anonymous';

/** Who has a copy of this area on this device: asked for when none is open, since then a person may have to say whose is meant. */
export class PeopleHere {
  readonly #host: ReactiveControllerHost;
  #users: readonly string[] = [];
  #askedOf: SyncController | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  /** More than one person has a copy here: there is something to choose. */
  get areSeveral(): boolean {
    return this.#users.length > 1;
  }

  /** Looks at the controller's present state. */
  follow(controller: SyncController): void {
    const { opened, geodatabase, unavailable } = controller.state;
    if (!opened || unavailable !== null) return;
    if (geodatabase !== null) this.#askedOf = undefined;
    else if (this.#askedOf !== controller) this.ask(controller);
  }

  /** Asks again. What can't be read now is nobody's. */
  ask(controller: SyncController): void {
    this.#askedOf = controller;
    const show = (users: readonly string[]): void => {
      const isNews = users.length !== this.#users.length;
      this.#users = users;
      if (isNews) this.#host.requestUpdate();
    };
    controller.usersHere().then(show, () => {
      show([]);
    });
  }

  /** Nobody is signed in, nothing is open, and several could be meant. */
  mustChoose({ state: { geodatabase, user, sync } }: SyncController): boolean {
    return this.areSeveral && geodatabase === null && (user === null || user === NOBODY) && !isRunning(sync);
  }
}

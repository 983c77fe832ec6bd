import type { SyncController } from '../../controller/types.js';

/** What an element knows of each area that it is given: nothing of one stands at another, and it is there again with its area. */
export class PerArea<Known> {
  readonly #known = new WeakMap<SyncController, Known>();
  readonly #make: () => Known;

  constructor(make: () => Known) {
    this.#make = make;
  }

  /** Without an area: what nobody will look at again. */
  of(controller: SyncController | undefined): Known {
    const known = (controller && this.#known.get(controller)) ?? this.#make();
    if (controller !== undefined) this.#known.set(controller, known);
    return known;
  }
}

/** What the service said of itself when a person was asked what to take: who then takes it does not ask again, on a connection where each answer counts. */
import type { ServiceDescription } from '../sync/ports.js';

/** After that the service may have been changed, or the connection be gone. */
const FRESH_MS = 10_000;

export class JustDescribed {
  #last: { readonly description: ServiceDescription; readonly at: number } | null = null;
  #people = 0;

  /** Before the service is asked. What it says is noted by the function that is returned, unless somebody else signed in meanwhile. */
  ask(): (description: ServiceDescription, now: number) => void {
    const asked = this.#people;
    return (description, at) => {
      if (asked === this.#people) this.#last = { description, at };
    };
  }

  /** Somebody else signed in: the service may allow them other things. */
  forget(): void {
    this.#people += 1;
    this.#last = null;
  }

  /** The description of just these layers, once; null where there is none, or it is old. */
  take(layerIds: readonly number[], now: number): ServiceDescription | null {
    const last = this.#last;
    this.#last = null;
    if (last === null || now - last.at > FRESH_MS || now < last.at) return null;
    const described = last.description.layers.map(({ layerId }) => layerId);
    return described.length === layerIds.length && described.every((id, at) => id === layerIds[at])
      ? last.description
      : null;
  }
}

/** A map as the elements use it. They fetch this when one of them is given `view` or `reference-element`, and not before. */
import type { SyncController } from '../../controller/types.js';
import { followSelection, type SelectedFeature } from './follow-selection.js';
import { MapArea } from './map-area.js';
import { markUnsent } from './mark-unsent.js';
import { resolveView, type MapReference } from './resolve-view.js';
import { showFeature, type FeatureToShow } from './show-feature.js';
import type { Handle, InteractiveView } from './view.js';

export type { Bounds, MapArea } from './map-area.js';
export type { MapReference } from './resolve-view.js';
export type { InteractiveView } from './view.js';

/** One element's use of one map. */
export class ElementMap {
  readonly #view: InteractiveView;
  readonly #controller: SyncController;
  #shown: Handle | null = null;
  readonly #stops: (() => void)[] = [];

  private constructor(view: InteractiveView, controller: SyncController) {
    this.#view = view;
    this.#controller = controller;
  }

  /** Waits for the map. Rejects with the signal's reason. */
  static async of(
    reference: MapReference,
    near: Element,
    { controller, signal }: { readonly controller: SyncController; readonly signal: AbortSignal },
  ): Promise<ElementMap> {
    return new ElementMap(await resolveView(reference, near, signal), controller);
  }

  /** Goes to a feature and marks it until the next one. False where it has no place. */
  async showFeature(feature: FeatureToShow): Promise<boolean> {
    const handle = await showFeature(this.#view, this.#controller, feature);
    this.#shown?.remove();
    this.#shown = handle;
    return handle !== null;
  }

  /** Until {@link destroy}. */
  followSelection(onSelect: (feature: SelectedFeature) => void): void {
    this.#stops.push(followSelection(this.#view, this.#controller, onSelect));
  }

  /** Until {@link destroy}. */
  markUnsent(): void {
    this.#stops.push(markUnsent(this.#view, this.#controller));
  }

  area(): MapArea {
    const area = new MapArea(this.#view);
    this.#stops.push(() => {
      area.destroy();
    });
    return area;
  }

  /** Takes everything from the map again that was put there. */
  destroy(): void {
    this.#shown?.remove();
    for (const stop of this.#stops.splice(0)) stop();
  }
}

import type { ReactiveElement, ReactiveController } from 'lit';
import type { ElementMap, InteractiveView } from '../../arcgis/map/index.js';
import type { SyncController } from '../../controller/types.js';

/** An element that can be tied to a map, as ArcGIS map components are. */
export interface MappedHost extends ReactiveElement {
  /** A MapView or SceneView. */
  readonly view: MapViewLike | undefined;
  /** An `<arcgis-map>` or `<arcgis-scene>`, or the id of one. */
  readonly referenceElement: string | HTMLElement | undefined;
  readonly controller: SyncController | undefined;
}

/** A `MapView` or `SceneView` of the page's own ArcGIS Maps SDK. */
export type MapViewLike = InteractiveView;

/** Maps that are on their way to an element. */
const coming = new WeakMap<MappedHost, Promise<void>>();
/** A map that does not come holds nobody up for longer. */
const PATIENCE_MS = 3000;

/** Settles when the element has its map, or gave up on it; undefined where there is nothing to wait for. Never rejects. */
export function mapOnItsWay(host: MappedHost): Promise<unknown> | undefined {
  const bound = coming.get(host);
  return bound && Promise.race([bound, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
}

/** Called once for each map. What it put there ends with the map; what it returns is called before. */
export type UseOfMap = (map: ElementMap, controller: SyncController) => Promise<() => void> | undefined;

/** The attributes by which an element is given a map. */
export const mapProperties = {
  view: { attribute: false },
  referenceElement: { attribute: 'reference-element' },
};

/**
 * Gives an element its map as soon as it has one and a controller. What knows maps is fetched then: an element without `view` or
 * `reference-element` loads nothing of it.
 */
export class MapBinding implements ReactiveController {
  readonly #host: MappedHost;
  readonly #use: UseOfMap;
  #bound: readonly unknown[] = [];
  #link: AbortController | undefined;
  #map: ElementMap | undefined;
  #end: (() => void) | undefined;

  constructor(host: MappedHost, use: UseOfMap) {
    this.#host = host;
    this.#use = use;
    host.addController(this);
  }

  hostUpdated(): void {
    const { view, referenceElement, controller } = this.#host;
    const wanted = [view, referenceElement, controller];
    if (wanted.every((value, at) => value === this.#bound[at])) return;
    this.#release();
    this.#bound = wanted;
    if (controller === undefined || (!view && !referenceElement)) return;
    this.#link = new AbortController();
    // Without network, and not among what the page keeps: the element works without its map until something changes.
    const bound = this.#bind(controller, this.#link.signal).catch(() => undefined);
    coming.set(this.#host, bound);
    void bound.then(() => {
      if (coming.get(this.#host) === bound) coming.delete(this.#host);
    });
  }

  hostDisconnected(): void {
    this.#release();
  }

  async #bind(controller: SyncController, signal: AbortSignal): Promise<void> {
    const { view, referenceElement } = this.#host;
    const { ElementMap: Maps } = await import('../../arcgis/map/index.js');
    const map = await Maps.of({ view, referenceElement }, this.#host, { controller, signal });
    signal.throwIfAborted();
    this.#map = map;
    this.#end = await this.#use(map, controller);
    if (signal.aborted) this.#end?.();
    else this.#host.requestUpdate();
  }

  #release(): void {
    coming.delete(this.#host);
    this.#link?.abort();
    this.#end?.();
    this.#end = undefined;
    this.#map?.destroy();
    this.#map = undefined;
    this.#bound = [];
  }
}

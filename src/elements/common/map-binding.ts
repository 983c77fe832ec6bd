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

/** A map that does not come holds nobody up for longer. */
const PATIENCE_MS = 3000;

/** Why an element has not the map that it names: what knows maps could not be fetched, or the map refused; or it is not there yet. */
export type MissingMap = 'failed' | 'waiting';

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
  #hasFailed = false;
  #coming: Promise<void> | undefined;

  constructor(host: MappedHost, use: UseOfMap) {
    this.#host = host;
    this.#use = use;
    host.addController(this);
  }

  /** It names a map that is not there. */
  get lacksMap(): boolean {
    const { view, referenceElement } = this.#host;
    return this.#map === undefined && Boolean(view ?? referenceElement);
  }

  /** Waits a moment for the map; what failed is tried again. Null where the element has its map, or names none. Never rejects. */
  async missing(): Promise<MissingMap | null> {
    await this.#host.updateComplete;
    if (this.#hasFailed) this.#start();
    await Promise.race([this.#coming, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
    if (!this.lacksMap) return null;
    if (this.#hasFailed) return 'failed';
    return 'waiting';
  }

  hostUpdated(): void {
    const { view, referenceElement, controller } = this.#host;
    const wanted = [view, referenceElement, controller];
    if (wanted.every((value, at) => value === this.#bound[at])) return;
    this.#release();
    this.#bound = wanted;
    if (controller !== undefined && (view || referenceElement)) this.#start();
  }

  hostDisconnected(): void {
    this.#release();
  }

  readonly #start = (): void => {
    const { controller } = this.#host;
    if (controller === undefined || this.#map !== undefined) return;
    this.#link?.abort();
    this.#hasFailed = false;
    const link = (this.#link = new AbortController());
    this.#coming = this.#bind(controller, link.signal).catch(() => {
      if (link.signal.aborted) return;
      // Without network, and not among what the page keeps: the element works without its map until there is one.
      this.#hasFailed = true;
      addEventListener('online', this.#start, { once: true, signal: link.signal });
    });
  };

  async #bind(controller: SyncController, signal: AbortSignal): Promise<void> {
    const { view, referenceElement } = this.#host;
    const { ElementMap: Maps } = await import('../../arcgis/map/index.js');
    const map = await Maps.of({ view, referenceElement }, this.#host, { controller, signal });
    try {
      const end = await this.#use(map, controller);
      if (signal.aborted) end?.();
      signal.throwIfAborted();
      this.#end = end;
    } catch (error) {
      map.destroy();
      throw error;
    }
    this.#map = map;
    this.#host.requestUpdate();
  }

  #release(): void {
    this.#link?.abort();
    this.#hasFailed = false;
    this.#coming = undefined;
    this.#end?.();
    this.#end = undefined;
    this.#map?.destroy();
    this.#map = undefined;
    this.#bound = [];
  }
}

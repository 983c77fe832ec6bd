/** The view that an element is given, or that the map it refers to has: by the time both are there. */
import type { InteractiveView, MapElement } from './view.js';

/** What an element says of its map, as ArcGIS map components do. */
export interface MapReference {
  readonly view: InteractiveView | null | undefined;
  /** An `<arcgis-map>` or `<arcgis-scene>`, or the id of one. */
  readonly referenceElement: string | HTMLElement | null | undefined;
}

/** Rejects with the signal's reason; a map that never comes is waited for. */
export async function resolveView(
  { view, referenceElement }: MapReference,
  near: Element,
  signal: AbortSignal,
): Promise<InteractiveView> {
  if (view) return ready(view, signal);
  const element = await found(referenceElement ?? '', near, signal);
  if (element.localName.includes('-')) await customElements.whenDefined(element.localName);
  await element.viewOnReady?.();
  signal.throwIfAborted();
  return ready(element.view ?? (await viewWithin(element, signal)), signal);
}

async function ready(view: InteractiveView, signal: AbortSignal): Promise<InteractiveView> {
  await view.when?.();
  signal.throwIfAborted();
  return view;
}

/** By id: in the tree that the element is in, else in the page. It may come later than the element. */
function found(reference: string | HTMLElement, near: Element, signal: AbortSignal): Promise<MapElement> {
  if (typeof reference !== 'string') return Promise.resolve(reference as MapElement);
  const root = near.getRootNode();
  const look = (): HTMLElement | null =>
    (root instanceof ShadowRoot ? root.getElementById(reference) : null) ?? document.getElementById(reference);
  return until(look, [root, document], signal);
}

/** A wrapper that gets its view later, without a promise for it. */
function viewWithin(element: MapElement, signal: AbortSignal): Promise<InteractiveView> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      if (element.view) resolve(element.view);
    };
    element.addEventListener('arcgisViewReadyChange', look, { signal });
    signal.addEventListener('abort', () => {
      reject(reasonOf(signal));
    });
  });
}

function until<T>(look: () => T | null, places: readonly Node[], signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const observer = new MutationObserver(() => {
      tryIt();
    });
    const tryIt = (): void => {
      const value = look();
      if (value === null) return;
      observer.disconnect();
      resolve(value);
    };
    for (const place of places) observer.observe(place, { childList: true, subtree: true, attributeFilter: ['id'] });
    signal.addEventListener('abort', () => {
      observer.disconnect();
      reject(reasonOf(signal));
    });
    tryIt();
  });
}

function reasonOf(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new DOMException('Aborted', 'AbortError');
}

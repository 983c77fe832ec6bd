/** The parts of a MapView or SceneView that the elements' map needs, as shapes: the page hands its own view in. */
import type { Envelope } from '../../shared/esri.js';
import type { MapLayer, MapView } from '../host-sdk.js';

/** What the SDK returns for anything that can be taken back. */
export interface Handle {
  remove(): void;
}

/** `esri/Graphic`, as a hit test finds it. */
export interface FoundGraphic {
  readonly attributes?: unknown;
  readonly layer?: unknown;
}

export interface LayerView {
  highlight?(target: readonly number[], options?: { readonly name: string }): Handle;
}

export interface ScreenPoint {
  readonly x: number;
  readonly y: number;
}

export interface DragEvent extends ScreenPoint {
  readonly action: string;
  stopPropagation(): void;
}

interface Cloned {
  clone(): unknown;
}

/** `esri/views/MapView` and `esri/views/SceneView`. Methods, so that the SDK's own narrower types fit too. */
export interface InteractiveView extends MapView {
  readonly extent?: (Partial<Envelope> & { readonly center?: unknown } & Cloned) | null | undefined;
  readonly scale?: number;
  readonly graphics?: {
    add(graphic: object): unknown;
    remove(graphic: object): unknown;
    toArray(): readonly object[];
  };
  readonly highlights?: { add(options: object): unknown; toArray(): readonly { readonly name?: string }[] };
  readonly selectionManager?: { on?(type: 'selection-change', listener: (event: unknown) => void): Handle } | null;
  when?(): Promise<unknown>;
  on?(type: string, listener: (event: never) => void): Handle;
  watch?(path: string, callback: (value: unknown) => void): Handle;
  toMap?(point: ScreenPoint): { readonly x: number; readonly y: number } | null | undefined;
  hitTest?(event: never): Promise<{ readonly results: readonly object[] }>;
  goTo?(target: unknown, options?: object): Promise<unknown>;
  whenLayerView?(layer: never): Promise<unknown>;
}

export interface QueriedLayer extends MapLayer {
  readonly objectIdField?: string | null;
}

/** `<arcgis-map>`, `<arcgis-scene>`, or whatever else carries a view. */
export interface MapElement extends HTMLElement {
  readonly view?: InteractiveView | null;
  viewOnReady?(): Promise<unknown>;
}

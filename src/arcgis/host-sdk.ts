/**
 * The parts of the page's own ArcGIS Maps SDK that are used, as shapes: the page hands its modules in, since another copy of the SDK would have
 * another configuration. Nothing of `@arcgis/core` is imported.
 */
import type { ViewReference } from './local-feature-service/spatial-references.js';

export type ResponseType =
  'json' | 'text' | 'array-buffer' | 'blob' | 'image' | 'native' | 'native-request-init' | 'document' | 'xml';

/** `esri/request/types` RequestOptions, as an interceptor gets them. */
export interface RequestOptions {
  readonly query?: Readonly<Record<string, unknown>> | URLSearchParams | null;
  readonly body?: FormData | HTMLFormElement | string | null;
  /** Workers ask for `array-buffer`, where the page asks for `json`. */
  readonly responseType?: ResponseType;
  readonly signal?: AbortSignal | null;
}

export interface InterceptedRequest {
  readonly url: string;
  readonly requestOptions: RequestOptions;
}

/** `esri/config` RequestInterceptor. What `before` returns is the answer's data; undefined lets the request go on; an Error rejects it. */
export interface RequestInterceptor {
  readonly urls: readonly string[];
  before(params: InterceptedRequest): Promise<unknown>;
}

/** `esri/config`. */
export interface EsriConfig {
  readonly request: { interceptors: unknown[] };
}

/** `esri/request`. As a method, so that the SDK's own narrower options fit too. */
export type EsriRequest = {
  request(url: string, options: RequestOptions): Promise<{ readonly data: unknown }>;
}['request'];

/** `esri/layers/FeatureLayer`, or any layer of a map. */
export interface MapLayer {
  readonly type?: string | null | undefined;
  readonly url?: string | null | undefined;
  readonly layerId?: number | null | undefined;
  refresh?(): void;
}

/** `esri/views/MapView`. */
export interface MapView {
  readonly spatialReference?: ViewReference | null | undefined;
  readonly map?:
    | {
        readonly allLayers: { toArray(): readonly object[] };
        readonly basemap?:
          { readonly baseLayers?: { toArray(): readonly object[] } | null | undefined } | null | undefined;
      }
    | null
    | undefined;
  readonly ui?: { add(component: HTMLElement, position: string): void; remove(component: HTMLElement): void };
}

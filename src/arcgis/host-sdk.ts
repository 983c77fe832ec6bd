/**
 * The parts of the page's own ArcGIS Maps SDK that are used, as shapes: the page hands its modules in, since another copy of the SDK would have
 * another configuration. Nothing of `@arcgis/core` is imported.
 */

/** `esri/request/types` RequestOptions, as an interceptor gets them. */
export interface RequestOptions {
  readonly query?: Readonly<Record<string, unknown>> | URLSearchParams | null;
  readonly body?: unknown;
  /** Workers ask for `array-buffer`, where the page asks for `json`. */
  readonly responseType?: string;
  readonly signal?: AbortSignal | null;
  readonly [key: symbol]: unknown;
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

/** `esri/request`. */
export type EsriRequest = (url: string, options: RequestOptions) => Promise<{ readonly data: unknown }>;

/** `esri/layers/FeatureLayer`, or any layer of a map. */
export interface MapLayer {
  readonly type?: string | null;
  readonly url?: string | null;
  readonly layerId?: number | null;
  refresh?(): void;
}

/** `esri/views/MapView`. */
export interface MapView {
  readonly map?: { readonly allLayers: { toArray(): readonly MapLayer[] } } | null;
}

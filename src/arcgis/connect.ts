/** One call that makes the ArcGIS layers of a page work from this device. */
import type { SyncController } from '../controller/types.js';
import type { EsriConfig, EsriRequest, MapView } from './host-sdk.js';
import { LocalFeatureService, type LocalFeatureServiceOptions } from './local-feature-service/local-feature-service.js';
import { refreshLayers } from './refresh-layers.js';
import { requestInterceptor, type LayerPolicy } from './request-interceptor.js';

export interface ConnectOptions extends LocalFeatureServiceOptions {
  readonly controller: SyncController;
  /** The page's own `@arcgis/core/config.js`. */
  readonly config: EsriConfig;
  /** The page's own `@arcgis/core/request.js`. */
  readonly request: EsriRequest;
  /** A MapView or SceneView, whose layers are drawn anew when something changes. More by `watchView` of what is returned. */
  readonly view?: MapView;
  /** Default `local-first`, for all layers or for each; null is the service itself. */
  readonly policy?: LayerPolicy | ((layerId: number | null) => LayerPolicy);
  /** Milliseconds that the network may take where it is asked first. Default 4000. */
  readonly timeoutMs?: number;
}

export interface ArcGISConnection {
  /** Layers of this view are drawn anew when something changes. */
  watchView(view: MapView): void;
  /** Takes the interceptor out again. Layers go on by the network. */
  disconnect(): void;
}

/**
 * FeatureLayers of the controller's service, the Editor, popups, tables and attachments work from this device from now on, also those that were made
 * before. The page's other interceptors and requests are untouched.
 */
export function connectArcGIS(options: ConnectOptions): ArcGISConnection {
  const { controller, config, request, policy = 'local-first', timeoutMs = 4_000 } = options;
  const interceptor = requestInterceptor({
    controller,
    service: new LocalFeatureService(controller, options),
    request,
    policy: typeof policy === 'function' ? policy : () => policy,
    timeoutMs,
  });
  // The first that matches answers, so ours comes first; it matches nothing but this service.
  config.request.interceptors.unshift(interceptor);
  const watched: (() => void)[] = [];
  const connection: ArcGISConnection = {
    watchView(view) {
      watched.push(refreshLayers(controller, view));
    },
    disconnect() {
      const { interceptors } = config.request;
      const at = interceptors.indexOf(interceptor);
      if (at !== -1) interceptors.splice(at, 1);
      for (const stop of watched.splice(0)) stop();
    },
  };
  if (options.view) connection.watchView(options.view);
  return connection;
}

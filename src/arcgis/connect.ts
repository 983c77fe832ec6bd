/** One call that makes the ArcGIS layers of a page work from this device. */
import { getSyncController } from '../controller/registry.js';
import type { SyncController } from '../controller/types.js';
import { AnswerPolicy, type PolicyOptions } from './answer-policy.js';
import { showBasemapNotice } from './basemap-notice.js';
import type { EsriConfig, EsriRequest, MapView } from './host-sdk.js';
import { LocalFeatureService, type LocalFeatureServiceOptions } from './local-feature-service/local-feature-service.js';
import { fromIdentityManager, type IdentityManager } from './page-identity.js';
import { refreshLayers } from './refresh-layers.js';
import { requestInterceptor } from './request-interceptor.js';

export type ConnectOptions = LocalFeatureServiceOptions &
  PolicyOptions &
  PageModules &
  (
    | { readonly controller: SyncController; readonly serviceUrl?: never }
    /** For the page's controller of this service. */
    | { readonly serviceUrl: string; readonly controller?: never }
  );

/** A module of the SDK, or what `import()` or `$arcgis.import` makes of it. */
export type Imported<Module> = Module | { readonly default: Module };

/** What of the page is used: handed in, since another copy of the SDK would have another configuration. */
export interface PageModules {
  /** The page's own `@arcgis/core/config.js`. */
  readonly config: Imported<EsriConfig>;
  /** The page's own `@arcgis/core/request.js`. */
  readonly request: Imported<EsriRequest>;
  /** The page's own `@arcgis/core/identity/IdentityManager.js`: the sync borrows its sign-in. For a controller that has no `auth` of its own. */
  readonly esriId?: Imported<IdentityManager>;
  /** A MapView or SceneView, to be watched. More by `watchView` of what is returned. */
  readonly view?: MapView;
}

export interface ArcGISConnection {
  /** Layers of this view are drawn anew when something changes; it says where its basemap is missing without a network. */
  watchView(view: MapView): void;
  /** Takes the interceptor out again. Layers go on by the network. */
  disconnect(): void;
}

/**
 * FeatureLayers of the controller's service, the Editor, popups, tables and attachments work from this device from now on, also those that were made
 * before. The page's other interceptors and requests are untouched.
 */
export function connectArcGIS(options: ConnectOptions): ArcGISConnection {
  const [config, request] = [unwrapped(options.config), unwrapped(options.request)];
  const esriId = options.esriId && unwrapped(options.esriId);
  const controller = options.controller ?? getSyncController({ serviceUrl: options.serviceUrl });
  const { serviceUrl, geodatabaseName: geodatabase } = controller;
  if (esriId !== undefined)
    getSyncController({ serviceUrl, geodatabase, auth: fromIdentityManager(esriId, serviceUrl) });
  const interceptor = requestInterceptor({
    service: new LocalFeatureService(controller, options),
    policy: new AnswerPolicy(controller, serviceUrl, options),
    request,
  });
  // The first that matches answers, so ours comes first; it matches nothing but this service.
  config.request.interceptors.unshift(interceptor);
  const watched: (() => void)[] = [];
  const connection: ArcGISConnection = {
    watchView(view) {
      watched.push(refreshLayers(controller, view), showBasemapNotice(controller, view));
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

function unwrapped<Module extends object>(imported: Imported<Module>): Module {
  return 'default' in imported ? imported.default : imported;
}

/** One call that makes the ArcGIS layers of a page work from this device. */
import { addOptions, getSyncController } from '../controller/registry.js';
import type { SyncController } from '../controller/types.js';
import { AnswerPolicy, type PolicyOptions } from './answer-policy.js';
import type { SpatialReference } from '../shared/esri.js';
import type { EsriConfig, EsriRequest, MapView } from './host-sdk.js';
import { LocalFeatureService, type LocalFeatureServiceOptions } from './local-feature-service/local-feature-service.js';
import { plainReference } from './local-feature-service/spatial-references.js';
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
  /** A MapView or SceneView, to be watched: copies are taken in its spatial reference. More by `watchView` of what is returned. */
  readonly view?: MapView;
  /** Of copies that are taken, where that of the map is not wanted; null is the service's own. */
  readonly outSpatialReference?: SpatialReference | null;
}

export interface ArcGISConnection {
  /**
   * Layers of this view are drawn anew when something changes; it says where its basemap is missing without a network; copies are taken in its spatial
   * reference from now on.
   */
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
  const { serviceUrl } = controller;
  const { outSpatialReference } = options;
  if (esriId !== undefined) addOptions(controller, { auth: fromIdentityManager(esriId, serviceUrl) });
  if (outSpatialReference !== undefined) addOptions(controller, { outSpatialReference });
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
      addOptions(controller, { mapReference: () => plainReference(view.spatialReference) });
      watched.push(refreshLayers(controller, view), sayWhereBasemapIsMissing(controller, view));
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

/** What draws the notice is fetched now: when it is needed, the network is gone. Returns how to stop. */
function sayWhereBasemapIsMissing(controller: SyncController, view: MapView): () => void {
  let stop: (() => void) | 'stopped' | null = null;
  void import('./basemap-notice.js')
    .then(({ showBasemapNotice }) => {
      if (stop === null) stop = showBasemapNotice(controller, view);
    })
    // A map without the notice is better than none.
    .catch(() => undefined);
  return () => {
    if (typeof stop === 'function') stop();
    stop = 'stopped';
  };
}

function unwrapped<Module extends object>(imported: Imported<Module>): Module {
  return 'default' in imported ? imported.default : imported;
}

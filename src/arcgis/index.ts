/**
 * gdb-sync beside the ArcGIS Maps SDK: its layers work from this device.
 *
 * ```js
 * import config from '@arcgis/core/config.js';
 * import request from '@arcgis/core/request.js';
 * import { getSyncController } from 'gdb-sync';
 * import { connectArcGIS } from 'gdb-sync/arcgis';
 *
 * connectArcGIS({ controller: getSyncController({ serviceUrl }), config, request, view });
 * ```
 *
 * @module gdb-sync/arcgis
 */
export { connectArcGIS } from './connect.js';
export type { ArcGISConnection, ConnectOptions, Imported, PageModules } from './connect.js';
export { connectFetch } from './connect-fetch.js';
export type { ConnectFetchOptions, FetchConnection } from './connect-fetch.js';
export { LocalFeatureService } from './local-feature-service/local-feature-service.js';
export type { LocalFeatureServiceOptions } from './local-feature-service/local-feature-service.js';
export type { LocalReply, LocalRequest } from './local-feature-service/request.js';
export type { Projection, ProjectionFactory } from './local-feature-service/spatial-references.js';
export type { EsriConfig, EsriRequest, MapLayer, MapView } from './host-sdk.js';
export { fromIdentityManager } from './page-identity.js';
export type { IdentityManager, PageAuth } from './page-identity.js';
export type { LayerPolicy, PolicyOptions } from './answer-policy.js';
export { keepLoadedFiles } from './keep-loaded-files.js';
export type { KeepTilesOptions, TileProgress } from './tiles/keep-tiles.js';
export { keepTiles, planTiles } from './tiles/on-demand.js';
export { keptTileServices, removeTiles } from './tiles/tile-cache.js';
export type { PlannedService, TilePlan, TilePlanOptions, TileRange } from './tiles/tile-plan.js';

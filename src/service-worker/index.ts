/**
 * Parts of a service worker, so that a map page opens and works with no network at all.
 *
 * ```js
 * import { appShell, featureServices, keptFiles, keptTiles, serve } from 'gdb-sync/service-worker';
 *
 * serve(self, [
 *   featureServices(),
 *   appShell({ version: '42', files: ['./index.html', './page.js'] }),
 *   keptFiles({ version: '5.1', under: ['https://js.arcgis.com/5.1/'] }),
 * ]);
 * ```
 *
 * @module gdb-sync/service-worker
 */
export { appShell, OTHER_PAGES_OPEN, TAKE_OVER } from './app-shell.js';
export type { AppShellOptions, ShellFile } from './app-shell.js';
export { featureServices } from './feature-services.js';
export type { FeatureServicesOptions } from './feature-services.js';
export { keptFiles } from './kept-files.js';
export type { KeptFilesOptions } from './kept-files.js';
export { keptTiles } from './kept-tiles.js';
export type { KeptTilesOptions } from './kept-tiles.js';
export { serve } from './serve.js';
export type { PageMessageEvent, WorkerPart, WorkerScope } from './worker-part.js';

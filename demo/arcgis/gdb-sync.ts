/** What a page imports as `gdb-sync` and `gdb-sync/arcgis`. */
import { getSyncController } from '../../src/index.js';

export { connectArcGIS, keepLoadedFiles } from '../../src/arcgis/index.js';
export { getSyncController };

// For the console, and for the tests.
Object.assign(window, { getSyncController });

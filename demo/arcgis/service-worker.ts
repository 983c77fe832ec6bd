/** The page opens without a network: its own files, those of the SDK that were used once, and the features. */
import { appShell, featureServices, keptFiles, serve } from '../../src/service-worker/index.js';
import { workerScope } from '../../src/service-worker/worker-part.js';

/** Written in by the build. */
declare const SHELL: { readonly version: string; readonly files: readonly string[] };

serve(workerScope(), [
  featureServices(),
  appShell({ ...SHELL, name: 'gdb-arcgis' }),
  keptFiles({ name: 'gdb-arcgis', version: SHELL.version, under: ['./assets/', './map-components/', './chunks/'] }),
]);

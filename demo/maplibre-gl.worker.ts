/** MapLibre's worker, at an address of its own: a page with a strict header starts none from a `blob:`. */
import 'maplibre-gl/dist/maplibre-gl-csp-worker.js';

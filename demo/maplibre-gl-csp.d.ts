/** The build of MapLibre for pages with a strict header. */
declare module 'maplibre-gl/dist/maplibre-gl-csp.js' {
  import type * as maplibre from 'maplibre-gl';
  const maplibregl: typeof maplibre;
  export default maplibregl;
}

declare module 'maplibre-gl/dist/maplibre-gl-csp-worker.js';

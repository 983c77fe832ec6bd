/** The build of MapLibre for pages with a strict header. */
declare module 'maplibre-gl/dist/maplibre-gl-csp.js' {
  const maplibregl: typeof import('maplibre-gl');
  export default maplibregl;
}

declare module 'maplibre-gl/dist/maplibre-gl-csp-worker.js';

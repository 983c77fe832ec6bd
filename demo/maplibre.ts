/**
 * A MapLibre map over what is on this device, with the four elements beside it. No Esri code: the features come from the controller, a click on one
 * fills the picker, and a refused edit is shown where it is.
 */
import type { GeoJSONSource, LngLatLike, StyleSpecification } from 'maplibre-gl';
import maplibregl from 'maplibre-gl/dist/maplibre-gl-csp.js';
import '../src/elements/all.js';
import { getSyncController, type LocalFeature } from '../src/index.js';
import { asGeoJson, middleOf } from './maplibre/geojson.js';

const DEGREES = 4326;
const STYLE: StyleSpecification = {
  version: 8,
  sources: {
    areas: { type: 'geojson', data: asGeoJson([]), promoteId: 'globalId' },
    points: { type: 'geojson', data: asGeoJson([]), promoteId: 'globalId' },
  },
  layers: [
    { id: 'background', type: 'background', paint: { 'background-color': '#e8eef2' } },
    { id: 'areas', type: 'fill', source: 'areas', paint: { 'fill-color': '#8fb8a0', 'fill-opacity': 0.6 } },
    {
      id: 'points',
      type: 'circle',
      source: 'points',
      paint: {
        'circle-radius': 6,
        // What is not sent is amber.
        'circle-color': ['case', ['get', 'isSent'], '#005e95', '#da7c0b'],
        'circle-stroke-width': 1.5,
        'circle-stroke-color': '#fff',
      },
    },
  ],
};

const config = (await (await fetch('./config.json')).json()) as { readonly serviceUrl: string };
const serviceUrl = new URLSearchParams(location.search).get('service') ?? config.serviceUrl;
const sync = getSyncController({ serviceUrl, geodatabase: 'maplibre' });
for (const element of document.querySelectorAll<HTMLElementTagNameMap['gdb-sync-button']>('aside > *'))
  element.controller = sync;

maplibregl.setWorkerUrl(trusted(new URL('./maplibre-gl.js', document.baseURI).href));
// No tiles of anybody are shown, so nobody needs to be named; and the control that would do it writes HTML, which the strict header forbids.
const map = new maplibregl.Map({
  container: 'map',
  style: STYLE,
  center: [10, 48],
  zoom: 3,
  attributionControl: false,
});
const picker = document.querySelector('gdb-attachment-picker');

/** The copy on this device is taken in degrees, so that nothing needs to be converted. */
document.body.addEventListener('gdb-before-sync', (event) => {
  if (event.detail.operation !== 'generate') return;
  event.preventDefault();
  void sync
    .createDefaultGenerateGeodatabaseParameters()
    .then((parameters) => sync.generateGeodatabase({ ...parameters, outSpatialReference: { wkid: DEGREES } }));
});

async function draw(): Promise<void> {
  if (sync.state.geodatabase === null) return;
  const [points, areas] = await Promise.all([featuresOf(0), featuresOf(1)]);
  map.getSource<GeoJSONSource>('points')?.setData(asGeoJson(points));
  map.getSource<GeoJSONSource>('areas')?.setData(asGeoJson(areas));
}

async function featuresOf(layerId: number): Promise<readonly LocalFeature[]> {
  return (await sync.queryFeatures(layerId, { returnGeometry: true })).features;
}

map.on('load', () => {
  void sync.ready.then(draw);
  sync.addEventListener('gdb-edits-change', () => void draw());
  sync.addEventListener('gdb-sync-status-change', () => void draw());
});
map.on('click', 'points', ({ features = [] }) => {
  const globalId: unknown = features[0]?.properties['globalId'];
  if (picker && typeof globalId === 'string') Object.assign(picker, { layerId: 0, globalId });
});
document.body.addEventListener('gdb-zoom-request', ({ detail: { layerId, globalId } }) => {
  void sync.queryFeatures(layerId, { globalIds: [globalId], returnGeometry: true }).then(({ features: [feature] }) => {
    const center = feature && middleOf(feature);
    if (center) map.jumpTo({ center: center as LngLatLike, zoom: 14 });
  });
});

/** Where the header asks for it, an address of a script has to come from a policy that the header names. */
function trusted(url: string): string {
  const { trustedTypes } = window as {
    readonly trustedTypes?: {
      createPolicy(name: string, rules: object): { createScriptURL(url: string): unknown };
    };
  };
  const policy = trustedTypes?.createPolicy('gdb-sync', { createScriptURL: (own: string) => own });
  return (policy?.createScriptURL(url) ?? url) as string;
}

// For the console, and for the tests.
Object.assign(window, { map, sync });

/** ArcGIS map components, the Editor among them, with the four elements beside them: tied to the map by `reference-element` alone. */
import config from '@arcgis/core/config.js';
import Extent from '@arcgis/core/geometry/Extent.js';
import esriId from '@arcgis/core/identity/IdentityManager.js';
import FeatureLayer from '@arcgis/core/layers/FeatureLayer.js';
import WebTileLayer from '@arcgis/core/layers/WebTileLayer.js';
import EsriMap from '@arcgis/core/Map.js';
import request from '@arcgis/core/request.js';
import { setAssetPath } from '@arcgis/map-components';
import { setAssetPath as setCalciteAssetPath } from '@esri/calcite-components';
import '../../src/elements/all.js';
import { connectArcGIS, getSyncController } from './gdb-sync.js';
import { switchNetwork } from './network-switch.js';

const parameters = new URLSearchParams(location.search);
const serviceUrl = parameters.get('service') ?? '';
// All three load texts and icons from Esri's CDN unless they are told where they are, before the first component is there.
config.assetsPath = './assets';
setAssetPath('./map-components/');
setCalciteAssetPath(new URL('./assets/components/', location.href).href);
await Promise.all([
  import('@arcgis/map-components/components/arcgis-editor'),
  import('@arcgis/map-components/components/arcgis-map'),
  import('@arcgis/map-components/components/arcgis-zoom'),
]);
const box = document.querySelector<HTMLInputElement>('#network');
if (box) switchNetwork(box, serviceUrl);

/** `?basemap=https://…/{level}/{col}/{row}.png` */
const urlTemplate = parameters.get('basemap');
const ids = parameters.get('layers')?.split(',') ?? ['1', '0'];
const layers = ids.map((id) => new FeatureLayer({ url: `${serviceUrl}/${id}`, outFields: ['*'] }));
const element = document.querySelector('arcgis-map');
if (!element) throw new Error('The page has no <arcgis-map>.');
element.extent = new Extent({ xmin: -30, ymin: 20, xmax: 60, ymax: 75, spatialReference: { wkid: 4326 } });
const map = new EsriMap({ layers });
if (urlTemplate) map.basemap = { baseLayers: [new WebTileLayer({ urlTemplate })] };
element.map = map;

const controller = getSyncController({ serviceUrl });
for (const tag of ['gdb-sync-button', 'gdb-sync-progress', 'gdb-attachment-picker', 'gdb-edit-errors'] as const) {
  const own = document.querySelector(tag);
  if (own) own.controller = controller;
}
await element.viewOnReady();
const { view } = element;
connectArcGIS({ controller, config, request, esriId, view });

// For the console, and for the tests.
const editor = document.querySelector('arcgis-editor');
Object.assign(window, { config, request, esriId, FeatureLayer, view, layers, controller, editor });

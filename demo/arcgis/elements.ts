/** The four elements beside a map of the ArcGIS Maps SDK: they are given its view, and the service. */
import config from '@arcgis/core/config.js';
import FeatureLayer from '@arcgis/core/layers/FeatureLayer.js';
import request from '@arcgis/core/request.js';
import MapView from '@arcgis/core/views/MapView.js';
import '../../src/elements/all.js';
import { connectArcGIS, getSyncController } from './gdb-sync.js';

const parameters = new URLSearchParams(location.search);
const serviceUrl = parameters.get('service') ?? '';
/** A map may have a spatial reference other than that of the service. */
const wkid = Number(parameters.get('wkid') ?? 4326);
config.assetsPath = './assets';

const layers = [1, 0].map((id) => new FeatureLayer({ url: `${serviceUrl}/${String(id)}`, outFields: ['*'] }));
const view = new MapView({
  container: 'map',
  map: {},
  spatialReference: { wkid },
  extent: { xmin: -10, ymin: 35, xmax: 30, ymax: 60, spatialReference: { wkid: 4326 } },
});
view.map?.addMany(layers);

const controller = getSyncController({ serviceUrl });
connectArcGIS({ controller, config, request, view });
for (const tag of ['gdb-sync-button', 'gdb-edit-errors', 'gdb-attachment-picker'] as const) {
  const element = document.querySelector(tag);
  if (element) Object.assign(element, { controller, view });
}
const progress = document.querySelector('gdb-sync-progress');
if (progress) progress.controller = controller;

// For the console, and for the tests.
Object.assign(window, { config, request, FeatureLayer, view, layers, controller });

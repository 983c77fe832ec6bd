/** The page of online.ts, working without a network: an import and one line more. */
import config from '@arcgis/core/config.js';
import FeatureLayer from '@arcgis/core/layers/FeatureLayer.js';
import request from '@arcgis/core/request.js';
import MapView from '@arcgis/core/views/MapView.js';
import { connectArcGIS, getSyncController } from './gdb-sync.js';

const serviceUrl = new URLSearchParams(location.search).get('service') ?? '';
config.assetsPath = './assets';

const layers = [1, 0].map((id) => new FeatureLayer({ url: `${serviceUrl}/${String(id)}`, outFields: ['*'] }));
const view = new MapView({
  container: 'map',
  map: {},
  spatialReference: { wkid: 4326 },
  extent: { xmin: -30, ymin: 20, xmax: 60, ymax: 75, spatialReference: { wkid: 4326 } },
});
view.map?.addMany(layers);

connectArcGIS({ controller: getSyncController({ serviceUrl }), config, request, view });

// For the console, and for the tests.
Object.assign(window, { config, request, FeatureLayer, view, layers });

/** A scene of a feature service, with the same one line. */
import config from '@arcgis/core/config.js';
import FeatureLayer from '@arcgis/core/layers/FeatureLayer.js';
import request from '@arcgis/core/request.js';
import SceneView from '@arcgis/core/views/SceneView.js';
import { connectArcGIS } from './gdb-sync.js';

const parameters = new URLSearchParams(location.search);
const serviceUrl = parameters.get('service') ?? '';
config.assetsPath = './assets';

const ids = parameters.get('layers')?.split(',') ?? ['1', '0'];
const layers = ids.map((id) => new FeatureLayer({ url: `${serviceUrl}/${id}`, outFields: ['*'] }));
const view = new SceneView({
  container: 'map',
  map: {},
  camera: { position: { longitude: 10, latitude: 20, z: 4_000_000 }, tilt: 30 },
});
view.map?.addMany(layers);
connectArcGIS({ serviceUrl, config, request, view });

// For the console, and for the tests.
Object.assign(window, { config, request, FeatureLayer, view, layers });

/** A map of a feature service with an Editor, as any page has it. */
import config from '@arcgis/core/config.js';
import esriId from '@arcgis/core/identity/IdentityManager.js';
import FeatureLayer from '@arcgis/core/layers/FeatureLayer.js';
import request from '@arcgis/core/request.js';
import MapView from '@arcgis/core/views/MapView.js';
import Editor from '@arcgis/core/widgets/Editor.js';

const params = new URLSearchParams(location.search);
const serviceUrl = params.get('service') ?? '';
const token = params.get('token');
config.assetsPath = './assets';
if (token) esriId.registerToken({ server: serviceUrl, token, userId: params.get('user') ?? '' });

const ids = params.get('layers')?.split(',') ?? ['1', '0'];
const layers = ids.map((id) => new FeatureLayer({ url: `${serviceUrl}/${id}`, outFields: ['*'] }));
const view = new MapView({
  container: 'map',
  map: {},
  spatialReference: { wkid: 4326 },
  extent: { xmin: -30, ymin: 20, xmax: 60, ymax: 75, spatialReference: { wkid: 4326 } },
});
view.map?.addMany(layers);
const editor = new Editor({ view });
view.ui.add(editor, 'top-right');
(await import('./gdb-sync.js')).connectArcGIS({ serviceUrl, config, request, esriId, view });

// For the console, and for the tests.
Object.assign(window, { config, request, esriId, FeatureLayer, view, layers, editor });

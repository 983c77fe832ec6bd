/** What a scripted controller finds in a file. */
import type { GeodatabaseFile } from '../../src/controller/types.js';
import { summarize, type GdbError } from '../../src/shared/errors.js';

export function geodatabaseFile(problem?: GdbError): GeodatabaseFile {
  return {
    format: 'mobile-geodatabase',
    size: 48_300_000,
    layers: [
      { layerId: 0, name: 'Trees', type: 'Feature Layer', count: 12_340 },
      { layerId: 1, name: 'Paths and benches of the northern park', type: 'Feature Layer', count: 1 },
      { layerId: 2, name: 'Visits', type: 'Table', count: null },
    ],
    serviceUrl: 'https://example.com/arcgis/rest/services/Trees/FeatureServer',
    extent: { xmin: 7.2, ymin: 46.5, xmax: 8.1, ymax: 47.25, spatialReference: { wkid: 4326 } },
    date: Date.UTC(2026, 10, 20, 8, 30),
    problem: problem === undefined ? null : summarize(problem),
    parameters: {
      layers: [],
      extent: null,
      outSpatialReference: null,
      attachments: 'bidirectional',
      syncModel: 'perLayer',
      syncDirection: 'bidirectional',
    },
  };
}

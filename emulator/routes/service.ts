import type { LayerTable } from '../data/layer-table.js';
import { spatialReference, type Wkid } from '../geometry/project.js';
import { json, type Reply } from '../reply.js';
import { capabilities } from '../options.js';
import type { Call } from '../site.js';
import { describeLayer } from './layer.js';
import { servicePage } from './directory.js';
import { visibleReplicas } from './replicas.js';
import { syncCapabilities } from './sync-capabilities.js';

/** The service root: what it can do and which layers it has (protocol.md section 1.1). */
export function serviceRoot(call: Call): Reply {
  const { service } = call;
  const { options } = service;
  const layers = [...service.layers.values()];
  const { wkid } = service;
  const tokens = capabilities(options);
  const sync = tokens.includes('Sync');
  const root = {
    currentVersion: options.currentVersion,
    serviceItemId: service.itemId,
    serviceDescription: '',
    hasVersionedData: options.versioning !== 'none',
    supportsDisconnectedEditing: false,
    hasStaticData: false,
    supportsRelationshipsResource: false,
    maxRecordCount: options.maxRecordCount,
    supportedQueryFormats: 'JSON, geoJSON',
    capabilities: tokens.join(','),
    description: '',
    copyrightText: '',
    spatialReference: spatialReference(wkid),
    initialExtent: { ...fullExtent(layers, wkid), spatialReference: spatialReference(wkid) },
    fullExtent: { ...fullExtent(layers, wkid), spatialReference: spatialReference(wkid) },
    allowGeometryUpdates: options.allowGeometryUpdates,
    units: wkid === 4326 ? 'esriDecimalDegrees' : 'esriMeters',
    supportsApplyEditsWithGlobalIds: true,
    supportsReturnDeleteResults: true,
    supportsAppend: false,
    advancedEditingCapabilities: {
      supportsSplit: false,
      supportsAsyncApplyEdits: options.currentVersion >= 10.91,
      supportsReturnEditResults: options.currentVersion >= 11,
      supportsApplyEditsbyUploadID: options.currentVersion >= 11.1 && tokens.includes('Uploads'),
      supportedApplyEditsUploadIDFormats: 'JSON',
    },
    syncEnabled: sync,
    ...(tokens.includes('ChangeTracking') ? changeTracking(call) : {}),
    ...(sync ? { syncCapabilities: syncCapabilities(call), supportedExportFormats: 'json' } : {}),
    editorTrackingInfo: {
      enableEditorTracking: layers.some(({ definition }) => definition.editorTracking),
      enableOwnershipAccessControl: options.ownerOnly,
      allowOthersToUpdate: !options.ownerOnly,
      allowOthersToDelete: !options.ownerOnly,
      allowOthersToQuery: true,
      allowAnonymousToUpdate: true,
      allowAnonymousToDelete: true,
    },
    xssPreventionInfo: {
      xssPreventionEnabled: options.rejectHtml,
      xssPreventionRule: 'InputOnly',
      xssInputRule: 'rejectInvalid',
    },
    layers: layers.filter(isLayer).map(({ definition }) => ({
      id: definition.id,
      name: definition.name,
      parentLayerId: -1,
      defaultVisibility: true,
      subLayerIds: null,
      minScale: 0,
      maxScale: 0,
      type: 'Feature Layer',
      geometryType: definition.geometryType,
    })),
    tables: layers
      .filter((layer) => !isLayer(layer))
      .map(({ definition: { id, name } }) => ({ id, name, type: 'Table' })),
    relationships: relationships(layers),
  };
  return json(root, () => servicePage(call, visibleReplicas(call)));
}

/** `layers`: the metadata of all layers and tables at once. */
export function allLayers(call: Call): Reply {
  const described = [...call.service.layers.values()].map((layer) => describeLayer(call, layer));
  return json({
    layers: described.filter(({ type }) => type !== 'Table'),
    tables: described.filter(({ type }) => type === 'Table'),
  });
}

/** What extractChanges can do, and from which generations on. */
function changeTracking(call: Call): Record<string, unknown> {
  const { service } = call;
  const { minimum, current } = service.changes;
  const named = service.options.capabilityNames === 'documented';
  const layerServerGens = [...service.layers.keys()].map((id) => ({ id, minServerGen: minimum, serverGen: current }));
  return {
    extractChangesCapabilities: {
      supportsReturnIdsOnly: true,
      supportsReturnExtentOnly: false,
      supportsReturnAttachments: true,
      supportsLayerQueries: true,
      [named ? 'supportsGeometry' : 'supportsSpatialFilter']: true,
      [named ? 'supportsReturnFeature' : 'supportsFeatureReturn']: true,
      supportsFieldsToCompare: false,
      supportsServerGens: true,
      supportsReturnHasGeometryUpdates: true,
    },
    changeTrackingInfo: { lastSyncDate: call.now, layerServerGens },
  };
}

function isLayer({ definition }: LayerTable): boolean {
  return definition.geometryType !== null;
}

function fullExtent(layers: readonly LayerTable[], wkid: Wkid): Record<string, number> {
  const all = { predicate: { sql: '1', values: [] } };
  const extents = layers.flatMap((layer) => layer.extent(all) ?? []);
  if (extents.length === 0) {
    const world = wkid === 4326 ? [180, 90] : [20037508.342789244, 20037508.342789244];
    return { xmin: -(world[0] ?? 0), ymin: -(world[1] ?? 0), xmax: world[0] ?? 0, ymax: world[1] ?? 0 };
  }
  return {
    xmin: Math.min(...extents.map(({ xmin }) => xmin)),
    ymin: Math.min(...extents.map(({ ymin }) => ymin)),
    xmax: Math.max(...extents.map(({ xmax }) => xmax)),
    ymax: Math.max(...extents.map(({ ymax }) => ymax)),
  };
}

function relationships(layers: readonly LayerTable[]): { id: number; name: string }[] {
  const named = new Map(
    layers.flatMap(({ definition }) => definition.relationships.map(({ id, name }) => [id, name] as const)),
  );
  return [...named].map(([id, name]) => ({ id, name }));
}

/** Default parameters, made from what the service says it can do. Pure. */
import { GdbError } from '../shared/errors.js';
import type { Envelope, LayerSchema, SpatialReference } from '../shared/esri.js';
import type {
  GenerateGeodatabaseParameters,
  GeodatabaseRecord,
  LayerQuery,
  SyncRequestDirection,
  SyncGeodatabaseParameters,
} from '../shared/records.js';
import type { ServiceDescription } from '../sync/ports.js';

/** The Runtime SDK's defaults: per layer where possible, attachments both ways where there are any, everything in the extent. */
export function defaultGenerateParameters(
  description: ServiceDescription,
  wish: {
    readonly extent: Envelope | null;
    readonly where: string | undefined;
    readonly reference: SpatialReference | null;
  },
): GenerateGeodatabaseParameters {
  const { capabilities, layers } = description;
  if (!capabilities.perLayer && !capabilities.perReplica)
    throw new GdbError('not-supported', 'This service offers no way to sync: neither per layer nor per replica.');
  const editable = capabilities.canCreate || capabilities.canUpdate || capabilities.canDelete;
  return {
    layers: layers.map((layer) => layerQuery(layer, wish.where)),
    extent: wish.extent ?? description.fullExtent ?? description.initialExtent,
    outSpatialReference: wish.reference,
    attachments: layers.some((layer) => layer.hasAttachments) ? 'bidirectional' : 'none',
    syncModel: capabilities.perLayer ? 'perLayer' : 'perReplica',
    syncDirection: editable ? 'bidirectional' : 'download',
  };
}

/** Tables have no place: they are taken whole unless a filter says otherwise. */
function layerQuery(layer: LayerSchema, where: string | undefined): LayerQuery {
  const isTable = layer.type === 'Table';
  const filtered = where !== undefined && where.trim() !== '' && !isTable;
  return {
    layerId: layer.layerId,
    queryOption: isTable ? 'all' : 'useFilter',
    ...(filtered ? { where } : {}),
    useGeometry: !isTable,
    includeRelated: false,
  };
}

export function defaultSyncParameters(
  geodatabase: GeodatabaseRecord,
  direction: SyncRequestDirection | undefined,
): SyncGeodatabaseParameters {
  return { syncDirection: direction ?? geodatabase.syncDirection, layerIds: null, rollbackOnFailure: false };
}

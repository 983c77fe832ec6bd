/** createReplica: https://developers.arcgis.com/rest/services-reference/enterprise/create-replica/ */
import type { Envelope, LayerSchema } from '../shared/esri.js';
import type { AttachmentMode, LayerQuery } from '../shared/records.js';
import type { CallOptions, CreateReplicaRequest, Submission } from '../sync/ports.js';
import type { Call, Requester } from './request.js';
import { readSubmission } from './submission.js';

const WORLD: Envelope = { xmin: -180, ymin: -90, xmax: 180, ymax: 90, spatialReference: { wkid: 4326 } };

/** Asks for a replica. The attempt must be journalled before: the service may make it although the reply is lost. */
export async function createReplica(
  requester: Requester,
  request: CreateReplicaRequest,
  { signal }: CallOptions,
): Promise<Submission> {
  const { serviceUrl } = requester;
  const call: Call = {
    operation: 'createReplica',
    method: 'POST',
    url: `${serviceUrl}/createReplica`,
    params: createReplicaParams(request),
    signal,
    patience: request.async ? 'reply' : 'work',
    sends: true,
  };
  const asked = { operation: call.operation, method: call.method, url: call.url, token: null };
  return readSubmission(await requester.answer(call), { asked, serviceUrl, layers: request.layers });
}

/** The form of createReplica: everything whose default differs between versions is said aloud (protocol 2.1). */
export function createReplicaParams({
  replicaName,
  parameters,
  layers,
  async,
}: CreateReplicaRequest): Readonly<Record<string, string>> {
  const { extent, outSpatialReference, syncModel } = parameters;
  const area = extent ?? WORLD;
  const areaReference = area.spatialReference ?? outSpatialReference;
  return {
    replicaName,
    layers: parameters.layers.map((query) => query.layerId).join(','),
    layerQueries: JSON.stringify(
      Object.fromEntries(parameters.layers.map((query) => [String(query.layerId), layerQuery(query, extent !== null)])),
    ),
    geometry: JSON.stringify(area),
    geometryType: 'esriGeometryEnvelope',
    ...(areaReference ? { inSR: JSON.stringify(areaReference) } : {}),
    ...(outSpatialReference ? { replicaSR: JSON.stringify(outSpatialReference) } : {}),
    transportType: transportType(async),
    ...attachmentParams(parameters.attachments),
    async: String(async),
    syncModel,
    // The only one that client replicas may have; a sync then says its own direction.
    syncDirection: 'bidirectional',
    targetType: 'client',
    dataFormat: 'json',
    ...timeReference(layers),
  };
}

/** A job delivers a file; without a job the data come in the reply itself. */
export function transportType(async: boolean): string {
  return async ? 'esriTransportTypeUrl' : 'esriTransportTypeEmbedded';
}

/** The parameter that services with dates in an unknown time zone insist on. */
export function timeReference(layers: readonly LayerSchema[]): Readonly<Record<string, string>> {
  return layers.some((layer) => layer.datesInUnknownTimezone) ? { timeReferenceUnknownClient: 'true' } : {};
}

function layerQuery(query: LayerQuery, hasExtent: boolean): Readonly<Record<string, unknown>> {
  const where = query.where?.trim();
  return {
    queryOption: query.queryOption,
    ...(where ? { where } : {}),
    // createReplica wants a geometry even where none is meant to filter.
    useGeometry: hasExtent && query.useGeometry,
    includeRelated: query.includeRelated,
  };
}

function attachmentParams(mode: AttachmentMode): Readonly<Record<string, string>> {
  return {
    returnAttachments: String(mode === 'bidirectional'),
    returnAttachmentsDataByUrl: 'true',
    attachmentsSyncDirection: mode,
  };
}

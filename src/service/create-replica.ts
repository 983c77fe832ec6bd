/** createReplica: https://developers.arcgis.com/rest/services-reference/enterprise/create-replica/ */
import { GdbError } from '../shared/errors.js';
import type { Envelope, Geometry, LayerSchema } from '../shared/esri.js';
import type { DatumTransformation, GenerateGeodatabaseParameters, LayerQuery } from '../shared/records.js';
import type { CallOptions, CreateReplicaRequest, RegisterExistingData, Submission } from '../sync/ports.js';
import type { JsonObject } from '../shared/json.js';
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
  registerExistingData,
}: CreateReplicaRequest): Readonly<Record<string, string>> {
  const { extent, geometry, outSpatialReference, syncModel } = parameters;
  const isFile = parameters.dataFormat === 'sqlite' && registerExistingData === undefined;
  const place = geometry ?? extent;
  const area = place ?? WORLD;
  const areaReference = area.spatialReference ?? outSpatialReference;
  return {
    replicaName,
    layers: parameters.layers.map((query) => query.layerId).join(','),
    layerQueries: JSON.stringify(
      Object.fromEntries(parameters.layers.map((query) => [String(query.layerId), layerQuery(query, place !== null)])),
    ),
    geometry: JSON.stringify(area),
    geometryType: geometryTypeOf(area),
    ...(areaReference ? { inSR: JSON.stringify(areaReference) } : {}),
    ...(outSpatialReference ? { replicaSR: JSON.stringify(outSpatialReference) } : {}),
    transportType: transportType(async || isFile),
    ...attachmentParams(parameters),
    async: String(async),
    syncModel,
    // The only one that client replicas may have; a sync then says its own direction.
    syncDirection: 'bidirectional',
    targetType: 'client',
    dataFormat: isFile ? 'sqlite' : 'json',
    ...(registerExistingData ? { replicaOptions: JSON.stringify(replicaOptions(registerExistingData)) } : {}),
    ...datumParams(parameters.datumTransformation),
    ...timeReference(layers),
  };
}

/** The name of a geometry's type, told by its parts. Throws `invalid-argument` for what is none. */
export function geometryTypeOf(geometry: Geometry): string {
  if ('xmin' in geometry) return 'esriGeometryEnvelope';
  if ('x' in geometry) return 'esriGeometryPoint';
  if ('points' in geometry) return 'esriGeometryMultipoint';
  if ('paths' in geometry || 'curvePaths' in geometry) return 'esriGeometryPolyline';
  if ('rings' in geometry || 'curveRings' in geometry) return 'esriGeometryPolygon';
  throw new GdbError('invalid-argument', 'The area is no point, multipoint, polyline, polygon or envelope.');
}

/** A wkid, or a transformation as JSON. */
export function datumParams(datum: DatumTransformation | undefined): Readonly<Record<string, string>> {
  return datum === undefined ? {} : { datumTransformation: JSON.stringify(datum) };
}

function replicaOptions({ refReplicaId, generations, syncDataOptions }: RegisterExistingData): JsonObject {
  const known =
    generations === null
      ? {}
      : generations.kind === 'perReplica'
        ? { serverGen: generations.serverGen }
        : {
            layerServerGens: Object.entries(generations.byLayer).map(([id, serverGen]) => ({
              id: Number(id),
              serverGen,
            })),
          };
  return {
    registerExistingData: true,
    ...(refReplicaId === null ? {} : { refReplicaId }),
    ...known,
    ...(syncDataOptions === undefined ? {} : { syncDataOptions }),
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

/** Throws `invalid-argument` for a pair that no service allows (protocol 2.1). */
function attachmentParams({
  attachments: mode,
  returnAttachments = mode === 'bidirectional',
}: GenerateGeodatabaseParameters): Readonly<Record<string, string>> {
  if (returnAttachments ? mode === 'none' : mode === 'bidirectional')
    throw new GdbError(
      'invalid-argument',
      `returnAttachments ${String(returnAttachments)} does not go with attachments "${mode}": true goes with "bidirectional" and "upload", false with "upload" and "none".`,
    );
  return {
    returnAttachments: String(returnAttachments),
    returnAttachmentsDataByUrl: 'true',
    attachmentsSyncDirection: mode,
  };
}

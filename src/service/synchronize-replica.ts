/** synchronizeReplica: https://developers.arcgis.com/rest/services-reference/enterprise/synchronize-replica/ */
import { GdbError } from '../shared/errors.js';
import type { LayerSchema } from '../shared/esri.js';
import { toWireId } from '../shared/ids.js';
import type { JsonObject } from '../shared/json.js';
import type { AttachmentEdit, CallOptions, LayerEdits, Submission, SynchronizeRequest } from '../sync/ports.js';
import { timeReference, transportType } from './create-replica.js';
import { toWireFeature } from './features.js';
import type { Call, Requester } from './request.js';
import { readSubmission } from './submission.js';

/** Sends edits, asks for changes, or both. The attempt must be journalled before: its reply can be lost after the commit. */
export async function synchronizeReplica(
  requester: Requester,
  request: SynchronizeRequest,
  { signal }: CallOptions,
): Promise<Submission> {
  const { serviceUrl } = requester;
  const call: Call = {
    operation: 'synchronizeReplica',
    method: 'POST',
    url: `${serviceUrl}/synchronizeReplica`,
    params: synchronizeParams(request),
    signal,
    patience: request.async ? 'reply' : 'work',
    sends: true,
  };
  const asked = { operation: call.operation, method: call.method, url: call.url, token: null };
  return readSubmission(await requester.answer(call), { asked, serviceUrl, layers: request.layers });
}

/** The form of synchronizeReplica (protocol 3.1). Throws `internal` before anything is sent when a generation or GlobalID is missing. */
export function synchronizeParams(request: SynchronizeRequest): Readonly<Record<string, string>> {
  const { leg, layers } = request;
  const edits = leg.direction === 'download' ? [] : request.edits.flatMap((entry) => toWireEdits(entry, layers) ?? []);
  return {
    replicaID: request.replicaId,
    syncDirection: leg.direction,
    ...cursor(request),
    transportType: transportType(request.async),
    closeReplica: 'false',
    returnIdsForAdds: 'true',
    returnAttachmentsDataByUrl: 'true',
    async: String(request.async),
    dataFormat: 'json',
    ...(edits.length === 0 ? {} : { edits: JSON.stringify(edits) }),
    // Versions differ in the default, so it is said wherever edits may travel.
    ...(leg.direction === 'download' ? {} : { rollbackOnFailure: String(request.rollbackOnFailure) }),
    ...timeReference(layers),
  };
}

/** From where changes are wanted. An upload wants none, and names no generation. */
function cursor({ syncModel, generations, leg }: SynchronizeRequest): Readonly<Record<string, string>> {
  const uploadOnly = leg.direction === 'upload';
  if (syncModel === 'perReplica') {
    if (uploadOnly) return {};
    if (generations.kind !== 'perReplica')
      throw new GdbError('internal', 'The generation of the replica is not known on this device.');
    return { replicaServerGen: String(generations.serverGen) };
  }
  const syncLayers = leg.layerIds.map((id) => {
    if (uploadOnly) return { id, syncDirection: leg.direction };
    const serverGen = generations.kind === 'perLayer' ? generations.byLayer[id] : undefined;
    if (serverGen === undefined)
      throw new GdbError('internal', `The generation of layer ${String(id)} is not known on this device.`);
    return { id, serverGen, syncDirection: leg.direction };
  });
  return { syncLayers: JSON.stringify(syncLayers) };
}

function toWireEdits(
  { layerId, features, attachments }: LayerEdits,
  layers: readonly LayerSchema[],
): JsonObject | null {
  const layer = layers.find((candidate) => candidate.layerId === layerId);
  if (!layer) throw new GdbError('internal', `Edits of layer ${String(layerId)} were to be sent without its schema.`);
  const hasAttachments = attachments.adds.length + attachments.updates.length + attachments.deleteIds.length > 0;
  if (!hasAttachments && features.adds.length + features.updates.length + features.deleteIds.length === 0) return null;
  return {
    id: layerId,
    features: {
      adds: features.adds.map((feature) => toWireFeature(feature, layer)),
      updates: features.updates.map((feature) => toWireFeature(feature, layer)),
      deleteIds: features.deleteIds.map(toWireId),
    },
    ...(hasAttachments
      ? {
          attachments: {
            adds: attachments.adds.map(toWireAttachment),
            updates: attachments.updates.map(toWireAttachment),
            deleteIds: attachments.deleteIds.map(toWireId),
          },
        }
      : {}),
  };
}

function toWireAttachment({
  globalId,
  parentGlobalId,
  contentType,
  name,
  keywords,
  content,
}: AttachmentEdit): JsonObject {
  return {
    globalId: toWireId(globalId),
    parentGlobalId: toWireId(parentGlobalId),
    contentType,
    name,
    ...(keywords === '' ? {} : { keywords }),
    ...(content.kind === 'item' ? { uploadId: content.uploadId } : { data: content.base64 }),
  };
}

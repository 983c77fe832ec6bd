/** synchronizeReplica: https://developers.arcgis.com/rest/services-reference/enterprise/synchronize-replica/ */
import { GdbError } from '../shared/errors.js';
import type { CallOptions, Submission, SynchronizeRequest } from '../sync/ports.js';
import { datumParams, timeReference, transportType } from './create-replica.js';
import type { Call, Requester } from './request.js';
import { readSubmission } from './submission.js';
import { writeEdits } from './wire-edits.js';

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
  const { leg, layers, editsUploadId } = request;
  const sends = leg.direction === 'upload' || leg.direction === 'bidirectional';
  const edits = sends && editsUploadId === undefined ? writeEdits(request.edits, layers) : null;
  return {
    replicaID: request.replicaId,
    syncDirection: leg.direction,
    ...cursor(request),
    transportType: transportType(request.async),
    closeReplica: String(request.closeReplica === true),
    returnIdsForAdds: 'true',
    returnAttachmentsDataByUrl: 'true',
    async: String(request.async),
    dataFormat: 'json',
    ...(edits === null ? {} : { edits }),
    ...(sends && editsUploadId !== undefined ? { editsUploadId, editsUploadFormat: 'json' } : {}),
    // Versions differ in the default, so it is said wherever edits may travel.
    ...(sends ? { rollbackOnFailure: String(request.rollbackOnFailure) } : {}),
    ...(request.reconcileBranchVersion === true ? { reconcileBranchVersion: 'true' } : {}),
    ...datumParams(request.datumTransformation),
    ...timeReference(layers),
  };
}

/** From where changes are wanted. An upload wants none and a snapshot everything: neither names a generation. */
function cursor({ syncModel, generations, leg }: SynchronizeRequest): Readonly<Record<string, string>> {
  const isUnbound = leg.direction === 'upload' || leg.direction === 'snapshot';
  if (syncModel === 'perReplica') {
    if (isUnbound) return {};
    if (generations.kind !== 'perReplica')
      throw new GdbError('internal', 'The generation of the replica is not known on this device.');
    return { replicaServerGen: String(generations.serverGen) };
  }
  const syncLayers = leg.layerIds.map((id) => {
    if (isUnbound) return { id, syncDirection: leg.direction };
    const serverGen = generations.kind === 'perLayer' ? generations.byLayer[id] : undefined;
    if (serverGen === undefined)
      throw new GdbError('internal', `The generation of layer ${String(id)} is not known on this device.`);
    return { id, serverGen, syncDirection: leg.direction };
  });
  return { syncLayers: JSON.stringify(syncLayers) };
}

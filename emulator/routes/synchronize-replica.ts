import { transaction } from '../database/driver.js';
import type { Author } from '../data/change-log.js';
import type { EditOutcome, LayerOutcomes } from '../data/edit-results.js';
import { editTogether, refusals } from '../data/edit-together.js';
import { ReplicaExport } from '../data/replica-export.js';
import { anyFailed, importEdits, readSyncEdits, type LayerEdits } from '../data/replica-import.js';
import { ServiceError } from '../errors.js';
import { writeDelta } from '../mobile/write-delta.js';
import { json, type Reply } from '../reply.js';
import { featureServerUrl, type Call } from '../site.js';
import { authorOf, countEdits, needCapability, replicaError, strikesOf } from './common.js';
import { deliver, generationKeys, submitJob, type Work } from './deliver.js';
import { wantsSqlite } from './replica-params.js';
import { findReplica, readSyncRequest, type SyncRequest } from './sync-params.js';
import { syncBody } from './sync-results.js';
import { uploadedJson } from './uploaded-json.js';
import { inVersionOf } from './versions.js';

/** `synchronizeReplica`: imports the client's edits, then exports what changed since its generations. */
export function synchronizeReplica(asked: Call): Reply {
  needCapability(asked, 'Sync');
  const call = inVersionOf(asked, findReplica(asked));
  const request = readSyncRequest(call);
  const edits = readUploaded(call, request);
  if (call.entry !== null) call.entry.edits = edits.map(countEdits);
  if (call.params.flag('async', false)) {
    const { id, name, targetType } = request.replica;
    return submitJob(call, 'synchronizeReplica', { replicaID: id, replicaName: name, targetType });
  }
  return json(transaction(call.service.db, () => deliver(call, synchronize(call, request, edits))));
}

/** The work of a job that synchronizes. */
export function synchronizeReplicaWork(asked: Call): Work {
  const call = inVersionOf(asked, findReplica(asked));
  const request = readSyncRequest(call);
  return synchronize(call, request, readUploaded(call, request));
}

/** All of it, or with rollbackOnFailure and a refused edit none of it. */
function synchronize(call: Call, request: SyncRequest, sent: LayerEdits[]): Work {
  const { service } = call;
  const { replica } = request;
  const author = authorOf(call, replica.id);
  const edits = sent.filter(({ id }) => isTaken(request, id));
  if (edits.length > 0 && replica.syncDirection === 'download') {
    throw replicaError(call, 'The replica is download-only and cannot upload edits.');
  }
  const mode = {
    author,
    key: 'globalId',
    duplicateAdd: service.options.duplicateAdd,
    wkid: replica.wkid,
    strike: strikesOf(call, 'synchronizeReplica'),
  } as const;
  const undoneCode = Number(service.options.rollbackCode);
  const together = { undoes: ({ error }: EditOutcome) => request.rollbackOnFailure && error !== null, undoneCode };
  const { outcomes, isUndone } = editTogether(service.db, together, () =>
    importEdits(service, replica, { edits, mode }),
  );
  if (isUndone && service.options.rollbackReply === 'error')
    throw new ServiceError(400, 'Unable to complete operation.', { details: refusals(outcomes, undoneCode) });
  const head = { replicaName: replica.name, replicaID: replica.id, transportType: 'esriTransportTypeEmbedded' };
  if (isUndone) {
    const unmoved = generationKeys(replica, replica.generations, service.options);
    const nothing = { request: { ...request, layers: [] }, outcomes, deltas: [], layers: [] };
    return { reply: { ...head, ...unmoved, ...syncBody(call, nothing) }, failed: true };
  }
  if (request.reconciles && replica.version !== null) service.versions.reconcile(replica.version, call.now);
  const source = new ReplicaExport(service, replica, {
    author,
    attachmentUrl: request.attachmentsByUrl ? featureServerUrl(call) : undefined,
  });
  const deltas = request.layers.flatMap((layer) => (layer.downloads ? [source.delta(layer.id, layer.generation)] : []));
  const layers = request.layers.flatMap((layer) => (layer.isReplaced ? [source.snapshot(layer.id)] : []));
  const body = syncBody(call, { request, outcomes, deltas, layers });
  const isDelta = writesDelta(call) && body['responseType'] === 'esriReplicaResponseTypeEdits';
  const file = isDelta ? asDelta(call, request, { outcomes, author }) : undefined;
  const reply = { ...head, ...moveGenerations(call, request), ...body };
  if (request.closeReplica) service.replicas.delete(replica.id);
  return { reply, failed: anyFailed(outcomes), ...(file === undefined ? {} : { file }) };
}

/** Whole layers are sent in JSON, and so is the word that nothing changed. */
function writesDelta(call: Call): boolean {
  return wantsSqlite(call) || call.service.options.deltas !== 'asked';
}

/** As a mobile geodatabase, with its attachments inside. */
function asDelta(
  call: Call,
  { replica, layers }: SyncRequest,
  { outcomes, author }: { outcomes: readonly LayerOutcomes[]; author: Author },
): Uint8Array {
  const { service, site } = call;
  const scratch = site.openScratch?.();
  if (scratch === undefined) throw new ServiceError(400, 'dataFormat sqlite is not supported here.');
  const source = new ReplicaExport(service, replica, { author, attachmentUrl: undefined });
  const downloads = layers.flatMap(({ id, downloads: isSent, generation }) =>
    isSent ? [{ id, since: generation, serverGen: service.changes.current }] : [],
  );
  return writeDelta(
    call,
    { replica, source, layers: downloads, outcomes, isNewer: service.options.deltas === 'sqlite-newer' },
    scratch,
  );
}

/** A layer of the replica is left alone unless it is to be uploaded; a layer that it lacks gets its errors. */
function isTaken({ replica, layers }: SyncRequest, id: number): boolean {
  const layer = layers.find((one) => one.id === id);
  return layer === undefined ? !replica.layers.some((one) => one.id === id) : layer.uploads;
}

/** Edits come in the form field, or as an upload item that holds the same JSON. */
function readUploaded(call: Call, request: SyncRequest): LayerEdits[] {
  if (!request.layers.some(({ uploads }) => uploads)) return [];
  const edits = readSyncEdits(uploadedJson(call) ?? call.params.json('edits'));
  if (call.isStruck('editIgnored'))
    for (const { adds, updates } of edits.slice(0, 1)) (adds.length > 0 ? adds : updates).pop();
  return edits;
}

/** The service remembers a generation as had by the replica only when it has exported up to it. */
function moveGenerations(call: Call, { replica, layers }: SyncRequest): Record<string, unknown> {
  const { service, now } = call;
  const current = service.changes.current;
  const known = new Map(replica.generations);
  const told = new Map<number, number>();
  for (const { id, downloads, isReplaced } of layers) {
    const exported = downloads || isReplaced;
    if (exported) known.set(id, current);
    if (exported || service.options.generationAfterUpload === 'new') told.set(id, current);
    else if (service.options.generationAfterUpload === 'unchanged')
      told.set(id, replica.generations.get(id) ?? current);
  }
  service.replicas.moved(replica.id, known, now);
  return told.size === 0 ? {} : generationKeys(replica, told, service.options);
}

import { AttachmentEditor } from '../data/attachment-edits.js';
import { editResults, noOutcomes, type LayerOutcomes } from '../data/edit-results.js';
import { editTogether, refusals, type TogetherOutcomes } from '../data/edit-together.js';
import { EditedFeatures } from '../data/edited-features.js';
import { FeatureEditor, type EditMode } from '../data/feature-edits.js';
import type { LayerTable } from '../data/layer-table.js';
import { ServiceError, invalidParameter } from '../errors.js';
import { normaliseGuid } from '../guid.js';
import { asArray, isRecord } from '../json.js';
import { json, type Reply } from '../reply.js';
import type { Call } from '../site.js';
import { authorOf, checkDates, countEdits, layerOf, strikesOf } from './common.js';
import { submitJob, type Work } from './deliver.js';
import { readRowFilter } from './query.js';
import { uploadedJson } from './uploaded-json.js';

/** The edits for one layer, read from a request. */
interface LayerRequest {
  readonly layer: LayerTable;
  readonly adds: unknown[];
  readonly updates: unknown[];
  /** GlobalIDs or ObjectIDs */
  readonly deletes: (string | number | undefined)[];
  readonly attachments: { adds: unknown[]; updates: unknown[]; deletes: unknown[] };
}

/** `applyEdits` of a layer or of the service, at once or by a job (since 10.9.1). */
export function applyEdits(call: Call): Reply {
  const { params, service } = call;
  if (!params.flag('async', false)) return json(layerOrService(call));
  if (service.options.currentVersion < 10.91) throw invalidParameter('async', 'the service does not support it');
  return submitJob(call, 'applyEdits', {});
}

/** The work of a job that applies edits. What is refused as a whole hides in the result file of a completed job. */
export function applyEditsWork(call: Call): Work {
  try {
    return { reply: layerOrService(call) as Record<string, unknown>, failed: false };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return { reply: error.body(call.service.options.errorDetails), failed: false };
  }
}

function layerOrService(call: Call): object {
  checkDates(call);
  return call.path['layer'] === undefined ? applyToService(call) : applyToLayer(call);
}

function applyToLayer(call: Call): object {
  const { params } = call;
  const useGlobalIds = params.flag('useGlobalIds', false);
  const layer = layerOf(call);
  const uploaded = uploadedEdits(call);
  const request: LayerRequest = isRecord(uploaded)
    ? readEntry(layer, uploaded, useGlobalIds)
    : {
        layer,
        adds: readArray(call, 'adds'),
        updates: readArray(call, 'updates'),
        deletes: readIds(params.list('deletes') ?? [], useGlobalIds),
        attachments: readAttachments(useGlobalIds ? params.json('attachments') : undefined),
      };
  const done = edit(call, [request]);
  // Since 11.0: who asks for no results gets one word, which takes a rollback to be the whole truth.
  if (!params.flag('returnEditResults', true) && params.flag('rollbackOnFailure', true))
    return answer(call, done, () => ({ success: !done.isUndone }));
  return answer(call, done, ([outcomes]) => layerReply(call, outcomes ?? noOutcomes(layer.definition.id)));
}

/** `addFeatures`. */
export function addFeatures(call: Call): Reply {
  return applyPart(call, { adds: readArray(call, 'features') }, 'addResults');
}

/** `updateFeatures`. */
export function updateFeatures(call: Call): Reply {
  return applyPart(call, { updates: readArray(call, 'features') }, 'updateResults');
}

/** `deleteFeatures`, by `objectIds` or by what a query of rows takes. */
export function deleteFeatures(call: Call): Reply {
  const { params } = call;
  const ids = params.list('objectIds');
  if (ids === undefined && params.text('where') === undefined && params.text('geometry') === undefined) {
    throw invalidParameter('objectIds', 'objectIds, where or geometry is required');
  }
  const deletes = ids?.map(Number) ?? findIds(call);
  return applyPart(call, { deletes }, 'deleteResults');
}

function findIds(call: Call): number[] {
  const layer = layerOf(call);
  return layer.select(readRowFilter(call.params, layer)).map(({ objectId }) => objectId);
}

/** `applyEdits` of the service: several layers at once, and the edited rows if they are asked for. */
function applyToService(call: Call): object {
  const { params, service } = call;
  const useGlobalIds = params.flag('useGlobalIds', false);
  const uploaded = uploadedEdits(call);
  const entries = uploaded === undefined ? readArray(call, 'edits') : asArray(uploaded);
  const requests = entries.map((entry): LayerRequest => {
    const layer = isRecord(entry) ? service.layers.get(Number(entry['id'])) : undefined;
    if (!isRecord(entry) || layer === undefined)
      throw invalidParameter('edits', 'an entry names no layer of the service');
    return readEntry(layer, entry, useGlobalIds);
  });
  const wantsFeatures = params.text('returnServiceEditsOption') === 'originalAndCurrentFeatures';
  const edited = wantsFeatures ? new EditedFeatures(service) : undefined;
  const done = edit(call, requests, edited);
  return answer<object>(call, done, (outcomes) => {
    const list = outcomes.map((one) => ({
      id: one.id,
      ...layerReply(call, one),
      ...(edited ? { editedFeatures: edited.of(one.id) } : {}),
    }));
    if (!params.flag('returnEditMoment', false)) return list;
    return { editMoment: call.now, [service.options.editMomentKey]: list };
  });
}

/** Edits as an upload item (since 11.1). */
function uploadedEdits(call: Call): unknown {
  if (call.params.text('editsUploadId') !== undefined && call.service.options.currentVersion < 11.1)
    throw invalidParameter('editsUploadId', 'the service does not support it');
  return uploadedJson(call);
}

function readEntry(layer: LayerTable, entry: Record<string, unknown>, useGlobalIds: boolean): LayerRequest {
  return {
    layer,
    adds: asArray(entry['adds']),
    updates: asArray(entry['updates']),
    deletes: readIds(asArray(entry['deletes']).map(String), useGlobalIds),
    attachments: readAttachments(useGlobalIds ? entry['attachments'] : undefined),
  };
}

function applyPart(call: Call, part: Partial<LayerRequest>, only: string): Reply {
  const layer = layerOf(call);
  const request = { layer, adds: [], updates: [], deletes: [], attachments: readAttachments(undefined), ...part };
  return json(
    answer(call, edit(call, [request]), ([outcomes]) => ({
      [only]: layerReply(call, outcomes ?? noOutcomes(0))[only],
    })),
  );
}

/** @returns what became of the edits, and whether they were undone */
function edit(call: Call, requests: LayerRequest[], edited?: EditedFeatures): TogetherOutcomes {
  const { service, params } = call;
  if (call.entry !== null)
    call.entry.edits = requests.map((request) => countEdits({ ...request, id: request.layer.definition.id }));
  const isTogether = params.flag('rollbackOnFailure', true);
  const undoneCode = Number(service.options.rollbackCode);
  return editTogether(service.db, { undoes: ({ error }) => isTogether && error !== null, undoneCode }, () =>
    requests.map((request) => {
      const mode = {
        author: authorOf(call),
        key: params.flag('useGlobalIds', false) ? 'globalId' : 'objectId',
        duplicateAdd: service.options.duplicateAdd === 'duplicate' ? 'duplicate' : 'error',
        wkid: request.layer.definition.wkid,
        strike: strikesOf(call, call.entry?.operation ?? 'applyEdits'),
      } as const;
      return editLayer(call, request, { mode, edited });
    }),
  );
}

function editLayer(
  call: Call,
  request: LayerRequest,
  more: { mode: EditMode; edited: EditedFeatures | undefined },
): LayerOutcomes {
  const { layer, adds, updates, deletes, attachments } = request;
  const { mode, edited } = more;
  const features = new FeatureEditor(call.service, mode);
  edited?.remember(layer, mode.key, { updates, deletes });
  const outcomes = {
    id: layer.definition.id,
    adds: adds.map((feature) => features.add(layer, feature)),
    updates: updates.map((feature) => features.update(layer, feature)),
    deletes: deletes.map((id) => features.delete(layer, id)),
    attachments: new AttachmentEditor(call.service, mode).edit(layer, attachments),
  };
  edited?.record(layer, outcomes);
  return outcomes;
}

function answer<T>(call: Call, done: TogetherOutcomes, reply: (outcomes: LayerOutcomes[]) => T): T {
  const { rollbackReply, rollbackCode } = call.service.options;
  if (!done.isUndone || rollbackReply === 'results') return reply(done.outcomes);
  throw new ServiceError(400, 'Unable to complete operation.', {
    details: refusals(done.outcomes, Number(rollbackCode)),
  });
}

function layerReply(call: Call, { attachments, ...features }: LayerOutcomes): Record<string, unknown> {
  const style = call.service.options;
  const sent = [...attachments.adds, ...attachments.updates, ...attachments.deletes].length > 0;
  const moment = call.params.flag('returnEditMoment', false) ? { editMoment: call.now } : {};
  return {
    ...editResults(features, style),
    ...(sent ? { attachments: editResults(attachments, style) } : {}),
    ...moment,
  };
}

function readArray(call: Call, name: string): unknown[] {
  const value = call.params.json(name);
  if (value !== undefined && !Array.isArray(value)) throw invalidParameter(name, 'an array expected');
  return asArray(value);
}

function readIds(ids: readonly string[], useGlobalIds: boolean): (string | number | undefined)[] {
  return ids.map((id) => (useGlobalIds ? normaliseGuid(id) : Number(id)));
}

function readAttachments(value: unknown): LayerRequest['attachments'] {
  const edits = isRecord(value) ? value : {};
  return { adds: asArray(edits['adds']), updates: asArray(edits['updates']), deletes: asArray(edits['deletes']) };
}

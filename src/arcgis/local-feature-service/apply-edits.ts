/**
 * `applyEdits` of a layer and of the service, answered by the controller: success means committed on this device.
 * https://developers.arcgis.com/rest/services-reference/enterprise/apply-edits-feature-service/
 */
import type { AddAttachmentOptions, SyncController } from '../../controller/types.js';
import { fromBase64 } from '../../shared/base64.js';
import { GdbError } from '../../shared/errors.js';
import type { Feature, LayerSchema } from '../../shared/esri.js';
import { isGuid, toGlobalId, toWireId, type GlobalId } from '../../shared/ids.js';
import { asArray, asNumber, isObject, pick } from '../../shared/json.js';
import type { EditChoice, LocalEditResult, LocalFeature } from '../../shared/queries.js';
import type { AttachmentRecord } from '../../shared/records.js';
import { settled } from './attachments.js';
import {
  layerEdits,
  readEdits,
  trueChanges,
  type EditRules,
  type WireAttachment,
  type WireEdits,
} from './read-edits.js';
import { json, refuse, type LocalReply, type Params } from './request.js';

type RulesOf = (layer: LayerSchema) => Omit<EditRules, 'layer' | 'useGlobalIds'>;

interface Job {
  readonly layer: LayerSchema;
  readonly edits: WireEdits;
  readonly rules: EditRules;
}

/** `{layer}/applyEdits`. */
export async function applyLayerEdits(
  controller: SyncController,
  layer: LayerSchema,
  { params, rulesOf }: { readonly params: Params; readonly rulesOf: RulesOf },
): Promise<LocalReply> {
  const rules = { ...rulesOf(layer), layer, useGlobalIds: params.flag('useGlobalIds') ?? false };
  const [result] = await applyAll(controller, [{ layer, edits: layerEdits(params, rules), rules }], params);
  return json(result ?? {});
}

/** `{service}/applyEdits`: the Editor's way. */
export async function applyServiceEdits(
  controller: SyncController,
  layers: readonly LayerSchema[],
  { params, rulesOf }: { readonly params: Params; readonly rulesOf: RulesOf },
): Promise<LocalReply> {
  const useGlobalIds = params.flag('useGlobalIds') ?? false;
  const jobs = asArray(params.json('edits')).map((entry): Job => {
    const id = isObject(entry) ? asNumber(pick(entry, 'id')) : undefined;
    const layer = layers.find(({ layerId }) => layerId === id);
    if (!isObject(entry) || layer === undefined) throw refuse('edits', String(id), 'this layer is not on this device');
    const rules = { ...rulesOf(layer), layer, useGlobalIds };
    return { layer, edits: readEdits(entry, rules), rules };
  });
  const results = await applyAll(controller, jobs, params);
  return json(jobs.map(({ layer }, i) => ({ id: layer.layerId, ...results[i] })));
}

async function applyAll(controller: SyncController, jobs: readonly Job[], params: Params): Promise<readonly object[]> {
  const wantsFeatures = params.text('returnServiceEditsOption') === 'originalAndCurrentFeatures';
  const done: Undoable[] = [];
  const results: object[] = [];
  let failed = false;
  for (const job of jobs) {
    const outcome = await applyJob(controller, job, done);
    failed ||= outcome.failed;
    results.push({
      ...outcome.results,
      ...(wantsFeatures && !outcome.failed ? { editedFeatures: await outcome.editedFeatures() } : {}),
    });
  }
  if (!failed || params.flag('rollbackOnFailure') !== true) return results;
  for (const edit of done.reverse()) await controller.undoEdit(edit.layerId, edit.globalId, edit.choice);
  return results.map(rolledBack);
}

/** An edit that a later failure takes back. */
interface Undoable {
  readonly layerId: number;
  readonly globalId: GlobalId;
  readonly choice: EditChoice;
}

async function applyJob(
  controller: SyncController,
  { layer, edits, rules }: Job,
  done: Undoable[],
): Promise<{ readonly results: object; readonly failed: boolean; readonly editedFeatures: () => Promise<object> }> {
  const { layerId } = layer;
  const before = await rowsNamedBy(controller, layer, [...edits.updates, ...edits.deletes]);
  const updates = edits.updates.map((change) => {
    const row = before.find((candidate) => isRowOf(layer, candidate, change));
    return row === undefined ? change : trueChanges(change, row, rules);
  });
  const lastBefore = new Map<GlobalId, number>();
  for (const { globalId } of before) lastBefore.set(globalId, await lastEdit(controller, layerId, globalId));
  const { addResults, updateResults, deleteResults } = await controller.applyEdits(layerId, {
    adds: edits.adds,
    updates,
    deletes: edits.deletes,
  });
  const features = [...addResults, ...updateResults, ...deleteResults];
  for (const { success, globalId } of features) {
    if (!success || globalId === null) continue;
    const editId = await lastEdit(controller, layerId, globalId);
    // An update that changes nothing makes no edit: the last one is an earlier one, which nobody asked to take back.
    if (editId > (lastBefore.get(globalId) ?? 0)) done.push({ layerId, globalId, choice: { editId } });
  }
  const attachments = await applyAttachments(controller, { layer, edits }, done);
  return {
    results: {
      addResults: addResults.map(resultJson),
      updateResults: updateResults.map(resultJson),
      deleteResults: deleteResults.map(resultJson),
      ...(attachments === null ? {} : { attachments }),
    },
    failed:
      features.some(({ success }) => !success) ||
      Object.values(attachments ?? {})
        .flat()
        .some((result) => !(result as { readonly success: boolean }).success),
    editedFeatures: async () => {
      const after = await rowsOf(controller, layer, [...addResults, ...updateResults]);
      const now = (id: GlobalId | null): LocalFeature | undefined => after.find(({ globalId }) => globalId === id);
      const was = (id: GlobalId | null): LocalFeature | undefined => before.find(({ globalId }) => globalId === id);
      return {
        adds: addResults.flatMap(({ globalId }) => now(globalId) ?? []).map(wireFeature),
        updates: updateResults.flatMap(({ globalId }) => {
          const [old, current] = [was(globalId), now(globalId)];
          return old && current ? [[wireFeature(old), wireFeature(current)]] : [];
        }),
        deletes: deleteResults.flatMap(({ globalId }) => was(globalId) ?? []).map(wireFeature),
        spatialReference: rules.reference,
      };
    },
  };
}

/** 0: none. */
async function lastEdit(controller: SyncController, layerId: number, globalId: GlobalId): Promise<number> {
  return (await controller.pendingEdits(layerId, globalId)).at(-1)?.seq ?? 0;
}

async function applyAttachments(
  controller: SyncController,
  { layer: { layerId }, edits }: Pick<Job, 'layer' | 'edits'>,
  done: Undoable[],
): Promise<Record<string, readonly object[]> | null> {
  const { attachmentAdds, attachmentUpdates, attachmentDeletes } = edits;
  if (attachmentAdds.length + attachmentUpdates.length + attachmentDeletes.length === 0) return null;
  const note = (attachment: AttachmentRecord): AttachmentRecord => {
    const { parentGlobalId: globalId, globalId: attachmentGlobalId } = attachment;
    done.push({ layerId, globalId, choice: { attachmentGlobalId } });
    return attachment;
  };
  const addResults = [];
  for (const wire of attachmentAdds) {
    const add = async (): Promise<AttachmentRecord> =>
      note(await controller.addAttachment(layerId, wire.parentGlobalId, fileOf(wire), namedBy(wire)));
    addResults.push(await settled(add));
  }
  const updateResults = [];
  for (const wire of attachmentUpdates) {
    const update = async (): Promise<AttachmentRecord> => {
      const attachment = await attachmentOf(controller, layerId, wire.globalId);
      return note(await controller.updateAttachment(attachment, fileOf(wire), { keywords: wire.keywords }));
    };
    updateResults.push(await settled(update));
  }
  const deleteResults = [];
  for (const globalId of attachmentDeletes) {
    const remove = async (): Promise<AttachmentRecord> => {
      const attachment = await attachmentOf(controller, layerId, globalId);
      await controller.deleteAttachments(layerId, attachment.parentGlobalId, [globalId]);
      return note(attachment);
    };
    deleteResults.push(await settled(remove));
  }
  return { addResults, updateResults, deleteResults };
}

async function attachmentOf(
  controller: SyncController,
  layerId: number,
  globalId: GlobalId,
): Promise<AttachmentRecord> {
  const found = await controller.findAttachment(layerId, globalId);
  if (found !== null) return found;
  throw new GdbError('attachment-not-found', `There is no attachment ${globalId} on this device.`);
}

function namedBy({ globalId, keywords }: WireAttachment): AddAttachmentOptions {
  return { keywords, ...(isGuid(globalId) ? { globalId } : {}) };
}

/** Throws `invalid-argument` for what is no base64. */
function fileOf({ data, name, contentType }: WireAttachment): File {
  const bytes = fromBase64(data);
  if (bytes === null) throw new GdbError('invalid-argument', `The bytes of ${name} are not base64.`);
  return new File([bytes], name, { type: contentType });
}

async function rowsNamedBy(
  controller: SyncController,
  layer: LayerSchema,
  named: readonly (Feature | GlobalId | number)[],
): Promise<readonly LocalFeature[]> {
  const keys = named.map((one) => (typeof one === 'object' ? nameOf(layer, one) : one));
  const objectIds = keys.filter((key) => typeof key === 'number');
  const globalIds = keys.filter((key) => typeof key === 'string').map(toGlobalId);
  const [byObjectId, byGlobalId] = await Promise.all([
    objectIds.length === 0
      ? []
      : controller.queryFeatures(layer.layerId, { objectIds }).then(({ features }) => features),
    globalIds.length === 0
      ? []
      : controller.queryFeatures(layer.layerId, { globalIds }).then(({ features }) => features),
  ]);
  return [...byObjectId, ...byGlobalId];
}

function nameOf({ globalIdField, objectIdField }: LayerSchema, { attributes }: Feature): GlobalId | number {
  const globalId = pick(attributes, globalIdField);
  return typeof globalId === 'string' ? globalId : (asNumber(pick(attributes, objectIdField)) ?? '');
}

function isRowOf(layer: LayerSchema, row: LocalFeature, change: Feature): boolean {
  const name = nameOf(layer, change);
  return typeof name === 'number' ? row.objectId === name : row.globalId === toGlobalId(name);
}

async function rowsOf(
  controller: SyncController,
  { layerId }: LayerSchema,
  results: readonly LocalEditResult[],
): Promise<readonly LocalFeature[]> {
  const globalIds = results.flatMap(({ globalId }) => globalId ?? []);
  return globalIds.length === 0 ? [] : (await controller.queryFeatures(layerId, { globalIds })).features;
}

function wireFeature({ attributes, geometry }: Feature): object {
  return { attributes, ...(geometry ? { geometry } : {}) };
}

function resultJson({ objectId, globalId, success, error }: LocalEditResult): object {
  const ids = { objectId: objectId ?? -1, globalId: globalId === null ? null : toWireId(globalId) };
  return success ? { ...ids, success } : { ...ids, success, error };
}

/** All results of an edit that was taken back, as a service writes them. */
function rolledBack(results: object): object {
  const undone = { code: 1003, description: 'Taken back, because another edit of the same request failed.' };
  const entries = Object.entries(results).map(([name, value]: [string, unknown]) => {
    if (!Array.isArray(value)) return [name, isObject(value) ? rolledBack(value) : value] as const;
    return [
      name,
      value.map((result: unknown) =>
        isObject(result) && result['success'] === true ? { ...result, success: false, error: undone } : result,
      ),
    ] as const;
  });
  return Object.fromEntries(entries);
}

/** One layer's share of an `applyEdits` request, done by the controller. */
import type { AddAttachmentOptions } from '../../controller/types.js';
import { fromBase64 } from '../../shared/base64.js';
import { GdbError } from '../../shared/errors.js';
import type { Feature, LayerSchema } from '../../shared/esri.js';
import { isGuid, toGlobalId, toWireId, type GlobalId } from '../../shared/ids.js';
import { asNumber, pick } from '../../shared/json.js';
import type { EditChoice, LocalEditResult, LocalFeature } from '../../shared/queries.js';
import type { AttachmentRecord } from '../../shared/records.js';
import { settled } from './attachments.js';
import type { LocalCopy } from './local-copy.js';
import { trueChanges, type EditRules, type WireAttachment, type WireEdits } from './read-edits.js';

export interface Job {
  readonly layer: LayerSchema;
  readonly edits: WireEdits;
  readonly rules: EditRules;
}

/** As a service writes it. */
export interface JobResults {
  readonly addResults: readonly object[];
  readonly updateResults: readonly object[];
  readonly deleteResults: readonly object[];
  readonly attachments?: Readonly<Record<'addResults' | 'updateResults' | 'deleteResults', readonly object[]>>;
}

export interface JobOutcome {
  readonly results: JobResults;
  readonly failed: boolean;
  readonly editedFeatures: () => Promise<EditedFeatures>;
}

/** What became of the rows, for clients that draw from the answer. */
export interface EditedFeatures {
  readonly adds: readonly object[];
  readonly updates: readonly (readonly object[])[];
  readonly deletes: readonly object[];
  readonly spatialReference: EditRules['references']['copy'];
}

/** An edit that a later failure takes back. */
export interface Undoable {
  readonly layerId: number;
  readonly globalId: GlobalId;
  readonly choice: EditChoice;
}

/** `done` gets what was done, so that it can be taken back. */
export async function applyJob(
  controller: LocalCopy,
  { layer, edits, rules }: Job,
  done: Undoable[],
): Promise<JobOutcome> {
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
        spatialReference: rules.references.copy,
      };
    },
  };
}

/** 0: none. */
async function lastEdit(controller: LocalCopy, layerId: number, globalId: GlobalId): Promise<number> {
  return (await controller.pendingEdits(layerId, globalId)).at(-1)?.seq ?? 0;
}

async function applyAttachments(
  controller: LocalCopy,
  { layer: { layerId }, edits }: Pick<Job, 'layer' | 'edits'>,
  done: Undoable[],
): Promise<NonNullable<JobResults['attachments']> | null> {
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

export async function attachmentOf(
  controller: LocalCopy,
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

export async function rowsNamedBy(
  controller: LocalCopy,
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
  controller: LocalCopy,
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

import { EditError } from '../errors.js';
import { normaliseGuid } from '../guid.js';
import { asArray, isRecord } from '../json.js';
import { AttachmentEditor } from './attachment-edits.js';
import { editTogether } from './edit-together.js';
import { flatOutcomes, noOutcomes, type EditOutcome, type LayerOutcomes } from './edit-results.js';
import { FeatureEditor, type EditMode } from './feature-edits.js';
import type { FeatureService } from './feature-service.js';
import type { Replica } from './replica-store.js';

/** The edits of one layer, as a replica sends them. */
export interface LayerEdits {
  readonly id: number;
  readonly adds: unknown[];
  readonly updates: unknown[];
  readonly deletes: unknown[];
  readonly attachments: { adds: unknown[]; updates: unknown[]; deletes: unknown[] };
}

/** @returns the edits of a synchronizeReplica; an entry without `features` may carry the lists itself */
export function readSyncEdits(value: unknown): LayerEdits[] {
  return asArray(value).flatMap((entry) => {
    if (!isRecord(entry)) return [];
    const features = isRecord(entry['features']) ? entry['features'] : entry;
    const attachments = isRecord(entry['attachments']) ? entry['attachments'] : {};
    return [
      {
        id: Number(entry['id']),
        adds: asArray(features['adds']),
        updates: asArray(features['updates']),
        deletes: asArray(features['deleteIds'] ?? features['deletes']),
        attachments: {
          adds: asArray(attachments['adds']),
          updates: asArray(attachments['updates']),
          deletes: asArray(attachments['deleteIds'] ?? attachments['deletes']),
        },
      },
    ];
  });
}

/** The code that undoes all edits of its layer. */
const layerUndone = 2000;

/** Applies what a replica sends, last sync wins. @returns what became of each edit */
export function importEdits(
  service: FeatureService,
  replica: Replica,
  sent: { edits: LayerEdits[]; mode: EditMode },
): LayerOutcomes[] {
  const features = new FeatureEditor(service, sent.mode);
  const attachments = new AttachmentEditor(service, sent.mode);
  const importLayer = (edits: LayerEdits): LayerOutcomes => {
    const layer = service.layers.get(edits.id);
    if (layer === undefined || !replica.layers.some(({ id }) => id === edits.id)) return unknownLayer(edits);
    const takesAttachments = replica.attachmentsSyncDirection !== 'none';
    return {
      id: edits.id,
      adds: edits.adds.map((feature) => features.add(layer, feature)),
      updates: edits.updates.map((feature) => features.update(layer, feature)),
      deletes: edits.deletes.map((id) => features.delete(layer, normaliseGuid(id))),
      attachments: takesAttachments
        ? attachments.edit(layer, edits.attachments)
        : refuseAttachments(edits, 'The replica does not send attachments.'),
    };
  };
  const undoesLayer = { undoes: ({ error }: EditOutcome) => error?.code === layerUndone, undoneCode: layerUndone };
  return sent.edits.flatMap((edits) => editTogether(service.db, undoesLayer, () => [importLayer(edits)]).outcomes);
}

/** @returns whether any edit was refused */
export function anyFailed(outcomes: readonly LayerOutcomes[]): boolean {
  return outcomes.some((layer) => flatOutcomes(layer).some(({ error }) => error !== null));
}

function unknownLayer(edits: LayerEdits): LayerOutcomes {
  const error = new EditError(2001, `Layer ${edits.id} was not found.`);
  const refuse = (edit: unknown): EditOutcome => ({ objectId: -1, globalId: globalIdOf(edit), error });
  return {
    ...noOutcomes(edits.id),
    adds: edits.adds.map(refuse),
    updates: edits.updates.map(refuse),
    deletes: edits.deletes.map(refuse),
    attachments: refuseAttachments(edits, error.message),
  };
}

function refuseAttachments({ attachments }: LayerEdits, why: string): LayerOutcomes['attachments'] {
  const refuse =
    (code: number) =>
    (edit: unknown): EditOutcome => ({ objectId: -1, globalId: globalIdOf(edit), error: new EditError(code, why) });
  return {
    adds: attachments.adds.map(refuse(1008)),
    updates: attachments.updates.map(refuse(1009)),
    deletes: attachments.deletes.map(refuse(1010)),
  };
}

function globalIdOf(edit: unknown): string | null {
  if (!isRecord(edit)) return normaliseGuid(edit) ?? null;
  const attributes = isRecord(edit['attributes']) ? edit['attributes'] : edit;
  return normaliseGuid(attributes['GlobalID'] ?? attributes['globalId'] ?? attributes['globalid']) ?? null;
}

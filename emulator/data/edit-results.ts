import { EditError } from '../errors.js';
import { formatGuid } from '../guid.js';
import type { Variants } from '../variants/table.js';

/** What became of one edit. `globalId` is as the database keeps it, `objectId` -1 where there is none. */
export interface EditOutcome {
  readonly objectId: number;
  readonly globalId: string | null;
  readonly error: EditError | null;
}

/** The outcomes of what one layer was sent. */
export interface LayerOutcomes {
  readonly id: number;
  readonly adds: EditOutcome[];
  readonly updates: EditOutcome[];
  readonly deletes: EditOutcome[];
  readonly attachments: AttachmentOutcomes;
}

/** The outcomes of its attachments; `objectId` is the number of the attachment. */
export interface AttachmentOutcomes {
  readonly adds: EditOutcome[];
  readonly updates: EditOutcome[];
  readonly deletes: EditOutcome[];
}

/** @returns outcomes to be filled */
export function noOutcomes(id: number): LayerOutcomes {
  return { id, adds: [], updates: [], deletes: [], attachments: { adds: [], updates: [], deletes: [] } };
}

/**
 * Runs one edit. What it refuses becomes its outcome.
 * @param known what the client called the row, for the outcome of a failure
 */
export function attempt(
  known: { objectId?: number; globalId?: string | null },
  edit: () => { objectId: number; globalId: string },
): EditOutcome {
  try {
    return { ...edit(), error: null };
  } catch (error) {
    if (!(error instanceof EditError)) throw error;
    return { objectId: known.objectId ?? -1, globalId: known.globalId ?? null, error };
  }
}

/** @returns all outcomes of a layer in one list */
export function flatOutcomes({ adds, updates, deletes, attachments }: LayerOutcomes): EditOutcome[] {
  return [...adds, ...updates, ...deletes, ...attachments.adds, ...attachments.updates, ...attachments.deletes];
}

/** How results are written. */
export type ResultStyle = Pick<Variants, 'guidFormat' | 'resultIds' | 'resultCodes'>;

/** @returns the outcome as the wire shows it (edit-result-object of the REST documentation) */
export function editResult({ objectId, globalId, error }: EditOutcome, style: ResultStyle): Record<string, unknown> {
  const guid = globalId === null ? null : formatGuid(globalId, style.guidFormat);
  const id = style.resultIds === 'objectId' ? { objectId, globalId: guid } : { objectID: objectId, globalID: guid };
  if (error === null) return { ...id, success: true };
  const code = style.resultCodes === 'strings' ? String(error.code) : error.code;
  const extended = error.extendedCode === undefined ? {} : { extendedCode: error.extendedCode };
  return { ...id, success: false, error: { code, description: error.message, ...extended } };
}

/** @returns the three lists of results of one layer */
export function editResults(outcomes: AttachmentOutcomes, style: ResultStyle): Record<string, unknown> {
  const toResults = (list: readonly EditOutcome[]): unknown[] => list.map((outcome) => editResult(outcome, style));
  return {
    addResults: toResults(outcomes.adds),
    updateResults: toResults(outcomes.updates),
    deleteResults: toResults(outcomes.deletes),
  };
}

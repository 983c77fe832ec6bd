import { transaction, type Database } from '../database/driver.js';
import { EditError } from '../errors.js';
import { flatOutcomes, type EditOutcome, type LayerOutcomes } from './edit-results.js';

/** What became of edits that may have to go well together. */
export interface TogetherOutcomes {
  readonly outcomes: LayerOutcomes[];
  /** one was refused, and so none was kept */
  readonly isUndone: boolean;
}

/**
 * Makes edits in a transaction of their own.
 * @param more.undoes whether one that became this undoes all
 * @param more.undoneCode of those that would have gone well
 */
export function editTogether(
  db: Database,
  more: { undoes: (outcome: EditOutcome) => boolean; undoneCode: number },
  work: () => LayerOutcomes[],
): TogetherOutcomes {
  let outcomes: LayerOutcomes[] = [];
  try {
    transaction(db, () => {
      outcomes = work();
      if (outcomes.some((one) => flatOutcomes(one).some(more.undoes))) throw new Undo();
    });
  } catch (error) {
    if (!(error instanceof Undo)) throw error;
    return { outcomes: outcomes.map((one) => rolledBack(one, more.undoneCode)), isUndone: true };
  }
  return { outcomes, isUndone: false };
}

class Undo extends Error {}

function rolledBack({ id, attachments, ...features }: LayerOutcomes, code: number): LayerOutcomes {
  const undo = (list: readonly EditOutcome[]): EditOutcome[] =>
    list.map((outcome) =>
      outcome.error === null ? { ...outcome, error: new EditError(code, 'Operation rolled back.') } : outcome,
    );
  return {
    id,
    adds: undo(features.adds),
    updates: undo(features.updates),
    deletes: undo(features.deletes),
    attachments: {
      adds: undo(attachments.adds),
      updates: undo(attachments.updates),
      deletes: undo(attachments.deletes),
    },
  };
}

/** @returns the reasons of a rollback, for the details of an error */
export function refusals(outcomes: readonly LayerOutcomes[], undoneCode: number): string[] {
  const reasons = outcomes.flatMap((layer) =>
    flatOutcomes(layer).flatMap(({ error, globalId }) =>
      error === null || error.code === undoneCode
        ? []
        : [`Layer ${layer.id}, ${globalId ?? 'no GlobalID'}: ${error.code} ${error.message}`],
    ),
  );
  return [...reasons.slice(0, 20), 'Operation rolled back.'];
}

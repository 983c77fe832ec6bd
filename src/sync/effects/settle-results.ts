import { groupBy } from '../../shared/collections.js';
import type { RunContext } from '../context.js';
import { descriptionOf } from '../context.js';
import type { FoldedEdit, FoldedFeature } from '../fold.js';
import { matchResults, sentOutcome } from '../match-results.js';
import type { EditOutcome, EditResult } from '../ports.js';
import { carriesChanges } from '../compare.js';
import { objectIdOf } from '../reconcile.js';

/** Codes of protocol 9 that are no verdict on the edit itself. */
const ROLLED_BACK: ReadonlySet<number> = new Set([1003, 2000]);
/** "There already", "not there (any more)": the service is asked what it has before this is believed to be an error. */
const ALREADY_THERE: ReadonlySet<number> = new Set([1022]);
const NOT_THERE: ReadonlySet<number> = new Set([1011, 1013]);

export interface SettledResults {
  readonly outcomes: readonly EditOutcome[];
  /** Edits without a result of their own. */
  readonly unknown: number;
  /** Not at fault, but undone with those that were: they stay in the log. */
  readonly rolledBack: number;
}

/**
 * Results as outcomes. A browser may send a POST again by itself when a connection dies, and the second reply then says "already there" of what the
 * first one did (protocol 15.1): such refusals are compared with the service's rows.
 */
export async function settleResults(
  edits: readonly FoldedEdit[],
  results: readonly EditResult[],
  context: RunContext,
): Promise<SettledResults> {
  const { outcomes, unknown } = matchResults(edits, results);
  const rolledBack = outcomes.filter(isRolledBack);
  const doubtful = outcomes.filter(isDoubtful);
  const plain = outcomes.filter(
    (outcome) => !rolledBack.includes(outcome) && !doubtful.some((other) => other === outcome),
  );
  const checked = doubtful.length === 0 ? [] : await compareWithService(doubtful, edits, context);
  return { outcomes: [...plain, ...checked], unknown: unknown.length, rolledBack: rolledBack.length };
}

function isRolledBack(outcome: EditOutcome): boolean {
  return outcome.kind === 'refused' && ROLLED_BACK.has(outcome.error.code);
}

function isDoubtful(outcome: EditOutcome): outcome is Extract<EditOutcome, { kind: 'refused' }> {
  if (outcome.kind !== 'refused' || outcome.attachmentGlobalId !== undefined) return false;
  const codes = outcome.operation === 'add' ? ALREADY_THERE : outcome.operation === 'delete' ? NOT_THERE : null;
  return codes?.has(outcome.error.code) ?? false;
}

async function compareWithService(
  doubtful: readonly Extract<EditOutcome, { kind: 'refused' }>[],
  edits: readonly FoldedEdit[],
  context: RunContext,
): Promise<readonly EditOutcome[]> {
  const signal = new AbortController().signal;
  const checked: EditOutcome[] = [];
  const info = await context.store.info();
  for (const [layerId, own] of groupBy(doubtful, (outcome) => outcome.layerId)) {
    const layer = descriptionOf(context).layers.find((candidate) => candidate.layerId === layerId);
    if (layer === undefined) {
      checked.push(...own);
      continue;
    }
    const outSpatialReference = info.geodatabase?.spatialReference ?? null;
    const found = await context.service.queryByGlobalIds(
      layer,
      own.map((outcome) => outcome.globalId),
      { signal, outSpatialReference },
    );
    const rows = new Map(found.map((row) => [row.globalId, row]));
    for (const outcome of own) {
      const edit = edits.find(
        (candidate): candidate is FoldedFeature =>
          candidate.kind === 'feature' && candidate.layerId === layerId && candidate.globalId === outcome.globalId,
      );
      const row = rows.get(outcome.globalId);
      if (edit?.operation === 'add' && row !== undefined && carriesChanges(row, edit, layer)) {
        checked.push(
          sentOutcome(edit, {
            objectId: objectIdOf(row, layer),
            row: { attributes: row.attributes, geometry: row.geometry ?? null },
          }),
        );
      } else if (edit?.operation === 'delete' && row === undefined) checked.push(sentOutcome(edit, { objectId: null }));
      else checked.push(outcome);
    }
  }
  return checked;
}

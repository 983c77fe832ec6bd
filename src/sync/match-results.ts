/** Which result belongs to which edit (invariant 5). An edit without a result of its own is neither sent nor refused: it is unknown. */
import { groupBy } from '../shared/collections.js';
import type { FoldedAttachment, FoldedEdit, FoldedFeature } from './fold.js';
import type { EditOutcome, EditResult } from './ports.js';
import { rowAfter } from './rows.js';

type Sendable = FoldedFeature | FoldedAttachment;

export interface Matched {
  readonly outcomes: readonly EditOutcome[];
  /** Edits of which the reply says nothing certain. */
  readonly unknown: readonly Sendable[];
}

/** Matches by layer, operation and GlobalID; by order only where the counts are equal and no result carries an id. */
export function matchResults(edits: readonly FoldedEdit[], results: readonly EditResult[]): Matched {
  const outcomes: EditOutcome[] = [];
  const unknown: Sendable[] = [];
  const sent = edits.filter((edit): edit is Sendable => edit.kind !== 'void');
  for (const group of groupBy(sent, groupOf).values()) {
    const first = group[0] as Sendable;
    const own = results.filter((result) => result.layerId === first.layerId && result.operation === first.operation);
    const byOrder =
      own.length === group.length && own.every((result) => result.globalId === null && result.objectId === null);
    group.forEach((edit, index) => {
      const candidates = byOrder ? own.slice(index, index + 1) : own.filter((result) => result.globalId === idOf(edit));
      const outcome = toOutcome(edit, candidates);
      if (outcome === null) unknown.push(edit);
      else outcomes.push(outcome);
    });
  }
  return { outcomes, unknown };
}

function groupOf(edit: Sendable): string {
  return `${String(edit.layerId)}/${edit.operation}`;
}

/** The GlobalID that a result of this edit carries. */
export function idOf(edit: Sendable): string {
  return edit.kind === 'feature' ? edit.globalId : edit.attachmentGlobalId;
}

function toOutcome(edit: Sendable, candidates: readonly EditResult[]): EditOutcome | null {
  const first = candidates[0];
  // Two results that disagree about one edit say nothing certain.
  if (first === undefined || candidates.some((result) => result.success !== first.success)) return null;
  if (first.success) return sentOutcome(edit, { objectId: first.objectId });
  return {
    kind: 'refused',
    ...target(edit),
    objectId: first.objectId,
    error: first.error ?? { code: 1000, description: '' },
  };
}

/** The outcome of an edit that is on the server. `row`: the server's own, where it was seen. */
export function sentOutcome(
  edit: Sendable,
  seen: { readonly objectId: number | null; readonly row?: EditRow },
): EditOutcome {
  return {
    kind: 'sent',
    ...target(edit),
    objectId: seen.objectId,
    row: seen.row ?? (edit.kind === 'feature' ? rowAfter(edit) : null),
  };
}

type EditRow = ReturnType<typeof rowAfter>;

function target(
  edit: Sendable,
): Pick<Extract<EditOutcome, { kind: 'sent' }>, 'seqs' | 'layerId' | 'globalId' | 'operation' | 'attachmentGlobalId'> {
  const common = { seqs: edit.seqs, layerId: edit.layerId, globalId: edit.globalId, operation: edit.operation };
  return edit.kind === 'feature' ? common : { ...common, attachmentGlobalId: edit.attachmentGlobalId };
}

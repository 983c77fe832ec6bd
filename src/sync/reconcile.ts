/**
 * After an attempt whose outcome is unknown: what the service has, compared with what was sent (invariant 4). Pure; the looking itself is an effect.
 */
import type { KeyedFeature, LayerSchema } from '../shared/esri.js';
import type { FirstLook, SyncAttempt } from '../shared/records.js';
import { carriesChanges } from './compare.js';
import type { FoldedAttachment, FoldedEdit, FoldedFeature } from './fold.js';
import { sentOutcome } from './match-results.js';
import type { EditOutcome, ServerAttachment } from './ports.js';

/** Everything one look saw. Keys are GlobalIDs. */
export interface Look {
  readonly rows: ReadonlyMap<string, KeyedFeature>;
  readonly attachments: ReadonlyMap<string, ServerAttachment>;
}

export interface Verdict {
  /** Proved to be on the service. */
  readonly outcomes: readonly EditOutcome[];
  /** Not there at this look: to be sent again once that is certain. */
  readonly absent: readonly (FoldedFeature | FoldedAttachment)[];
}

/** Judges one look. `attachmentSize` gives the bytes of the content that was sent. */
export function judge(
  edits: readonly FoldedEdit[],
  look: Look,
  known: {
    readonly layers: ReadonlyMap<number, LayerSchema>;
    readonly attachmentSize: (edit: FoldedAttachment) => number | null;
  },
): Verdict {
  const outcomes: EditOutcome[] = [];
  const absent: (FoldedFeature | FoldedAttachment)[] = [];
  for (const edit of edits) {
    if (edit.kind === 'void') continue;
    const layer = known.layers.get(edit.layerId);
    const outcome =
      edit.kind === 'feature'
        ? judgeFeature(edit, look.rows.get(edit.globalId), layer)
        : judgeAttachment(edit, look, known.attachmentSize(edit));
    if (outcome === null) absent.push(edit);
    else outcomes.push(outcome);
  }
  return { outcomes, absent };
}

function judgeFeature(
  edit: FoldedFeature,
  row: KeyedFeature | undefined,
  layer: LayerSchema | undefined,
): EditOutcome | null {
  if (edit.operation === 'delete') return row === undefined ? sentOutcome(edit, { objectId: null }) : null;
  if (row === undefined || layer === undefined) return null;
  // For an add the GlobalID's existence settles it: nobody else makes our GlobalIDs.
  if (edit.operation === 'update' && !carriesChanges(row, edit, layer)) return null;
  return sentOutcome(edit, {
    objectId: objectIdOf(row, layer),
    row: { attributes: row.attributes, geometry: row.geometry ?? null },
  });
}

/** The ObjectID of a row; null when it has none. */
export function objectIdOf(row: KeyedFeature, layer: LayerSchema): number | null {
  const value = row.attributes[layer.objectIdField];
  return typeof value === 'number' ? value : null;
}

function judgeAttachment(edit: FoldedAttachment, look: Look, size: number | null): EditOutcome | null {
  const there = look.attachments.get(edit.attachmentGlobalId);
  if (edit.operation === 'attachDelete') return there === undefined ? sentOutcome(edit, { objectId: null }) : null;
  // Same size is no proof that a replacement arrived; a replacement sent twice does no harm, so it is sent again.
  if (there === undefined || edit.operation === 'attachUpdate' || there.size !== size) return null;
  return sentOutcome(edit, { objectId: there.attachmentId });
}

/** The next step after a look that left something absent. */
export type NextLook =
  /** Absent is certain, or a repeat can do no harm: everything absent goes to the next batch. */
  | { readonly kind: 'certain' }
  | { readonly kind: 'look-again'; readonly notBefore: number; readonly firstLook: FirstLook };

/**
 * Absent means absent in two looks, `settleMs` apart from the end of the connection or, where that isn't known, from the first look: the request
 * may still be running. If the replica moved in between, the looks start over. No second look where a repeat cannot double: only adds can, and
 * not where the layer's GlobalIDs are unique.
 */
export function nextLook(input: {
  readonly attempt: SyncAttempt;
  readonly absent: Verdict['absent'];
  readonly layers: ReadonlyMap<number, LayerSchema>;
  readonly replicaMark: string | null;
  readonly now: number;
  readonly settleMs: number;
}): NextLook {
  const { attempt, absent, layers, replicaMark, now, settleMs } = input;
  const canDouble = absent.filter(
    (edit) =>
      (edit.operation === 'add' || edit.operation === 'attachAdd') &&
      layers.get(edit.layerId)?.uniqueGlobalIds !== true,
  );
  if (canDouble.length === 0) return { kind: 'certain' };
  const first = attempt.firstLook;
  const moved =
    first !== null && first.replicaMark !== null && replicaMark !== null && first.replicaMark !== replicaMark;
  const since = first === null || moved ? now : first.at;
  const firstLook: FirstLook =
    first === null || moved ? { at: now, absent: canDouble.flatMap((edit) => edit.seqs), replicaMark } : first;
  // A connection that ended long ago needs no further wait, but still a second look when the replica moved under the first.
  const due = (moved ? now : (attempt.connectionEndedAt ?? since)) + settleMs;
  return first !== null && !moved && now >= due
    ? { kind: 'certain' }
    : { kind: 'look-again', notBefore: Math.max(due, now), firstLook };
}

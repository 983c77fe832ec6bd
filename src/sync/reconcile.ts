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

/**
 * What the service has under the GlobalID of an attachment that was sent as new: what was sent; a beginning of it, or what cannot be read; or
 * something else, which arrived whole and was changed there since.
 */
export type ContentThere = 'same' | 'incomplete' | 'other';

export interface Verdict {
  /** Proved to be on the service; `replace` for attachments of which it has only a part. */
  readonly outcomes: readonly EditOutcome[];
  /** Not there at this look: to be sent again once that is certain. */
  readonly absent: readonly (FoldedFeature | FoldedAttachment)[];
}

/** Judges one look. `contentThere` tells how new attachments that are there compare; null when they were replaced or removed here since. */
export function judge(
  edits: readonly FoldedEdit[],
  look: Look,
  known: {
    readonly layers: ReadonlyMap<number, LayerSchema>;
    readonly contentThere: (edit: FoldedAttachment) => ContentThere | null;
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
        : judgeAttachment(edit, look, known.contentThere(edit));
    if (outcome === null) absent.push(edit);
    else outcomes.push(outcome);
    if (outcome?.kind === 'replace' && edit.kind === 'attachment') absent.push({ ...edit, operation: 'attachUpdate' });
    if (outcome !== null && edit.kind === 'feature' && outcome.seqs.length < edit.seqs.length)
      absent.push({ ...edit, operation: 'update', seqs: edit.seqs.slice(outcome.seqs.length) });
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
  const seen = {
    objectId: objectIdOf(row, layer),
    row: { attributes: row.attributes, geometry: row.geometry ?? null },
  };
  if (carriesChanges(row, edit, layer)) return sentOutcome(edit, seen);
  if (edit.operation === 'update') return null;
  // For an add the GlobalID's existence settles it: nobody else makes our GlobalIDs. But an earlier request may have made the row, so that
  // what was folded into the add since is not there: it is sent again, as an update.
  return sentOutcome({ ...edit, seqs: edit.seqs.slice(0, 1) }, seen);
}

/** The ObjectID of a row; null when it has none. */
export function objectIdOf(row: KeyedFeature, layer: LayerSchema): number | null {
  const value = row.attributes[layer.objectIdField];
  return typeof value === 'number' ? value : null;
}

function judgeAttachment(edit: FoldedAttachment, look: Look, content: ContentThere | null): EditOutcome | null {
  const there = look.attachments.get(edit.attachmentGlobalId);
  if (edit.operation === 'attachDelete') return there === undefined ? sentOutcome(edit, { objectId: null }) : null;
  // Same size is no proof that a replacement arrived; a replacement sent twice does no harm, so it is sent again.
  if (there === undefined || edit.operation === 'attachUpdate') return null;
  // Another content arrived whole and was changed there since, unless it is an earlier one of this device: its replacement was folded into the add.
  const isThere = content === 'other' ? edit.seqs.length === 1 : content !== 'incomplete';
  if (isThere) return sentOutcome(edit, { objectId: there.attachmentId });
  const { seqs, layerId, globalId, attachmentGlobalId } = edit;
  return { kind: 'replace', seqs, layerId, globalId, attachmentGlobalId, objectId: there.attachmentId };
}

/** The next step after a look that left something absent. */
export type NextLook =
  /** Absent is certain, or a repeat can do no harm: everything absent goes to the next batch. */
  | { readonly kind: 'certain' }
  | { readonly kind: 'look-again'; readonly notBefore: number; readonly firstLook: FirstLook };

/**
 * Absent means absent in two looks, `settleMs` apart from the end of the connection or, where that isn't known, from the first look: the request
 * may still be running. If the replica moved in between, the looks start over. No second look where a repeat cannot double: only adds can, and
 * not those of rows whose layer has unique GlobalIDs. What a layer lists says nothing of the table of its attachments.
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
    ({ operation, layerId }) =>
      operation === 'attachAdd' || (operation === 'add' && layers.get(layerId)?.uniqueGlobalIds !== true),
  );
  if (canDouble.length === 0) return { kind: 'certain' };
  // A moment that is yet to come was noted before this device's clock was set back: it says nothing.
  const first = attempt.firstLook !== null && attempt.firstLook.at <= now ? attempt.firstLook : null;
  const ended =
    attempt.connectionEndedAt !== null && attempt.connectionEndedAt <= now ? attempt.connectionEndedAt : null;
  const moved = first !== null && hasMoved(first.replicaMark, replicaMark);
  if (first === null || moved) {
    const firstLook: FirstLook = { at: now, absent: canDouble.flatMap((edit) => edit.seqs), replicaMark };
    const since = moved || ended === null ? now : ended;
    return { kind: 'look-again', notBefore: Math.max(since + settleMs, now), firstLook };
  }
  const due = (ended ?? first.at) + settleMs;
  return now >= due ? { kind: 'certain' } : { kind: 'look-again', notBefore: due, firstLook: first };
}

/** A mark that could not be read says nothing: then time alone decides. */
function hasMoved(before: string | null, after: string | null): boolean {
  return before !== null && after !== null && before !== after;
}

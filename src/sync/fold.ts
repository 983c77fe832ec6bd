/**
 * A frozen batch, folded: several edits of one feature travel as one. Folding happens only here, when a batch is built, never in the log, so that
 * it cannot cross the border of an attempt whose fate isn't known (invariant 2).
 */
import { groupBy } from '../shared/collections.js';
import type { Attributes, Feature, Geometry } from '../shared/esri.js';
import type { GlobalId } from '../shared/ids.js';
import type { AttachmentOperation, EditEntry, FeatureOperation, PendingEdit } from '../shared/records.js';

export interface FoldedFeature {
  readonly kind: 'feature';
  readonly operation: FeatureOperation;
  readonly seqs: readonly number[];
  readonly layerId: number;
  readonly globalId: GlobalId;
  /** The row as last seen from the server; null for adds and where unknown. */
  readonly base: Feature | null;
  /** Add: the whole row. Update: what changed. Delete: empty. */
  readonly changes: { readonly attributes: Attributes; readonly geometry?: Geometry | null };
}

export interface FoldedAttachment {
  readonly kind: 'attachment';
  readonly operation: AttachmentOperation;
  readonly seqs: readonly number[];
  readonly layerId: number;
  readonly globalId: GlobalId;
  readonly attachmentGlobalId: GlobalId;
  /** Null for deletes. */
  readonly contentVersion: number | null;
}

/** Nothing to send: added and removed again within the batch. */
export interface FoldedVoid {
  readonly kind: 'void';
  readonly seqs: readonly number[];
  readonly layerId: number;
  readonly globalId: GlobalId;
}

export type FoldedEdit = FoldedFeature | FoldedAttachment | FoldedVoid;

/** Folds the edits of a batch, which are in the order of the log. The order of first edits is kept: parents stay before their children. */
export function foldEdits(edits: readonly PendingEdit[]): readonly FoldedEdit[] {
  const features = groupBy(edits.filter(isOfFeature), featureKey);
  const attachments = groupBy(
    edits.filter((edit) => !isOfFeature(edit)),
    (edit) => `${featureKey(edit)}/${JSON.stringify(edit.attachmentGlobalId)}`,
  );
  const folded = new Map<string, FoldedEdit>();
  for (const [key, list] of features) folded.set(key, foldFeature(list));
  for (const [key, list] of attachments) {
    const ownerKey = featureKey(list[0] as PendingEdit);
    const owner = folded.get(ownerKey);
    // A deleted feature takes its attachments with it (protocol 7): what was done to them shares the fate of the delete.
    if (owner !== undefined && (owner.kind === 'void' || (owner.kind === 'feature' && owner.operation === 'delete'))) {
      folded.set(ownerKey, { ...owner, seqs: [...owner.seqs, ...list.map(seqOf)].sort((a, b) => a - b) });
    } else folded.set(key, foldAttachment(list));
  }
  return [...folded.values()];
}

function isOfFeature(edit: EditEntry): boolean {
  return edit.attachmentGlobalId === undefined;
}

function featureKey(edit: EditEntry): string {
  return JSON.stringify([edit.layerId, edit.globalId]);
}

function foldFeature(edits: readonly PendingEdit[]): FoldedFeature | FoldedVoid {
  const first = edits[0] as PendingEdit;
  const last = edits[edits.length - 1] as PendingEdit;
  const common = { seqs: edits.map(seqOf), layerId: first.layerId, globalId: first.globalId };
  // An add over a row that the service still has: its delete was refused, or is in another batch.
  const existed = first.operation !== 'add' || first.base !== null;
  const exists = last.operation !== 'delete';
  if (!existed && !exists) return { kind: 'void', ...common };
  const operation: FeatureOperation = !exists ? 'delete' : existed ? 'update' : 'add';
  return {
    kind: 'feature',
    operation,
    ...common,
    base: existed ? first.base : null,
    changes: exists ? mergeChanges(edits) : { attributes: {} },
  };
}

/** The sum of several edits of one row: later values win; what came before a delete is gone with it. */
export function mergeChanges(edits: readonly EditEntry[]): FoldedFeature['changes'] {
  let attributes: Attributes = {};
  let geometry: Geometry | null | undefined;
  for (const edit of edits) {
    if (edit.operation === 'delete') {
      attributes = {};
      geometry = undefined;
      continue;
    }
    attributes = { ...attributes, ...edit.attributes };
    if (edit.geometry !== undefined) geometry = edit.geometry;
  }
  return geometry === undefined ? { attributes } : { attributes, geometry };
}

function foldAttachment(edits: readonly PendingEdit[]): FoldedAttachment | FoldedVoid {
  const first = edits[0] as PendingEdit;
  const last = edits[edits.length - 1] as PendingEdit;
  const common = { seqs: edits.map(seqOf), layerId: first.layerId, globalId: first.globalId };
  const existed = first.operation !== 'attachAdd';
  const exists = last.operation !== 'attachDelete';
  if (!existed && !exists) return { kind: 'void', ...common };
  const operation: AttachmentOperation = !exists ? 'attachDelete' : existed ? 'attachUpdate' : 'attachAdd';
  const contentVersion = exists ? (last.contentVersion ?? null) : null;
  return {
    kind: 'attachment',
    operation,
    ...common,
    attachmentGlobalId: first.attachmentGlobalId as GlobalId,
    contentVersion,
  };
}

function seqOf(edit: EditEntry): number {
  return edit.seq;
}

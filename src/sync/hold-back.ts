/** What must wait because its parent is not on the service and does not go along: the rest of the batch goes (invariant 14). */
import type { Attributes, LayerSchema } from '../shared/esri.js';
import type { GlobalId } from '../shared/ids.js';
import type { EditIssue, PendingEdit } from '../shared/records.js';
import { keyNaming, parentKeys } from '../shared/relationships.js';
import type { StoreInfo } from './ports.js';

export interface HoldBackInput {
  /** The frozen batch, of all layers. */
  readonly edits: readonly PendingEdit[];
  readonly issues: readonly EditIssue[];
  readonly layers: readonly LayerSchema[];
  /** Layers of the leg. */
  readonly layerIds: readonly number[];
  /** Features whose edits wait for a person's decision. */
  readonly waiting?: StoreInfo['waiting'];
  /** Features that were given up before the service had them. */
  readonly givenUp?: readonly GlobalId[];
  /** Edits that are left to a later request. */
  readonly laterSeqs?: ReadonlySet<number> | undefined;
}

/**
 * The edits of these layers that can be sent now: without those whose feature, or whose parent row, is an add that the service refused, that was given
 * up, that belongs to another leg or request, that was handed over to another device, or that is itself held back; and without what waits for a decision,
 * with what hangs on a row that is gone.
 */
export function sendable({
  edits,
  issues,
  layers,
  layerIds,
  waiting = [],
  givenUp = [],
  laterSeqs,
}: HoldBackInput): readonly PendingEdit[] {
  const refused = issues.filter((issue) => issue.operation === 'add').map((issue) => issue.globalId);
  const missing = new Set([...refused, ...givenUp]);
  const miss = (left: readonly PendingEdit[]): void => {
    for (const edit of left) if (edit.operation === 'add') missing.add(edit.globalId);
  };
  for (const { globalId, isGone } of waiting) if (isGone) missing.add(globalId);
  const undecided = new Set(waiting.map(featureOf));
  // What comes after a frozen edit of the same feature must not overtake it.
  const frozen = new Set(edits.filter(isHandedOver).map(featureOf));
  const waits = (edit: PendingEdit): boolean =>
    frozen.has(featureOf(edit)) || (edit.attachmentGlobalId === undefined && undecided.has(featureOf(edit)));
  const isOfLeg = (edit: PendingEdit): boolean =>
    layerIds.includes(edit.layerId) && laterSeqs?.has(edit.seq) !== true && !waits(edit);
  miss(edits.filter((edit) => !isOfLeg(edit)));
  const parentFields = new Map(layers.map((layer) => [layer.layerId, parentKeys(layer)]));
  const rows = lastWords(edits.filter(({ layerId }) => (parentFields.get(layerId) ?? []).length > 0));
  const isHeld = (edit: PendingEdit): boolean =>
    missing.has(edit.globalId) || namesMissing(edit, missing, { rows, keys: parentFields.get(edit.layerId) ?? [] });
  let going = edits.filter(isOfLeg);
  // What is held back holds its own children.
  for (;;) {
    const held = new Set(going.filter(isHeld));
    if (held.size === 0) return going;
    miss([...held]);
    going = going.filter((edit) => !held.has(edit));
  }
}

/** True for what another device is to send. */
export function isHandedOver({ elsewhere }: PendingEdit): boolean {
  return elsewhere === 'handed-over';
}

function featureOf({ layerId, globalId }: Pick<PendingEdit, 'layerId' | 'globalId'>): string {
  return `${String(layerId)}/${globalId}`;
}

/** What all edits of a row together make of it: they travel as one. */
function lastWords(edits: readonly PendingEdit[]): ReadonlyMap<string, Attributes> {
  const rows = new Map<string, Attributes>();
  for (const edit of edits) {
    if (edit.attachmentGlobalId !== undefined) continue;
    const key = featureOf(edit);
    rows.set(key, { ...(rows.get(key) ?? edit.base?.attributes), ...edit.attributes });
  }
  return rows;
}

function namesMissing(
  edit: PendingEdit,
  missing: ReadonlySet<GlobalId>,
  { rows, keys }: { readonly rows: ReadonlyMap<string, Attributes>; readonly keys: readonly string[] },
): boolean {
  // A row that goes needs no parent; a file needs its row alone.
  if (keys.length === 0 || edit.operation === 'delete' || edit.attachmentGlobalId !== undefined) return false;
  return keyNaming(missing, rows.get(featureOf(edit)) ?? {}, keys) !== undefined;
}

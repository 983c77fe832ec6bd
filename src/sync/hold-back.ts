/** What must wait because its parent is not on the service and does not go along: the rest of the batch goes (invariant 14). */
import type { LayerSchema } from '../shared/esri.js';
import { isGuid, toGlobalId } from '../shared/ids.js';
import type { GlobalId } from '../shared/ids.js';
import type { EditIssue, PendingEdit } from '../shared/records.js';
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
  /** Edits that are left to a later request. */
  readonly laterSeqs?: ReadonlySet<number> | undefined;
}

/**
 * The edits of these layers that can be sent now: without those whose feature, or whose parent row, is an add that the service refused, that
 * belongs to another leg or request, that was handed over to another device, or that is itself held back; and without what waits for a decision,
 * with what hangs on a row that is gone.
 */
export function sendable({
  edits,
  issues,
  layers,
  layerIds,
  waiting = [],
  laterSeqs,
}: HoldBackInput): readonly PendingEdit[] {
  const missing = new Set(issues.filter((issue) => issue.operation === 'add').map((issue) => issue.globalId));
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
  const isHeld = (edit: PendingEdit): boolean => waitsFor(edit, missing, parentFields.get(edit.layerId) ?? []);
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

function waitsFor(edit: PendingEdit, missing: ReadonlySet<GlobalId>, parentFields: readonly string[]): boolean {
  if (missing.has(edit.globalId)) return true;
  const values = { ...edit.base?.attributes, ...edit.attributes };
  return parentFields.some((name) => {
    const value = values[name];
    return isGuid(value) && missing.has(toGlobalId(value));
  });
}

/** Fields of a child table that name its parent. */
function parentKeys(layer: LayerSchema): readonly string[] {
  return layer.relationships
    .filter((relationship) => relationship.role === 'esriRelRoleDestination')
    .map((relationship) => relationship.keyField);
}

/** Which edits travel: the frozen batch of a leg, and that of an attempt that already left. */
import type { PendingEdit, SyncAttempt, SyncLeg } from '../shared/records.js';
import { sendable } from './hold-back.js';
import type { StoreInfo, StorePort } from './ports.js';
import { geodatabaseOf } from './context.js';

export interface Batch {
  readonly edits: readonly PendingEdit[];
  /** In range, but waiting for a refused parent or for a later request. */
  readonly heldSeqs: readonly number[];
}

/** `laterSeqs`: edits in range that are left to another request, with all that waits for them. */
export interface BatchWish {
  readonly leg: Pick<SyncLeg, 'layerIds'>;
  readonly throughSeq: number;
  readonly laterSeqs?: ReadonlySet<number>;
  /** Photos with bytes are left to another sync. */
  readonly photosLater?: boolean;
}

/** The edits of a leg up to `throughSeq` that can go now. */
export async function readLegBatch(
  store: StorePort,
  info: StoreInfo,
  { leg, throughSeq, laterSeqs, photosLater = false }: BatchWish,
): Promise<Batch> {
  const { layers } = geodatabaseOf(info);
  const all = await store.readBatch({ layerIds: layers.map((layer) => layer.layerId), throughSeq });
  const photos = photosLater ? all.filter((edit) => edit.contentVersion !== undefined).map((edit) => edit.seq) : [];
  const edits = sendable({
    edits: all,
    issues: info.issues,
    waiting: info.waiting,
    givenUp: info.givenUp,
    layers,
    layerIds: leg.layerIds,
    laterSeqs: new Set([...(laterSeqs ?? []), ...photos]),
  });
  const going = new Set(edits.map((edit) => edit.seq));
  const held = all.filter((edit) => leg.layerIds.includes(edit.layerId) && !going.has(edit.seq));
  return { edits, heldSeqs: held.map((edit) => edit.seq) };
}

/** What an attempt carried and nobody has a result for yet. */
export async function readAttemptBatch(store: StorePort, attempt: SyncAttempt): Promise<readonly PendingEdit[]> {
  const held = new Set(attempt.heldSeqs);
  const all = await store.readBatch({ layerIds: attempt.leg.layerIds, throughSeq: attempt.throughSeq });
  return all.filter((edit) => !held.has(edit.seq));
}

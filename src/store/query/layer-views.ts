/** What every query of a layer needs to know before it looks at rows: read once, then patched with what this connection's own edits changed. */
import type { LayerSchema } from '../../shared/esri.js';
import type { GeodatabaseRecord } from '../../shared/records.js';
import { getRecords, type ReadTx } from '../database.js';
import type { OwnChanges, RowName } from '../own-changes.js';
import { layerRange } from '../rows/layer-rows.js';
import type { OverlayRecord } from '../schema.js';
import { getMappedRuns, type MappedRuns } from '../run-list.js';
import { requireGeodatabase, requireLayer } from '../state.js';
import { overlayOf, patchedOverlay, type Overlay } from './overlay.js';

/** Shared by all queries at its `rev`: nothing of it is handed out. */
export interface LayerView {
  readonly rev: number;
  readonly geodatabase: GeodatabaseRecord;
  readonly layer: LayerSchema;
  readonly runs: MappedRuns;
  readonly overlay: Overlay;
}

export class LayerViews {
  readonly #own: OwnChanges;
  readonly #views = new Map<number, LayerView>();

  constructor(own: OwnChanges) {
    this.#own = own;
  }

  /** The view at the `rev` that was read last. It may be of the past: good for asking ahead, no more. */
  last(layerId: number): LayerView | null {
    return this.#views.get(layerId) ?? null;
  }

  /** Rejects `no-geodatabase`, `layer-not-found`. `asked`: what was asked for in this transaction, before `rev` was known. */
  async read(
    tx: ReadTx,
    layerId: number,
    { rev, asked }: { readonly rev: number; readonly asked: Promise<ViewParts> | null },
  ): Promise<LayerView> {
    const known = this.#views.get(layerId);
    if (known?.rev === rev) return known;
    const changed = known && this.#own.since(known.rev, rev);
    const view = changed
      ? await patched(tx, known, { rev, changed })
      : viewOf(layerId, rev, await (asked ?? readParts(tx, layerId)));
    // Another read, at a later rev, may have come in between.
    if ((this.#views.get(layerId)?.rev ?? -1) < rev) this.#views.set(layerId, view);
    return view;
  }
}

/** What a view is made of, as it lies there. */
export type ViewParts = readonly [GeodatabaseRecord, MappedRuns, readonly OverlayRecord[]];

/** Rejects `no-geodatabase`. */
export function readParts(tx: ReadTx, layerId: number): Promise<ViewParts> {
  return Promise.all([
    requireGeodatabase(tx),
    getMappedRuns(tx, layerId),
    getRecords(tx, 'overlay', layerRange(layerId)),
  ]);
}

function viewOf(layerId: number, rev: number, [geodatabase, runs, records]: ViewParts): LayerView {
  return { rev, geodatabase, layer: requireLayer(geodatabase, layerId), runs, overlay: overlayOf(records) };
}

/** Edits change nothing but the overlay. */
async function patched(
  tx: ReadTx,
  view: LayerView,
  { rev, changed }: { readonly rev: number; readonly changed: readonly RowName[] },
): Promise<LayerView> {
  const { layerId } = view.layer;
  const names = new Set(changed.filter((name) => name.layerId === layerId).map(({ globalId }) => globalId));
  if (names.size === 0) return { ...view, rev };
  const records = await Promise.all(
    [...names].map(async (name) => [name, await tx.objectStore('overlay').get([layerId, name])] as const),
  );
  return { ...view, rev, overlay: patchedOverlay(view.overlay, new Map(records)) };
}

/** What every query of a layer needs to know before it looks at rows: read once for each `rev`. */
import type { LayerSchema } from '../../shared/esri.js';
import type { GeodatabaseRecord } from '../../shared/records.js';
import type { ReadTx } from '../database.js';
import { layerRange } from '../rows/layer-rows.js';
import { getRuns, requireGeodatabase, requireLayer, type LayerRuns } from '../state.js';
import { overlayOf, type Overlay } from './overlay.js';

/** Shared by all queries at its `rev`: nothing of it is handed out. */
export interface LayerView {
  readonly geodatabase: GeodatabaseRecord;
  readonly layer: LayerSchema;
  readonly runs: LayerRuns;
  readonly overlay: Overlay;
}

export class LayerViews {
  #rev = -1;
  readonly #views = new Map<number, LayerView>();

  /** The view at the `rev` that was read last. It may be of the past: good for asking ahead, no more. */
  last(layerId: number): LayerView | null {
    return this.#views.get(layerId) ?? null;
  }

  /** Rejects `no-geodatabase`, `layer-not-found`. */
  async read(tx: ReadTx, layerId: number, rev: number): Promise<LayerView> {
    if (this.#rev !== rev) this.#views.clear();
    this.#rev = rev;
    const known = this.#views.get(layerId);
    if (known) return known;
    const [geodatabase, runs, records] = await Promise.all([
      requireGeodatabase(tx),
      getRuns(tx, layerId),
      tx.objectStore('overlay').getAll(layerRange(layerId)),
    ]);
    const view = { geodatabase, layer: requireLayer(geodatabase, layerId), runs, overlay: overlayOf(records) };
    // Another read, at another rev, may have come in between.
    if (this.#isAt(rev)) this.#views.set(layerId, view);
    return view;
  }

  #isAt(rev: number): boolean {
    return this.#rev === rev;
  }
}

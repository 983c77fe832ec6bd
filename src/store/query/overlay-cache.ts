/** The overlay of each layer, read once for each `rev`. */
import { textKey, rowKey } from '../chunks/row-key.js';
import type { ReadTx } from '../database.js';
import { layerRange } from '../rows/layer-rows.js';
import type { Overlay } from './scan.js';

export class OverlayCache {
  #rev = -1;
  readonly #layers = new Map<number, Overlay>();

  async read(tx: ReadTx, layerId: number, rev: number): Promise<Overlay> {
    if (this.#rev !== rev) this.#layers.clear();
    this.#rev = rev;
    const known = this.#layers.get(layerId);
    if (known) return known;
    const records = await tx.objectStore('overlay').getAll(layerRange(layerId));
    const overlay = { records, keys: new Set(records.map((record) => textKey(rowKey(record.globalId), 0))) };
    // Another read, at another rev, may have come in between.
    if (this.#isAt(rev)) this.#layers.set(layerId, overlay);
    return overlay;
  }

  #isAt(rev: number): boolean {
    return this.#rev === rev;
  }
}

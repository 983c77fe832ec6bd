/** Rows that a query found. What they hold is decoded when it is asked for. */
import { decodeRow, type Chunk } from '../chunks/unpack.js';
import type { Feature, LayerSchema } from '../../shared/esri.js';
import type { GlobalId } from '../../shared/ids.js';
import type { Box } from '../rows/box.js';
import { objectIdOf, type VisibleRow } from '../rows/layer-rows.js';
import { globalIdOf } from '../rows/packed-rows.js';
import type { OverlayRow } from '../schema.js';

/** Where a row lies: number of the run in the list, chunk and row; or after all runs, chunk 0 and the number of the overlay record. */
export interface Place {
  readonly run: number;
  readonly chunk: number;
  readonly row: number;
}

/** A row that is there. */
export interface Hit {
  readonly place: Place | null;
  readonly box: Box | null;
  /** Decoded at the first call. */
  visible(): VisibleRow;
}

/** The fields that name a row. */
type RowFields = Pick<LayerSchema, 'globalIdField' | 'objectIdField'>;

/** What hits of a chunk have in common; `run` is the number of its run in the list. */
export interface HitChunk {
  readonly layer: RowFields;
  readonly chunk: Chunk;
  readonly run: number;
  readonly chunkNo: number;
}

/** A row of a chunk, and once it is decoded the row that it shows: there are hundreds of them in a map, so each is one small object. */
export class PackedHit implements Hit, VisibleRow {
  readonly row: number;
  readonly #of: HitChunk;
  #feature: Feature | null = null;

  constructor(of: HitChunk, row: number, decode = false) {
    this.#of = of;
    this.row = row;
    if (decode) this.#feature = decodeRow(of.chunk, row);
  }

  get place(): Place {
    const { run, chunkNo } = this.#of;
    return { run, chunk: chunkNo, row: this.row };
  }

  get box(): Box | null {
    const { box } = this.#of.chunk;
    const at = 4 * this.row;
    const xmin = box[at] ?? NaN;
    return Number.isNaN(xmin) ? null : [xmin, box[at + 1] ?? NaN, box[at + 2] ?? NaN, box[at + 3] ?? NaN];
  }

  get feature(): Feature {
    return (this.#feature ??= decodeRow(this.#of.chunk, this.row));
  }

  get globalId(): GlobalId {
    return globalIdOf(this.feature, this.#of.layer);
  }

  get objectId(): number {
    return objectIdOf(this.feature, this.#of.layer);
  }

  get overlay(): null {
    return null;
  }

  visible(): VisibleRow {
    return this;
  }
}

export function overlayHit(record: OverlayRow, place: Place): Hit {
  const { globalId, objectId, feature, box } = record;
  return { place, box, visible: () => ({ globalId, objectId, feature, overlay: record }) };
}

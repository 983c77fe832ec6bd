/** Rows that a query found. What they hold is decoded when it is asked for, many at a time where many are. */
import { decodeRows, sizeOfRow } from '../chunks/unpack.js';
import type { Box } from '../rows/box.js';
import { objectIdOf, type LayerRows, type VisibleRow } from '../rows/layer-rows.js';
import type { OverlayRow, PackedChunk } from '../schema.js';

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

export class PackedHit implements Hit {
  readonly chunk: PackedChunk;
  /** Number of the run in the list. */
  readonly run: number;
  readonly row: number;
  readonly #chunkNo: number;
  readonly #rows: LayerRows;
  #visible: VisibleRow | null = null;

  constructor(rows: LayerRows, chunk: PackedChunk, place: Place) {
    this.#rows = rows;
    this.chunk = chunk;
    this.run = place.run;
    this.#chunkNo = place.chunk;
    this.row = place.row;
  }

  get place(): Place {
    return { run: this.run, chunk: this.#chunkNo, row: this.row };
  }

  get isDecoded(): boolean {
    return this.#visible !== null;
  }

  get box(): Box | null {
    const { box } = this.chunk;
    const at = 4 * this.row;
    const xmin = box[at] ?? NaN;
    return Number.isNaN(xmin) ? null : [xmin, box[at + 1] ?? NaN, box[at + 2] ?? NaN, box[at + 3] ?? NaN];
  }

  visible(): VisibleRow {
    if (!this.#visible) decode([this]);
    return this.#visible as VisibleRow;
  }

  take(feature: VisibleRow['feature']): void {
    const { packed, layer } = this.#rows;
    const globalId = packed.globalIdOf(feature);
    this.#visible = { globalId, objectId: objectIdOf(feature, layer), feature, overlay: null };
  }
}

export function overlayHit(record: OverlayRow, place: Place): Hit {
  const { globalId, objectId, feature, box } = record;
  return { place, box, visible: () => ({ globalId, objectId, feature, overlay: record }) };
}

/** Bytes of JSON that are parsed together: a thousand rows cost one call, not a thousand. */
const PARSED_AT_ONCE = 1024 * 1024;

/** Makes ready the rows of all of them. */
export function decodeAll(hits: readonly Hit[]): void {
  let some: PackedHit[] = [];
  let bytes = 0;
  for (const hit of hits) {
    if (!(hit instanceof PackedHit) || hit.isDecoded) continue;
    some.push(hit);
    bytes += sizeOfRow(hit.chunk, hit.row);
    if (bytes < PARSED_AT_ONCE) continue;
    decode(some);
    [some, bytes] = [[], 0];
  }
  decode(some);
}

function decode(hits: readonly PackedHit[]): void {
  const features = decodeRows(hits);
  hits.forEach((hit, index) => {
    const feature = features[index];
    if (feature) hit.take(feature);
  });
}

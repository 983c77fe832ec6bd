/** Rows that a query found. What they hold is decoded when it is asked for, many at a time where many are. */
import { parseRows } from '../chunks/unpack.js';
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
  row(): VisibleRow;
}

export class PackedHit implements Hit {
  readonly place: Place;
  readonly #rows: LayerRows;
  readonly #chunk: PackedChunk;
  #row: VisibleRow | null = null;

  constructor(rows: LayerRows, chunk: PackedChunk, place: Place) {
    this.#rows = rows;
    this.#chunk = chunk;
    this.place = place;
  }

  get chunk(): PackedChunk {
    return this.#chunk;
  }

  get isDecoded(): boolean {
    return this.#row !== null;
  }

  get box(): Box | null {
    const { box } = this.#chunk;
    const at = 4 * this.place.row;
    const xmin = box[at] ?? NaN;
    return Number.isNaN(xmin) ? null : [xmin, box[at + 1] ?? NaN, box[at + 2] ?? NaN, box[at + 3] ?? NaN];
  }

  /** Its JSON. */
  get json(): Uint8Array {
    const { bytes, off } = this.#chunk;
    return bytes.subarray(off[this.place.row], off[this.place.row + 1]);
  }

  row(): VisibleRow {
    if (!this.#row) decode([this]);
    return this.#row as VisibleRow;
  }

  take(feature: VisibleRow['feature']): void {
    const { packed, layer } = this.#rows;
    const globalId = packed.globalIdOf(feature);
    this.#row = { globalId, objectId: objectIdOf(feature, layer), feature, overlay: null };
  }
}

export function overlayHit(record: OverlayRow, place: Place): Hit {
  const { globalId, objectId, feature, box } = record;
  return { place, box, row: () => ({ globalId, objectId, feature, overlay: record }) };
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
    bytes += hit.json.length;
    if (bytes < PARSED_AT_ONCE) continue;
    decode(some);
    [some, bytes] = [[], 0];
  }
  decode(some);
}

function decode(hits: readonly PackedHit[]): void {
  const features = parseRows(hits.map((hit) => hit.json));
  hits.forEach((hit, index) => {
    const feature = features[index];
    if (feature) hit.take(feature);
  });
}

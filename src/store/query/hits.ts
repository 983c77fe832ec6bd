/** Rows that a query found. What they hold is decoded when it is asked for, many at a time where many are. */
import { decodeRows, sizeOfRow } from '../chunks/unpack.js';
import type { Feature, LayerSchema } from '../../shared/esri.js';
import type { GlobalId } from '../../shared/ids.js';
import type { Box } from '../rows/box.js';
import { objectIdOf, type VisibleRow } from '../rows/layer-rows.js';
import { globalIdOf, type FoundRows } from '../rows/packed-rows.js';
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

/** The fields that name a row. */
type RowFields = Pick<LayerSchema, 'globalIdField' | 'objectIdField'>;

/** What hits of a chunk have in common; `run` is the number of its run in the list. */
interface HitChunk {
  readonly layer: RowFields;
  readonly chunk: PackedChunk;
  readonly run: number;
  readonly chunkNo: number;
}

/** A row of a chunk, and once it is decoded the row that it shows: there are hundreds of them in a map, so each is one small object. */
export class PackedHit implements Hit, VisibleRow {
  readonly chunk: PackedChunk;
  readonly row: number;
  readonly #of: HitChunk;
  #feature: Feature | null = null;

  constructor(of: HitChunk, row: number) {
    this.#of = of;
    this.chunk = of.chunk;
    this.row = row;
  }

  get place(): Place {
    const { run, chunkNo } = this.#of;
    return { run, chunk: chunkNo, row: this.row };
  }

  get isDecoded(): boolean {
    return this.#feature !== null;
  }

  get box(): Box | null {
    const { box } = this.chunk;
    const at = 4 * this.row;
    const xmin = box[at] ?? NaN;
    return Number.isNaN(xmin) ? null : [xmin, box[at + 1] ?? NaN, box[at + 2] ?? NaN, box[at + 3] ?? NaN];
  }

  get feature(): Feature {
    if (!this.#feature) decode([this]);
    return this.#feature as Feature;
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

  take(feature: Feature): void {
    this.#feature = feature;
  }
}

/** Hits of these rows. */
export function hitsOf(layer: RowFields, found: FoundRows): readonly PackedHit[] {
  const { chunk, run, chunkNo } = found;
  const of = { layer, chunk, run, chunkNo };
  return found.rows.map((row) => new PackedHit(of, row));
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
  // Counted loops here and below: an iterator makes an object for each row, and collecting them costs a page that was just opened milliseconds.
  for (let i = 0; i < hits.length; i++) {
    const hit = hits[i];
    if (!(hit instanceof PackedHit) || hit.isDecoded) continue;
    some.push(hit);
    bytes += sizeOfRow(hit.chunk, hit.row);
    if (bytes < PARSED_AT_ONCE) continue;
    decode(some);
    some = [];
    bytes = 0;
  }
  decode(some);
}

function decode(hits: readonly PackedHit[]): void {
  const features = decodeRows(hits);
  for (let i = 0; i < features.length; i++) hits[i]?.take(features[i] as Feature);
}

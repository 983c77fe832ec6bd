/** Rows of a layer that match, in the order of the runs, the overlay's own last. Rows are decoded only when they are asked for. */
import type { GlobalId } from '../../shared/ids.js';
import { textKey } from '../chunks/row-key.js';
import { decodeRow } from '../chunks/unpack.js';
import { boxOf, intersects, type Box, type Extent } from '../rows/box.js';
import { objectIdOf, type LayerRows, type VisibleRow } from '../rows/layer-rows.js';
import type { OverlayRecord, OverlayRow, PackedChunk, Run } from '../schema.js';

/** Chunks read at a time. */
const CHUNKS_AT_ONCE = 16;

/** The overlay of a layer, with the keys of the packed rows that it hides. */
export interface Overlay {
  readonly records: readonly OverlayRecord[];
  readonly keys: ReadonlySet<string>;
}

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

/** Every visible row; with an envelope, those whose own envelope intersects it; with `from`, those at that place and after. */
export async function* scan(
  rows: LayerRows,
  overlay: Overlay,
  { envelope, from = START }: { readonly envelope: Extent | null; readonly from?: Place },
): AsyncGenerator<Hit> {
  const { runs } = rows.packed;
  for (let runNo = from.run; runNo < runs.length; runNo++) {
    const run = runs[runNo] as Run;
    const [firstChunk, firstRow] = runNo === from.run ? [from.chunk, from.row] : [0, 0];
    const wanted = chunksIn(run, envelope, firstChunk);
    const dead = deadRows(run);
    for (let start = 0; start < wanted.length; start += CHUNKS_AT_ONCE) {
      const numbers = wanted.slice(start, start + CHUNKS_AT_ONCE);
      const chunks = await Promise.all(numbers.map((no) => rows.packed.chunk(run, no)));
      for (const [i, chunk] of chunks.entries()) {
        const no = numbers[i] ?? 0;
        for (let rowNo = no === firstChunk ? firstRow : 0; rowNo < chunk.n; rowNo++) {
          if (envelope && !intersects(chunk.box, 4 * rowNo, envelope)) continue;
          if (dead?.has(placeKey(no, rowNo)) || isCovered(overlay, chunk, rowNo)) continue;
          if (runNo > 0 && (await rows.packed.isHidden(runNo, chunk.gid, rowNo))) continue;
          yield new PackedHit(rows, chunk, { run: runNo, chunk: no, row: rowNo });
        }
      }
    }
  }
  const firstRecord = from.run === runs.length ? from.row : 0;
  for (let no = firstRecord; no < overlay.records.length; no++) {
    const record = overlay.records[no];
    if (!record || record.kind === 'tombstone') continue;
    if (envelope && !(record.box && intersects(record.box, 0, envelope))) continue;
    yield overlayHit(record, { run: runs.length, chunk: 0, row: no });
  }
}

const START: Place = { run: 0, chunk: 0, row: 0 };

/** The row at a place that `scan` gave out over the same runs and overlay. */
export async function hitAt(rows: LayerRows, overlay: Overlay, place: Place): Promise<Hit | null> {
  const run = rows.packed.runs[place.run];
  if (run) return new PackedHit(rows, await rows.packed.chunk(run, place.chunk), place);
  const record = overlay.records[place.row];
  return record?.kind === 'row' ? overlayHit(record, place) : null;
}

/** How many rows `scan` would find without an envelope, by what the runs' list says of them; null where it doesn't. */
export async function countAll({ packed }: LayerRows, { records }: Overlay): Promise<number | null> {
  if (packed.nRows === null) return null;
  const hidden = await Promise.all(records.map(({ globalId }) => packed.has(globalId)));
  const own = records.filter(({ kind }) => kind === 'row');
  return packed.nRows - hidden.filter(Boolean).length + own.length;
}

/** Rows named one by one; a name without a row is left out. */
export async function* pickRows(
  rows: LayerRows,
  names: { readonly globalIds: readonly GlobalId[] } | { readonly objectIds: readonly number[] },
): AsyncGenerator<Hit> {
  const found =
    'globalIds' in names
      ? names.globalIds.map((id) => rows.visible(id))
      : names.objectIds.map((id) => rows.visibleByObjectId(id));
  for (const row of await Promise.all(found)) {
    if (row) yield { place: null, box: boxOf(row.feature.geometry), row: () => row };
  }
}

class PackedHit implements Hit {
  readonly place: Place;
  readonly #rows: LayerRows;
  readonly #chunk: PackedChunk;
  #row: VisibleRow | null = null;

  constructor(rows: LayerRows, chunk: PackedChunk, place: Place) {
    this.#rows = rows;
    this.#chunk = chunk;
    this.place = place;
  }

  get box(): Box | null {
    const start = 4 * this.place.row;
    const [xmin = NaN, ymin = NaN, xmax = NaN, ymax = NaN] = this.#chunk.box.subarray(start, start + 4);
    return Number.isNaN(xmin) ? null : [xmin, ymin, xmax, ymax];
  }

  row(): VisibleRow {
    this.#row ??= this.#decode();
    return this.#row;
  }

  #decode(): VisibleRow {
    const feature = decodeRow(this.#chunk, this.place.row);
    const { packed, layer } = this.#rows;
    return { globalId: packed.globalIdOf(feature), objectId: objectIdOf(feature, layer), feature, overlay: null };
  }
}

function overlayHit(record: OverlayRow, place: Place): Hit {
  const { globalId, objectId, feature, box } = record;
  return { place, box, row: () => ({ globalId, objectId, feature, overlay: record }) };
}

function isCovered(overlay: Overlay, chunk: PackedChunk, rowNo: number): boolean {
  return overlay.keys.size > 0 && overlay.keys.has(textKey(chunk.gid, rowNo));
}

function chunksIn(run: Run, envelope: Extent | null, first: number): number[] {
  const all = Array.from({ length: Math.max(run.nChunks - first, 0) }, (_, i) => first + i);
  return envelope ? all.filter((no) => intersects(run.boxes, 4 * no, envelope)) : all;
}

function deadRows(run: Run): Set<number> | null {
  if (run.dead.length === 0) return null;
  const places = new Set<number>();
  for (let i = 0; i < run.dead.length; i += 2) places.add(placeKey(run.dead[i] ?? 0, run.dead[i + 1] ?? 0));
  return places;
}

function placeKey(chunkNo: number, rowNo: number): number {
  return chunkNo * 65_536 + rowNo;
}

/** Rows of a layer that match, in the order of the runs, the overlay's own last. Rows are decoded only when they are asked for. */
import type { Envelope } from '../../shared/esri.js';
import type { GlobalId } from '../../shared/ids.js';
import { decodeRow } from '../chunks/unpack.js';
import { intersects } from '../rows/box.js';
import { objectIdOf, type LayerRows, type VisibleRow } from '../rows/layer-rows.js';
import type { OverlayRecord, PackedChunk, Run } from '../schema.js';
import { textKey } from '../chunks/row-key.js';

/** Chunks read at a time. */
const CHUNKS_AT_ONCE = 16;

/** A hit that is decoded on demand. */
export type Hit = () => VisibleRow;

/** The overlay of a layer, with the keys of the packed rows that it hides. */
export interface Overlay {
  readonly records: readonly OverlayRecord[];
  readonly keys: ReadonlySet<string>;
}

/** Every visible row; with an envelope, those whose own envelope intersects it. */
export async function* scan(rows: LayerRows, overlay: Overlay, envelope: Envelope | null): AsyncGenerator<Hit> {
  for (const [runIndex, run] of rows.packed.runs.entries()) {
    const wanted = chunksIn(run, envelope);
    const dead = deadRows(run);
    const isCovered = (chunk: PackedChunk, rowNo: number): boolean =>
      overlay.keys.size > 0 && overlay.keys.has(textKey(chunk.gid, rowNo));
    for (let start = 0; start < wanted.length; start += CHUNKS_AT_ONCE) {
      const numbers = wanted.slice(start, start + CHUNKS_AT_ONCE);
      const chunks = await Promise.all(numbers.map((no) => rows.packed.chunk(run, no)));
      for (const [i, chunk] of chunks.entries()) {
        const no = numbers[i] ?? 0;
        for (let rowNo = 0; rowNo < chunk.n; rowNo++) {
          if (envelope && !intersects(chunk.box, 4 * rowNo, envelope)) continue;
          if (dead?.has(placeKey(no, rowNo)) || isCovered(chunk, rowNo)) continue;
          if (runIndex > 0 && (await rows.packed.isHidden(runIndex, chunk.gid, rowNo))) continue;
          yield () => packedHit(rows, chunk, rowNo);
        }
      }
    }
  }
  for (const record of overlay.records) {
    if (record.kind === 'tombstone') continue;
    if (envelope && !(record.box && intersects(record.box, 0, envelope))) continue;
    const { globalId, objectId, feature } = record;
    yield () => ({ globalId, objectId, feature, overlay: record });
  }
}

/** How many rows `scan` would find without an envelope, read from the run's own count; null where runs lie over each other. */
export async function countAll(rows: LayerRows, overlay: Overlay): Promise<number | null> {
  const [run, older] = rows.packed.runs;
  if (older) return null;
  let count = run?.nRows ?? 0;
  for (const { globalId, kind } of overlay.records) {
    if (kind === 'row') count++;
    if (await rows.packed.has(globalId)) count--;
  }
  return count;
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
  for (const row of await Promise.all(found)) if (row) yield () => row;
}

function chunksIn(run: Run, envelope: Envelope | null): number[] {
  const all = Array.from({ length: run.nChunks }, (_, no) => no);
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

function packedHit(rows: LayerRows, chunk: PackedChunk, rowNo: number): VisibleRow {
  const feature = decodeRow(chunk, rowNo);
  return {
    globalId: rows.packed.globalIdOf(feature),
    objectId: objectIdOf(feature, rows.layer),
    feature,
    overlay: null,
  };
}

/** Rows of a layer that match, in the order of the runs, the overlay's own last. */
import type { GlobalId } from '../../shared/ids.js';
import { meeting, meetingMany } from '../chunks/boxes.js';
import { boxOf, intersects, type Extent } from '../rows/box.js';
import type { LayerRows } from '../rows/layer-rows.js';
import type { MappedRun, Run } from '../schema.js';
import { overlayHit, PackedHit, type Hit, type Place } from './hits.js';
import { isCovered, type Overlay } from './overlay.js';

/** Chunks read at a time: nearly always all of those that a map shows; of a whole layer what memory is spared for. */
const CHUNKS_AT_ONCE = { inEnvelope: 64, all: 16 } as const;

/** A chunk to be read: number of its run in the list, and its own. */
export interface ChunkPlace {
  readonly run: number;
  readonly chunk: number;
}

/** What is looked through: the rows over these runs. */
export interface ScanSource {
  readonly rows: LayerRows;
  readonly runs: readonly MappedRun[];
  readonly overlay: Overlay;
}

export interface ScanOptions {
  readonly envelope: Extent | null;
  /** The first place that counts. */
  readonly from?: Place;
  /** Every row will be shown: those that are there already are decoded while others come. */
  readonly decode?: boolean;
}

/** Every visible row, in batches; with an envelope, those whose own envelope intersects it; with `from`, those at that place and after. */
export async function* scan(
  { rows, runs, overlay }: ScanSource,
  { envelope, from = START, decode = false }: ScanOptions,
): AsyncGenerator<readonly Hit[], void, undefined> {
  const { packed } = rows;
  const places = chunksIn(runs, envelope, from);
  const dead = runs.map(deadRows);
  const hitsIn = async ({ run, chunk: chunkNo }: ChunkPlace): Promise<readonly Hit[]> => {
    const chunk = await packed.chunk(runs[run] as Run, chunkNo);
    const first = run === from.run && chunkNo === from.chunk ? from.row : 0;
    const gone = dead[run];
    const inside = meeting(chunk.box, envelope, { first, end: chunk.n }).filter(
      (row) => !gone?.has(placeKey(chunkNo, row)) && !isCovered(overlay, chunk.gid, row),
    );
    const shown = run === 0 ? inside : await packed.withoutHidden({ chunk, run, rows: inside });
    const of = { layer: rows.layer, chunk, run, chunkNo };
    return shown.map((row) => new PackedHit(of, row, decode));
  };
  const step = envelope ? CHUNKS_AT_ONCE.inEnvelope : CHUNKS_AT_ONCE.all;
  for (let start = 0; start < places.length; start += step) {
    const some = places.slice(start, start + step);
    if (some.some(({ run }) => run > 0)) packed.askWhatHides();
    const shown = (await Promise.all(some.map(hitsIn))).flat();
    if (shown.length > 0) yield shown;
  }
  const own = overlayHits(rows, overlay, { envelope, from });
  if (own.length > 0) yield own;
}

const START: Place = { run: 0, chunk: 0, row: 0 };

function overlayHits(rows: LayerRows, { records }: Overlay, { envelope, from = START }: ScanOptions): readonly Hit[] {
  const run = rows.packed.runs.length;
  const found: Hit[] = [];
  for (let row = from.run === run ? from.row : 0; row < records.length; row++) {
    const record = records[row];
    if (!record || record.kind === 'tombstone') continue;
    if (envelope && !(record.box && intersects(record.box, 0, envelope))) continue;
    found.push(overlayHit(record, { run, chunk: 0, row }));
  }
  return found;
}

/** The row at a place that `scan` gave out over the same runs and overlay. */
export async function hitAt(rows: LayerRows, overlay: Overlay, place: Place): Promise<Hit | null> {
  const run = rows.packed.runs[place.run];
  if (run) {
    const chunk = await rows.packed.chunk(run, place.chunk);
    return new PackedHit({ layer: rows.layer, chunk, run: place.run, chunkNo: place.chunk }, place.row);
  }
  const record = overlay.records[place.row];
  return record?.kind === 'row' ? overlayHit(record, place) : null;
}

/** How many rows `scan` would find without an envelope, by what the runs' list says of them; null where it doesn't. */
export async function countAll({ packed }: LayerRows, { records, keys }: Overlay): Promise<number | null> {
  if (packed.nRows === null) return null;
  const own = records.filter(({ kind }) => kind === 'row').length;
  return packed.nRows - (await packed.countShown(keys)) + own;
}

/** Rows named one by one; a name without a row is left out. */
export async function pickRows(
  rows: LayerRows,
  names: { readonly globalIds: readonly GlobalId[] } | { readonly objectIds: readonly number[] },
): Promise<readonly Hit[]> {
  const found =
    'globalIds' in names
      ? names.globalIds.map((id) => rows.visible(id))
      : names.objectIds.map((id) => rows.visibleByObjectId(id));
  return (await Promise.all(found)).flatMap((row) =>
    row ? [{ place: null, box: boxOf(row.feature.geometry), visible: () => row }] : [],
  );
}

/** The chunks that a scan reads. */
export function chunksIn(
  runs: readonly MappedRun[],
  envelope: Extent | null,
  from: Place = START,
): readonly ChunkPlace[] {
  return runs.flatMap((mapped, run) => {
    if (run < from.run) return [];
    const first = run === from.run ? from.chunk : 0;
    return meetingMany(mapped, envelope, { first, end: mapped.nChunks }).map((chunk) => ({ run, chunk }));
  });
}

function deadRows(run: Run): ReadonlySet<number> | null {
  if (run.dead.length === 0) return null;
  const places = new Set<number>();
  for (let i = 0; i < run.dead.length; i += 2) places.add(placeKey(run.dead[i] ?? 0, run.dead[i + 1] ?? 0));
  return places;
}

function placeKey(chunkNo: number, rowNo: number): number {
  return chunkNo * 65_536 + rowNo;
}

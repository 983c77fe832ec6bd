/**
 * Where the packed rows of each layer lie, in `meta`: the list of its runs, and apart from it the boxes of their chunks. A map needs both, an edit
 * only the list.
 */
import { GdbError } from '../shared/errors.js';
import type { LayerSchema } from '../shared/esri.js';
import { boxesAround, NEIGHBOURS, widened } from './chunks/boxes.js';
import { getRecord, getRecords, type ReadTx, type WriteTx } from './database.js';
import type { MappedRun, Run, RunBoxes } from './schema.js';
import { lacking, metaOf } from './state.js';

/** Where a layer's packed rows lie. Newest run first. */
export interface LayerRuns {
  /** Those of a database from before boxes were kept apart have them here. */
  readonly runs: readonly (Run | RunWithBoxes)[];
  /** Rows that they show together: compaction leaves it as it is. Null in a database from before it was kept. */
  readonly nRows: number | null;
}

/** The same with the boxes of the chunks. */
export interface MappedRuns extends LayerRuns {
  readonly runs: readonly MappedRun[];
}

/** A run as it was listed before boxes were kept apart. */
type RunWithBoxes = Run & { readonly boxes: Float64Array | Float32Array };

/** Whole groups of neighbours, 61 kB: those of a million points. */
const BOXES_PER_RECORD = 95 * NEIGHBOURS;

/** Of a layer that holds nothing. */
export const NO_RUNS: LayerRuns = { runs: [], nRows: 0 };

export async function getRuns(tx: ReadTx, layerId: number): Promise<LayerRuns> {
  const record = (await getRecord(tx, 'meta', runsKey(layerId))) as Partial<LayerRuns> | undefined;
  return record ? { runs: record.runs ?? [], nRows: record.nRows ?? null } : NO_RUNS;
}

/** Throws `busy` unless the layer still lists all of these runs: who reads them by an older list finds nothing, and nothing is wrong. */
export async function requireListed(tx: ReadTx, layer: LayerSchema, runs: readonly number[]): Promise<void> {
  const listed = new Set((await getRuns(tx, layer.layerId)).runs.map(({ n }) => n));
  if (runs.every((n) => listed.has(n))) return;
  throw new GdbError('busy', `${layer.name} was loaded anew while it was read: ask again.`, { retryable: true });
}

/** The same with what a map needs. */
export async function getMappedRuns(tx: ReadTx, layerId: number): Promise<MappedRuns> {
  const [{ runs, nRows }, parts] = await Promise.all([
    getRuns(tx, layerId),
    getRecords(tx, 'meta', boxesOf(layerId)) as Promise<readonly RunBoxes[]>,
  ]);
  return { runs: runs.map((run) => ({ ...run, ...boxesIn(run, parts) })), nRows };
}

/** Lists these runs and no others. Boxes of runs that were listed before may be left out. */
export async function putRuns(
  tx: WriteTx,
  layerId: number,
  { runs, nRows }: { readonly runs: readonly (Run | RunWithBoxes)[]; readonly nRows: number | null },
): Promise<void> {
  const meta = tx.objectStore('meta');
  const known = new Set(await metaOf(tx).getAllKeys(boxesOf(layerId)));
  const prefixes = runs.map(({ n }) => boxesKey(layerId, n));
  for (const key of known) if (!prefixes.some((prefix) => key.startsWith(prefix))) await meta.delete(key);
  for (const part of runs.flatMap((run) => ('boxes' in run ? cutBoxes(run) : []))) {
    const key = boxesKey(layerId, part.run) + String(part.first);
    if (!known.has(key)) await meta.put(part, key);
  }
  await meta.put({ runs: runs.map(withoutBoxes), nRows } satisfies LayerRuns, runsKey(layerId));
}

/** Forgets the runs of a layer that is gone. */
export async function deleteRuns(tx: WriteTx, layerId: number): Promise<void> {
  await tx.objectStore('meta').delete(runsKey(layerId));
  await tx.objectStore('meta').delete(boxesOf(layerId));
}

function boxesIn(run: Run | RunWithBoxes, parts: readonly RunBoxes[]): Pick<MappedRun, 'boxes' | 'around'> {
  if ('boxes' in run) {
    const boxes = widened(run.boxes);
    return { boxes, around: boxesAround(boxes) };
  }
  const own = parts.filter((part) => part.run === run.n).sort((a, b) => a.first - b.first);
  const boxes = joined(own.map((part) => part.boxes));
  if (boxes.length !== 4 * run.nChunks) throw lacking();
  return { boxes, around: joined(own.map((part) => part.around)) };
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function cutBoxes({ n: run, nChunks, boxes }: RunWithBoxes): readonly RunBoxes[] {
  return Array.from({ length: Math.ceil(nChunks / BOXES_PER_RECORD) }, (_, part) => {
    const first = part * BOXES_PER_RECORD;
    const own = widened(boxes.slice(4 * first, 4 * (first + BOXES_PER_RECORD)));
    return { run, first, boxes: own, around: boxesAround(own) };
  });
}

function withoutBoxes(run: Run | RunWithBoxes): Run {
  const { n, nRows, nChunks, overlays, gidStarts, oidStarts, dead, windows } = run;
  return { n, nRows, nChunks, overlays, gidStarts, oidStarts, dead, ...(windows !== undefined && { windows }) };
}

/** What the keys of a run's boxes begin with. */
function boxesKey(layerId: number, run: number): string {
  return `boxes:${String(layerId)}/${String(run)}/`;
}

/** Of all runs of a layer. */
function boxesOf(layerId: number): IDBKeyRange {
  // The character after the slash.
  return IDBKeyRange.bound(`boxes:${String(layerId)}/`, `boxes:${String(layerId)}0`, false, true);
}

/** The run numbers that any layer lists, as `layerId/run`. */
export async function listedRuns(tx: ReadTx): Promise<ReadonlySet<string>> {
  const range = IDBKeyRange.bound('runs:', 'runs;', false, true);
  const [keys, values] = await Promise.all([metaOf(tx).getAllKeys(range), metaOf(tx).getAll(range)]);
  return new Set(
    keys.flatMap((key, index) =>
      (values[index] as LayerRuns).runs.map((run) => `${key.slice('runs:'.length)}/${String(run.n)}`),
    ),
  );
}

function runsKey(layerId: number): string {
  return `runs:${String(layerId)}`;
}

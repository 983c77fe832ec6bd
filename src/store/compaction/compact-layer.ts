/**
 * Packs runs of a layer, and what lies over them, into one run in Hilbert order. Nothing of it shows until one transaction swaps the list: what
 * breaks off before leaves chunks that no list names, for the next sweep. Edits go on meanwhile: they only touch the overlay.
 */
import { GdbError } from '../../shared/errors.js';
import type { LayerSchema } from '../../shared/esri.js';
import { placeOnCurve, squareOf, type CurveSquare } from '../chunks/hilbert.js';
import { KEY_BYTES } from '../chunks/row-key.js';
import { RowWindow } from '../chunks/row-window.js';
import { RunWriter, type RunWriting } from '../downloads/write-run.js';
import { Pace } from '../load/pace.js';
import { WriteQueue } from '../load/write-queue.js';
import { removeUnheldRun } from '../remove-run.js';
import { ChunkCache } from '../rows/chunk-cache.js';
import { PackedRows } from '../rows/packed-rows.js';
import { readRunRecord } from '../rows/read-run.js';
import type { MappedRun, PackedChunk, Run } from '../schema.js';
import { getMappedRuns, getRuns, putRuns, type LayerRuns, type MappedRuns } from '../run-list.js';
import { read, requireEpoch, ROW_STORES, write, type Session } from '../work.js';
import { findHidden, type BucketSource } from './hidden-rows.js';
import { ReceivedOverlay } from './received-overlay.js';
import type { RowMarks } from './row-marks.js';
import { ChunkSpans, CurveCount, partOf, type Stretch } from './stretches.js';

/** Rows of a window: as in a load, so that the chunks are clustered as well. */
const WINDOW_ROWS = 20_000;
const WINDOWS = 10;
/** Bytes of JSON that a window holds at most. */
const WINDOW_BYTES = 32 * 1024 * 1024;
/** Chunks read in one transaction: an edit that comes in between waits for no more. */
const CHUNKS_AT_ONCE = 8;

export interface LayerCompaction {
  readonly session: Session;
  readonly layer: LayerSchema;
  readonly epoch: number;
  /** Says how many of the newest runs become one; null: none. */
  readonly plan: (runs: LayerRuns, overlay: number) => number | null;
  readonly signal: AbortSignal;
}

/** Rejects `aborted` with the signal, `stale-holder`, `storage-damaged`, `storage-full`: nothing has changed then. */
export async function compactLayer(job: LayerCompaction): Promise<void> {
  const begun = await begin(job);
  if (!begun) return;
  const packing = new Packing(job, begun);
  await packing.pack();
  if (!(await packing.show())) return;
  for (const { n } of begun.merged)
    await removeUnheldRun(job.session, job.epoch, { layerId: job.layer.layerId, run: n });
}

interface Begun {
  readonly n: number;
  readonly before: MappedRuns;
  /** Newest first. */
  readonly merged: readonly MappedRun[];
  /** Those that stay, older than all merged ones. */
  readonly rest: readonly Run[];
  readonly received: ReceivedOverlay;
}

async function begin({ session, layer, epoch, plan }: LayerCompaction): Promise<Begun | null> {
  return write(session, { stores: ['meta', 'overlay'], epoch, durability: 'relaxed' }, async (work) => {
    const before = await getMappedRuns(work.tx, layer.layerId);
    const received = await ReceivedOverlay.read(work.tx, layer);
    const count = plan(before, received.records.length);
    if (count === null || count + received.records.length === 0) return null;
    const { runs } = before;
    return { n: work.take('nextRun'), before, merged: runs.slice(0, count), rest: runs.slice(count), received };
  });
}

class Packing {
  readonly #job: LayerCompaction;
  readonly #begun: Begun;
  readonly #writing: RunWriting;
  readonly #writer: RunWriter;
  #rows = 0;
  #run: MappedRun | null = null;

  constructor(job: LayerCompaction, begun: Begun) {
    this.#job = job;
    this.#begun = begun;
    this.#writing = { session: job.session, queue: new WriteQueue(), pace: new Pace() };
    this.#writer = new RunWriter(this.#writing, { layerId: job.layer.layerId, run: begun.n });
  }

  /** Writes the new run. */
  async pack(): Promise<void> {
    const { merged, rest, received } = this.#begun;
    try {
      const { hidden, tombstones } = await findHidden(
        [received.keys(), ...merged.map((run) => this.#buckets(run))],
        () => this.#breathe(),
      );
      const live = merged.map((run, i) => ({ run, hidden: withDead(run, hidden[i + 1] as RowMarks) }));
      await this.#copy(live);
      const deletes = rest.length > 0 ? tombstones.map((key) => ({ key, after: this.#rows })) : [];
      const run = await this.#writer.finish(deletes, rest.length > 0);
      this.#run = run.gidStarts.length > 0 ? run : null;
    } finally {
      // What is being written must not come after a sweep.
      await this.#writing.queue.drain();
    }
  }

  /** The one transaction that shows it. False when the list is not the one that was packed. */
  async show(): Promise<boolean> {
    const { session, layer, epoch } = this.#job;
    const { before, rest, received } = this.#begun;
    const more = await this.#newlyShown();
    return write(session, { stores: ['meta', 'overlay'], epoch }, async (work) => {
      const now = await getRuns(work.tx, layer.layerId);
      if (now.runs.map(({ n }) => n).join() !== before.runs.map(({ n }) => n).join()) return false;
      const nRows = now.nRows === null ? null : now.nRows + more;
      await putRuns(work.tx, layer.layerId, { runs: [...(this.#run ? [this.#run] : []), ...rest], nRows });
      await received.remove(work.tx, layer.layerId);
      work.touch();
      return true;
    });
  }

  /** Rows that the runs show more than before, because they were in the overlay alone; less, where it hid them. */
  async #newlyShown(): Promise<number> {
    const { session, layer } = this.#job;
    const { before, received } = this.#begun;
    return read(session, ROW_STORES, async (tx) => {
      const packed = new PackedRows(tx, layer, { ...before, cache: new ChunkCache() });
      let more = 0;
      for (const { globalId, kind } of received.records) {
        const isPacked = await packed.has(globalId);
        if (kind === 'row' && !isPacked) more++;
        if (kind === 'tombstone' && isPacked) more--;
      }
      return more;
    });
  }

  /** Copies what counts, stretch by stretch of the curve. */
  async #copy(live: readonly LiveRun[]): Promise<void> {
    const square = squareOf(...this.#boxes());
    const { spans, count } = await this.#survey(live, square);
    const rows = Math.max(WINDOW_ROWS, count.rows / WINDOWS);
    const fresh = [...this.#begun.received.rows()].map((row) => ({
      row,
      part: partOf(placeOnCurve(Float64Array.from(row.box ?? [NaN]), 0, square)),
    }));
    for (const stretch of count.cut({ rows, bytes: WINDOW_BYTES })) {
      let window = new RowWindow();
      for (const [i, { run, hidden }] of live.entries()) {
        for await (const { chunk, no } of this.#chunks(run, spans[i]?.in(stretch) ?? [])) {
          copyRows(chunk, window, (row) => !hidden.has(no, row) && isIn(stretch, chunk, { row, square }));
          // A part of the curve can hold more than memory should: a table has but one.
          if (window.bytes < WINDOW_BYTES && window.length < 2 * rows) continue;
          await this.#flush(window, square);
          window = new RowWindow();
        }
      }
      for (const { row, part } of fresh) {
        if (part < stretch.first || part > stretch.last) continue;
        const index = window.add(window.addBlock(row.json), 0, row.json.length);
        window.keys.set(row.key, index * KEY_BYTES);
        window.objectIds[index] = row.objectId;
        window.setBox(index, row.box);
      }
      await this.#flush(window, square);
    }
  }

  /** Where the rows lie along the curve. */
  async #survey(
    live: readonly LiveRun[],
    square: CurveSquare,
  ): Promise<{ readonly spans: readonly ChunkSpans[]; readonly count: CurveCount }> {
    const count = new CurveCount();
    const spans: ChunkSpans[] = [];
    for (const { run, hidden } of live) {
      const own = new ChunkSpans(run.nChunks);
      spans.push(own);
      for await (const { chunk, no } of this.#chunks(
        run,
        Array.from({ length: run.nChunks }, (_, i) => i),
      )) {
        for (let row = 0; row < chunk.n; row++) {
          if (hidden.has(no, row)) continue;
          const part = partOf(placeOnCurve(chunk.box, row, square));
          count.add(part, (chunk.off[row + 1] ?? 0) - (chunk.off[row] ?? 0));
          own.add(no, part);
        }
      }
    }
    for (const { box, json } of this.#begun.received.rows()) {
      count.add(partOf(placeOnCurve(Float64Array.from(box ?? [NaN]), 0, square)), json.length);
    }
    return { spans, count };
  }

  async #flush(window: RowWindow, square: CurveSquare): Promise<void> {
    if (window.length === 0) return;
    const { session, epoch } = this.#job;
    await read(session, ['meta'], async (_tx, state) => {
      requireEpoch(state, epoch);
    });
    this.#rows += window.length;
    await this.#writer.write(window, square);
    await this.#breathe();
  }

  /** Each chunk is let go of before the next few are read. */
  async *#chunks(
    run: Run,
    numbers: readonly number[],
  ): AsyncGenerator<{ readonly chunk: PackedChunk; readonly no: number }> {
    const { session, layer } = this.#job;
    for (let first = 0; first < numbers.length; first += CHUNKS_AT_ONCE) {
      const some = numbers.slice(first, first + CHUNKS_AT_ONCE);
      const chunks = await session.connection.run({ stores: ['chunk'], mode: 'readonly' }, (tx) =>
        Promise.all(some.map((no) => readRunRecord(tx, layer, { store: 'chunk', run: run.n, no }))),
      );
      for (const [i, chunk] of chunks.entries()) {
        yield { chunk, no: some[i] ?? 0 };
        await this.#breathe();
      }
    }
  }

  #buckets(run: Run): BucketSource {
    const { session, layer } = this.#job;
    return async (no) => {
      if (no >= run.gidStarts.length / KEY_BYTES) return null;
      return session.connection.run({ stores: ['gid'], mode: 'readonly' }, (tx) =>
        readRunRecord(tx, layer, { store: 'gid', run: run.n, no }),
      );
    };
  }

  #boxes(): readonly [boxes: Float64Array, count: number] {
    const { merged, received } = this.#begun;
    const own = received.records.flatMap((record) => (record.kind === 'row' && record.box ? [...record.box] : []));
    const boxes = Float64Array.from([...merged.flatMap((run) => [...run.boxes]), ...own]);
    return [boxes, boxes.length / 4];
  }

  async #breathe(): Promise<void> {
    await this.#writing.pace.breathe();
    if (this.#job.signal.aborted) throw new GdbError('aborted', 'Something else is to be done first.');
  }
}

interface LiveRun {
  readonly run: Run;
  readonly hidden: RowMarks;
}

function withDead({ dead }: Run, hidden: RowMarks): RowMarks {
  for (let i = 0; i < dead.length; i += 2) hidden.add(dead[i] ?? 0, dead[i + 1] ?? 0);
  return hidden;
}

function isIn(
  { first, last }: Stretch,
  chunk: PackedChunk,
  at: { readonly row: number; readonly square: CurveSquare },
): boolean {
  const part = partOf(placeOnCurve(chunk.box, at.row, at.square));
  return first <= part && part <= last;
}

/** Copies the rows that are wanted; the rest of the chunk's bytes is not kept for them. */
function copyRows(chunk: PackedChunk, window: RowWindow, isWanted: (row: number) => boolean): void {
  for (let row = 0; row < chunk.n; row++) {
    if (!isWanted(row)) continue;
    const json = chunk.bytes.slice(chunk.off[row], chunk.off[row + 1]);
    const index = window.add(window.addBlock(json), 0, json.length);
    window.keys.set(chunk.gid.subarray(KEY_BYTES * row, KEY_BYTES * (row + 1)), index * KEY_BYTES);
    window.objectIds[index] = chunk.oid[row] ?? NaN;
    window.boxes.set(chunk.box.subarray(4 * row, 4 * row + 4), 4 * index);
  }
}

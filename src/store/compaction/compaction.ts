/** Compaction as the holder of the sync lock asks for it: which layers it is due for, one layer after another, and stop. */
import { layerRange } from '../rows/layer-rows.js';
import { getRuns, type LayerRuns } from '../run-list.js';
import { getMeta, requireGeodatabase, requireLayer } from '../state.js';
import { read, type Session } from '../work.js';
import { compactLayer } from './compact-layer.js';
import { planCompaction, TRIGGERS } from './plan.js';
import { ReceivedOverlay } from './received-overlay.js';

/** What packing writes for each chunk, with its tables of keys and the database's own log, before the old ones go. */
const BYTES_PER_CHUNK = 250_000;

/**
 * Layers that it is due for, damaged ones left out, and those that would not fit a second time into `free` bytes: an edit made meanwhile must find
 * room. Reads no rows but those of an overlay that has many.
 */
export async function layersToCompact(session: Session, free: number | null): Promise<readonly number[]> {
  return read(session, ['meta', 'overlay'], async (tx) => {
    const { layers = [] } = (await getMeta(tx, 'geodatabase')) ?? {};
    const damaged = new Set(await getMeta(tx, 'damaged'));
    const due: number[] = [];
    for (const layer of layers) {
      const { layerId } = layer;
      if (damaged.has(layerId)) continue;
      const atMost = await tx.objectStore('overlay').count(layerRange(layerId));
      const received = atMost < TRIGGERS.overlayRows ? atMost : (await ReceivedOverlay.read(tx, layer)).records.length;
      const runs = await getRuns(tx, layerId);
      const bytes = runs.runs.reduce((sum, run) => sum + run.nChunks, 0) * BYTES_PER_CHUNK;
      if (plan(runs, received) !== null && (free === null || bytes <= free)) due.push(layerId);
    }
    return due;
  });
}

export class Compaction {
  readonly #session: Session;
  #stop = new AbortController();

  constructor(session: Session) {
    this.#session = session;
  }

  /** `runs`: how many of the newest become one, with what was received since; as many as are due unless given. */
  async compact(epoch: number, layerId: number, runs?: number): Promise<void> {
    const { signal } = this.#stop;
    const layer = await read(this.#session, ['meta'], async (tx) =>
      requireLayer(await requireGeodatabase(tx), layerId),
    );
    await compactLayer({ session: this.#session, layer, epoch, signal, plan: runs === undefined ? plan : () => runs });
  }

  /** What is under way rejects `aborted` soon, and has changed nothing. */
  stop(): void {
    this.#stop.abort();
    this.#stop = new AbortController();
  }
}

function plan({ runs, nRows }: LayerRuns, overlay: number): number | null {
  const windows = runs.map((run) => run.windows ?? 1);
  return planCompaction({ runs: runs.map((run) => run.nRows), shown: nRows, overlay, windows });
}

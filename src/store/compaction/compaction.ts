/** Compaction as the holder of the sync lock asks for it: which layers it is due for, one layer after another, and stop. */
import { layerRange } from '../rows/layer-rows.js';
import { getMeta, getRuns, requireGeodatabase, requireLayer, type LayerRuns } from '../state.js';
import { read, type Session } from '../work.js';
import { compactLayer } from './compact-layer.js';
import { planCompaction, TRIGGERS } from './plan.js';
import { ReceivedOverlay } from './received-overlay.js';

/** Layers that it is due for, damaged ones left out. Reads no rows but those of an overlay that has many. */
export async function layersToCompact(session: Session): Promise<readonly number[]> {
  return read(session, ['meta', 'overlay'], async (tx) => {
    const { layers = [] } = (await getMeta(tx, 'geodatabase')) ?? {};
    const damaged = new Set(await getMeta(tx, 'damaged'));
    const due: number[] = [];
    for (const layer of layers) {
      const { layerId } = layer;
      if (damaged.has(layerId)) continue;
      const atMost = await tx.objectStore('overlay').count(layerRange(layerId));
      const received = atMost < TRIGGERS.overlayRows ? atMost : (await ReceivedOverlay.read(tx, layer)).records.length;
      if (plan(await getRuns(tx, layerId), received) !== null) due.push(layerId);
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

/** Packing anew on the page, with edits made meanwhile. */
import type { Published } from '../server/serve.js';
import { openOwnStore } from './own-store.js';
import { StallWatch } from './stalls.js';

export interface CompactionTimes {
  /** Milliseconds of the whole. */
  readonly ms: number;
  readonly longestTask: number;
  /** Of each edit that was committed meanwhile. */
  readonly edits: readonly number[];
}

/** Packs the layer as a device does once nothing is done for a moment: where that is due. Milliseconds; null where it is not. */
export async function packWhereDue(source: Published): Promise<number | null> {
  const port = await openOwnStore(source);
  const start = performance.now();
  const due = await port.layersToCompact();
  if (due.length > 0) {
    const epoch = await port.takeHold(Date.now());
    for (const layerId of due) await port.compact(epoch, layerId);
  }
  port.close();
  return due.length > 0 ? performance.now() - start : null;
}

/** Makes one run of all runs of the layer; `globalIds` are edited meanwhile, one after another. */
export async function compact(source: Published, globalIds: readonly string[]): Promise<CompactionTimes> {
  const port = await openOwnStore(source);
  const epoch = await port.takeHold(Date.now());
  const stalls = new StallWatch();
  const start = performance.now();
  const state = { isOver: false };
  const packing = port.compact(epoch, 0, Infinity).finally(() => {
    state.isOver = true;
  });
  const edits: number[] = [];
  for (const GlobalID of globalIds) {
    if (state.isOver) break;
    const before = performance.now();
    await port.applyEdits(
      0,
      { updates: [{ attributes: { GlobalID, Status: 'edited' } }] },
      { user: 'anonymous', time: 0 },
    );
    edits.push(performance.now() - before);
    // As often as a person, or a GPS, would at most: the next one waits for its own turn.
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await packing;
  const ms = performance.now() - start;
  const longestTask = await stalls.end();
  const pending = (await port.info()).pending.features;
  port.close();
  if (pending !== edits.length) throw new Error(`${String(pending)} of ${String(edits.length)} edits are here`);
  return { ms, longestTask, edits };
}

/** Syncs of 100 edits in a large and in a small layer, in turns. */
import { nameOf, type DataSet } from '../data/model.js';
import type { Measurement } from '../measurements.js';
import { spread } from './edits.js';
import type { Scene } from './scene.js';

const SYNCS = 20;
const EDITS = 100;

export async function syncLayers(
  scene: Scene,
  layers: readonly [large: DataSet, small: DataSet],
  round: number,
): Promise<readonly Measurement[]> {
  const page = await scene.profile.page('gdb-sync');
  const sources = await Promise.all(layers.map((data) => scene.library.source(data, false)));
  for (const source of sources)
    await page.evaluate((from) => window.bench.sync().then((sync) => sync.load(from)), source);
  const times = layers.map((): number[] => []);
  for (let turn = 0; turn < SYNCS; turn++) {
    for (const [at, data] of layers.entries()) {
      const ids = spread(data, turn, SYNCS, Math.min(EDITS, Math.floor(data.n / SYNCS)));
      const took = await page.evaluate(
        async ([from, globalIds, mark]) => (await window.bench.sync()).syncEdits(from, globalIds, mark),
        [sources[at] as NonNullable<(typeof sources)[0]>, ids, `turn ${String(turn)}`] as const,
      );
      times[at]?.push(took);
    }
  }
  return layers.map((data, at) => ({
    what: 'sync.ms',
    store: 'gdb-sync',
    layer: nameOf(data),
    round,
    values: times[at] ?? [],
  }));
}

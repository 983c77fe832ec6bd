/** Panning over the local feature service. */
import { nameOf, type DataSet } from '../data/model.js';
import type { Measurement } from '../measurements.js';
import { packWhereDue } from './layer.js';
import type { Scene } from './scene.js';

const VIEWS = 10;
const WARM_UP = 2;
/** Half a second each. */
const FRAMES = 30;

export async function panOver(scene: Scene, data: DataSet, round: number): Promise<readonly Measurement[]> {
  const source = await scene.library.source(data, false);
  const starts = scene.library.model(data).viewports(VIEWS + WARM_UP, round);
  const loading = await scene.profile.page('gdb-sync');
  await loading.evaluate((from) => window.bench.load(from), source);
  await packWhereDue(scene, source);
  const page = await scene.profile.page('gdb-sync');
  const { handle, store, late, wrong } = await page.evaluate(
    async ([from, envelopes, options]) => (await window.bench.handle()).pan(from, envelopes, options),
    [source, starts.map(({ envelope }) => envelope), { frames: FRAMES, warmUp: WARM_UP }] as const,
  );
  if (wrong !== null) throw new Error(wrong);
  const common = { store: 'gdb-sync', layer: nameOf(data), round } as const;
  return [
    { ...common, what: 'handle.ms', values: handle },
    { ...common, what: 'handle-store.ms', values: store },
    { ...common, what: 'handle.late', values: [late] },
  ];
}

/** 1,000 edits at once, each of one feature, against one call with all of them. */
import { globalIdOf } from '../data/features.js';
import { nameOf, type DataSet } from '../data/model.js';
import type { Measurement } from '../measurements.js';
import type { Scene } from './scene.js';

const TRIES = 5;

export async function makeEdits(scene: Scene, data: DataSet, round: number): Promise<readonly Measurement[]> {
  const source = await scene.library.source(data, false);
  const page = await scene.profile.page('gdb-sync');
  await page.evaluate((from) => window.bench.load(from), source);
  const size = Math.min(1_000, Math.floor(data.n / 3 / TRIES));
  const times = { single: [] as number[], together: [] as number[], controller: [] as number[] };
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const ids = spread(data, attempt, TRIES, 3 * size);
    const { wrong, ...took } = await page.evaluate(
      async ([from, globalIds, no]) => (await window.bench.edits()).edit(from, globalIds, no),
      [source, ids, attempt + round] as const,
    );
    if (wrong !== null) throw new Error(wrong);
    times.single.push(took.single);
    times.together.push(took.together);
    times.controller.push(took.controller);
  }
  const common = { store: 'gdb-sync', layer: nameOf(data), round } as const;
  return [
    { ...common, what: 'edits-single.ms', values: times.single },
    { ...common, what: 'edits-together.ms', values: times.together },
    { ...common, what: 'edits-controller.ms', values: times.controller },
  ];
}

/** GlobalIDs all over the layer; those of different tries share none. */
export function spread(data: DataSet, attempt: number, tries: number, count: number): readonly string[] {
  const step = Math.floor(data.n / count / tries);
  return Array.from({ length: count }, (_, at) => globalIdOf(data.kind, (at * tries + attempt) * Math.max(1, step)));
}

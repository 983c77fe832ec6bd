/** A layer with 10,000 received changes is packed into one run, on the page, while edits are made. */
import { nameOf, type DataSet } from '../data/model.js';
import type { Measurement } from '../measurements.js';
import type { Scene } from './scene.js';

const EDITS = 200;

export async function compactLayer(scene: Scene, data: DataSet, round: number): Promise<readonly Measurement[]> {
  const changed = scene.library.changedModel(data);
  const source = await scene.library.source(data, true);
  const loading = await scene.profile.page('gdb-sync');
  await loading.evaluate((from) => window.bench.load(from), source);
  const received = await loading.evaluate((from) => window.bench.sync().then((sync) => sync.receive(from)), source);
  if (received.rows === 0) throw new Error('no changes came');
  const page = await scene.profile.page('gdb-sync');
  const ids = [...new Set(changed.sample(EDITS, round).map(({ attributes }) => attributes['GlobalID'] as string))];
  const took = await page.evaluate(
    async ([from, globalIds]) => (await window.bench.compaction()).compact(from, globalIds),
    [source, ids] as const,
  );
  const wrong = await page.evaluate(
    async ([from, count]) => {
      await window.bench.open(from);
      return window.bench.check(count, '[]');
    },
    [source, changed.count] as const,
  );
  if (wrong !== null) throw new Error(`Wrong data: ${wrong}`);
  const common = { store: 'gdb-sync', layer: nameOf(data), round } as const;
  return [
    { ...common, what: 'compact.ms', values: [took.ms] },
    { ...common, what: 'compact.longest-task.ms', values: [took.longestTask] },
    { ...common, what: 'compact-edit.ms', values: took.edits },
  ];
}

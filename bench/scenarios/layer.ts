/** A store takes a layer: load, check, viewports; this library also with received changes, and opened anew. */
import { nameOf, type DataSet, type Model, type Viewport } from '../data/model.js';
import type { Measurement } from '../measurements.js';
import { STORES, type StoreName } from '../stores.js';
import type { Library, Scene } from './scene.js';

/** As many as a person looks at in a few minutes. */
const VIEWPORTS = 100;
const WARM_UP = 10;
/** As long as a person looks at a map before the next view, at least. */
const REST_MS = 1_000;
const OPENINGS = 5;

export async function takeLayer(
  scene: Scene,
  data: DataSet,
  task: { readonly store: StoreName; readonly round: number },
): Promise<readonly Measurement[]> {
  const { store, round } = task;
  const { wants, profile } = scene;
  const measured: Measurement[] = [];
  const note = (what: Measurement['what'], ...values: (number | null)[]): void => {
    const known = values.filter((value) => value !== null);
    if (known.length > 0) measured.push({ what, store, layer: nameOf(data), round, values: known });
  };
  const isOwn = store === 'gdb-sync';
  const model = scene.library.model(data);
  const source = await scene.library.source(data, isOwn);

  const page = await profile.page(store);
  await profile.atRest();
  const watch = profile.watch();
  const loaded = await page.evaluate((from) => window.bench.load(from), source);
  const spent = watch.end();
  const wrong = await page.evaluate(([count, rows]) => window.bench.check(count, rows), [
    model.count,
    JSON.stringify(model.sample(20, round)),
  ] as const);
  complain(wrong);
  if (wants.has('load')) {
    note('load.ms', loaded.ms);
    note('load.longest-task.ms', loaded.longestTask);
    note('load.renderer.mb', spent.renderer);
    note('load.browser.mb', spent.browser);
    note('load.cpu.ms', spent.cpu);
  }
  const looks = wants.has('viewport') && STORES[store].hasViewports;
  const fresh = looks ? await viewports(scene, model, { store, source, seed: round }) : [];
  const packed = isOwn && (looks || wants.has('open')) ? await packWhereDue(scene, source) : null;
  note('pack.ms', packed);
  if (packed === null) note('viewport.ms', ...fresh);
  else {
    note('viewport-loaded.ms', ...fresh);
    if (looks) note('viewport.ms', ...(await viewports(scene, model, { store, source, seed: round })));
  }
  if (looks) note('viewport-rested.ms', ...(await viewportsAtRest(scene, model, { store, source, seed: round })));
  if (looks) note('pan.ms', ...(await pan(scene, model, { store, source, seed: round })));
  if (!isOwn || !(wants.has('viewport') || wants.has('open'))) return measured;

  const changed = scene.library.changedModel(data);
  const syncing = await profile.page(store);
  const received = await syncing.evaluate((from) => window.bench.sync().then((sync) => sync.receive(from)), source);
  if (received.rows === 0) throw new Error('no changes came');
  note('receive.ms', received.ms);
  if (wants.has('viewport')) {
    note('viewport-changed.ms', ...(await viewports(scene, changed, { store, source, seed: round })));
    note('viewport-changed-rested.ms', ...(await viewportsAtRest(scene, changed, { store, source, seed: round })));
    note('pan-changed.ms', ...(await pan(scene, changed, { store, source, seed: round })));
  }
  if (wants.has('open')) note('open.ms', ...(await openings(scene, changed, { source, seed: round })));
  return measured;
}

/** What a device does by itself in an idle moment after a load that memory had no room to cluster as a whole. */
export async function packWhereDue(scene: Scene, source: Look['source']): Promise<number | null> {
  const page = await scene.profile.page('gdb-sync');
  return page.evaluate(async (from) => (await window.bench.compaction()).packWhereDue(from), source);
}

interface Look {
  readonly source: Awaited<ReturnType<Library['source']>>;
  readonly seed: number;
}

interface StoreLook extends Look {
  readonly store: StoreName;
  /** Between the views that warm the code up and those that are measured. */
  readonly restMs?: number;
}

/** At places all over the layer, one right after another. */
function viewports(scene: Scene, model: Model, look: StoreLook): Promise<readonly number[]> {
  return lookAt(scene, model.viewports(VIEWPORTS + WARM_UP, look.seed), look);
}

/** The same after a rest, for every store alike: what each of them does with it is its own affair. */
function viewportsAtRest(scene: Scene, model: Model, look: StoreLook): Promise<readonly number[]> {
  return lookAt(scene, model.viewports(VIEWPORTS + WARM_UP, look.seed), { ...look, restMs: REST_MS });
}

/** Each beside the one before. */
function pan(scene: Scene, model: Model, look: StoreLook): Promise<readonly number[]> {
  return lookAt(scene, model.pan(VIEWPORTS + WARM_UP, look.seed), look);
}

/** In a page that was just opened on the loaded data. */
async function lookAt(
  scene: Scene,
  list: readonly Viewport[],
  { store, source, restMs = 0 }: StoreLook,
): Promise<readonly number[]> {
  const page = await scene.profile.page(store);
  const { ms, wrong } = await page.evaluate(
    async ([from, all, pace]) => {
      await window.bench.open(from);
      return window.bench.viewports(all, pace);
    },
    [source, list, { warmUp: WARM_UP, restMs }] as const,
  );
  complain(wrong);
  return ms;
}

/** The first in a browser that was just started. */
async function openings(scene: Scene, model: Model, { source, seed }: Look): Promise<readonly number[]> {
  await scene.profile.quit();
  const times: number[] = [];
  for (const viewport of model.viewports(OPENINGS, seed + 50)) {
    const page = await scene.profile.page('gdb-sync');
    const { ms, wrong } = await page.evaluate(
      async ([from, count, look]) => (await window.bench.firstViewport()).firstViewport(from, count, look),
      [source, model.count, viewport] as const,
    );
    complain(wrong);
    times.push(ms);
  }
  return times;
}

function complain(wrong: string | null): void {
  if (wrong !== null) throw new Error(`Wrong data: ${wrong}`);
}

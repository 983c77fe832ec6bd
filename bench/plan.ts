/** What one round consists of. */
import { randomOf } from './data/random.js';
import { nameOf, type DataSet } from './data/model.js';
import type { Measurement } from './measurements.js';
import type { Options } from './options.js';
import { compactLayer } from './scenarios/compaction.js';
import { makeEdits } from './scenarios/edits.js';
import { takeLayer } from './scenarios/layer.js';
import { panOver } from './scenarios/handle.js';
import { takePhotos, takePlainPhotos } from './scenarios/photos.js';
import type { Scene } from './scenarios/scene.js';
import { takeVideo } from './scenarios/video.js';
import { syncLayers } from './scenarios/sync.js';
import { STORES, STORE_NAMES, type StoreName } from './stores.js';

/** One browser profile's worth of work. */
export interface Task {
  readonly name: string;
  readonly round: number;
  /** Milliseconds it may take, before anything is known of this machine. */
  readonly guess: number;
  /** May be left out of later rounds when time runs short. */
  readonly isPeer: boolean;
  readonly run: (scene: Scene) => Promise<readonly Measurement[]>;
}

const COMPARED = 100_000;
const SMALL = 10_000;
/** Browser, page, check. */
const AROUND_MS = 4_000;
const SHAPE_COSTS = 3;

/** The tasks of all rounds; within a round in an order that differs from round to round. */
export function planTasks(options: Options): readonly Task[] {
  return Array.from({ length: options.rounds }, (_, round) => shuffle(planRound(options, round), round)).flat();
}

/** The layers of a run. The large run also needs the one that it is compared with. */
export function layersOf({ n, shapes }: Pick<Options, 'n' | 'shapes'>): readonly DataSet[] {
  return [
    { kind: 'points', n },
    ...(shapes > 0 ? [{ kind: 'lines', n: shapes } as const, { kind: 'polygons', n: shapes } as const] : []),
  ];
}

/** The layer that a larger one is compared with, or null. */
export function comparedLayer(n: number): DataSet | null {
  return n > COMPARED ? { kind: 'points', n: COMPARED } : null;
}

/** The layers whose syncs are compared. */
export function syncedLayers(n: number): readonly [large: DataSet, small: DataSet] {
  return [
    { kind: 'points', n },
    { kind: 'points', n: Math.min(SMALL, Math.floor(n / 5)) },
  ];
}

function planRound(options: Options, round: number): readonly Task[] {
  const { n, wants } = options;
  const points: DataSet = { kind: 'points', n };
  const compared = comparedLayer(n);
  const tasks: Task[] = [];
  for (const data of layersOf(options))
    for (const store of STORE_NAMES.filter((name) => isMeasured(name, data, options)))
      tasks.push(layerTask(data, store, round));
  if (compared && wants.has('load')) tasks.push(layerTask(compared, 'gdb-sync', round));
  const own = (name: string, guess: number, run: Task['run']): Task => ({
    name,
    round,
    guess: AROUND_MS + guess,
    isPeer: false,
    run,
  });
  if (wants.has('edits')) tasks.push(own('edits', n / 50 + 8_000, (scene) => makeEdits(scene, points, round)));
  if (wants.has('sync')) tasks.push(own('sync', n / 50 + 8_000, (scene) => syncLayers(scene, syncedLayers(n), round)));
  if (wants.has('compaction'))
    tasks.push(own('compaction', n / 20 + 5_000, (scene) => compactLayer(scene, points, round)));
  if (wants.has('handle')) tasks.push(own('handle', n / 50 + 16_000, (scene) => panOver(scene, points, round)));
  if (wants.has('photos')) {
    const album: DataSet = { kind: 'points', n: 1_000 };
    tasks.push(own('photos', 6_000, (scene) => takePhotos(scene, album, round)));
    tasks.push(own('photos, plainly', 3_000, (scene) => takePlainPhotos(scene, album, round)));
  }
  // It takes long, and what it tells hardly moves.
  if (wants.has('video') && round === 0) {
    const film: DataSet = { kind: 'points', n: 1_000 };
    tasks.push(own('video', 15_000, (scene) => takeVideo(scene, film, round)));
  }
  return tasks;
}

function isMeasured(store: StoreName, data: DataSet, { wants, stores }: Options): boolean {
  if (data.n > STORES[store].upTo || !stores.has(store)) return false;
  if (wants.has('load')) return true;
  if (wants.has('viewport') && STORES[store].hasViewports) return true;
  return wants.has('open') && store === 'gdb-sync';
}

function layerTask(data: DataSet, store: StoreName, round: number): Task {
  const { title, guess } = STORES[store];
  const perRow = guess * (data.kind === 'points' ? 1 : SHAPE_COSTS);
  return {
    name: `${nameOf(data)}, ${title}`,
    round,
    guess: AROUND_MS * (store === 'gdb-sync' ? 4 : 1) + (perRow * data.n) / 1_000,
    isPeer: store !== 'gdb-sync' && store !== 'floor',
    run: (scene) => takeLayer(scene, data, { store, round }),
  };
}

function shuffle<T>(list: readonly T[], seed: number): readonly T[] {
  const random = randomOf(seed, 9);
  return list
    .map((item) => ({ item, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

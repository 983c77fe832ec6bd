/** The figures that are asked for, computed from what was measured. */
import { nameOf, type DataSet } from '../data/model.js';
import { median, quantile, type Measurement, type What } from '../measurements.js';
import { comparedLayer, layersOf, syncedLayers } from '../plan.js';
import type { Result } from '../result.js';
import { STORES, type StoreName } from '../stores.js';
import { p95Of } from './handle-figures.js';

export interface Figure {
  readonly title: string;
  readonly unit: 'x' | 'ms' | 'MB';
  /** Null for figures that are only told. */
  readonly asked: { readonly limit: number; readonly sense: 'at least' | 'at most' } | null;
  /** Median over the rounds; NaN when it was not measured. */
  readonly value: number;
  /** Lowest and highest of the rounds. */
  readonly spread: readonly [number, number];
}

type Asked = Figure['asked'];

const atLeast = (limit: number): Asked => ({ limit, sense: 'at least' });
const atMost = (limit: number): Asked => ({ limit, sense: 'at most' });

const MILLION = 1_000_000;
/** Of smaller layers, and of lines and polygons, nothing is asked: their figures are told. */
const ASKED_FROM = 100_000;
const FASTER: readonly (readonly [StoreName, number])[] = [
  ['dexie', 10],
  ['rxdb', 20],
  ['pouchdb', 35],
];

/** True when the figure is what was asked, or nothing was asked. One that was not measured is not. */
export function holds({ asked, value }: Figure): boolean {
  if (asked === null) return true;
  return asked.sense === 'at least' ? value >= asked.limit : value <= asked.limit;
}

/** All figures of a run; those of which nothing was measured are left out. */
export function figuresOf(result: Result): readonly Figure[] {
  const read = new Reader(result.measurements);
  const points: DataSet = { kind: 'points', n: result.n };
  const figures = [
    ...layersOf(result).flatMap((data) => [...loadFigures(read, data), ...viewportFigures(read, data)]),
    ...largeFigures(read, points),
    ...ownFigures(read, points),
  ];
  return figures.filter(({ value }) => !Number.isNaN(value));
}

function titleOf({ kind, n }: DataSet): string {
  return `${n.toLocaleString('en')} ${kind}`;
}

function isAskedOf({ kind, n }: DataSet): boolean {
  return kind === 'points' && n >= ASKED_FROM;
}

function loadFigures(read: Reader, data: DataSet): readonly Figure[] {
  const own = read.of('load.ms', 'gdb-sync', data);
  const isAsked = isAskedOf(data);
  const slower = (store: StoreName, limit: number | null): Figure => ({
    title: `${titleOf(data)}: load, times faster than ${STORES[store].title}`,
    unit: 'x',
    asked: limit === null || !isAsked ? null : atLeast(limit),
    ...ratio(read.of('load.ms', store, data), own),
  });
  return [
    ...FASTER.map(([store, limit]) => slower(store, limit)),
    ...(['dexie-cells', 'idb', 'sqlite'] as const).map((store) => slower(store, null)),
    {
      title: `${titleOf(data)}: load, times the floor (JSON.parse of the text)`,
      unit: 'x',
      asked: isAsked ? atMost(2.2) : null,
      ...ratio(own, read.of('load.ms', 'floor', data)),
    },
    ...pageFigures(read, data),
  ];
}

/** What the page feels of a load. Asked of a million, told of the others. */
function pageFigures(read: Reader, data: DataSet): readonly Figure[] {
  const isLarge = data.n >= MILLION;
  return [
    {
      title: `${titleOf(data)}: load, memory of the page's process at its peak over that before`,
      unit: 'MB',
      asked: isLarge ? atMost(200) : null,
      ...whole(read.of('load.renderer.mb', 'gdb-sync', data)),
    },
    {
      title: `${titleOf(data)}: load, longest time the page stood still (0: never 50 ms)`,
      unit: 'ms',
      asked: isLarge ? atMost(50) : null,
      ...whole(read.of('load.longest-task.ms', 'gdb-sync', data)),
    },
  ];
}

function viewportFigures(read: Reader, data: DataSet): readonly Figure[] {
  const isAsked = isAskedOf(data);
  const limit = data.n >= MILLION ? 3 : 2;
  const looks = LOOKS.flatMap(({ what, peers, state, isHard }): Figure[] => {
    const own = read.of(what, 'gdb-sync', data);
    const peer = (store: StoreName, asked: Asked): Figure => ({
      title: `${titleOf(data)}: viewport of 500${state}, times faster than ${STORES[store].title}`,
      unit: 'x',
      asked,
      ...ratio(read.of(peers, store, data), own),
    });
    return [
      {
        title: `${titleOf(data)}: viewport of 500${state}, p50`,
        unit: 'ms',
        asked: isAsked ? atMost(limit) : null,
        ...whole(own),
      },
      {
        title: `${titleOf(data)}: viewport of 500${state}, p95`,
        unit: 'ms',
        asked: null,
        ...whole(own.map(({ values, ...rest }) => ({ ...rest, values: [quantile(values, 0.95)] }))),
      },
      peer('dexie-cells', isAsked && isHard ? atLeast(10) : null),
      peer('sqlite', null),
    ];
  });
  const loaded = read.of('viewport-loaded.ms', 'gdb-sync', data);
  return [
    ...looks,
    {
      title: `${titleOf(data)}: viewport of 500, straight after the load, p50`,
      unit: 'ms',
      asked: null,
      ...whole(loaded),
    },
    {
      title: `${titleOf(data)}: packed once more in an idle moment after the load`,
      unit: 'ms',
      asked: null,
      ...whole(read.of('pack.ms', 'gdb-sync', data)),
    },
  ];
}

const JUST_OPENED = ', in a page just opened (nothing read ahead)';

/**
 * Viewports that something is asked of. What peers are asked to beat is what a person meets: a map that was opened and looked at for a second, then
 * places all over the layer. In a page that was just opened nothing could be read ahead yet: that is harder, and told.
 */
const LOOKS = [
  { what: 'viewport-rested.ms', peers: 'viewport-rested.ms', state: '', isHard: true },
  { what: 'viewport-changed-rested.ms', peers: 'viewport-rested.ms', state: ', with received changes', isHard: true },
  { what: 'viewport.ms', peers: 'viewport.ms', state: JUST_OPENED, isHard: false },
  { what: 'viewport-changed.ms', peers: 'viewport.ms', state: `, with received changes${JUST_OPENED}`, isHard: false },
  { what: 'pan.ms', peers: 'pan.ms', state: ', panning', isHard: false },
  { what: 'pan-changed.ms', peers: 'pan.ms', state: ', panning, with received changes', isHard: false },
] as const;

/** What must not grow with the layer. */
function largeFigures(read: Reader, data: DataSet): readonly Figure[] {
  const small = comparedLayer(data.n);
  if (small === null) return [];
  const perRow = ({ n }: DataSet, all: readonly Measurement[]): readonly Measurement[] =>
    all.map(({ values, ...rest }) => ({ ...rest, values: values.map((ms) => ms / n) }));
  const [large, compared] = [data, small].map((one) => perRow(one, read.of('load.ms', 'gdb-sync', one)));
  return [
    {
      title: `load, time per feature, ${titleOf(data)} over ${titleOf(small)}`,
      unit: 'x',
      asked: atMost(1.3),
      ...ratio(large ?? [], compared ?? []),
    },
    {
      title: `load, memory of the page's process, ${titleOf(data)} over ${titleOf(small)}`,
      unit: 'x',
      asked: atMost(1.5),
      ...ratio(read.of('load.renderer.mb', 'gdb-sync', data), read.of('load.renderer.mb', 'gdb-sync', small)),
    },
  ];
}

function ownFigures(read: Reader, data: DataSet): readonly Figure[] {
  const [large, small] = syncedLayers(data.n);
  const album: DataSet = { kind: 'points', n: 1_000 };
  const own = (what: What, of: DataSet = data): readonly Measurement[] => read.of(what, 'gdb-sync', of);
  return [
    {
      title: `${titleOf(data)}: count and first viewport after opening, with received changes`,
      unit: 'ms',
      asked: data.n >= MILLION ? atMost(15) : null,
      ...whole(own('open.ms')),
    },
    {
      title: '1,000 single edits at once, strict, over one transaction',
      unit: 'x',
      asked: atMost(2),
      ...ratio(own('edits-single.ms'), own('edits-together.ms')),
    },
    {
      title: '1,000 single edits at once through the controller, over one transaction',
      unit: 'x',
      asked: null,
      ...ratio(own('edits-controller.ms'), own('edits-together.ms')),
    },
    {
      title: `sync of 100 edits, store and engine, ${titleOf(large)} over ${titleOf(small)}`,
      unit: 'x',
      asked: atMost(1.5),
      ...ratio(own('sync.ms', large), own('sync.ms', small)),
    },
    {
      title: `sync of 100 edits, store and engine, ${titleOf(large)}`,
      unit: 'ms',
      asked: null,
      ...whole(own('sync.ms', large)),
    },
    {
      title: `${titleOf(data)}: packed anew with received changes, on the page`,
      unit: 'ms',
      asked: null,
      ...whole(own('compact.ms')),
    },
    {
      title: `${titleOf(data)}: packed anew, longest time the page stood still (0: never 50 ms)`,
      unit: 'ms',
      asked: isAskedOf(data) ? atMost(50) : null,
      ...whole(own('compact.longest-task.ms')),
    },
    {
      title: `${titleOf(data)}: one edit, strict, while packed anew`,
      unit: 'ms',
      asked: null,
      ...whole(own('compact-edit.ms')),
    },
    {
      title: `${titleOf(data)}: tile query by handle() at 60 frames a second of panning, p95`,
      unit: 'ms',
      asked: isAskedOf(data) ? { limit: 16, sense: 'at most' } : null,
      ...whole(p95Of(own('handle.ms'))),
    },
    {
      title: `${titleOf(data)}: tile query by handle(), p95, over the store's own query of the same view`,
      unit: 'x',
      asked: null,
      ...ratio(p95Of(own('handle.ms')), p95Of(own('handle-store.ms'))),
    },
    {
      title: '100 photos of 3 MB, speed over one strict transaction a photo',
      unit: 'x',
      asked: atLeast(0.6),
      ...ratio(own('photos-plain.ms', album), own('photos.ms', album)),
    },
    {
      title: "100 photos of 3 MB, memory of the page's process",
      unit: 'MB',
      asked: atMost(40),
      ...whole(own('photos.renderer.mb', album)),
    },
    {
      title: "a video of 500 MB in, memory of the page's process",
      unit: 'MB',
      asked: null,
      ...whole(own('video-in.renderer.mb', album)),
    },
    {
      title: "a video of 500 MB out as a stream, memory of the page's process",
      unit: 'MB',
      asked: null,
      ...whole(own('video-out.renderer.mb', album)),
    },
  ];
}

class Reader {
  readonly #all: readonly Measurement[];

  constructor(all: readonly Measurement[]) {
    this.#all = all;
  }

  of(what: What, store: StoreName, data: DataSet): readonly Measurement[] {
    return this.#all.filter((one) => one.what === what && one.store === store && one.layer === nameOf(data));
  }
}

type Summary = Pick<Figure, 'value' | 'spread'>;

/** The median of the rounds, each by its own median. */
function whole(measured: readonly Measurement[]): Summary {
  return summary(measured.map(({ values }) => median(values)));
}

/** The median of the pairs: each round has its own. */
function ratio(above: readonly Measurement[], below: readonly Measurement[]): Summary {
  return summary(
    above.flatMap(({ round, values }) => {
      const pair = below.find((one) => one.round === round);
      return pair ? [median(values) / median(pair.values)] : [];
    }),
  );
}

function summary(values: readonly number[]): Summary {
  return { value: median(values), spread: [Math.min(...values), Math.max(...values)] };
}

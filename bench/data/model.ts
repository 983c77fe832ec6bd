/** What a device must hold: the layer as loaded, or with received changes on it. Results are judged by this and nothing else. */
import type { Envelope, Geometry } from '../../src/shared/esri.js';
import { CORNER, featureOf, SIDE, type Kind, type Row } from './features.js';
import { randomOf } from './random.js';

export interface DataSet {
  readonly kind: Kind;
  readonly n: number;
}

/** Rows of a delta that a service sends. */
export interface Changes {
  readonly adds: readonly Row[];
  readonly updates: readonly Row[];
  readonly deletes: readonly Row[];
}

/** An envelope, and the ObjectIDs that a query for it must and may answer. For points both are the same. */
export interface Viewport {
  readonly envelope: Envelope;
  readonly must: readonly number[];
  readonly may: readonly number[];
}

const RECEIVED = 10_000;
const IN_VIEW = 500;
const FULL_TURN = 2 * Math.PI;
/** How often somebody who pans goes on in another direction. */
const TURNS = 0.2;

export function nameOf({ kind, n }: DataSet): string {
  return `${kind}-${String(n)}`;
}

export class Model {
  readonly data: DataSet;
  readonly #versions: Uint8Array;
  /** xmin, ymin, xmax, ymax of each row; NaN for rows that are gone. */
  readonly #boxes: Float64Array;
  #count: number;
  /** Finding them takes seconds in a large layer, and all stores are asked for the same. */
  readonly #viewports = new Map<string, readonly Viewport[]>();

  constructor(data: DataSet) {
    this.data = data;
    const room = data.n + changeCounts(data.n).adds;
    this.#versions = new Uint8Array(room);
    this.#boxes = new Float64Array(4 * room).fill(NaN);
    this.#count = data.n;
    for (let index = 0; index < data.n; index++) this.#boxes.set(boxOf(this.row(index).geometry), 4 * index);
  }

  get count(): number {
    return this.#count;
  }

  row(index: number): Row {
    return featureOf(this.data.kind, index, this.#versions[index]);
  }

  /** Rows all over the layer that are there now. */
  sample(count: number, seed: number): readonly Row[] {
    const random = randomOf(seed);
    const rows: Row[] = [];
    while (rows.length < count) {
      const index = Math.floor(random() * this.data.n);
      if (!this.#isGone(index)) rows.push(this.row(index));
    }
    return rows;
  }

  /** Moves the model on by one delta: 10,000 changes, fewer for small layers. Once a model. */
  receive(): Changes {
    const { n } = this.data;
    const counts = changeCounts(n);
    this.#viewports.clear();
    const changes: { adds: Row[]; updates: Row[]; deletes: Row[] } = { adds: [], updates: [], deletes: [] };
    const step = Math.max(1, Math.floor(n / (counts.updates + counts.deletes)));
    for (let at = 0; at < counts.updates + counts.deletes; at++) {
      const index = at * step;
      if (at % 9 === 8) {
        changes.deletes.push(this.row(index));
        this.#boxes.fill(NaN, 4 * index, 4 * index + 4);
        this.#count--;
      } else {
        this.#versions[index] = 1;
        changes.updates.push(this.#placed(index));
      }
    }
    for (let index = n; index < n + counts.adds; index++) {
      changes.adds.push(this.#placed(index));
      this.#count++;
    }
    return changes;
  }

  /** Envelopes around rows, each grown until it holds about 500. */
  viewports(count: number, seed: number): readonly Viewport[] {
    const known = this.#viewports.get(`${String(count)}/${String(seed)}`);
    if (known) return known;
    const random = randomOf(seed, 5);
    const made = Array.from({ length: count }, () => {
      let index = Math.floor(random() * this.data.n);
      while (this.#isGone(index)) index = (index + 1) % this.data.n;
      return this.#viewportAt([this.#boxes[4 * index] ?? 0, this.#boxes[4 * index + 1] ?? 0]);
    });
    this.#viewports.set(`${String(count)}/${String(seed)}`, made);
    return made;
  }

  /** The views of a person who pans: each lies half a view beside the one before, now and then in another direction. */
  pan(count: number, seed: number): readonly Viewport[] {
    const known = this.#viewports.get(`pan/${String(count)}/${String(seed)}`);
    if (known) return known;
    const random = randomOf(seed, 6);
    const step = (SIDE / 2) * Math.sqrt(this.#wanted / this.data.n);
    const place: [number, number] = [random() * SIDE, random() * SIDE];
    let turn = random() * FULL_TURN;
    const made = Array.from({ length: count }, () => {
      if (random() < TURNS) turn = random() * FULL_TURN;
      place[0] = within(place[0] + step * Math.cos(turn));
      place[1] = within(place[1] + step * Math.sin(turn));
      return this.#viewportAt([CORNER[0] + place[0], CORNER[1] + place[1]]);
    });
    this.#viewports.set(`pan/${String(count)}/${String(seed)}`, made);
    return made;
  }

  get #wanted(): number {
    return Math.min(IN_VIEW, Math.ceil(this.data.n / 10));
  }

  #viewportAt([x, y]: readonly [number, number]): Viewport {
    const wanted = this.#wanted;
    const around = (half: number): Envelope => ({ xmin: x - half, ymin: y - half, xmax: x + half, ymax: y + half });
    let [low, high] = [0, (SIDE / 2) * Math.sqrt(wanted / this.data.n)];
    while (high < SIDE && this.#countWithin(around(high)) < wanted) high *= 2;
    let envelope = around(high);
    for (let tries = 0; tries < 40; tries++) {
      const half = (low + high) / 2;
      envelope = around(half);
      const found = this.#countWithin(envelope);
      if (Math.abs(found - wanted) <= wanted / 50) break;
      if (found > wanted) high = half;
      else low = half;
    }
    const rows = this.#indexesWithin(envelope).map((at) => this.row(at));
    const id = (row: Row): number => row.attributes['OBJECTID'] as number;
    return { envelope, must: rows.filter((row) => hasVertexIn(row.geometry, envelope)).map(id), may: rows.map(id) };
  }

  #placed(index: number): Row {
    const row = this.row(index);
    this.#boxes.set(boxOf(row.geometry), 4 * index);
    return row;
  }

  #isGone(index: number): boolean {
    return Number.isNaN(this.#boxes[4 * index]);
  }

  #countWithin({ xmin, ymin, xmax, ymax }: Envelope): number {
    const boxes = this.#boxes;
    const side = (at: number): number => boxes[at] ?? NaN;
    let count = 0;
    for (let at = 0; at < boxes.length; at += 4) {
      if (side(at) <= xmax && side(at + 2) >= xmin && side(at + 1) <= ymax && side(at + 3) >= ymin) count++;
    }
    return count;
  }

  #indexesWithin({ xmin, ymin, xmax, ymax }: Envelope): number[] {
    const found: number[] = [];
    for (let index = 0; 4 * index < this.#boxes.length; index++) {
      const [left = NaN, bottom = NaN, right = NaN, top = NaN] = this.#boxes.subarray(4 * index, 4 * index + 4);
      if (left <= xmax && right >= xmin && bottom <= ymax && top >= ymin) found.push(index);
    }
    return found;
  }
}

/** Turned back at the edge of the area. */
function within(value: number): number {
  return value < 0 ? -value : value > SIDE ? 2 * SIDE - value : value;
}

function changeCounts(n: number): { readonly adds: number; readonly updates: number; readonly deletes: number } {
  const all = Math.min(RECEIVED, Math.floor(n / 5));
  const adds = Math.floor(all / 10);
  return { adds, updates: all - 2 * adds, deletes: adds };
}

function verticesOf(geometry: Geometry): readonly (readonly number[])[] {
  if ('x' in geometry) return [[Number(geometry.x), Number(geometry.y)]];
  if ('paths' in geometry) return (geometry.paths ?? []).flat();
  if ('rings' in geometry) return (geometry.rings ?? []).flat();
  return [];
}

function boxOf(geometry: Geometry): readonly [number, number, number, number] {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x = NaN, y = NaN] of verticesOf(geometry)) {
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  }
  return box;
}

function hasVertexIn(geometry: Geometry, { xmin, ymin, xmax, ymax }: Envelope): boolean {
  return verticesOf(geometry).some(([x = NaN, y = NaN]) => x >= xmin && x <= xmax && y >= ymin && y <= ymax);
}

/** Straight segments of lines and rings, found by height: those that could meet a given stretch of y are looked up in bands. */
import type { Position } from '../../../shared/esri.js';
import type { Segment } from './contact.js';

/** Fewer are gone through one by one. */
const WORTH_BANDS = 64;
const SEGMENTS_PER_BAND = 8;
/** A zigzag reaches through all of them: few bands keep the sum of their lengths bounded. */
const MOST_BANDS = 256;

export class Segments {
  /** x1, y1, x2, y2 of each. */
  readonly ends: Float64Array;
  /** Number of the part, line or ring, that each belongs to. */
  readonly partOf: Uint32Array;
  readonly length: number;
  readonly #all: readonly number[];
  #ymin = Infinity;
  #ymax = -Infinity;
  #bands: readonly (readonly number[])[] | null = null;

  constructor(parts: readonly (readonly Position[])[]) {
    this.length = parts.reduce((sum, part) => sum + part.length - 1, 0);
    this.ends = new Float64Array(4 * this.length);
    this.partOf = new Uint32Array(this.length);
    let no = 0;
    for (const [partNo, part] of parts.entries()) {
      for (let i = 1; i < part.length; i++, no++) {
        const [from, to] = [part[i - 1], part[i]];
        this.ends.set([from?.[0] ?? NaN, from?.[1] ?? NaN, to?.[0] ?? NaN, to?.[1] ?? NaN], 4 * no);
        this.partOf[no] = partNo;
      }
    }
    this.#all = Array.from({ length: this.length }, (_, i) => i);
    for (let i = 1; i < this.ends.length; i += 2) {
      this.#ymin = Math.min(this.#ymin, this.ends[i] ?? NaN);
      this.#ymax = Math.max(this.#ymax, this.ends[i] ?? NaN);
    }
  }

  segment(no: number): Segment {
    const { ends } = this;
    const at = 4 * no;
    return { x1: ends[at] ?? NaN, y1: ends[at + 1] ?? NaN, x2: ends[at + 2] ?? NaN, y2: ends[at + 3] ?? NaN };
  }

  /** Numbers of the segments that may reach this height, each once. */
  at(y: number): readonly number[] {
    if (!(y >= this.#ymin && y <= this.#ymax)) return [];
    return this.length < WORTH_BANDS ? this.#all : (this.#banded()[this.#bandNo(y)] ?? []);
  }

  /** Numbers of the segments that may reach into this stretch of heights, each once. */
  between(low: number, high: number): readonly number[] {
    if (!(high >= this.#ymin && low <= this.#ymax)) return [];
    if (this.length < WORTH_BANDS) return this.#all;
    const bands = this.#banded();
    const [first, last] = [this.#bandNo(Math.max(low, this.#ymin)), this.#bandNo(Math.min(high, this.#ymax))];
    if (first === last) return bands[first] ?? [];
    return [...new Set(bands.slice(first, last + 1).flat())];
  }

  #banded(): readonly (readonly number[])[] {
    if (this.#bands) return this.#bands;
    const count = Math.min(MOST_BANDS, Math.ceil(this.length / SEGMENTS_PER_BAND));
    const bands = Array.from({ length: count }, (): number[] => []);
    this.#bands = bands;
    for (let no = 0; no < this.length; no++) {
      const [y1, y2] = [this.ends[4 * no + 1] ?? NaN, this.ends[4 * no + 3] ?? NaN];
      const last = this.#bandNo(Math.max(y1, y2));
      for (let band = this.#bandNo(Math.min(y1, y2)); band <= last; band++) bands[band]?.push(no);
    }
    return bands;
  }

  #bandNo(y: number): number {
    const count = this.#bands?.length ?? 0;
    const share = (y - this.#ymin) / (this.#ymax - this.#ymin || 1);
    return Math.min(count - 1, Math.max(0, Math.floor(share * count)));
  }
}

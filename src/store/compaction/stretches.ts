/** Cuts a layer's Hilbert curve into stretches of which each fits into memory. */

/** The curve is counted in so many equal parts; rows without geometry come after them. */
const PARTS = 4096;
const PART_BITS = 20;

/** Parts `first` to `last` of the curve. */
export interface Stretch {
  readonly first: number;
  readonly last: number;
}

/** The part of the curve that a place on it lies in. */
export function partOf(place: number): number {
  return place === 0xffffffff ? PARTS : place >>> PART_BITS;
}

/** How many rows, and how many bytes of them, lie in each part. */
export class CurveCount {
  readonly #rows = new Uint32Array(PARTS + 1);
  readonly #bytes = new Float64Array(PARTS + 1);

  add(part: number, bytes: number): void {
    this.#rows[part] = (this.#rows[part] ?? 0) + 1;
    this.#bytes[part] = (this.#bytes[part] ?? 0) + bytes;
  }

  /** As few stretches as the limits allow; a part that is too large by itself is one. */
  cut(limits: { readonly rows: number; readonly bytes: number }): readonly Stretch[] {
    const stretches: Stretch[] = [];
    let [first, rows, bytes] = [0, 0, 0];
    for (let part = 0; part <= PARTS; part++) {
      const [more, moreBytes] = [this.#rows[part] ?? 0, this.#bytes[part] ?? 0];
      if (rows > 0 && (rows + more > limits.rows || bytes + moreBytes > limits.bytes)) {
        stretches.push({ first, last: part - 1 });
        [first, rows, bytes] = [part, 0, 0];
      }
      rows += more;
      bytes += moreBytes;
    }
    if (rows > 0) stretches.push({ first, last: PARTS });
    return stretches;
  }

  get rows(): number {
    return this.#rows.reduce((sum, rows) => sum + rows, 0);
  }
}

/** For each chunk of a run the first and the last part that it has rows in. */
export class ChunkSpans {
  readonly #spans: Uint16Array;

  constructor(nChunks: number) {
    this.#spans = new Uint16Array(2 * nChunks).map((_, i) => (i % 2 === 0 ? 0xffff : 0));
  }

  add(chunkNo: number, part: number): void {
    this.#spans[2 * chunkNo] = Math.min(this.#spans[2 * chunkNo] ?? part, part);
    this.#spans[2 * chunkNo + 1] = Math.max(this.#spans[2 * chunkNo + 1] ?? part, part);
  }

  /** Chunks with rows in the stretch, and maybe some without. */
  in({ first, last }: Stretch): readonly number[] {
    const found: number[] = [];
    for (let no = 0; no < this.#spans.length / 2; no++) {
      if ((this.#spans[2 * no] ?? 0) <= last && (this.#spans[2 * no + 1] ?? 0) >= first) found.push(no);
    }
    return found;
  }
}

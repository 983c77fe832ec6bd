/** Marked rows of a run: a bit each. */
export class RowMarks {
  readonly #chunks = new Map<number, Uint8Array>();

  add(chunkNo: number, rowNo: number): void {
    const at = rowNo >> 3;
    let bits = this.#chunks.get(chunkNo) ?? new Uint8Array(64);
    if (at >= bits.length) {
      const grown = new Uint8Array(Math.max(2 * bits.length, at + 1));
      grown.set(bits);
      bits = grown;
    }
    bits[at] = (bits[at] ?? 0) | (1 << (rowNo & 7));
    this.#chunks.set(chunkNo, bits);
  }

  has(chunkNo: number, rowNo: number): boolean {
    return (((this.#chunks.get(chunkNo)?.[rowNo >> 3] ?? 0) >> (rowNo & 7)) & 1) === 1;
  }
}

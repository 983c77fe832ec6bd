/** A row as its table keeps it: the beginning in its own page, the rest in a chain of overflow pages. */
import { damaged } from '../failures.js';
import { viewOf } from './cursor.js';
import type { Pages } from './pages.js';

/** Answers the page, and throws when it was here before: in a sound file each page belongs to one place. */
export type Visit = (page: number) => number;

/** Bytes. The most that is put together in memory at once. */
const maxValue = 2 ** 27;

export class Cell {
  readonly rowid: number | bigint;
  /** Bytes of the whole row. */
  readonly size: number;
  /** Those that lie in the row's own page. */
  readonly local: Uint8Array;
  readonly #pages: Pages;
  readonly #visit: Visit;
  /** The overflow pages as far as they were followed. */
  readonly #chain: number[] = [];
  #first: number;

  constructor(
    { rowid, size, local, overflow }: Pick<Cell, 'rowid' | 'size' | 'local'> & { readonly overflow: number },
    pages: Pages,
    visit: Visit,
  ) {
    this.rowid = rowid;
    this.size = size;
    this.local = local;
    this.#first = overflow;
    this.#pages = pages;
    this.#visit = visit;
  }

  /** The bytes from `start` up to `end`. */
  async range(start: number, end: number): Promise<Uint8Array<ArrayBuffer>> {
    const { length } = this.local;
    const perPage = this.#pages.usable - 4;
    if (end > this.size || end - start > maxValue) throw damaged(`a value claims ${end - start} bytes`);
    const bytes = new Uint8Array(end - start);
    bytes.set(this.local.subarray(start, end));
    for (let at = Math.max(start, length); at < end;) {
      const page = await this.#pages.read(await this.#overflow(Math.floor((at - length) / perPage)));
      const from = 4 + ((at - length) % perPage);
      const piece = page.subarray(from, from + end - at);
      bytes.set(piece, at - start);
      at += piece.length;
    }
    return bytes;
  }

  /** The number of the overflow page at a place in the chain. Each begins with the number of the next. */
  async #overflow(index: number): Promise<number> {
    const chain = this.#chain;
    while (chain.length <= index) {
      const last = chain.at(-1);
      const next = last === undefined ? this.#first : viewOf(await this.#pages.read(last)).getUint32(0);
      chain.push(this.#visit(next));
    }
    return chain[index] ?? 0;
  }
}

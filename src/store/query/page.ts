/** The page of a query's rows that was asked for. Without an order, rows outside of it are never decoded. */
import type { RowOrder } from './order.js';
import type { Hit } from './hits.js';

/** Offset and count, as in the REST API; without them, all. */
export interface PageBounds {
  readonly resultOffset?: number;
  readonly resultRecordCount?: number;
}

export class Page {
  readonly #offset: number;
  readonly #end: number;
  readonly #order: RowOrder | null;
  readonly #hits: Hit[] = [];
  #seen = 0;

  constructor(bounds: PageBounds, order: RowOrder | null) {
    this.#offset = bounds.resultOffset ?? 0;
    this.#end = this.#offset + (bounds.resultRecordCount ?? Infinity);
    this.#order = order;
  }

  get hasMore(): boolean {
    return this.#seen > this.#end;
  }

  /** False when no further hits can matter. */
  addAll(hits: readonly Hit[]): boolean {
    return hits.every((hit) => this.#add(hit));
  }

  #add(hit: Hit): boolean {
    const index = this.#seen++;
    if (this.#order || (index >= this.#offset && index < this.#end)) this.#hits.push(hit);
    return this.#order !== null || !this.hasMore;
  }

  hits(): readonly Hit[] {
    const order = this.#order;
    if (!order) return this.#hits;
    return this.#hits
      .sort((a, b) => order(a.visible().feature.attributes, b.visible().feature.attributes))
      .slice(this.#offset, this.#end);
  }
}

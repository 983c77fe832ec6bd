/**
 * Rows that this connection's own edits changed, from one `rev` to the next: what queries keep in memory is patched with those few. What others
 * changed, or a sync, is not known row by row: then it is read anew.
 */
import type { GlobalId } from '../shared/ids.js';

export interface RowName {
  readonly layerId: number;
  readonly globalId: GlobalId;
}

/** Steps that are remembered, and rows that are worth patching: more are read anew as fast. */
const STEPS = 256;
const ROWS = 500;

export class OwnChanges {
  /** By the `rev` that they led to. */
  readonly #steps = new Map<number, readonly RowName[]>();
  #lastRev = 0;

  /** The latest `rev` that is known to be there. */
  get lastRev(): number {
    return this.#lastRev;
  }

  /** After the commit that raised `rev` to this. */
  note(rev: number, rows: readonly RowName[]): void {
    this.#steps.set(rev, rows);
    this.#lastRev = Math.max(this.#lastRev, rev);
    for (const oldest of this.#steps.keys()) {
      if (this.#steps.size <= STEPS) break;
      this.#steps.delete(oldest);
    }
  }

  /** All that changed between; null when others had a part in it, or when it is too much. */
  since(from: number, to: number): readonly RowName[] | null {
    const rows: RowName[] = [];
    for (let rev = from + 1; rev <= to; rev++) {
      const step = this.#steps.get(rev);
      if (!step || rows.length + step.length > ROWS) return null;
      rows.push(...step);
    }
    return from <= to ? rows : null;
  }
}

/** Cells side by side, each worker with a browser context of its own. */
import type { BrowserContext } from 'playwright-core';
import type { ProofWorld } from '../world.js';
import { nameOf, type Cell } from './matrix.js';
import { runCell, type CellResult } from './run-cell.js';

/** After so many cells a worker's context, and all that it stores, is thrown away. */
const CELLS_PER_CONTEXT = 12;

export interface PlayOptions {
  /** Cells at once. */
  readonly workers: number;
  /** Hears of each cell; false ends the play. */
  readonly onCell: (cell: Cell, result: CellResult) => boolean;
}

export async function playCells(cells: readonly Cell[], world: ProofWorld, options: PlayOptions): Promise<void> {
  const waiting = [...cells];
  const worker = async (): Promise<void> => {
    let context: BrowserContext | null = null;
    for (let count = 1; ; count += 1) {
      const cell = waiting.shift();
      if (cell === undefined) break;
      context ??= await world.newContext();
      const result = await runCell(cell, world, context);
      if (!options.onCell(cell, result)) waiting.length = 0;
      // A page that failed may be in any state.
      if (count % CELLS_PER_CONTEXT > 0 && result.findings.length === 0) continue;
      await context.close();
      context = null;
    }
    await context?.close();
  };
  await Promise.all(Array.from({ length: Math.max(1, options.workers) }, worker));
}

/** What a cell's findings say, in one line. */
export function wordsOf(cell: Cell, { findings }: CellResult): string {
  return `${nameOf(cell)}: ${findings.map(({ kind, words }) => `${kind}: ${words}`).join('; ')}`;
}

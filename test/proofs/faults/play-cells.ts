/** Cells side by side, each worker with a browser context of its own. */
import type { ProofWorld } from '../world.js';
import { nameOf, type Cell } from './matrix.js';
import { runCell, type CellResult } from './run-cell.js';

/** After so many cells a worker's context, and all that it stores, is thrown away. */
const CELLS_PER_CONTEXT = 12;

export async function playCells(
  cells: readonly Cell[],
  world: ProofWorld,
  workers: number,
): Promise<ReadonlyMap<Cell, CellResult>> {
  const results = new Map<Cell, CellResult>();
  const waiting = [...cells];
  const worker = async (): Promise<void> => {
    let context = await world.newContext();
    for (let count = 1; ; count += 1) {
      const cell = waiting.shift();
      if (cell === undefined) break;
      const result = await runCell(cell, world, context);
      results.set(cell, result);
      const bad = result.findings.map(({ kind, words }) => `${kind}: ${words}`).join('; ');
      if (bad !== '') console.log(`FAILED ${nameOf(cell)}: ${bad}`);
      else if (results.size % 50 === 0) console.log(`${String(results.size)} of ${String(cells.length)} cells`);
      // A page that failed may be in any state.
      if (count % CELLS_PER_CONTEXT === 0 || bad !== '') {
        await context.close();
        context = await world.newContext();
      }
    }
    await context.close();
  };
  await Promise.all(Array.from({ length: Math.max(1, workers) }, worker));
  return results;
}

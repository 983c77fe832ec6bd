/**
 * `npm run faults`: every operation of a sync, times every fault, times what happens to the page then, in real Chromium over real HTTP.
 * `-- --ci`: 40 cells that cover every operation and every fault. `-- --only uploadPart`: cells with that in their name. `-- --workers 8`: so many
 * at once. `-- --part 1/3`: a third of them. Exits with 1 when anything was lost, doubled, hung or misreported.
 */
import { parseArgs } from 'node:util';
import { ensureBrowsers } from '../../../scripts/ensure-browser.mjs';
import { createProofWorld } from '../world.js';
import { allCells, fewCells, nameOf, type Cell } from './matrix.js';
import { playCells, wordsOf } from './play-cells.js';
import { printTable } from './print-table.js';
import type { CellResult } from './run-cell.js';

const { values } = parseArgs({
  options: {
    ci: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true, default: [] },
    part: { type: 'string', default: '1/1' },
    workers: { type: 'string', default: '8' },
  },
});
const [part = 1, parts = 1] = values.part.split('/').map(Number);
const wanted = (cell: Cell, index: number): boolean =>
  index % parts === part - 1 && values.only.every((words) => nameOf(cell).includes(words));
const cells = (values.ci ? fewCells(40) : allCells()).filter(wanted);

ensureBrowsers(['chromium']);
const begun = performance.now();
const world = await createProofWorld({ speed: 10 });
try {
  const results = new Map<Cell, CellResult>();
  await playCells(cells, world, {
    workers: Number(values.workers),
    onCell: (cell, result) => {
      results.set(cell, result);
      if (result.findings.length > 0) console.log(`FAILED ${wordsOf(cell, result)}`);
      else if (results.size % 50 === 0) console.log(`${String(results.size)} of ${String(cells.length)} cells`);
      return true;
    },
  });
  const failures = printTable(results, values.ci || values.only.length > 0 ? 'list' : 'table');
  console.log(`${String(cells.length)} cells in ${((performance.now() - begun) / 60_000).toFixed(1)} min`);
  process.exitCode = failures > 0 || cells.length === 0 ? 1 : 0;
} finally {
  await world.close();
}

/** The fault matrix for people. */
import type { FindingKind } from '../checker.js';
import { aftermaths, columns, nameOf, rows, type Cell } from './matrix.js';
import type { CellResult } from './run-cell.js';

const LETTERS: Readonly<Record<FindingKind, string>> = {
  lost: 'L',
  doubled: 'D',
  hung: 'H',
  misreported: 'M',
  different: 'X',
  leaked: 'T',
};

/** Prints what became of the cells. @returns how many of them failed */
export function printTable(results: ReadonlyMap<Cell, CellResult>, how: 'table' | 'list'): number {
  if (how === 'table') table(results);
  else
    for (const [cell, { findings, ms }] of results)
      console.log(`${findings.length === 0 ? 'ok    ' : 'FAILED'} ${nameOf(cell)} (${(ms / 1000).toFixed(1)} s)`);
  const failed = [...results].filter(([, { findings }]) => findings.length > 0);
  for (const [cell, { findings }] of failed)
    for (const { kind, words } of findings) console.log(`${kind}: ${nameOf(cell)}: ${words}`);
  const count = (kind: FindingKind): number =>
    failed.filter(([, { findings }]) => findings.some((one) => one.kind === kind)).length;
  const kinds = (Object.keys(LETTERS) as FindingKind[]).map((kind) => `${String(count(kind))} ${kind}`);
  console.log(`${String(results.size)} cells: ${kinds.join(', ')}`);
  return failed.length;
}

function table(results: ReadonlyMap<Cell, CellResult>): void {
  const width = Math.max(...rows.map(({ name }) => name.length)) + 1;
  console.log(`\nA cell has a sign for each of ${aftermaths.join(', ')}: "." well, a letter for what went wrong.\n`);
  for (const [index, { name }] of columns.entries()) console.log(`${String(index + 1).padStart(3)}  ${name}`);
  console.log(`\n${' '.repeat(width)}${columns.map((_, index) => String(index + 1).padStart(7)).join('')}`);
  for (const row of rows) {
    const signs = columns.map((column) => {
      const own = aftermaths.map((aftermath) => {
        const found = [...results].find(
          ([cell]) => cell.row === row && cell.column === column && cell.aftermath === aftermath,
        );
        if (found === undefined) return column.only?.has(row) === false ? '-' : ' ';
        const [, { findings }] = found;
        return findings[0] === undefined ? '.' : LETTERS[findings[0].kind];
      });
      return own.join('').padStart(7);
    });
    console.log(`${row.name.padEnd(width)}${signs.join('')}`);
  }
  console.log('\n"------": it cannot occur:');
  for (const { name, only } of columns) if (only !== undefined) console.log(`  ${name}: ${only.reason}`);
  console.log('  a frozen tab is taken over after 90 s without a sign of life: some cells stand for all');
  console.log('  both tabs: one row, whose requests all take their time\n');
}

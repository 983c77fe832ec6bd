/** docs/performance.md: what is between the markers comes from the reference, the rest is written by hand. */
import { median } from '../measurements.js';
import type { Result } from '../result.js';
import { number, figureTable, storeTables } from './table.js';

const BEGIN = '<!-- bench: from here on written by npm run bench -- --publish -->';
const END = '<!-- bench: to here -->';

/** Throws when the page has lost its markers. */
export function withResults(page: string, results: readonly Result[]): string {
  const [from, to] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (from < 0 || to < from) throw new Error('docs/performance.md has lost the markers between which the tables go.');
  return `${page.slice(0, from)}${BEGIN}\n\n${results.map(section).join('\n\n')}\n\n${page.slice(to)}`;
}

/** A run in words and tables. */
export function section(result: Result): string {
  return [
    `## ${result.n.toLocaleString('en')} points`,
    circumstances(result),
    figureTable(result),
    storeTables(result),
    ...notes(result),
  ].join('\n\n');
}

function circumstances({ machine, startedAt, minutes, rounds, loads }: Result): string {
  const packages = Object.entries(machine.packages).map(([name, version]) => `${name} ${version}`);
  const [low, high] = [Math.min(...loads), Math.max(...loads)];
  return [
    `${startedAt.slice(0, 10)}, ${String(minutes)} minutes, ${String(rounds)} ${rounds === 1 ? 'round' : 'rounds'}. `,
    `${machine.cpu}, ${String(machine.cores)} cores, ${String(machine.memoryGb)} GB, ${machine.system}, `,
    `${machine.browser}, Node ${machine.node}. ${packages.join(', ')}. `,
    `Load average ${number(median(loads))} (${number(low)} to ${number(high)}) on ${String(machine.cores)} cores`,
    median(loads) > machine.cores ? ': others worked on this machine too, so trust large ratios alone.' : '.',
  ].join('');
}

function notes({ leftOut, failures }: Result): readonly string[] {
  return [
    ...(leftOut.length > 0 ? [`Not measured in every round, for want of time: ${leftOut.join('; ')}.`] : []),
    ...(failures.length > 0 ? [`Failed: ${failures.map(({ task, error }) => `${task} (${error})`).join('; ')}.`] : []),
  ];
}

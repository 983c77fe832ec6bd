/** Tables, as Markdown: they read well on a terminal too. */
import { nameOf, type DataSet } from '../data/model.js';
import { median, quantile, type What } from '../measurements.js';
import { layersOf } from '../plan.js';
import type { Result } from '../result.js';
import { STORES, STORE_NAMES, type StoreName } from '../stores.js';
import { figuresOf, holds, type Figure } from './figures.js';

/** What was asked, and what came out. */
export function figureTable(result: Result): string {
  const rows = figuresOf(result).map((figure) => [
    figure.title,
    figure.asked === null ? '' : `${figure.asked.sense} ${withUnit(figure.asked.limit, figure)}`,
    withUnit(figure.value, figure),
    `${number(figure.spread[0])} to ${number(figure.spread[1])}`,
    figure.asked === null ? '' : holds(figure) ? 'yes' : '**short**',
  ]);
  return table(['figure', 'asked', 'measured', 'spread', 'holds'], rows);
}

/** Every store beside the others, one table a layer. */
export function storeTables(result: Result): string {
  return layersOf(result)
    .map((data) => storeTable(result, data))
    .filter((text) => text !== '')
    .join('\n\n');
}

function storeTable(result: Result, data: DataSet): string {
  const measured = (what: What, store: StoreName): readonly number[] =>
    result.measurements
      .filter((one) => one.what === what && one.store === store && one.layer === nameOf(data))
      .flatMap(({ values }) => values);
  const own = median(measured('load.ms', 'gdb-sync'));
  const rows = STORE_NAMES.filter(
    (store) => measured('load.ms', store).length + measured('viewport.ms', store).length > 0,
  ).map((store) => {
    const loads = measured('load.ms', store);
    const looks = (what: What): string => {
      const all = measured(what, store);
      return all.length === 0 ? '' : `${number(median(all))} / ${number(quantile(all, 0.95))}`;
    };
    return [
      STORES[store].title,
      range(loads.map((ms) => ms / 1_000)),
      loads.length === 0 ? '' : number(median(loads) / own),
      range(measured('load.cpu.ms', store).map((ms) => ms / 1_000)),
      looks('viewport-rested.ms'),
      looks('viewport.ms'),
      range(measured('load.renderer.mb', store)),
      range(measured('load.longest-task.ms', store)),
      String(loads.length),
    ];
  });
  if (rows.length === 0) return '';
  const head = [
    'load, s',
    'of gdb-sync',
    'processor, s',
    'viewport p50 / p95, ms',
    'in a page just opened',
    'memory, MB',
    'longest task, ms',
    'runs',
  ];
  return table([`${data.n.toLocaleString('en')} ${data.kind}`, ...head], rows);
}

/** `median (lowest to highest)` */
function range(values: readonly number[]): string {
  if (values.length === 0) return '';
  if (values.length === 1) return number(median(values));
  return `${number(median(values))} (${number(Math.min(...values))} to ${number(Math.max(...values))})`;
}

function withUnit(value: number, { unit }: Figure): string {
  return unit === 'x' ? `${number(value)}x` : `${number(value)} ${unit}`;
}

/** Three figures, as few as matter. */
export function number(value: number): string {
  if (Number.isNaN(value)) return '';
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en');
  return String(Number(value.toPrecision(Math.abs(value) >= 10 ? 3 : 2)));
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, at) => Math.max(3, title.length, ...rows.map((row) => (row[at] ?? '').length)));
  const line = (cells: readonly string[]): string =>
    `| ${widths.map((width, at) => (cells[at] ?? '').padEnd(width)).join(' | ')} |`;
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rows.map(line)].join('\n');
}

/** The plot of docs/performance.md, drawn as SVG: bars from zero on, so that their lengths compare as the numbers do. */
import { nameOf, type DataSet } from '../data/model.js';
import { median, type What } from '../measurements.js';
import type { Result } from '../result.js';
import { STORES, STORE_NAMES } from '../stores.js';
import { number } from './table.js';

interface Bar {
  readonly label: string;
  readonly isOwn: boolean;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

const WIDTH = 760;
const LEFT = 210;
const RIGHT = 120;
const ROW = 24;
const STYLE = `
  text { font: 13px system-ui, sans-serif; fill: #1f2933; }
  .title { font-weight: 600; }
  .scale { font-size: 11px; fill: #6b7280; }
  .grid { stroke: #e5e7eb; }
  .bar { fill: #9aa5b1; }
  .own { fill: #0f766e; }
  .spread { stroke: #1f2933; stroke-width: 1.5; }`;

/** Load times of all stores, and viewports of those that have them. */
export function plot(result: Result): string {
  const data: DataSet = { kind: 'points', n: result.n };
  const count = data.n.toLocaleString('en');
  const loads = bars(result, data, { what: 'load.ms', scale: 1 / 1_000 });
  const looks = bars(result, data, { what: 'viewport-rested.ms', scale: 1 });
  const first = panel(loads, { title: `Loading ${count} points over HTTP, seconds (less is better)`, top: 10 });
  const second = panel(looks, { title: `A viewport of 500 of them, milliseconds`, top: first.bottom + 20 });
  const height = second.bottom + 10;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${String(WIDTH)}" height="${String(height)}" viewBox="0 0 ${String(WIDTH)} ${String(height)}" role="img" aria-label="Load and viewport times of gdb-sync and others">
<style>${STYLE}
</style>
<rect width="100%" height="100%" fill="#ffffff"/>
${first.svg}
${second.svg}
</svg>
`;
}

function bars(
  { measurements }: Result,
  data: DataSet,
  { what, scale }: { readonly what: What; readonly scale: number },
): readonly Bar[] {
  return STORE_NAMES.flatMap((store) => {
    const rounds = measurements
      .filter((one) => one.what === what && one.store === store && one.layer === nameOf(data))
      .map(({ values }) => median(values) * scale);
    if (rounds.length === 0) return [];
    const bar = { label: STORES[store].title, isOwn: store === 'gdb-sync', value: median(rounds) };
    return [{ ...bar, low: Math.min(...rounds), high: Math.max(...rounds) }];
  }).sort((a, b) => a.value - b.value);
}

function panel(
  list: readonly Bar[],
  { title, top }: { readonly title: string; readonly top: number },
): { readonly svg: string; readonly bottom: number } {
  if (list.length === 0) return { svg: '', bottom: top };
  const most = Math.max(...list.map(({ high }) => high));
  const step = niceStep(most / 5);
  const x = (value: number): number => LEFT + (value / most) * (WIDTH - LEFT - RIGHT);
  const y = (at: number): number => top + 44 + at * ROW;
  const bottom = y(list.length);
  const marks = Array.from({ length: Math.floor(most / step) + 1 }, (_, at) => at * step);
  const grid = marks.map(
    (mark) =>
      line(x(mark), top + 36, x(mark), bottom, 'grid') + text(number(mark), x(mark), top + 32, 'scale', 'middle'),
  );
  const rows = list.map(({ label, isOwn, value, low, high }, at) =>
    [
      text(label, LEFT - 8, y(at) + 14, isOwn ? 'title' : '', 'end'),
      `<rect class="bar ${isOwn ? 'own' : ''}" x="${fixed(x(0))}" y="${fixed(y(at) + 3)}" width="${fixed(x(value) - x(0))}" height="${fixed(ROW - 8)}"/>`,
      line(x(low), y(at) + ROW / 2 - 1, x(high), y(at) + ROW / 2 - 1, 'spread'),
      text(number(value), x(high) + 6, y(at) + 14, isOwn ? 'title' : '', 'start'),
    ].join(''),
  );
  return { svg: [text(title, 10, top + 12, 'title', 'start'), ...grid, ...rows].join('\n'), bottom };
}

/** 1, 2 or 5 times a power of ten, at least this. */
function niceStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return power * ([1, 2, 5].find((times) => times * power >= least) ?? 10);
}

function line(...[x1, y1, x2, y2, kind]: [number, number, number, number, string]): string {
  return `<line class="${kind}" x1="${fixed(x1)}" y1="${fixed(y1)}" x2="${fixed(x2)}" y2="${fixed(y2)}"/>`;
}

function text(...[content, x, y, kind, anchor]: [string, number, number, string, string]): string {
  const safe = content.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<text class="${kind}" x="${fixed(x)}" y="${fixed(y)}" text-anchor="${anchor}">${safe}</text>`;
}

function fixed(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** Unsent rows of a layer for a spreadsheet: RFC 4180, UTF-8 with a mark, no cell that a spreadsheet would run. */
import type { LayerSchema } from '../shared/esri.js';
import type { EditedRow } from './current-rows.js';

const UTC = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone: 'UTC' });
/** The longest time that a Date can hold; services may send anything. */
const LAST_TIME = 8.64e15;

export function toCsv(layer: LayerSchema, rows: readonly EditedRow[]): string {
  const fields = layer.fields.filter(({ name }) => name !== layer.globalIdField);
  const header = [
    'operation',
    layer.globalIdField,
    ...fields.map(({ name }) => name),
    'x',
    'y',
    'made by',
    'made at (UTC)',
    'refused',
  ];
  const lines = rows.map(({ globalId, operation, feature, user, time, refused }) => {
    const values = fields.map(({ name, type }) => {
      const value = feature.attributes[name] ?? null;
      return type === 'esriFieldTypeDate' && typeof value === 'number' ? timeText(value) : value;
    });
    const { geometry } = feature;
    const point = geometry && 'x' in geometry ? [geometry.x, geometry.y ?? null] : [null, null];
    return [operation, globalId, ...values, ...point, user, timeText(time), refused];
  });
  return `\uFEFF${[header, ...lines].map((cells) => cells.map(cell).join(',')).join('\r\n')}\r\n`;
}

function timeText(time: number): string {
  return Math.abs(time) <= LAST_TIME ? UTC.format(time) : String(time);
}

/** A text that a spreadsheet would take for a formula gets an apostrophe in front; numbers are no texts. */
function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const tame = /^[\s]*[=+\-@\t\r\n|%]/u.test(text) || /^[\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",\r\n']/.test(tame) ? `"${tame.replaceAll('"', '""')}"` : tame;
}

/** What arrow keys and typed numbers make of an area. Pure. */
import type { Envelope } from '../../shared/esri.js';
import { numberFormat } from '../common/intl.js';

/** West, south, east, north. */
export type Bounds = readonly [number, number, number, number];

/** Of its width or height, with each press. */
const STEP = 0.1;
const DIRECTIONS: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** The area after an arrow key: moved, or with `resize` wider, narrower, taller, lower about its middle. Null for any other key. */
export function movedArea(area: Envelope, key: string, resize: boolean): Envelope | null {
  const direction = Object.hasOwn(DIRECTIONS, key) ? DIRECTIONS[key] : undefined;
  if (direction === undefined) return null;
  const { xmin, ymin, xmax, ymax } = area;
  const [dx, dy] = [(xmax - xmin) * STEP * direction[0], (ymax - ymin) * STEP * direction[1]];
  if (!resize) return { ...area, xmin: xmin + dx, xmax: xmax + dx, ymin: ymin + dy, ymax: ymax + dy };
  return { ...area, xmin: xmin - dx / 2, xmax: xmax + dx / 2, ymin: ymin - dy / 2, ymax: ymax + dy / 2 };
}

/** A number as a person typed it, or as `writeBound` writes it in any language: other digits, a comma, a real minus, marks of direction. */
function readNumber(text: string): number {
  const plain = text
    .trim()
    .replace(/[\u200e\u200f\u061c]/g, '')
    // Arabic, Persian, full width: each zero is at a multiple of 16.
    .replace(/[\u0660-\u0669\u06f0-\u06f9\uff10-\uff19]/g, (digit) => String(digit.charCodeAt(0) % 16))
    .replace(/^[\u2212\uff0d]/, '-')
    .replace(/[,\u066b\uff0e\uff0c]/, '.');
  return plain === '' ? NaN : Number(plain);
}

/** Four numbers as they were typed, with point or comma. Null where they are no area: not numbers, turned around, or off the globe. */
export function readBounds(texts: readonly string[], units: 'degrees' | 'map'): Bounds | null {
  const numbers = texts.map(readNumber);
  const [west, south, east, north] = numbers;
  if (west === undefined || south === undefined || east === undefined || north === undefined) return null;
  if (!numbers.every(Number.isFinite) || west >= east || south >= north) return null;
  const isOffGlobe = Math.abs(west) > 360 || Math.abs(east) > 360 || Math.abs(south) > 90 || Math.abs(north) > 90;
  return units === 'degrees' && isOffGlobe ? null : [west, south, east, north];
}

/** As it is shown to be read and changed: five digits of a degree are a metre. */
export function writeBound(value: number, units: 'degrees' | 'map', lang: string): string {
  const maximumFractionDigits = units === 'degrees' ? 5 : 1;
  return numberFormat(lang, { useGrouping: false, maximumFractionDigits }).format(value);
}

/** What arrow keys and typed numbers make of an area. Pure. */
import type { Envelope } from '../../shared/esri.js';

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

/** Four numbers as they were typed, with point or comma. Null where they are no area: not numbers, turned around, or off the globe. */
export function readBounds(texts: readonly string[], units: 'degrees' | 'map'): Bounds | null {
  const numbers = texts.map((text) => (text.trim() === '' ? NaN : Number(text.trim().replace(',', '.'))));
  const [west, south, east, north] = numbers;
  if (west === undefined || south === undefined || east === undefined || north === undefined) return null;
  if (!numbers.every(Number.isFinite) || west >= east || south >= north) return null;
  const isOffGlobe = Math.abs(west) > 360 || Math.abs(east) > 360 || Math.abs(south) > 90 || Math.abs(north) > 90;
  return units === 'degrees' && isOffGlobe ? null : [west, south, east, north];
}

/** As it is shown to be read and changed: five digits of a degree are a metre. */
export function writeBound(value: number, units: 'degrees' | 'map'): string {
  return String(Number(value.toFixed(units === 'degrees' ? 5 : 1)));
}

import type { Position } from '../../src/shared/esri.js';

/** True for a position within a ring or on it. */
export function isPositionIn([x = 0, y = 0]: Position, ring: readonly Position[]): boolean {
  let isIn = false;
  for (const [i, [endX = 0, endY = 0]] of ring.entries()) {
    const [startX = 0, startY = 0] = ring[i - 1] ?? ring.at(-1) ?? [];
    const cross = (endX - startX) * (y - startY) - (x - startX) * (endY - startY);
    const isOn = cross === 0 && (x - startX) * (x - endX) <= 0 && (y - startY) * (y - endY) <= 0;
    if (isOn) return true;
    if (startY > y !== endY > y && cross > 0 === endY > startY) isIn = !isIn;
  }
  return isIn;
}

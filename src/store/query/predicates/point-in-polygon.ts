/** Where a point lies: inside, on the border, outside. Exact. */
import { isWithin, sideOf } from './contact.js';
import type { Segments } from './segments.js';

export type Place = 'inside' | 'border' | 'outside';

/** Counts the borders between the point and the far right: odd is inside, so holes, islands in holes and parts need no telling apart. */
export function placeIn(polygon: Segments, x: number, y: number): Place {
  let inside = false;
  for (const no of polygon.at(y)) {
    const s = polygon.segment(no);
    const startsBelow = s.y1 <= y;
    const spans = startsBelow !== s.y2 <= y;
    if (!spans && !isWithin(s, x, y)) continue;
    const side = sideOf(s, x, y);
    if (side === 0 && isWithin(s, x, y)) return 'border';
    if (spans && side < 0 === startsBelow && side !== 0) inside = !inside;
  }
  return inside ? 'inside' : 'outside';
}

import type { Dimensions, Geometry, Position } from './esri.js';

/**
 * @param has what the geometry has
 * @param keep what of it is wanted
 * @returns the geometry without the rest, and saying what it has, as the wire shows it
 */
export function withDimensions(geometry: Geometry, has: Dimensions, keep: Dimensions): Record<string, unknown> {
  const [hasZ, hasM] = [has.hasZ && keep.hasZ, has.hasM && keep.hasM];
  const flags = { ...(hasZ ? { hasZ } : {}), ...(hasM ? { hasM } : {}) };
  const pick = (position: Position): (number | null)[] => {
    const [x = NaN, y = NaN, ...more] = position;
    const height = hasZ ? [more[0] ?? null] : [];
    return [x, y, ...height, ...(hasM ? [more[has.hasZ ? 1 : 0] ?? null] : [])];
  };
  if ('x' in geometry) {
    const { x, y, z = null, m = null } = geometry;
    return { x, y, ...(hasZ ? { z } : {}), ...(hasM ? { m } : {}) };
  }
  if ('rings' in geometry) return { ...flags, rings: geometry.rings.map((ring) => ring.map(pick)) };
  if ('paths' in geometry) return { ...flags, paths: geometry.paths.map((path) => path.map(pick)) };
  if ('points' in geometry) return { ...flags, points: geometry.points.map(pick) };
  return { ...flags, ...geometry };
}

/** Features of this device as GeoJSON, as any map takes it. */
import type { FeatureCollection, Geometry, Position } from 'geojson';
import type { LocalFeature } from '../../src/index.js';

/** Coordinates have to be degrees. What has no place is left out. */
export function asGeoJson(features: readonly LocalFeature[]): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: features.flatMap((feature) => {
      const geometry = geometryOf(feature);
      const { globalId, pending } = feature;
      return geometry === null
        ? []
        : [{ type: 'Feature', geometry, properties: { globalId, isSent: pending === 'none' } }];
    }),
  };
}

/** Where to look for it. */
export function middleOf(feature: LocalFeature): Position | null {
  const geometry = geometryOf(feature);
  if (geometry === null) return null;
  if (geometry.type === 'Point') return geometry.coordinates;
  return geometry.type === 'MultiPolygon' ? (geometry.coordinates[0]?.[0]?.[0] ?? null) : null;
}

function geometryOf({ geometry }: LocalFeature): Geometry | null {
  if (!geometry) return null;
  if ('x' in geometry)
    return typeof geometry.x === 'number' && typeof geometry.y === 'number'
      ? { type: 'Point', coordinates: [geometry.x, geometry.y] }
      : null;
  if ('rings' in geometry)
    return { type: 'MultiPolygon', coordinates: geometry.rings.map((ring) => [ring.map((position) => [...position])]) };
  return null;
}

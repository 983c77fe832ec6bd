/**
 * Exact spatial relations of a query's geometry with the geometries of rows, in the plane of their coordinates and without tolerance.
 * https://developers.arcgis.com/rest/services-reference/enterprise/query-feature-service-layer/ (spatialRel)
 */
import type { Geometry } from '../../../shared/esri.js';
import type { SpatialRel } from '../../../shared/queries.js';
import { contains } from './contains.js';
import { intersects } from './intersects.js';
import { shapeOf } from './shape.js';

/**
 * The relation as a test of rows. `Contains` finds rows that the query's geometry contains, `Within` rows that it is within, as Esri names them.
 * A geometry without points has no relation to anything.
 */
export function compileRelation(
  geometry: Geometry,
  relation: Exclude<SpatialRel, 'esriSpatialRelEnvelopeIntersects'>,
): (row: Geometry | null | undefined) => boolean {
  const query = shapeOf(geometry);
  if (!query) return () => false;
  return (row) => {
    const shape = shapeOf(row);
    if (!shape) return false;
    switch (relation) {
      case 'esriSpatialRelIntersects':
        return intersects(query, shape);
      case 'esriSpatialRelContains':
        return contains(query, shape);
      case 'esriSpatialRelWithin':
        return contains(shape, query);
    }
  };
}

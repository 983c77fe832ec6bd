/** Are two values the same once a database has had its way with them? Pure. */
import type { Field, Geometry, LayerSchema } from './esri.js';
import { isGuid, toGlobalId } from './ids.js';
import type { JsonValue } from './json.js';

/** Where a layer doesn't tell its tolerance: a millimetre, in metres or in degrees of the equator. */
const TOLERANCE_METRES = 0.001;
const TOLERANCE_DEGREES = 1e-8;

/** Equality of two attribute values of a field: null and empty text are one, dates to the second, singles in single precision. */
export function sameValue(a: JsonValue, b: JsonValue, field: Field): boolean {
  if (a === b) return true;
  if (isEmpty(a) || isEmpty(b)) return isEmpty(a) && isEmpty(b);
  switch (field.type) {
    case 'esriFieldTypeGUID':
    case 'esriFieldTypeGlobalID':
      return isGuid(a) && isGuid(b) && toGlobalId(a) === toGlobalId(b);
    case 'esriFieldTypeSingle':
      return Math.fround(Number(a)) === Math.fround(Number(b));
    case 'esriFieldTypeDate':
    case 'esriFieldTypeTimestampOffset':
      return Math.floor(epoch(a) / 1000) === Math.floor(epoch(b) / 1000);
    case 'esriFieldTypeString':
      // Fixed-width columns pad, and some databases drop trailing blanks.
      return text(a).trimEnd() === text(b).trimEnd();
    case 'esriFieldTypeDouble':
      return Math.abs(Number(a) - Number(b)) <= Math.abs(Number(a)) * 1e-12;
    case 'esriFieldTypeInteger':
    case 'esriFieldTypeSmallInteger':
    case 'esriFieldTypeBigInteger':
      return text(a) === text(b);
    default:
      return JSON.stringify(a) === JSON.stringify(b);
  }
}

function text(value: JsonValue): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function isEmpty(value: JsonValue): boolean {
  return value === null || value === '';
}

function epoch(value: JsonValue): number {
  return typeof value === 'number' ? value : Date.parse(text(value));
}

/** What of a layer tells when two geometries are one. */
export type GeometryMeasure = Pick<LayerSchema, 'xyTolerance' | 'extent'> & Partial<Pick<LayerSchema, 'hasZ'>>;

/**
 * Equality of geometries within the layer's xy tolerance. Rings and paths must come in the same order: a false "no" only costs a resend, or a
 * conflict that is none.
 */
export function sameGeometry(a: Geometry | null, b: Geometry | null, layer: GeometryMeasure): boolean {
  const left = coordinates(a, layer);
  const right = coordinates(b, layer);
  if (left.length !== right.length) return false;
  const tolerance = layer.xyTolerance ?? (isGeographic(layer) ? TOLERANCE_DEGREES : TOLERANCE_METRES);
  return left.every(
    (value, index) =>
      Math.abs(value - (right[index] ?? NaN)) <= tolerance || (Number.isNaN(value) && Number.isNaN(right[index])),
  );
}

function isGeographic(layer: Pick<LayerSchema, 'extent'>): boolean {
  const reference = layer.extent?.spatialReference;
  const wkid = reference?.latestWkid ?? reference?.wkid;
  return wkid !== undefined && ((wkid >= 4000 && wkid < 5000) || wkid === 104_199);
}

/** All numbers of a geometry in order; an empty geometry has none. */
function coordinates(geometry: Geometry | null, { hasZ }: GeometryMeasure): readonly number[] {
  if (geometry === null) return [];
  if ('x' in geometry && (geometry.x === null || geometry.x === 'NaN')) return [];
  const numbers: number[] = [];
  const walk = (value: unknown): void => {
    if (typeof value === 'number') numbers.push(value);
    else if (Array.isArray(value)) value.forEach(walk);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(walk);
  };
  // Services give points of a layer without heights one, or leave it out, as they like.
  if ('x' in geometry) walk([geometry.x, geometry.y ?? null, hasZ === false ? null : (geometry.z ?? null)]);
  else walk({ ...geometry, spatialReference: null });
  return numbers;
}

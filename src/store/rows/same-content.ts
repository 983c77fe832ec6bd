/** Has the service's row changed, in anything a person could have edited? */
import type { Feature, Field, Geometry, LayerSchema } from '../../shared/esri.js';
import { isGuid, sameId } from '../../shared/ids.js';
import type { JsonValue } from '../../shared/json.js';

/** Where a layer doesn't tell its tolerance: what a service's grid may move a vertex, relative to its coordinate. */
const RELATIVE_TOLERANCE = 1e-9;

/** True when both rows have the same editable values and geometry, once a database has had its way with them. */
export function sameContent(layer: LayerSchema, a: Feature, b: Feature): boolean {
  return (
    layer.fields.every(
      (field) => !isOurs(layer, field) || sameValue(field, a.attributes[field.name], b.attributes[field.name]),
    ) && sameGeometry(a.geometry ?? null, b.geometry ?? null, layer.xyTolerance)
  );
}

/** Fields that the service fills in by itself tell nothing about an edit. */
function isOurs(layer: LayerSchema, field: Field): boolean {
  const { name } = field;
  return (
    field.editable &&
    name !== layer.objectIdField &&
    name !== layer.globalIdField &&
    !layer.editorTracking.includes(name)
  );
}

function sameValue(field: Field, a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  if (a === b) return true;
  if (isEmpty(a) || isEmpty(b)) return isEmpty(a) && isEmpty(b);
  switch (field.type) {
    case 'esriFieldTypeSingle':
      return Math.fround(Number(a)) === Math.fround(Number(b));
    case 'esriFieldTypeDate':
      // Some databases keep seconds only.
      return Math.floor(Number(a) / 1000) === Math.floor(Number(b) / 1000);
    case 'esriFieldTypeGUID':
      return isGuid(a) && isGuid(b) && sameId(a, b);
    default:
      return JSON.stringify(a) === JSON.stringify(b);
  }
}

function isEmpty(value: JsonValue | undefined): boolean {
  return value === undefined || value === null || value === '';
}

function sameGeometry(a: Geometry | null, b: Geometry | null, tolerance: number | undefined): boolean {
  const [left, right] = [coordinates(a), coordinates(b)];
  return (
    left.length === right.length &&
    left.every((value, i) => {
      const other = right[i] ?? NaN;
      return Math.abs(value - other) <= (tolerance ?? Math.max(1, Math.abs(value)) * RELATIVE_TOLERANCE);
    })
  );
}

function coordinates(geometry: Geometry | null): readonly number[] {
  const numbers: number[] = [];
  const walk = (value: unknown): void => {
    if (typeof value === 'number') numbers.push(value);
    else if (typeof value === 'object' && value !== null) for (const item of Object.values(value)) walk(item);
  };
  if (!geometry) return numbers;
  const shape = { ...geometry };
  delete shape.spatialReference;
  // Services add z and m, or leave them out, as they like.
  if ('x' in shape) walk([shape.x, shape.y]);
  else walk(shape);
  return numbers;
}

/** A row that a layer takes, and that can be told from all others: what a write check adds and removes again. Pure. */
import {
  asArray,
  asBoolean,
  asNumber,
  asString,
  isObject,
  pick,
  type JsonObject,
  type JsonValue,
} from '../../src/shared/json.js';

/** Attributes with the GlobalID, and a geometry in the middle of the layer's extent. Null for geometry types that are not made here. */
export function sampleRow(layer: JsonObject, globalId: string): JsonObject | null {
  const field = asString(pick(layer, 'globalIdField')) ?? 'GlobalID';
  const required = asArray(pick(layer, 'fields'))
    .filter(isObject)
    .filter((one) => asBoolean(pick(one, 'nullable')) === false && asBoolean(pick(one, 'editable')) !== false)
    .flatMap((one) => {
      const name = asString(pick(one, 'name'));
      const value = sampleValue(one);
      return name === undefined || value === undefined ? [] : [[name, value] as const];
    });
  const attributes = { ...Object.fromEntries(required), [field]: globalId };
  if (asString(pick(layer, 'type')) === 'Table') return { attributes };
  const geometry = sampleGeometry(layer);
  return geometry === null ? null : { attributes, geometry };
}

function sampleValue(field: JsonObject): JsonValue | undefined {
  const preset = pick(field, 'defaultValue');
  if (typeof preset === 'string' || typeof preset === 'number') return preset;
  const domain = pick(field, 'domain');
  const coded = isObject(domain) ? asArray(pick(domain, 'codedValues')).find(isObject) : undefined;
  const code = coded === undefined ? undefined : pick(coded, 'code');
  if (typeof code === 'string' || typeof code === 'number') return code;
  const range = isObject(domain) ? asNumber(asArray(pick(domain, 'range'))[0]) : undefined;
  if (range !== undefined) return range;
  switch (pick(field, 'type')) {
    case 'esriFieldTypeString':
      return '-';
    case 'esriFieldTypeInteger':
    case 'esriFieldTypeSmallInteger':
    case 'esriFieldTypeBigInteger':
    case 'esriFieldTypeDouble':
    case 'esriFieldTypeSingle':
    case 'esriFieldTypeDate':
      return 0;
    default:
      return undefined;
  }
}

function sampleGeometry(layer: JsonObject): JsonObject | null {
  const extent = pick(layer, 'extent');
  const side = (name: string): number => (isObject(extent) ? (asNumber(pick(extent, name)) ?? 0) : 0);
  const [x, y] = [(side('xmin') + side('xmax')) / 2, (side('ymin') + side('ymax')) / 2];
  const d = (side('xmax') - side('xmin')) / 1000 || 0.001;
  switch (pick(layer, 'geometryType')) {
    case 'esriGeometryPoint':
      return { x, y };
    case 'esriGeometryMultipoint':
      return { points: [[x, y]] };
    case 'esriGeometryPolyline':
      return {
        paths: [
          [
            [x, y],
            [x + d, y + d],
          ],
        ],
      };
    case 'esriGeometryPolygon':
      return {
        rings: [
          [
            [x, y],
            [x, y + d],
            [x + d, y + d],
            [x, y],
          ],
        ],
      };
    default:
      return null;
  }
}

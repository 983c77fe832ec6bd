/** The edits of an `applyEdits` request, of one layer or of the service, as the controller takes them. Tolerant of every spelling the SDK has. Pure. */
import type { Attributes, Feature, Geometry, LayerSchema, SpatialReference } from '../../shared/esri.js';
import { toGlobalId, toWireId, type GlobalId } from '../../shared/ids.js';
import { asArray, asNumber, asString, isObject, pick, type JsonObject, type JsonValue } from '../../shared/json.js';
import { readSpatialReference } from '../../shared/layer-json.js';
import type { References } from './references.js';
import { refuse, type Params } from './request.js';
import { findProjection, projectGeometry } from './spatial-references.js';

/** An attachment inside `applyEdits`: base64 in `data`. */
export interface WireAttachment {
  readonly globalId: GlobalId;
  readonly parentGlobalId: GlobalId;
  readonly name: string;
  readonly contentType: string;
  readonly data: string;
  readonly keywords: string;
}

export interface WireEdits {
  readonly adds: readonly Feature[];
  readonly updates: readonly Feature[];
  readonly deletes: readonly (GlobalId | number)[];
  readonly attachmentAdds: readonly WireAttachment[];
  readonly attachmentUpdates: readonly WireAttachment[];
  readonly attachmentDeletes: readonly GlobalId[];
}

/** `useGlobalIds`: those of new features count; else both ids of a new feature are made here. */
export interface EditRules {
  readonly layer: LayerSchema;
  readonly references: References;
  readonly useGlobalIds: boolean;
}

/** Of `{layer}/applyEdits`. */
export function layerEdits(params: Params, rules: EditRules): WireEdits {
  const deletes = params.text('deletes');
  return readEdits(
    {
      adds: params.json('adds'),
      updates: params.json('updates'),
      deletes: deletes?.startsWith('[') === true ? params.json('deletes') : params.list('deletes'),
      attachments: params.json('attachments'),
    },
    rules,
  );
}

/** Of one layer in `edits` of `{service}/applyEdits`, or of the parameters of a layer's own. */
export function readEdits(edits: JsonObject, rules: EditRules): WireEdits {
  const attachments = pick(edits, 'attachments');
  const of = (name: string): readonly unknown[] => (isObject(attachments) ? asArray(pick(attachments, name)) : []);
  return {
    adds: asArray(pick(edits, 'adds')).map((feature) => newFeature(readFeature(feature, rules), rules)),
    updates: asArray(pick(edits, 'updates')).map((feature) => readFeature(feature, rules)),
    deletes: asArray(pick(edits, 'deletes')).map(readDelete),
    attachmentAdds: of('adds').map(readAttachment),
    attachmentUpdates: of('updates').map(readAttachment),
    attachmentDeletes: of('deletes').map((id) => toGlobalId(String(id))),
  };
}

function readFeature(value: unknown, { references }: EditRules): Feature {
  if (!isObject(value)) throw refuse('edits', String(value), 'a feature is expected');
  const attributes = pick(value, 'attributes');
  const geometry = pick(value, 'geometry');
  return {
    attributes: (isObject(attributes) ? attributes : {}) as Attributes,
    ...(isObject(geometry) ? { geometry: readGeometry(geometry, references) } : {}),
    ...(geometry === null ? { geometry: null } : {}),
  };
}

function readGeometry(value: JsonObject, { copy, asked, project }: References): Geometry {
  const { spatialReference, ...shape } = value;
  const own = readSpatialReference(spatialReference) ?? asked;
  const projection = own === null || copy === null ? null : findProjection(own, copy, project);
  const geometry = shape as unknown as Geometry;
  return projection === null ? geometry : projectGeometry(geometry, projection);
}

function newFeature(feature: Feature, { layer, useGlobalIds }: EditRules): Feature {
  const kept = Object.entries(feature.attributes).filter(([name]) => {
    const lower = name.toLowerCase();
    if (lower === layer.objectIdField.toLowerCase()) return false;
    return useGlobalIds || lower !== layer.globalIdField.toLowerCase();
  });
  return { ...feature, attributes: Object.fromEntries(kept) };
}

function readDelete(value: unknown): GlobalId | number {
  return asNumber(value) ?? toWireId(toGlobalId(String(value)));
}

function readAttachment(value: unknown): WireAttachment {
  const read = (name: string): string => (isObject(value) ? (asString(pick(value, name)) ?? '') : '');
  return {
    globalId: toGlobalId(read('globalId')),
    parentGlobalId: toGlobalId(read('parentGlobalId')),
    name: read('name') || 'attachment',
    contentType: read('contentType') || 'application/octet-stream',
    data: read('data'),
    keywords: read('keywords'),
  };
}

/**
 * An update without what is not changed though it looks so: large whole numbers that the SDK rounded, and coordinates that went through another
 * spatial reference and back, or lost their Z on the way.
 */
export function trueChanges(change: Feature, before: Feature, { layer, references }: EditRules): Feature {
  const isRounded = (name: string, is: JsonValue): boolean => {
    const was = before.attributes[name];
    const isLarge = layer.fields.some((field) => field.name === name && field.type === 'esriFieldTypeBigInteger');
    return isLarge && typeof was === 'string' && Number(was) === Number(is);
  };
  const attributes = Object.fromEntries(Object.entries(change.attributes).filter(([name, is]) => !isRounded(name, is)));
  const { geometry, ...rest } = change;
  const isSame = geometry && before.geometry && isSamePlace(geometry, before.geometry, references.copy);
  return { ...rest, attributes, ...(geometry === undefined || isSame ? {} : { geometry }) };
}

/** A tenth of a millimetre, in metres or degrees. */
function isSamePlace(a: Geometry, b: Geometry, reference: SpatialReference | null): boolean {
  const tolerance = reference?.wkid !== undefined && reference.wkid >= 4001 && reference.wkid <= 4999 ? 1e-9 : 1e-4;
  const [first, second] = [numbersOf(a), numbersOf(b)];
  return (
    first.length === second.length &&
    first.every((value, i) => {
      const other = second[i];
      return typeof value === 'number' && typeof other === 'number'
        ? Math.abs(value - other) <= tolerance
        : value === other;
    })
  );
}

/** The numbers of a geometry in order, with a mark where a vertex or part begins; vertices by x and y alone. */
function numbersOf(geometry: Geometry): readonly (number | string)[] {
  if ('x' in geometry)
    return [Number(geometry.x ?? NaN), Number(geometry.y ?? NaN)].map((n) => (Number.isNaN(n) ? 'empty' : n));
  const { points, paths, rings, curvePaths, curveRings } = geometry as Record<string, unknown> & Geometry & JsonObject;
  if (curvePaths !== undefined || curveRings !== undefined) return [JSON.stringify(geometry)];
  const walk = (value: unknown): readonly (number | string)[] => {
    if (!Array.isArray(value)) return [];
    if (typeof value[0] === 'number') return value.slice(0, 2) as number[];
    return ['(', ...value.flatMap(walk)];
  };
  return walk(points ?? paths ?? rings ?? []);
}

/** `queryRelatedRecords`, answered by the controller. https://developers.arcgis.com/rest/services-reference/enterprise/query-related-records-feature-service/ */
import { GdbError } from '../../shared/errors.js';
import type { Feature, LayerSchema } from '../../shared/esri.js';
import { isGuid, toGlobalId } from '../../shared/ids.js';
import type { JsonValue } from '../../shared/json.js';
import type { LocalFeature } from '../../shared/queries.js';
import { featureSetJson } from './feature-set-json.js';
import { outProjection, type QueryContext } from './query.js';
import { readQuery } from './query-parameters.js';
import { json, refuse, type LocalReply, type Params } from './request.js';
import { projectGeometry } from './spatial-references.js';

/** Throws `unsupported-query` for a relationship that leads to no layer on this device. */
export async function queryRelatedRecords(
  context: QueryContext,
  layers: readonly LayerSchema[],
  params: Params,
): Promise<LocalReply> {
  const { controller, layer, references } = context;
  const { near, far, related } = findRelationship(layer, layers, params);
  const objectIds = params.list('objectIds')?.map(Number) ?? [];
  const origins = (await controller.queryFeatures(layer.layerId, { objectIds, returnGeometry: false })).features;
  const keys = [...new Set(origins.map((row) => keyOf(row, near)).filter((key) => key !== null))];
  const wish = readQuery(params, references);
  const condition = params.text('definitionExpression');
  const isSpatial = related.geometryType !== undefined && wish.returnGeometry;
  const rows =
    keys.length === 0
      ? []
      : (
          await controller.queryFeatures(related.layerId, {
            where: [`${far} IN (${keys.flatMap(literals).join(', ')})`, ...(condition ? [`(${condition})`] : [])].join(
              ' AND ',
            ),
            returnGeometry: isSpatial,
            orderByFields: wish.orderByFields,
          })
        ).features;
  const projection = isSpatial ? outProjection(context, wish) : null;
  const shown = (row: LocalFeature): Feature =>
    row.geometry && projection !== null ? { ...row, geometry: projectGeometry(row.geometry, projection) } : row;
  const set = {
    layer: related,
    fields: related.fields,
    features: [],
    exceededTransferLimit: false,
    spatialReference: wish.outReference ?? references.copy,
    wish: { ...wish, grid: null, returnGeometry: isSpatial },
  };
  const relatedRecordGroups = origins.flatMap((origin) => {
    const key = keyOf(origin, near);
    const own = rows.filter((row) => key !== null && keyOf(row, far) === key);
    if (own.length === 0) return [];
    const { features } = featureSetJson({ ...set, features: own.map(shown) }) as {
      readonly features: readonly object[];
    };
    return [{ objectId: origin.objectId, relatedRecords: features }];
  });
  const { features: _, ...head } = featureSetJson(set) as Record<string, unknown>;
  return json({ ...head, relatedRecordGroups });
}

interface RelationshipEnds {
  readonly related: LayerSchema;
  /** Key fields on this side and on the other. */
  readonly near: string;
  readonly far: string;
}

function findRelationship(layer: LayerSchema, layers: readonly LayerSchema[], params: Params): RelationshipEnds {
  const id = params.number('relationshipId');
  const here = layer.relationships.find((relationship) => relationship.id === id);
  const related = layers.find(({ layerId }) => layerId === here?.relatedTableId);
  const there = related?.relationships.find(
    (relationship) => relationship.id === id && relationship.relatedTableId === layer.layerId,
  );
  if (here === undefined) throw refuse('relationshipId', String(id), `${layer.name} has no such relationship`);
  if (related === undefined || there === undefined) {
    throw new GdbError(
      'unsupported-query',
      `What ${layer.name} is related to by ${here.name} was not taken to this device.`,
    );
  }
  return { related, near: here.keyField, far: there.keyField };
}

/** A key as a text, the same for every spelling of a GUID. */
function keyOf({ attributes }: Feature, field: string): string | number | null {
  const name = Object.keys(attributes).find((key) => key.toLowerCase() === field.toLowerCase());
  const value: JsonValue = name === undefined ? null : (attributes[name] ?? null);
  if (typeof value === 'string') return isGuid(value) ? toGlobalId(value) : value;
  return typeof value === 'number' ? value : null;
}

/** As SQL; a GUID in every spelling that a service may have written. */
function literals(key: string | number): readonly string[] {
  if (typeof key === 'number') return [String(key)];
  const spellings = isGuid(key) ? [key, key.toUpperCase(), `{${key}}`, `{${key.toUpperCase()}}`] : [key];
  return spellings.map((text) => `'${text.replaceAll("'", "''")}'`);
}

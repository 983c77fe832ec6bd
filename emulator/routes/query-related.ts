import { allOf, quoted } from '../database/driver.js';
import { findRelation } from '../data/relations.js';
import { compileWhere } from '../data/where.js';
import { wireFeature } from '../data/wire-feature.js';
import { invalidParameter } from '../errors.js';
import { readSpatialReference, spatialReference } from '../geometry/project.js';
import { without } from '../json.js';
import { json, type Reply } from '../reply.js';
import type { Call } from '../site.js';
import { layerOf, needCapability } from './common.js';
import { readOrder, readOutFields } from './query.js';

/** `queryRelatedRecords`: for each of `objectIds` the rows at the other end of a relationship. */
export function queryRelatedRecords(call: Call): Reply {
  needCapability(call, 'Query');
  const { params, service } = call;
  const layer = layerOf(call);
  const relation = findRelation(service, layer, params.integer('relationshipId') ?? -1);
  if (relation === undefined) throw invalidParameter('relationshipId', 'the layer has no such relationship');
  const { related, ownKey, relatedKey } = relation;
  const { definition } = related;
  const fields = readOutFields(params, definition);
  const wkid = readSpatialReference(params.text('outSR')) ?? definition.wkid;
  const also = compileWhere(params.text('definitionExpression'), definition);
  const countOnly = params.flag('returnCountOnly', false);
  const format = {
    guidFormat: service.options.guidFormat,
    wkid,
    fields,
    geometry: params.flag('returnGeometry', true),
  };
  const groups = (params.list('objectIds') ?? []).flatMap((id): Record<string, unknown>[] => {
    const row = layer.findByObjectId(Number(id));
    if (row === undefined) return [];
    const points = { sql: `${quoted(relatedKey)} = ?`, values: [row.attributes[ownKey] ?? null] };
    const rows = related.select({ predicate: allOf(points, also) }, { orderBy: readOrder(params, definition) });
    if (countOnly) return [{ objectId: row.objectId, count: rows.length }];
    if (rows.length === 0) return [];
    return [{ objectId: row.objectId, relatedRecords: rows.map((one) => wireFeature(definition, one, format)) }];
  });
  if (countOnly) return json({ relatedRecordGroups: groups });
  const place =
    definition.geometryType === null
      ? {}
      : { geometryType: definition.geometryType, spatialReference: spatialReference(wkid) };
  return json({
    ...place,
    fields: fields.map((field) => without(field, 'editable', 'nullable')),
    relatedRecordGroups: groups,
  });
}

import { quoted, type Predicate } from '../database/driver.js';
import { project } from '../geometry/project.js';
import type { FeatureService } from './feature-service.js';
import { globalIdField, type Feature } from './layer-definition.js';
import type { LayerTable, RowFilter } from './layer-table.js';
import type { ReplicaDefinition, ReplicaLayer } from './replica-store.js';
import { compileWhere } from './where.js';

const nothing: RowFilter = { predicate: { sql: '0', values: [] } };

/** A layer at a time. */
interface At {
  readonly layerId: number;
  /** undefined: now. It matters for related rows: their parents may have entered or left the replica since. */
  readonly generation?: number;
}

interface Walk {
  readonly service: FeatureService;
  readonly replica: ReplicaDefinition;
  readonly generation: number | undefined;
  /** relationships may form a circle */
  readonly walked: readonly number[];
}

/** Which rows of a layer belong to a replica, or did so at a generation. */
export function replicaFilter(service: FeatureService, replica: ReplicaDefinition, at: At): RowFilter {
  return filterOf({ service, replica, generation: at.generation, walked: [] }, at.layerId);
}

function filterOf(walk: Walk, layerId: number): RowFilter {
  const wanted = walk.replica.layers.find(({ id }) => id === layerId);
  const layer = walk.service.layers.get(layerId);
  if (wanted === undefined || layer === undefined || walk.walked.includes(layerId)) return nothing;
  switch (wanted.queryOption) {
    case 'all':
      return { predicate: { sql: '1', values: [] } };
    case 'useFilter':
      return useFilter(walk.replica, wanted, layer);
    case 'none':
      return wanted.includeRelated ? related({ ...walk, walked: [...walk.walked, layerId] }, layer) : nothing;
  }
}

function useFilter(replica: ReplicaDefinition, wanted: ReplicaLayer, layer: LayerTable): RowFilter {
  const { definition } = layer;
  const predicate = compileWhere(wanted.where, definition);
  if (!wanted.useGeometry || replica.geometry === null || definition.geometryType === null) return { predicate };
  return { predicate, geometry: project(replica.geometry, 4326, definition.wkid) };
}

/** Rows that point at a row of the replica, by any relationship from origin to destination. */
function related(walk: Walk, layer: LayerTable): RowFilter {
  const conditions: Predicate[] = [];
  for (const relationship of layer.definition.relationships) {
    const origin = walk.service.layers.get(relationship.relatedTableId);
    if (relationship.role !== 'esriRelRoleDestination' || origin === undefined) continue;
    const originKey = origin.definition.relationships.find(({ id }) => id === relationship.id)?.keyField;
    const keys = members(walk, origin).map(({ attributes }) => attributes[originKey ?? globalIdField]);
    const sql = `${quoted(relationship.keyField)} IN (SELECT value FROM json_each(?))`;
    conditions.push({ sql, values: [JSON.stringify(keys)] });
  }
  if (conditions.length === 0) return nothing;
  const sql = conditions.map((condition) => condition.sql).join(' OR ');
  return { predicate: { sql, values: conditions.flatMap(({ values }) => values) } };
}

function members(walk: Walk, layer: LayerTable): Feature[] {
  const { id } = layer.definition;
  const filter = filterOf(walk, id);
  const rows = layer.select(filter);
  if (walk.generation === undefined) return rows;
  const histories = walk.service.changes.since(walk.generation, { layer: id, kind: 'feature' });
  const changed = new Set(histories.map(({ globalId }) => globalId));
  const before = histories.flatMap((history) => (history.before === null ? [] : [history.before as Feature]));
  return [
    ...rows.filter(({ globalId }) => !changed.has(globalId)),
    ...before.filter((image) => layer.matches(image, filter)),
  ];
}

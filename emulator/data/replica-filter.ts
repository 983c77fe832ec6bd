import { allOf, quoted, type Predicate } from '../database/driver.js';
import { project } from '../geometry/project.js';
import type { FeatureService } from './feature-service.js';
import { globalIdField } from './layer-definition.js';
import type { LayerTable, RowFilter } from './layer-table.js';
import type { ReplicaDefinition, ReplicaLayer } from './replica-store.js';
import { compileWhere } from './where.js';

const nothing: RowFilter = { predicate: { sql: '0', values: [] } };

/**
 * Which rows of a layer belong to a replica.
 * @param layerId a layer of the replica
 */
export function replicaFilter(service: FeatureService, replica: ReplicaDefinition, layerId: number): RowFilter {
  return filterOf(service, replica, { layerId, walked: [] });
}

function filterOf(
  service: FeatureService,
  replica: ReplicaDefinition,
  at: { layerId: number; walked: readonly number[] },
): RowFilter {
  const wanted = replica.layers.find(({ id }) => id === at.layerId);
  const layer = service.layers.get(at.layerId);
  if (wanted === undefined || layer === undefined || at.walked.includes(at.layerId)) return nothing;
  switch (wanted.queryOption) {
    case 'all':
      return { predicate: { sql: '1', values: [] } };
    case 'useFilter':
      return useFilter(replica, wanted, layer);
    case 'none':
      return wanted.includeRelated ? related(service, replica, { layer, walked: [...at.walked, at.layerId] }) : nothing;
  }
}

function useFilter(replica: ReplicaDefinition, wanted: ReplicaLayer, layer: LayerTable): RowFilter {
  const { definition } = layer;
  const predicate = compileWhere(wanted.where, definition);
  if (!wanted.useGeometry || replica.geometry === null || definition.geometryType === null) return { predicate };
  return { predicate, geometry: project(replica.geometry, 4326, definition.wkid) };
}

/** Rows that point at a row of the replica, by any relationship from origin to destination. */
function related(
  service: FeatureService,
  replica: ReplicaDefinition,
  at: { layer: LayerTable; walked: readonly number[] },
): RowFilter {
  const conditions: Predicate[] = [];
  for (const relationship of at.layer.definition.relationships) {
    const origin = service.layers.get(relationship.relatedTableId);
    if (relationship.role !== 'esriRelRoleDestination' || origin === undefined) continue;
    const parents = origin.select(
      filterOf(service, replica, { layerId: relationship.relatedTableId, walked: at.walked }),
    );
    const originKey =
      origin.definition.relationships.find(({ id }) => id === relationship.id)?.keyField ?? globalIdField;
    const keys = JSON.stringify(parents.map(({ attributes }) => attributes[originKey]));
    conditions.push({ sql: `${quoted(relationship.keyField)} IN (SELECT value FROM json_each(?))`, values: [keys] });
  }
  if (conditions.length === 0) return nothing;
  return { predicate: { sql: conditions.map(({ sql }) => sql).join(' OR '), values: allOf(...conditions).values } };
}

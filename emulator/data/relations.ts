import type { FeatureService } from './feature-service.js';
import type { LayerTable } from './layer-table.js';

/** A relationship seen from one of its ends. */
export interface Relation {
  readonly related: LayerTable;
  /** field of the layer that is looked from, and the one at the other end that holds the same value */
  readonly ownKey: string;
  readonly relatedKey: string;
}

/** @returns the relationship of a layer with this id, undefined where there is none */
export function findRelation(service: FeatureService, layer: LayerTable, id: number): Relation | undefined {
  const own = layer.definition.relationships.find((one) => one.id === id);
  const related = service.layers.get(own?.relatedTableId ?? -1);
  const back = related?.definition.relationships.find((one) => one.id === id);
  if (own === undefined || related === undefined || back === undefined) return undefined;
  return { related, ownKey: own.keyField, relatedKey: back.keyField };
}

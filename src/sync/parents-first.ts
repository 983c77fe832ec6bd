import type { LayerSchema } from '../shared/esri.js';

/**
 * Layers in an order in which a child can name a parent that came before it: origins of relationships first, otherwise as they were. Layers that
 * are each other's parents keep their order.
 */
export function parentsFirst(layers: readonly LayerSchema[]): readonly LayerSchema[] {
  const done: LayerSchema[] = [];
  const visiting = new Set<number>();
  const visit = (layer: LayerSchema): void => {
    if (visiting.has(layer.layerId)) return;
    visiting.add(layer.layerId);
    for (const parent of layers) if (isParentOf(parent, layer)) visit(parent);
    done.push(layer);
  };
  layers.forEach(visit);
  return done;
}

/** Either side of a relationship may tell of it. */
function isParentOf(parent: LayerSchema, child: LayerSchema): boolean {
  if (parent.layerId === child.layerId) return false;
  return (
    child.relationships.some((one) => isDestination(one.role) && one.relatedTableId === parent.layerId) ||
    parent.relationships.some((one) => one.role === 'esriRelRoleOrigin' && one.relatedTableId === child.layerId)
  );
}

function isDestination(role: string): boolean {
  return role === 'esriRelRoleDestination';
}

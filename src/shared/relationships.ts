/** Which rows name which others, by the key fields of relationships. Pure. */
import type { Attributes, LayerSchema } from './esri.js';
import { isGuid, toGlobalId, type GlobalId } from './ids.js';

/** Fields of a child table that name its parent. */
export function parentKeys(layer: LayerSchema): readonly string[] {
  return layer.relationships
    .filter((relationship) => relationship.role === 'esriRelRoleDestination')
    .map((relationship) => relationship.keyField);
}

/** The first of these fields that names one of these features; undefined when none does. */
export function keyNaming(
  features: ReadonlySet<GlobalId>,
  attributes: Attributes,
  keys: readonly string[],
): string | undefined {
  return keys.find((name) => {
    const value = attributes[name];
    return isGuid(value) && features.has(toGlobalId(value));
  });
}

/** Rows that belong to a feature, by the relationships of the layers. Pure. */
import { attributeOf } from './field-values.js';
import { toGlobalId } from './library.js';
import type { GlobalId, LayerSchema, LocalFeature } from './library.js';

/** Another layer and the field of the child's by which the two hang together. */
export interface Link {
  readonly kind: 'parent' | 'children';
  readonly layer: LayerSchema;
  readonly key: string;
}

/** Links by GlobalID: the only key that a feature has before it was sent. */
export function linksOf(layer: LayerSchema, layers: readonly LayerSchema[]): readonly Link[] {
  return layer.relationships.flatMap(({ id, relatedTableId, role, keyField }): Link[] => {
    const other = layers.find(({ layerId }) => layerId === relatedTableId);
    const back = other?.relationships.find((one) => one.id === id && one.role !== role);
    if (other === undefined || back === undefined) return [];
    const isParent = role === 'esriRelRoleDestination';
    const origin = isParent ? { layer: other, keyField: back.keyField } : { layer, keyField };
    if (origin.keyField.toLowerCase() !== origin.layer.globalIdField.toLowerCase()) return [];
    return [{ kind: isParent ? 'parent' : 'children', layer: other, key: isParent ? keyField : back.keyField }];
  });
}

/** The children of a feature, by layer. */
export function relatedRows(
  layer: LayerSchema,
  layers: readonly LayerSchema[],
  { of, rows }: { readonly of: GlobalId; readonly rows: (layerId: number) => readonly LocalFeature[] },
): readonly { readonly layer: LayerSchema; readonly features: readonly LocalFeature[] }[] {
  return linksOf(layer, layers)
    .filter(({ kind }) => kind === 'children')
    .map((link) => ({
      layer: link.layer,
      features: rows(link.layer.layerId).filter(({ attributes }) => {
        const key = attributeOf(attributes, link.key);
        return typeof key === 'string' && toGlobalId(key) === of;
      }),
    }));
}

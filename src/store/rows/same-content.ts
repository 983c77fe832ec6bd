/** Has the service's row changed, in anything a person could have edited? */
import type { Feature, Field, LayerSchema } from '../../shared/esri.js';
import { sameGeometry, sameValue } from '../../shared/same-values.js';

/** True when both rows have the same editable values and geometry, once a database has had its way with them. */
export function sameContent(layer: LayerSchema, a: Feature, b: Feature): boolean {
  return (
    layer.fields.every(
      (field) =>
        !isOurs(layer, field) || sameValue(a.attributes[field.name] ?? null, b.attributes[field.name] ?? null, field),
    ) && sameGeometry(a.geometry ?? null, b.geometry ?? null, layer)
  );
}

/** Fields that the service fills in by itself tell nothing about an edit. */
function isOurs(layer: LayerSchema, field: Field): boolean {
  const { name } = field;
  return (
    field.editable &&
    name !== layer.objectIdField &&
    name !== layer.globalIdField &&
    !layer.editorTracking.includes(name)
  );
}

/** Has the service's row changed, in anything a person could have edited? */
import { editableFields } from '../../shared/conflicts.js';
import type { Feature, LayerSchema } from '../../shared/esri.js';
import { sameGeometry, sameValue } from '../../shared/same-values.js';

/** True when both rows have the same editable values and geometry, once a database has had its way with them. */
export function sameContent(layer: LayerSchema, a: Feature, b: Feature): boolean {
  return (
    editableFields(layer).every((field) =>
      sameValue(a.attributes[field.name] ?? null, b.attributes[field.name] ?? null, field),
    ) && sameGeometry(a.geometry ?? null, b.geometry ?? null, layer)
  );
}

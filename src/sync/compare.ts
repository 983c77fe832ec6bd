/** Did an update arrive? The row that the service has now tells (invariant 4). */
import type { Feature, LayerSchema } from '../shared/esri.js';
import { sameGeometry, sameValue } from '../shared/same-values.js';
import type { FoldedFeature } from './fold.js';

/** True when every field that the edit changed, and its geometry if it changed that, has the edit's value in `row`. */
export function carriesChanges(row: Feature, edit: FoldedFeature, layer: LayerSchema): boolean {
  for (const [name, mine] of Object.entries(edit.changes.attributes)) {
    const field = layer.fields.find((candidate) => candidate.name === name);
    // A field that the service fills in by itself says nothing about our edit.
    if (field === undefined || !field.editable || layer.editorTracking.includes(name)) continue;
    if (!sameValue(mine, row.attributes[name] ?? null, field)) return false;
  }
  return edit.changes.geometry === undefined || sameGeometry(edit.changes.geometry, row.geometry ?? null, layer);
}

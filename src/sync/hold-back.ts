/** What must wait because its parent was refused and is not on the service: the rest of the batch goes (invariant 14). */
import type { LayerSchema } from '../shared/esri.js';
import { isGuid, toGlobalId } from '../shared/ids.js';
import type { EditIssue, PendingEdit } from '../shared/records.js';

/** The edits that can be sent now: without those whose feature, or whose parent row, is an add that the service refused. */
export function sendable(
  edits: readonly PendingEdit[],
  issues: readonly EditIssue[],
  layers: readonly LayerSchema[],
): readonly PendingEdit[] {
  const missing = new Set(issues.filter((issue) => issue.operation === 'add').map((issue) => issue.globalId));
  if (missing.size === 0) return edits;
  const parentFields = new Map(layers.map((layer) => [layer.layerId, parentKeys(layer)]));
  const held = (edit: PendingEdit): boolean => {
    if (missing.has(edit.globalId)) return true;
    const values = { ...edit.base?.attributes, ...edit.attributes };
    return (parentFields.get(edit.layerId) ?? []).some((name) => {
      const value = values[name];
      return isGuid(value) && missing.has(toGlobalId(value));
    });
  };
  return edits.filter((edit) => !held(edit));
}

/** Fields of a child table that name its parent. */
function parentKeys(layer: LayerSchema): readonly string[] {
  return layer.relationships
    .filter((relationship) => relationship.role === 'esriRelRoleDestination')
    .map((relationship) => relationship.keyField);
}

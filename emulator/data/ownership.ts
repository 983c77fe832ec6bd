import { EditError } from '../errors.js';
import type { FeatureService } from './feature-service.js';
import { tracking } from './layer-definition.js';
import type { LayerTable, StoredFeature } from './layer-table.js';

/**
 * Ownership-based access control: who created a row may change it and what is attached to it, and an admin may.
 * @throws {EditError} 1007 for anyone else
 */
export function requireOwner(
  service: FeatureService,
  { definition }: LayerTable,
  { row, user }: { readonly row: StoredFeature; readonly user: string | null },
): void {
  const { ownerOnly, users } = service.options;
  const isAdmin = users.find(({ username }) => username === user)?.role === 'admin';
  if (!ownerOnly || !definition.editorTracking || isAdmin || row.attributes[tracking.creatorField] === user) return;
  throw new EditError(1007, 'Ownership-based access control denied the edit.');
}

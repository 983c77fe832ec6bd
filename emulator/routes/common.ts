import type { Author } from '../data/change-log.js';
import type { LayerTable } from '../data/layer-table.js';
import { ServiceError } from '../errors.js';
import { capabilities } from '../options.js';
import type { EditCounts } from '../request-log.js';
import type { Call } from '../site.js';

/** @returns the layer that the path names */
export function layerOf(call: Call): LayerTable {
  const layer = call.service.layers.get(Number(call.path['layer']));
  if (layer === undefined) throw new ServiceError(404, `Layer ${call.path['layer'] ?? ''} was not found`);
  return layer;
}

/** @returns who makes the edits of this call */
export function authorOf(call: Call, replica: string | null = null): Author {
  return { user: call.user?.username ?? null, replica, call: call.service.changes.nextCall(), now: call.now };
}

/** @throws {ServiceError} 400 when the service does not have the capability */
export function needCapability(call: Call, capability: string): void {
  if (capabilities(call.service.options).includes(capability)) return;
  throw new ServiceError(400, `Operation is not supported: the service does not have the ${capability} capability.`);
}

interface Lists {
  readonly adds: readonly unknown[];
  readonly updates: readonly unknown[];
  readonly deletes: readonly unknown[];
}

/** @returns how many edits a layer was sent, for the log */
export function countEdits({ id, attachments, ...features }: Lists & { id: number; attachments: Lists }): EditCounts {
  const count = ({ adds, updates, deletes }: Lists): Omit<EditCounts, 'id' | 'attachments'> => ({
    adds: adds.length,
    updates: updates.length,
    deletes: deletes.length,
  });
  return { id, ...count(features), attachments: count(attachments) };
}

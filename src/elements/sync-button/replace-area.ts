/** Another area in place of the one that is here. What can fail without loss goes first; only then the old one is removed. */
import type { SyncController } from '../../controller/types.js';
import { GdbError } from '../../shared/errors.js';
import { generateParameters, type Wish } from './wish.js';

/** Changes that would go with the old area: what was refused stays unsent after any sync. */
export function lostWith({ state: { pending } }: SyncController): number {
  return pending.features + pending.attachments + pending.refused;
}

/**
 * Asks the service for the new area, syncs the old one, removes it, takes the new one. Rejects `pending-edits`, with the old area untouched, while
 * more is unsent than somebody said may go (`mayLose`, a count); and as each of the steps does.
 */
export async function replaceArea(
  controller: SyncController,
  wish: Wish,
  { mayLose, signal }: { readonly mayLose: number; readonly signal: AbortSignal },
): Promise<void> {
  const parameters = await generateParameters(controller, wish, signal);
  const { pending } = controller.state;
  if (pending.features + pending.attachments > 0) await controller.syncGeodatabase(undefined, { signal });
  const lost = lostWith(controller);
  if (lost > mayLose)
    throw new GdbError('pending-edits', 'Some changes are still not sent: the area was left as it is.');
  await controller.unregisterGeodatabase({ signal, ...(lost > 0 ? { discardPendingEdits: true } : {}) });
  await controller.generateGeodatabase(parameters, { signal });
}

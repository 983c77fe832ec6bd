import type { ControllerState, Status } from '../../controller/types.js';

/** What a person needs to know first: the controller's status, and why nothing is sent where something holds it. */
export type Situation = Status | 'offline';

/** Nothing is more urgent than these; a missing connection is named only beside the others. */
const URGENT: ReadonlySet<Status> = new Set<Status>(['unavailable', 'opening', 'sign-in-needed', 'storage']);

/** The situation behind a controller's status. */
export function situationOf(status: Status, { paused, elsewhere, sync }: ControllerState): Situation {
  if (URGENT.has(status)) return status;
  if (paused.includes('user')) return 'paused';
  if (status === 'attention') return status;
  if ('run' in sync && (elsewhere || paused.includes('other-tab'))) return 'other-tab';
  if (paused.includes('offline')) return 'offline';
  return paused.includes('metered') ? 'metered' : status;
}

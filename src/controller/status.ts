/** One word for the whole state, in the order in which it matters to a person. Pure. */
import { isActive } from '../sync/state.js';
import type { ControllerState, Status } from './types.js';

export function statusOf(state: ControllerState): Status {
  if (state.unavailable !== null) return 'unavailable';
  if (!state.opened) return 'opening';
  if (state.paused.includes('needs-auth')) return 'sign-in-needed';
  if (state.paused.includes('storage')) return 'storage';
  if (isActive(state.sync)) {
    if (state.paused.includes('user')) return 'paused';
    if (state.elsewhere) return 'other-tab';
    if (state.paused.includes('metered')) return 'metered';
    return state.sync.kind === 'waiting-retry' ? 'waiting-retry' : 'working';
  }
  if (state.pending.refused + state.pending.conflicts > 0 || state.sync.kind === 'failed') return 'attention';
  if (state.geodatabase === null) return 'not-offline';
  return state.pending.features + state.pending.attachments > 0 ? 'changes-not-sent' : 'ready';
}

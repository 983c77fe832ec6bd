/** How the engine shows itself: the page's controller implements it. */
import type { ControllerEventMap } from './events.js';
import type { ControllerState } from './types.js';

export interface Face {
  readonly state: ControllerState;
  /** A new snapshot. `progress` when only counts moved. */
  patch(change: Partial<ControllerState>, kind: 'status' | 'progress'): void;
  dispatch(event: ControllerEventMap[keyof ControllerEventMap]): void;
}

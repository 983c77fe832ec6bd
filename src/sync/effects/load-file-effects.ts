import { loadPart } from '../../shared/load-part.js';
import type * as FileEffects from './file-effects.js';

/** What a run does with geodatabase files: few ever do. Rejects `not-loaded`: nothing was sent for it, and the next try asks again. */
export function loadFileEffects(): Promise<typeof FileEffects> {
  return loadPart(() => import('./file-effects.js'));
}

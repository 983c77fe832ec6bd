/** Local copies, for the lists that a person chooses from. */
import type { LocalCopy } from '../../src/controller/types.js';
import { pending, scenes, type Scene } from './controller-states.js';

const DAY = 86_400_000;

/** A copy of maria's that was taken yesterday, with everything sent, unless told otherwise. */
export function localCopy(more: Partial<LocalCopy> = {}): LocalCopy {
  return {
    geodatabase: 'default',
    user: 'maria',
    createdAt: Date.now() - DAY,
    lastSyncAt: null,
    pending: pending(0),
    bytes: 48e6,
    ...more,
  };
}

/** A device that two people and nobody in particular worked on. */
export function copiesOfSeveral(): readonly LocalCopy[] {
  return [
    localCopy({ pending: pending(2, 1), lastSyncAt: Date.now() - 3_600_000 }),
    localCopy({ user: 'jonas', bytes: 31e6 }),
    localCopy({ user: 'anonymous', pending: pending(4), bytes: null }),
    localCopy({ geodatabase: 'north' }),
  ];
}

/** Nobody is signed in, and nothing is open yet. */
export function nobodySignedIn(paused: Scene['state']['paused'] = []): Scene {
  const scene = scenes.notOffline();
  return { ...scene, state: { ...scene.state, user: null, paused } };
}

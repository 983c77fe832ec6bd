/** What a sync is asked for: what the page wants of all syncs, and what was said of this one. */
import type { SyncGeodatabaseParameters } from '../shared/records.js';
import { connectionFacts, whyPhotosWait } from './photo-policy.js';
import type { ControllerOptions } from './types.js';

export function syncWish(
  { conflictPolicy = 'mine', photos = 'always' }: Pick<ControllerOptions, 'conflictPolicy' | 'photos'>,
  usual: SyncGeodatabaseParameters,
  given: Partial<SyncGeodatabaseParameters> | undefined,
): SyncGeodatabaseParameters {
  const photosWait = whyPhotosWait(photos, connectionFacts());
  const later = photosWait === null ? {} : ({ photos: 'later', photosWait } as const);
  return { conflictPolicy, ...later, ...usual, ...given };
}

/** What a sync is asked for: what the page wants of all syncs, and what was said of this one. */
import type { SyncGeodatabaseParameters } from '../shared/records.js';
import { connectionFacts, whyPhotosWait, type PhotoAnswer } from './photo-policy.js';
import type { ControllerOptions } from './types.js';

/** What the page wants, and what a person said meanwhile. */
export interface Wishes extends Pick<ControllerOptions, 'conflictPolicy' | 'photos'> {
  readonly photoAnswer: PhotoAnswer | null;
}

export function syncWish(
  { conflictPolicy = 'mine', photos = 'always', photoAnswer }: Wishes,
  usual: SyncGeodatabaseParameters,
  given: Partial<SyncGeodatabaseParameters> | undefined,
): SyncGeodatabaseParameters {
  const photosWait = whyPhotosWait(photos, connectionFacts(), photoAnswer);
  const later = photosWait === null ? {} : ({ photos: 'later', photosWait } as const);
  return { conflictPolicy, ...later, ...usual, ...given };
}

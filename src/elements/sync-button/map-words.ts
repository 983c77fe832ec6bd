/** Why the area cannot be chosen on the map. */
import type { Localizer } from '../common/localizer.js';
import type { MissingMap } from '../common/map-binding.js';
import type { GdbSyncButton } from './gdb-sync-button.js';
import type { ButtonKey } from './words.en.js';

export function mapWords(missing: MissingMap, host: GdbSyncButton, words: Localizer<ButtonKey>): string {
  const { view, referenceElement: id } = host;
  if (missing === 'failed') return words.text('mapFailed');
  return view || typeof id !== 'string' || isThere(id, host)
    ? words.text('mapNotReady')
    : words.text('mapNotFound', { value: id });
}

/** In the tree that the element is in, else in the page. */
function isThere(id: string, near: Element): boolean {
  const root = near.getRootNode();
  return ((root instanceof ShadowRoot ? root : document).getElementById(id) ?? document.getElementById(id)) !== null;
}

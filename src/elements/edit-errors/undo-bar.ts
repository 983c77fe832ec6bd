/** What was discarded, and the way back: it stays until a person dismisses it or a sync has ended, whatever the time. */
import { html, nothing, type TemplateResult } from 'lit';
import { icon, UNDO } from '../common/icons.js';
import type { Localizer } from '../common/localizer.js';
import type { ErrorsListKey } from './words.en.js';

export function undoBar(
  count: number,
  words: Localizer<ErrorsListKey>,
  onAction: (event: Event) => void,
): TemplateResult | typeof nothing {
  if (count === 0) return nothing;
  return html`<div class="undo" part="undo">
    <span><bdi>${words.text('discarded', { count })}</bdi></span>
    <button class="button tonal" type="button" data-action="undo" @click=${onAction}>
      ${icon(UNDO)}${words.text('undo')}
    </button>
    <button class="button bare apart" type="button" data-action="forget" @click=${onAction}>
      ${words.text('discardNow')}
    </button>
  </div>`;
}

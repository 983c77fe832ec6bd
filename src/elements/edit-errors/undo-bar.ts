/** What was discarded, and the way back: it stays until a person dismisses it or a sync has ended, whatever the time. */
import { html, nothing, type ReactiveController, type ReactiveElement, type TemplateResult } from 'lit';
import { focusedIn } from '../common/focus.js';
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

/** The bar stays in view, over the rows: what has the focus is scrolled clear of it, however high its words make it. */
export class ClearOfUndo implements ReactiveController {
  readonly #host: ReactiveElement;
  #bar: HTMLElement | null = null;
  /** What holds the rows and the bar. */
  #base: HTMLElement | null = null;
  readonly #watch = new ResizeObserver(() => {
    const bar = this.#bar;
    if (bar === null) return;
    this.#base?.style.setProperty('--_covered', `${String(bar.offsetHeight)}px`);
    const focused = focusedIn(this.#host);
    if (focused !== null && !bar.contains(focused)) focused.scrollIntoView({ block: 'nearest' });
  });

  constructor(host: ReactiveElement) {
    this.#host = host;
    host.addController(this);
  }

  hostUpdated(): void {
    const bar = this.#host.renderRoot.querySelector<HTMLElement>('.undo');
    if (bar === this.#bar) return;
    this.#watch.disconnect();
    this.#base?.style.removeProperty('--_covered');
    this.#bar = bar;
    this.#base = bar?.parentElement ?? null;
    if (bar !== null) this.#watch.observe(bar);
  }

  hostDisconnected(): void {
    this.#watch.disconnect();
    this.#bar = null;
  }
}

/** The one sentence above the list that is always true. */
import { html, nothing, type TemplateResult } from 'lit';
import type { ErrorSummary } from '../../shared/errors.js';
import type { ControllerBinding } from '../common/binding.js';
import type { ErrorExplainer } from '../common/error-words.js';
import { ALERT, CHECK, icon, RETRY, SYNC } from '../common/icons.js';
import type { Localizer } from '../common/localizer.js';
import { problemWords } from '../common/problem-words.js';
import type { Headline } from './errors-frame.js';
import type { ErrorsListKey } from './words.en.js';

export interface SummaryInput {
  readonly binding: ControllerBinding;
  /** Refused edits. */
  readonly count: number;
  /** Unsent ones that would be. */
  readonly checks: number;
  readonly words: Localizer<ErrorsListKey>;
  readonly explainer: ErrorExplainer;
  readonly onAction: (event: Event) => void;
  /** For who helps. */
  readonly report: () => TemplateResult | typeof nothing;
}

/** The headline where there is something in the list; what stands in its place where there is not. */
export function summary(input: SummaryInput): Headline | TemplateResult {
  const { binding, count, checks, words } = input;
  const { problem, state } = binding;
  if (problem !== null) return setup(ALERT, problemWords(problem, words));
  if (state?.opened !== true) return setup(SYNC, words.text('opening'));
  // Without what is on this device nobody knows what was refused.
  if (state.unavailable !== null) return unavailableHead(state.unavailable, input);
  if (count + checks === 0)
    return html`<div class="head calm" part="summary">
      <span class="sign">${icon(CHECK)}</span>
      <slot name="empty">
        <div>
          <p class="title" tabindex="-1"><bdi>${words.text('empty')}</bdi></p>
          <div class="todo"><bdi>${words.text('emptyTodo')}</bdi></div>
        </div>
      </slot>
    </div>`;
  return count > 0
    ? { asks: false, title: words.text('summary', { count }), todo: words.text('summaryTodo') }
    : { asks: true, title: words.text('beforeSending', { count: checks }), todo: words.text('beforeSendingTodo') };
}

function setup(sign: string, title: string, more: TemplateResult | typeof nothing = nothing): TemplateResult {
  return html`<div class="head setup" part="summary">
    <span class="sign">${icon(sign)}</span>
    <div>
      <p class="title" tabindex="-1"><bdi>${title}</bdi></p>
      ${more}
    </div>
  </div>`;
}

function unavailableHead(error: ErrorSummary, { words, explainer, onAction, report }: SummaryInput): TemplateResult {
  const { what, todo, said } = explainer.explain(error, words.language);
  return setup(
    ALERT,
    what,
    html`${[todo, said].map((text) => html`<div class="todo"><bdi>${text}</bdi></div>`)}
    ${
      error.retryable
        ? html`<button class="button tonal" type="button" data-action="open-again" @click=${onAction}>
            ${icon(RETRY)}${words.text('tryAgain')}
          </button>`
        : nothing
    }
    ${report()}`,
  );
}

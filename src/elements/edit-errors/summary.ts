/** The one sentence above the list that is always true. */
import { html, type TemplateResult } from 'lit';
import type { ControllerBinding } from '../common/binding.js';
import { ALERT, CHECK, icon, SYNC } from '../common/icons.js';
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
}

/** The headline where there is something in the list; what stands in its place where there is not. */
export function summary({ binding, count, checks, words }: SummaryInput): Headline | TemplateResult {
  const { problem, state } = binding;
  // Without what opens this device nobody knows what was refused.
  const isMissing = state?.unavailable?.code === 'not-loaded';
  if (problem !== null || state?.opened !== true || isMissing)
    return html`<div class="head setup" part="summary">
      <span class="sign">${icon(problem === null && !isMissing ? SYNC : ALERT)}</span>
      <p class="title">
        <bdi
          >${problem === null ? words.text(isMissing ? 'partMissing' : 'opening') : problemWords(problem, words)}</bdi
        >
      </p>
    </div>`;
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

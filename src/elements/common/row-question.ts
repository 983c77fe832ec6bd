/** Asking once more, in a row, before something is thrown away. */
import { html, type TemplateResult } from 'lit';
import { icon, TRASH } from './icons.js';

export interface RowQuestion {
  /** Names the question within the element. */
  readonly id: string;
  readonly question: string;
  /** `label` also names what it is about, for those who hear it alone. */
  readonly confirm: { readonly action: string; readonly text: string; readonly label: string };
  readonly keep: string;
  /** Where the list does not hear itself what was pressed in it. */
  readonly onAction?: (event: Event) => void;
}

/** "Keep it" stands where the button stood that asked: a second tap by mistake loses nothing. */
export function rowQuestion({ id, question, confirm, keep, onAction }: RowQuestion): TemplateResult {
  return html`<div class="actions" role="gridcell">
    <span class="question" id=${id}><bdi>${question}</bdi></span>
    <button
      class="button danger"
      type="button"
      data-stop
      tabindex="-1"
      data-action=${confirm.action}
      aria-label=${confirm.label}
      aria-describedby=${id}
      @click=${onAction}
    >
      ${icon(TRASH)}${confirm.text}
    </button>
    <button
      class="button apart"
      type="button"
      data-stop
      tabindex="-1"
      data-action="keep"
      aria-describedby=${id}
      @click=${onAction}
    >
      ${keep}
    </button>
  </div>`;
}

import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../common/icons.js';

export interface RowButton {
  /** What it does; the face reads it from the press. */
  readonly action: string;
  readonly text: string;
  /** With what it is about, for those who hear it alone. */
  readonly label: string;
  readonly sign?: string;
  /** Classes of its look. */
  readonly tone?: string;
  /** Whether what it opens is open; undefined where it opens nothing. */
  readonly isOpen?: boolean;
  readonly onAction: (event: Event) => void;
}

/** A button in a row: reached by arrows, not by Tab. */
export function rowButton({ action, text, label, sign = '', tone = '', isOpen, onAction }: RowButton): TemplateResult {
  return html`<button
    class="button ${tone}"
    type="button"
    data-stop
    tabindex="-1"
    data-action=${action}
    aria-label=${label}
    aria-expanded=${isOpen === undefined ? nothing : String(isOpen)}
    @click=${onAction}
  >
    ${sign === '' ? nothing : icon(sign)}${text}
  </button>`;
}

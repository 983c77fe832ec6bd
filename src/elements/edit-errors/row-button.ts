import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../common/icons.js';

export interface RowButton {
  /** What it does; the face reads it from what was pressed. */
  readonly action: string;
  readonly text: string;
  /** With what it is about, for those who hear it alone. */
  readonly label: string;
  /** Its icon; empty where it has none, or gets it in the next frame. */
  readonly sign: string;
  /** Classes of its look. */
  readonly tone?: string;
  /** Whether what it opens is open; undefined where it opens nothing. */
  readonly isOpen?: boolean;
}

/** A button in a row: reached by arrows, not by Tab; the list hears that it was pressed. */
export function rowButton({ action, text, label, sign, tone = '', isOpen }: RowButton): TemplateResult {
  return html`<button
    class="button ${tone}"
    type="button"
    data-stop
    tabindex="-1"
    data-action=${action}
    aria-label=${label}
    aria-expanded=${isOpen === undefined ? nothing : String(isOpen)}
  >
    ${sign === '' ? nothing : icon(sign)}${text}
  </button>`;
}

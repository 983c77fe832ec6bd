import { html, nothing, type TemplateResult } from 'lit';

export interface RowButton {
  /** What it does; the face reads it from what was pressed. */
  readonly action: string;
  readonly text: string;
  /** With what it is about, for those who hear it alone. */
  readonly label: string;
  readonly sign: string;
  /** Classes of its look. */
  readonly tone?: string;
  /** Whether what it opens is open; undefined where it opens nothing. */
  readonly isOpen?: boolean;
}

/** A button in a row: reached by arrows, not by Tab; the list hears that it was pressed. Its icon is written out, since rows have many. */
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
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d=${sign}></path></svg>${text}
  </button>`;
}

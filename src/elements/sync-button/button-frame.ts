/** What the button is made of: drawn by its first look, and by its face in the same place. */
import { html, nothing, type TemplateResult } from 'lit';

export interface Frame {
  /** Classes of the whole: its tone, and the colours of the page. */
  readonly base: string;
  /** A class of the row of buttons. */
  readonly control?: string;
  readonly action: string;
  readonly sign: TemplateResult;
  readonly label: unknown;
  readonly detail?: TemplateResult;
  /** Ids of what describes it. */
  readonly describedBy?: string | typeof nothing;
  /** Changes not sent; 0 shows none. */
  readonly count: number;
  /** The small buttons beside it. */
  readonly ends: unknown;
  readonly below?: unknown;
  readonly onPress: (event: Event) => void;
  readonly onKey?: (event: KeyboardEvent) => void;
}

export function buttonFrame(frame: Frame): TemplateResult {
  const { base, control = '', action, sign, label, detail = '', describedBy = 'detail', count, ends } = frame;
  return html`
    <div class="base ${base}" part="base" @keydown=${frame.onKey}>
      <div class="control ${control}">
        <button
          class="main"
          part="button"
          type="button"
          data-action=${action}
          aria-labelledby="label"
          aria-describedby=${describedBy}
          aria-disabled=${action === 'none' ? 'true' : nothing}
          @click=${frame.onPress}
        >
          <span class="sign" part="sign">${sign}</span>
          <span class="words">
            <span class="label" part="label" id="label">${label}</span>
            <span class="detail" part="detail" id="detail">${detail}</span>
          </span>
          ${
            count > 0
              ? html`<span class="count" part="count" aria-hidden="true">${count > 99 ? '99+' : count}</span>`
              : nothing
          }
        </button>
        ${ends}
      </div>
      ${frame.below}
    </div>
  `;
}

/** As every icon of the elements, but in a file that needs no other. */
function icon(path: string): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d=${path}></path></svg>`;
}

/** The sign of a button that does nothing just now. */
export function restingSign(path: string): TemplateResult {
  return html`<slot name="icon">${icon(path)}</slot>`;
}

/** The label of a button that does nothing just now. */
export function restingLabel(text: string): TemplateResult {
  return html`<slot name="label">${text}</slot>`;
}

/** The small buttons, in the order of the Tab key. */
export function buttonEnds(cancel: unknown, file: unknown, more: unknown): TemplateResult {
  return html`${cancel} ${file} ${more}`;
}

export interface End {
  readonly part: 'cancel' | 'open-file' | 'more';
  readonly sign: string;
  readonly name: string;
  /** What it opens; nothing for one that acts. */
  readonly opens?: 'menu' | 'file';
  readonly isOpen?: boolean;
  readonly onPress: (event: Event) => void;
}

export function endButton({ part, sign, name, opens, isOpen = false, onPress }: End): TemplateResult {
  return html`<button
    class="end ${part}"
    part=${part}
    id=${part}
    type="button"
    data-action=${opens ?? nothing}
    aria-label=${name}
    title=${name}
    aria-expanded=${opens === undefined ? nothing : String(isOpen)}
    @click=${onPress}
  >
    ${icon(sign)}
  </button>`;
}

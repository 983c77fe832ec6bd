/** What the progress card is made of: drawn by its first look, and by its face in the same place. */
import { html, nothing, type TemplateResult } from 'lit';

/** All buttons of the card, in their order. */
const ACTIONS = ['pause', 'resume', 'retry', 'photos', 'photos-wait', 'cancel', 'receipts'] as const;
export type ProgressAction = (typeof ACTIONS)[number];

export interface ProgressFrame {
  /** Classes of the whole. */
  readonly base: string;
  readonly sign: string;
  readonly title: string;
  readonly details?: unknown;
  /** More of what happened. */
  readonly notes?: unknown;
  readonly percent?: string;
  /** Nothing while nothing runs. */
  readonly bar: TemplateResult | typeof nothing;
  readonly phases: unknown;
  readonly actions: readonly ProgressAction[];
  readonly action: (action: ProgressAction) => TemplateResult;
  readonly below?: unknown;
}

export function progressFrame(frame: ProgressFrame): TemplateResult {
  const { base, sign, title, details, notes, percent, bar, phases, actions, action, below } = frame;
  return html`
    <div class="base ${base}" part="base" aria-busy=${bar === nothing ? nothing : 'true'}>
      <div class="card">
        <span class="sign"
          ><svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d=${sign}></path></svg
        ></span>
        <div class="words">
          <div class="title" part="title" id="title" tabindex="-1"><bdi>${title}</bdi></div>
          <div class="details" part="details">${details}</div>
          ${notes}
        </div>
        <span class="percent" part="percent" aria-hidden="true">${percent}</span>
        ${bar} ${phases}
        <div class="actions" part="actions">
          ${ACTIONS.map((one) => (actions.includes(one) ? action(one) : nothing))}<slot name="actions"></slot>
        </div>
      </div>
      ${below}
    </div>
  `;
}

export interface Bar {
  /** 0 to 100; null while nothing can be measured. */
  readonly percent: number | null;
  /** What it is the progress of: without, it is drawn and not told. */
  readonly name?: string;
  readonly spoken?: string;
}

export function progressBar({ percent, name, spoken }: Bar): TemplateResult {
  return html`<div
    class="bar ${percent === null ? 'unknown' : ''}"
    part="bar"
    role=${name === undefined ? nothing : 'progressbar'}
    aria-label=${name ?? nothing}
    aria-valuemin=${name === undefined ? nothing : 0}
    aria-valuemax=${name === undefined ? nothing : 100}
    aria-valuenow=${name === undefined ? nothing : (percent ?? nothing)}
    aria-valuetext=${spoken ?? nothing}
  >
    <div class="fill" part="fill" .style=${percent === null ? '' : `inline-size:${String(percent)}%`}></div>
  </div>`;
}

export interface ActionButton {
  readonly text: string;
  readonly look: '' | 'primary' | 'bare';
  /** Of what it opens; undefined for one that acts. */
  readonly isOpen?: boolean | undefined;
  readonly onPress: (event: Event) => void;
}

export function actionButton(action: ProgressAction, { text, look, isOpen, onPress }: ActionButton): TemplateResult {
  return html`<button
    class="button ${look}"
    type="button"
    data-action=${action}
    aria-expanded=${isOpen === undefined ? nothing : String(isOpen)}
    @click=${onPress}
  >
    ${text}
  </button>`;
}

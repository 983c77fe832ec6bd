/** What the list of errors is made of, but its rows: drawn by its first look, and by its face in the same place. */
import { html, type TemplateResult } from 'lit';
import { ALERT, icon, RETRY } from '../common/first-icons.js';

export interface ErrorsFrame {
  /** Classes of the whole. */
  readonly base: string;
  readonly conflicts?: unknown;
  readonly summary: unknown;
  readonly tools: unknown;
  /** All that is below the head. */
  readonly below?: TemplateResult;
  readonly onKey?: (event: KeyboardEvent) => void;
}

export function errorsFrame({ base, conflicts, summary, tools, below, onKey }: ErrorsFrame): TemplateResult {
  return html`
    <div class="base ${base}" part="base" @keydown=${onKey}>${conflicts} ${summary} ${tools} ${below}</div>
  `;
}

/** The sentence above a list that has something in it. */
export function headline(kind: '' | 'asks', title: string, todo: string): TemplateResult {
  return html`<div class="head ${kind}" part="summary">
    <span class="sign">${icon(ALERT)}</span>
    <div>
      <h2 class="title" tabindex="-1"><bdi>${title}</bdi></h2>
      <div class="todo"><bdi>${todo}</bdi></div>
    </div>
  </div>`;
}

/** Fewer are seen at a glance. */
export const MANY = 7;

/** What is done to more than one of them. */
export function toolsFrame(finder: unknown, actions: TemplateResult): TemplateResult {
  return html`<div class="tools" part="tools">${finder} ${actions}</div>`;
}

export interface Bulk {
  /** "Retry all 4". */
  readonly retry: string;
  readonly onAction: (event: Event) => void;
  readonly rest?: TemplateResult;
}

export function bulk({ retry, onAction, rest }: Bulk): TemplateResult {
  return html`<div class="bulk">
    <button class="button tonal" type="button" data-action="retry-shown" @click=${onAction}>
      ${icon(RETRY)}${retry}
    </button>
    ${rest}
  </div>`;
}

/** One file, drawn. */
import { html, nothing, type TemplateResult } from 'lit';
import { ALERT, CHECK, CLOCK, CLOSE, FILE, icon, IMAGE, RETRY, TRASH, UP } from '../common/icons.js';
import { joined } from '../common/joined.js';
import type { Localizer } from '../common/localizer.js';
import { rowQuestion } from '../common/row-question.js';
import { endingOf, type FileView } from './file-view.js';
import type { PickerKey } from './words.en.js';

export type FileAction = 'retry' | 'stop' | 'ask' | 'remove' | 'keep';

/** The third sign beside words and colour. */
const BADGES: Readonly<Record<FileView['tone'], string>> = {
  calm: CHECK,
  coming: CLOCK,
  unsent: UP,
  wrong: ALERT,
  failed: ALERT,
  leaving: CLOSE,
};

export interface FileRowInput {
  readonly key: string;
  readonly view: FileView;
  /** Names the picture of this content. */
  readonly thumb: string;
  readonly isDrawn: boolean;
  readonly words: Localizer<PickerKey>;
  /** The question before removing; empty while nobody asked. */
  readonly question: string;
  readonly onAction: (event: Event) => void;
}

export function fileRow(input: FileRowInput): TemplateResult {
  const { key, view, words, question } = input;
  return html`<div class="row ${view.tone} ${question === '' ? '' : 'asking'}" role="row" part="row" data-row=${key}>
    <div class="main" role="gridcell" data-stop tabindex="-1">
      ${thumbnail(input)}
      <div class="text">
        <div class="name" part="name"><bdi>${view.name}</bdi></div>
        <div class="status" part="status">${joined([words.bytes(view.size), ...view.status])}</div>
        ${view.problem === '' ? nothing : html`<div class="problem" part="problem"><bdi>${view.problem}</bdi></div>`}
        ${view.small.length === 0 ? nothing : html`<div class="status">${joined(view.small)}</div>`}
        ${view.percent === null ? nothing : bar(view.name, view.percent, words)}
      </div>
    </div>
    ${question === '' ? actions(input) : asking(input)}
  </div>`;
}

function thumbnail({ view, thumb, isDrawn }: FileRowInput): TemplateResult {
  const isImage = view.contentType.startsWith('image/');
  return html`<span class="look" aria-hidden="true">
    <span class="thumb" part="thumbnail">
      ${icon(isImage ? IMAGE : FILE)}
      ${isImage && view.hasBytes ? html`<canvas data-thumb=${thumb}></canvas>` : nothing}
      ${isDrawn ? nothing : html`<span class="ending">${endingOf(view.name)}</span>`}
    </span>
    <span class="badge">${icon(BADGES[view.tone])}</span>
  </span>`;
}

function bar(name: string, percent: number, words: Localizer<PickerKey>): TemplateResult {
  return html`<div
    class="bar"
    role="progressbar"
    aria-label=${words.text('progressOf', { name })}
    aria-valuemin="0"
    aria-valuemax="100"
    aria-valuenow=${percent}
  >
    <div class="fill" .style=${`inline-size:${String(percent)}%`}></div>
  </div>`;
}

function actions({ view, words, onAction }: FileRowInput): TemplateResult {
  const { name } = view;
  const isAtOnce = view.removal === 'at-once';
  return html`<div class="actions" role="gridcell">
    ${
      view.canRetry
        ? html`<button
            class="button square tonal"
            type="button"
            data-stop
            tabindex="-1"
            data-action="retry"
            aria-label=${words.text('retryFile', { name })}
            @click=${onAction}
          >
            ${icon(RETRY)}
          </button>`
        : nothing
    }
    ${
      view.removal === 'none'
        ? nothing
        : html`<button
            class="button square bare"
            type="button"
            data-stop
            tabindex="-1"
            data-action=${isAtOnce ? 'stop' : 'ask'}
            aria-label=${words.text(isAtOnce ? 'stop' : 'remove', { name })}
            @click=${onAction}
          >
            ${icon(isAtOnce ? CLOSE : TRASH)}
          </button>`
    }
  </div>`;
}

function asking({ key, view, words, question, onAction }: FileRowInput): TemplateResult {
  const label = words.text('remove', { name: view.name });
  const confirm = { action: 'remove', text: words.text('confirmRemove'), label };
  return rowQuestion({ id: `question-${key}`, question, confirm, keep: words.text('keep'), onAction });
}

/** One file, drawn. */
import { html, nothing, type TemplateResult } from 'lit';
import { ALERT, CHECK, CLOCK, CLOSE, DOWN, FILE, icon, IMAGE, PLUS, RETRY, TRASH, UNDO, UP } from '../common/icons.js';
import { joined } from '../common/joined.js';
import type { Localizer } from '../common/localizer.js';
import { rowQuestion } from '../common/row-question.js';
import { endingOf, type FileView } from './file-view.js';
import type { PickerKey } from './words.en.js';

export type FileAction = 'preview' | 'retry' | 'anyway' | 'save' | 'stop' | 'dismiss' | 'ask' | 'undo';
/** Also the answers to the question before removing. */
export type RowAction = FileAction | 'remove' | 'keep';

/** The third sign beside words and colour. */
const BADGES: Readonly<Record<FileView['tone'], string>> = {
  calm: CHECK,
  coming: CLOCK,
  unsent: UP,
  wrong: ALERT,
  failed: ALERT,
  unfit: ALERT,
  twin: ALERT,
  leaving: CLOSE,
};

export interface FileRowInput {
  readonly key: string;
  /** From 1, among all files. */
  readonly number: number;
  readonly view: FileView;
  /** Names the picture of this content. */
  readonly thumb: string;
  readonly isDrawn: boolean;
  /** Drawn with what the first frame of a long list needs: signs and pictures come in the next, into room that is kept for them. */
  readonly isFirst: boolean;
  readonly words: Localizer<PickerKey>;
  /** The question before removing; empty while nobody asked. */
  readonly question: string;
  readonly onAction: (event: Event) => void;
}

export function fileRow(input: FileRowInput): TemplateResult {
  const { key, number, view, words, question } = input;
  return html`<div
    class="row ${view.tone} ${question === '' ? '' : 'asking'}"
    role="row"
    part="row"
    aria-rowindex=${number}
    data-row=${key}
  >
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

function thumbnail(input: FileRowInput): TemplateResult {
  const { view, words, onAction } = input;
  const look = html`<span class="thumb" part="thumbnail">${input.isFirst ? nothing : picture(input)}</span>
    ${input.isFirst ? nothing : html`<span class="badge">${icon(BADGES[view.tone])}</span>`}`;
  if (!view.actions.includes('preview')) return html`<span class="look" aria-hidden="true">${look}</span>`;
  return html`<button
    class="look"
    type="button"
    data-stop
    tabindex="-1"
    data-action="preview"
    aria-label=${words.text('show', { name: view.name })}
    @click=${onAction}
  >
    ${look}
  </button>`;
}

function picture({ view, thumb, isDrawn }: FileRowInput): TemplateResult {
  const isImage = view.contentType.startsWith('image/');
  return html`${icon(isImage ? IMAGE : FILE)}
  ${isImage && view.hasBytes ? html`<canvas data-thumb=${thumb}></canvas>` : nothing}
  ${isDrawn ? nothing : html`<span class="ending">${endingOf(view.name)}</span>`}`;
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

/** How each action looks, and what it is called. */
const BUTTONS: Readonly<
  Record<Exclude<FileAction, 'preview'>, { readonly icon: string; readonly look: string; readonly label: PickerKey }>
> = {
  retry: { icon: RETRY, look: 'tonal', label: 'retryFile' },
  anyway: { icon: PLUS, look: 'tonal', label: 'addAnyway' },
  save: { icon: DOWN, look: 'tonal', label: 'saveFile' },
  undo: { icon: UNDO, look: 'tonal', label: 'undoRemove' },
  stop: { icon: CLOSE, look: 'bare', label: 'stop' },
  dismiss: { icon: CLOSE, look: 'bare', label: 'dismissFile' },
  ask: { icon: TRASH, look: 'bare', label: 'remove' },
};

function actions({ view, words, isFirst, onAction }: FileRowInput): TemplateResult {
  const shown = view.actions.filter((action) => action !== 'preview');
  return html`<div class="actions" role="gridcell">
    ${shown.map((action) => {
      const button = BUTTONS[action];
      return html`<button
        class="button square ${button.look}"
        type="button"
        data-stop
        tabindex="-1"
        data-action=${action}
        aria-label=${words.text(button.label, { name: view.name })}
        @click=${onAction}
      >
        ${isFirst ? nothing : icon(button.icon)}
      </button>`;
    })}
  </div>`;
}

function asking({ key, view, words, question, onAction }: FileRowInput): TemplateResult {
  const label = words.text('remove', { name: view.name });
  const confirm = { action: 'remove', text: words.text('confirmRemove'), label };
  return rowQuestion({ id: `question-${key}`, question, confirm, keep: words.text('keep'), onAction });
}

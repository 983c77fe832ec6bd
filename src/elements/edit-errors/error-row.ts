/** One refused edit, drawn. */
import { html, nothing, type TemplateResult } from 'lit';
import type { FeatureEditError } from '../../controller/types.js';
import type { EditOperation } from '../../shared/records.js';
import { icon, ON_MAP, PAPERCLIP, PENCIL, PLUS, RETRY, TRASH } from '../common/icons.js';
import type { ErrorExplainer } from '../common/error-words.js';
import { joined } from '../common/joined.js';
import type { Localizer } from '../common/localizer.js';
import { rowQuestion } from '../common/row-question.js';
import type { ErrorsListKey } from './words.en.js';

export type RowAction = 'retry' | 'show' | 'ask' | 'keep' | 'discard';

export interface RowInput {
  readonly error: FeatureEditError;
  readonly words: Localizer<ErrorsListKey>;
  readonly explainer: ErrorExplainer;
  readonly now: number;
  /** Asking once more before something is thrown away. */
  readonly isAsking: boolean;
  readonly canShow: boolean;
  /** Why the last action on this row did not work; empty when it did. */
  readonly problem: string;
  readonly onAction: (event: Event) => void;
}

const ICONS: Readonly<Record<EditOperation, string>> = {
  add: PLUS,
  update: PENCIL,
  delete: TRASH,
  attachAdd: PAPERCLIP,
  attachUpdate: PAPERCLIP,
  attachDelete: PAPERCLIP,
};

const QUESTIONS: Readonly<Record<EditOperation, ErrorsListKey>> = {
  add: 'confirmAdd',
  update: 'confirmUpdate',
  delete: 'confirmDelete',
  attachAdd: 'confirmAttachAdd',
  attachUpdate: 'confirmAttachUpdate',
  attachDelete: 'confirmAttachDelete',
};

/** The name by which a person knows the feature. */
export function titleOf(error: FeatureEditError, words: Localizer<ErrorsListKey>): string {
  return error.title.trim() === '' ? words.text('untitled') : error.title;
}

export function errorRow(input: RowInput): TemplateResult {
  const { error, words, explainer, now, isAsking, problem } = input;
  const [what, todo] = explainer.explainEdit(error.error, words.language);
  const title = titleOf(error, words);
  const operation = words.text(error.editOperation);
  const said = [words.text('code', { code: String(error.error.code) }), error.error.description];
  return html`<div class="row ${isAsking ? 'asking' : ''}" role="row" part="row" data-row=${error.id}>
    <div class="main" role="gridcell" data-stop tabindex="-1">
      <span class="sign">${icon(ICONS[error.editOperation])}</span>
      <div class="text">
        <div class="name" part="name"><bdi>${title}</bdi></div>
        <div class="meta">${joined([operation, error.attachmentName ?? '', words.relative(error.at, now)])}</div>
        <div class="what" part="reason"><bdi>${what}</bdi> <bdi class="todo">${todo}</bdi></div>
        <div class="said" part="code">${joined(said)}</div>
        ${problem === '' ? nothing : html`<div class="wrong"><bdi>${problem}</bdi></div>`}
      </div>
    </div>
    ${isAsking ? question(input, title) : actions(input, title)}
  </div>`;
}

function actions({ words, canShow, onAction }: RowInput, title: string): TemplateResult {
  return html`<div class="actions" role="gridcell">
    <button
      class="button tonal"
      type="button"
      data-stop
      tabindex="-1"
      data-action="retry"
      aria-label=${words.text('retryOf', { title })}
      @click=${onAction}
    >
      ${icon(RETRY)}${words.text('retry')}
    </button>
    ${
      canShow
        ? html`<button
            class="button"
            type="button"
            data-stop
            tabindex="-1"
            data-action="show"
            aria-label=${words.text('showOnMapOf', { title })}
            @click=${onAction}
          >
            ${icon(ON_MAP)}${words.text('showOnMap')}
          </button>`
        : nothing
    }
    <button
      class="button bare apart"
      type="button"
      data-stop
      tabindex="-1"
      data-action="ask"
      aria-label=${words.text('discardOf', { title })}
      @click=${onAction}
    >
      ${words.text('discard')}
    </button>
  </div>`;
}

function question({ error, words, onAction }: RowInput, title: string): TemplateResult {
  const confirm = { action: 'discard', text: words.text('discard'), label: words.text('discardOf', { title }) };
  const asked = words.text(QUESTIONS[error.editOperation]);
  return rowQuestion({
    id: `question-${String(error.id)}`,
    question: asked,
    confirm,
    keep: words.text('keep'),
    onAction,
  });
}

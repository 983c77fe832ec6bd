/** One refused edit, or one that would be refused, drawn. */
import { html, nothing, type TemplateResult } from 'lit';
import type { EditCheck, FeatureEditError } from '../../controller/types.js';
import type { EditOperation } from '../../shared/records.js';
import type { ErrorExplainer } from '../common/error-words.js';
import { icon, MORE, ON_MAP, PAPERCLIP, PENCIL, PLUS, RETRY, TRASH } from '../common/icons.js';
import type { Localizer } from '../common/localizer.js';
import { problemSentence } from './problem-sentence.js';
import { rowButton } from './row-button.js';
import { shapeDrawing } from './shape-drawing.js';
import type { Outline } from './shape-path.js';
import type { ErrorsListKey } from './words.en.js';

export type RowAction = 'fix' | 'retry' | 'show' | 'more' | 'discard';

export interface RowInput {
  readonly key: string;
  /** Its place among all rows, from 1. */
  readonly at: number;
  readonly words: Localizer<ErrorsListKey>;
  /** Drawn with what the first frame needs: icons and times come in the next, into room that is kept for them. */
  readonly isFirst: boolean;
  readonly canShow: boolean;
  readonly outline: Outline | null;
  /** Why the last action on this row did not work; empty when it did. */
  readonly problem: string;
  /** What is opened below it: the fields to fix. */
  readonly form: TemplateResult | typeof nothing;
}

export interface ErrorRowInput extends RowInput {
  readonly error: FeatureEditError;
  readonly explainer: ErrorExplainer;
  readonly now: number;
  /** The rarer actions; nothing while they are closed. */
  readonly more: TemplateResult | typeof nothing;
}

const ICONS: Readonly<Record<EditOperation, string>> = {
  add: PLUS,
  update: PENCIL,
  delete: TRASH,
  attachAdd: PAPERCLIP,
  attachUpdate: PAPERCLIP,
  attachDelete: PAPERCLIP,
};

/** The name by which a person knows the feature. */
export function titleOf({ title }: { readonly title: string }, words: Localizer<ErrorsListKey>): string {
  return title.trim() === '' ? words.text('untitled') : title;
}

/** Values can be put right where there is a row to write them to. */
export function canFix({ editOperation }: Pick<FeatureEditError, 'editOperation'>): boolean {
  return editOperation === 'add' || editOperation === 'update';
}

export function errorRow(input: ErrorRowInput): TemplateResult {
  const { error, words, explainer, now, isFirst } = input;
  const { code, description } = error.error;
  const [what, todo] = explainer.explainEdit(error.error, words.language);
  const title = titleOf(error, words);
  const said = description.replace(/\.$/, '');
  const hasFix = canFix(error);
  return frame(input, {
    operation: error.editOperation,
    title,
    meta: [words.text(error.editOperation), error.attachmentName ?? '', isFirst ? '' : words.relative(error.at, now)],
    reasons: html`<div class="what" part="reason"><bdi>${what}</bdi> <bdi class="todo">${todo}</bdi></div>
      <div class="said chunks" part="code">
        <span class="chunk">${words.text('code', { code: String(code) })}</span>
        <span class="chunk" ?hidden=${said === ''}><bdi>${said}</bdi></span>
      </div>`,
    actions: html`${hasFix ? fixButton(input, title) : nothing}
    ${rowButton({
      action: 'retry',
      text: words.text('retry'),
      label: words.text('retryOf', { title }),
      sign: isFirst ? '' : RETRY,
      tone: hasFix ? '' : 'tonal',
    })}
    ${showButton(input, title)}
    ${rowButton({
      action: 'more',
      text: '',
      label: words.text('moreOf', { title }),
      sign: isFirst ? '' : MORE,
      tone: 'bare square',
      isOpen: input.more !== nothing,
    })}`,
    more: input.more,
  });
}

/** What would be refused is named field by field: there is no word of the service yet. */
export function checkRow(input: RowInput & { readonly check: EditCheck }): TemplateResult {
  const { check, words } = input;
  const title = titleOf(check, words);
  return frame(input, {
    operation: check.editOperation,
    title,
    meta: [words.text('notSentYet'), words.text(check.editOperation), check.layerName],
    reasons: html`${check.problems.map(
      (problem) => html`<div class="what" part="reason"><bdi>${problemSentence(problem, words)}</bdi></div>`,
    )}`,
    actions: html`${canFix(check) ? fixButton(input, title) : nothing} ${showButton(input, title)}`,
    more: nothing,
  });
}

interface Content {
  readonly operation: EditOperation;
  readonly title: string;
  /** The first is our own; the others may be empty. */
  readonly meta: readonly [string, string, string];
  readonly reasons: TemplateResult;
  readonly actions: TemplateResult;
  readonly more: TemplateResult | typeof nothing;
}

function frame({ key, at, isFirst, outline, problem, form }: RowInput, content: Content): TemplateResult {
  const { operation, title, meta, reasons, actions, more } = content;
  const [first, second, third] = meta;
  const sign = ICONS[operation];
  return html`<div class="row ${isFirst ? 'coming' : ''}" role="row" part="row" data-row=${key} aria-rowindex=${at}>
    <div class="main" role="gridcell" data-stop tabindex="-1">
      ${outline === null ? html`<span class="sign">${isFirst ? nothing : icon(sign)}</span>` : drawing(outline, sign)}
      <div class="text">
        <div class="name" part="name"><bdi>${title}</bdi></div>
        <div class="meta chunks">
          <span class="chunk">${first}</span>
          ${second === '' ? nothing : html`<span class="chunk"><bdi>${second}</bdi></span>`}
          <span class="chunk" ?hidden=${third === ''}><bdi>${third}</bdi></span>
        </div>
        ${reasons}${problem === '' ? nothing : html`<div class="wrong"><bdi>${problem}</bdi></div>`}
      </div>
    </div>
    <div class="actions" role="gridcell">${actions}</div>
    ${more}${form}
  </div>`;
}

function drawing(outline: Outline, sign: string): TemplateResult {
  return html`<span class="sign drawn" part="thumbnail">
    ${shapeDrawing(outline)}
    <span class="badge">${icon(sign)}</span>
  </span>`;
}

function fixButton({ words, form, isFirst }: RowInput, title: string): TemplateResult {
  return rowButton({
    action: 'fix',
    text: words.text('fix'),
    label: words.text('fixOf', { title }),
    sign: isFirst ? '' : PENCIL,
    tone: 'tonal',
    isOpen: form !== nothing,
  });
}

function showButton({ words, canShow, isFirst }: RowInput, title: string): TemplateResult | typeof nothing {
  if (!canShow) return nothing;
  const [text, label] = [words.text('showOnMap'), words.text('showOnMapOf', { title })];
  return rowButton({ action: 'show', text, label, sign: isFirst ? '' : ON_MAP });
}

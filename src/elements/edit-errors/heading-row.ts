/** The heading of a layer, of a cause, or of what is not sent yet: a row like the others, so that arrows reach what it offers for all of them. */
import { html, nothing, type TemplateResult } from 'lit';
import { UNSPECIFIC, type ErrorExplainer } from '../common/error-words.js';
import { icon, DOWN_SMALL, RETRY } from '../common/icons.js';
import type { Localizer } from '../common/localizer.js';
import type { Heading } from './list-items.js';
import { rowButton } from './row-button.js';
import { sentenceFor } from './survey.js';
import type { ErrorsListKey } from './words.en.js';

export interface HeadingInput {
  readonly heading: Heading;
  /** Its place among all rows, from 1. */
  readonly at: number;
  readonly words: Localizer<ErrorsListKey>;
  readonly explainer: ErrorExplainer;
}

export function headingRow({ heading, at, words, explainer }: HeadingInput): TemplateResult {
  const { kind, key, first, count, isOpen, hasActions } = heading;
  const [what, todo] = explainer.explainEdit(first.error, words.language);
  const { code, extendedCode } = first.error;
  const said =
    kind === 'cause' && code === UNSPECIFIC && extendedCode === undefined ? sentenceFor(heading.errors()) : '';
  const title = kind === 'layer' ? first.layerName : said || what;
  const button = html`<button
    class="toggle"
    type="button"
    data-stop
    tabindex="-1"
    data-action="toggle"
    aria-expanded=${String(isOpen)}
  >
    ${icon(DOWN_SMALL)}<bdi>${title}</bdi><span class="count">${words.number(count)}</span>
  </button>`;
  return html`<div class=${kind} role="row" part=${kind} data-row=${key} aria-rowindex=${at}>
    <div class="heading" role="gridcell">
      ${kind === 'layer' ? html`<h3>${button}</h3>` : html`<h4>${button}</h4>`}
      ${kind === 'cause' && todo !== '' ? html`<div class="todo"><bdi>${todo}</bdi></div>` : nothing}
    </div>
    ${
      hasActions
        ? html`<div class="actions" role="gridcell">
            ${rowButton({
              action: 'retry-all',
              text: words.text('retryMany', { count }),
              label: words.text('retryManyOf', { count, title }),
              sign: RETRY,
            })}
            ${rowButton({
              action: 'discard-all',
              text: words.text('discardMany', { count }),
              label: words.text('discardManyOf', { count, title }),
              sign: '',
              tone: 'bare apart',
            })}
          </div>`
        : nothing
    }
  </div>`;
}

/** Above what would be refused, where there is something refused as well. */
export function checksHeading(count: number, at: number, words: Localizer<ErrorsListKey>): TemplateResult {
  return html`<div class="layer" role="row" part="layer" data-row="checks" aria-rowindex=${at}>
    <div class="heading" role="gridcell" data-stop tabindex="-1">
      <h3><bdi>${words.text('beforeSending', { count })}</bdi></h3>
      <div class="todo"><bdi>${words.text('beforeSendingTodo')}</bdi></div>
    </div>
  </div>`;
}

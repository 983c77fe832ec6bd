/** What is rarely wanted of a refused edit, opened in its row: to discard it is never next to what is wanted most. */
import { html, nothing, type TemplateResult } from 'lit';
import type { FeatureEditError } from '../../controller/types.js';
import { DOWNLOAD, TRASH } from '../common/icons.js';
import type { Localizer } from '../common/localizer.js';
import { titleOf } from './error-row.js';
import { rowButton } from './row-button.js';
import type { ErrorsListKey } from './words.en.js';

export interface MoreInput {
  readonly error: FeatureEditError;
  readonly words: Localizer<ErrorsListKey>;
  /** "Copy report". */
  readonly report: TemplateResult | typeof nothing;
  /** The only one that was refused: above the list nothing is offered for all. */
  readonly isOnly: boolean;
}

export function moreActions({ error, words, report, isOnly }: MoreInput): TemplateResult {
  const title = titleOf(error, words);
  const text = words.text('exportList');
  return html`<div class="more" role="gridcell">
    ${report} ${isOnly ? rowButton({ action: 'export', text, label: text, sign: DOWNLOAD }) : nothing}
    ${rowButton({
      action: 'discard',
      text: words.text('discard'),
      label: words.text('discardOf', { title }),
      sign: TRASH,
      tone: 'danger apart',
    })}
  </div>`;
}
